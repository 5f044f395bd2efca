/**
 * Commands, and links that people followed to us.
 */
import { PANEL } from '../core/panel/panel-act.ts'
import type { RichText } from '../core/rich-text.ts'
import { heldIn } from './asides.ts'
import { CASES } from './case-tokens.ts'
import { begin, cancel } from './dialogues.ts'
import { leave } from './drafts.ts'
import { type Input, NOTHING } from './input.ts'
import { askLanguage, LANGUAGE } from './languages.ts'
import { payloadOf, readLink } from './link.ts'
import { helpText, talkNamed, welcome } from './menu.ts'
import { showCases } from './my-cases.ts'
import { PRIVACY, showPrivacy } from './notice.ts'
import { showPanel } from './panel/hear-panel.ts'
import { isPanelLink } from './panel/join.ts'
import { hearTypedPairing } from './panel/pair.ts'
import { cancelSideQuestion } from './panel/side-question.ts'
import { keep, showMenu, showWhereWeAre, type Turn } from './turn.ts'

/** @param messageId  Where it can be edited. */
export async function hearCommand(
  turn: Turn,
  name: string,
  argument: RichText,
  messageId: string | undefined,
): Promise<void> {
  const { say, now } = turn.world
  const talk = talkNamed(turn, name)
  if (talk) return begin(turn, talk, argumentOf(argument, messageId))
  if (name === 'cancel') return cancelSideQuestion(turn) ? undefined : cancel(turn)
  if (name === 'help') {
    const help = helpText(turn)
    return showWhereWeAre(turn, help, help)
  }
  if (name === CASES) return showCases(turn, 0)
  if (name === LANGUAGE) return askLanguage(turn)
  if (name === PRIVACY) return showPrivacy(turn)
  if (name === PANEL && turn.world.place.panel) return showPanel(turn)
  if (hearTypedPairing(turn, name)) return
  if (name !== 'start') return showWhereWeAre(turn, say('unreadable.command'), welcome(turn))
  const payload = payloadOf(argument.text)
  if (payload && hearTypedPairing(turn, payload)) return
  // Words that wait for an answer are not dropped for a menu; Cancel does that.
  if (!payload && heldIn(turn.state.aside).length > 0) return showWhereWeAre(turn, undefined, welcome(turn))
  if (turn.state.dialogue) leave(turn, turn.state.dialogue)
  if (payload) keep(turn, { source: { payload, at: now.toISOString() } })
  const link = payload && readLink(payload, turn.house.talks)
  if (link) return begin(turn, link.talk, NOTHING, link.given)
  keep(turn, { aside: undefined })
  if (payload && turn.world.place.panel && isPanelLink(payload)) return showPanel(turn)
  showMenu(turn, welcome(turn))
}

/** `/report There is a pothole` */
function argumentOf(text: RichText, messageId: string | undefined): Input {
  if (!text.text) return NOTHING
  return { ...NOTHING, text, ...(messageId !== undefined && { messageId, said: [{ messageId, text }] }) }
}
