/**
 * What somebody wants of the panel: by a button however old, the command, or words.
 */
import type { OwnMember } from '../../core/panel/own-member.ts'
import type { RichText } from '../../core/rich-text.ts'
import { keep, type Turn } from '../turn.ts'
import { hearJoin, hearNotNow, showConsent } from './join.ts'
import { hearLeave } from './leave.ts'
import { showMember } from './my-panel.ts'
import type { PanelWish } from './panel-tokens.ts'
import { answerItem, askItem, showAbout } from './profile.ts'
import { hearSetting, readSetting, showChanged, typedSetting } from './settings.ts'
import { membershipOf } from './show-panel.ts'

/** So many words can be a city. */
const CITY_WORDS = 3

/** Their own panel, or what it is. */
export function showPanel(turn: Turn): void {
  const known = membershipOf(turn)
  if (known?.member) showMember(turn, known.member)
  else if (known) showConsent(turn, known.hasAnswers)
}

export function hearPanelWish(turn: Turn, { act, argument }: PanelWish): void {
  const known = membershipOf(turn)
  if (!known) return
  const { member } = known
  if (act === 'notNow') hearNotNow(turn)
  else if (member) hearMember(turn, member, { ...(act && { act }), argument })
  else if (act === 'join' || act === 'confirm') hearJoin(turn, act, argument, known)
  else showConsent(turn, known.hasAnswers)
}

function hearMember(turn: Turn, member: OwnMember, { act, argument: code }: PanelWish): void {
  switch (act) {
    case 'about':
      showAbout(turn, member)
      break
    case 'ask':
      askItem(turn, member, code)
      break
    case 'new':
    case 'set':
      answerItem(turn, member, { mode: act, code, chosen: true })
      break
    case 'newOff':
    case 'setOff':
      answerItem(turn, member, { mode: act === 'newOff' ? 'new' : 'set', code, chosen: false })
      break
    case 'goOn':
      showChanged(turn, member, { pausedUntil: null })
      break
    case 'pause':
    case 'pace':
    case 'quiet':
    case 'zone':
      hearSetting(turn, member, act, code)
      break
    case 'one':
      turn.effects.push({ kind: 'panel', act: { act: 'one' } })
      keep(turn, { view: undefined })
      turn.show = { what: 'nothing' }
      break
    case 'leave':
      hearLeave(turn, code)
      break
    default:
      showMember(turn, member)
  }
}

/** Hours or a city, typed where one of them was asked for. @returns  True where that is what it was. */
export function hearTypedSetting(turn: Turn, text: RichText | undefined): boolean {
  const asked = typedSetting(turn.state.view ?? [])
  if (!asked || !text || !turn.world.place.panel) return false
  const known = membershipOf(turn)
  if (!known) return true
  if (!known.member) return false
  const what = readSetting(turn, asked, text.text)
  if (what) showChanged(turn, known.member, what)
  else {
    if (text.text.trim().split(/\s+/).length > CITY_WORDS) return false
    turn.notes.push(turn.world.say(asked === 'quiet' ? 'panel.quiet.hint' : 'panel.zone.hint'))
    hearSetting(turn, known.member, asked, '')
  }
  return true
}
