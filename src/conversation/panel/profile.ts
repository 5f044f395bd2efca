/**
 * The profile: put question by question to who has just joined, and one by one to who changes it later.
 */
import type { OwnMember } from '../../core/panel/own-member.ts'
import { PANEL } from '../../core/panel/panel-act.ts'
import { surveyToken } from '../../core/panel/survey-token.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import { isFresh } from '../fresh-source.ts'
import type { Option } from '../step.ts'
import { inRows } from '../steps/pages.ts'
import { keep, showWhereWeAre, type Turn } from '../turn.ts'
import { showMember } from './my-panel.ts'
import { panelToken } from './panel-tokens.ts'
import { type ItemOption, type ProfileItem, profileItems } from './profile-items.ts'
import { change, showView } from './show-panel.ts'

/** `new`: one question after the other; `set`: this one alone. */
type Mode = 'new' | 'set'

/** Puts the question after this one to who has just joined; the first where none is given. */
export function askNext(turn: Turn, after?: ProfileItem): void {
  const items = profileItems(turn)
  const next = items[after ? items.findIndex(({ code }) => code === after.code) + 1 : 0]
  if (!next) {
    showReady(turn)
    return
  }
  if (!after) turn.notes.push(turn.world.say('panel.skippable'))
  showItem(turn, next, 'new', undefined)
}

/** All that they told of themselves, each with a button to change it. */
export function showAbout(turn: Turn, member: OwnMember): void {
  const { say } = turn.world
  const items = profileItems(turn)
  const lines = items.map(item => say('panel.answered', { question: item.ask, answer: chosenOf(turn, item, member) }))
  const buttons = items.map(({ code, label }): Option => ({ code: panelToken('ask', code), label }))
  showView(turn, joinRich([say('panel.aboutWhy'), joinRich(lines, '\n')], '\n\n'), [
    ...buttons.map(button => [button]),
    [backTo(turn)],
  ])
}

/** @param code  Of the question; one that is asked no more shows them all. */
export function askItem(turn: Turn, member: OwnMember, code: string): void {
  const item = profileItems(turn).find(other => other.code === code)
  if (item) showItem(turn, item, 'set', member)
  else showAbout(turn, member)
}

/** An answer: an option that is chosen or taken back, or the question's own code where there is none (any more). */
export function answerItem(
  turn: Turn,
  member: OwnMember,
  { mode, code, chosen }: { readonly mode: Mode; readonly code: string; readonly chosen: boolean },
): void {
  const items = profileItems(turn)
  const item = items.find(other => other.code === code || other.options.some(option => option.code === code))
  const option = item?.options.find(other => other.code === code)
  if (!item) showAbout(turn, member)
  else if (option) takeOption(turn, mode, item, withOption(turn, member, option, chosen))
  else if (mode === 'new') askNext(turn, item)
  else showSaved(turn, item.several ? member : change(turn, member, item.none))
}

function withOption(turn: Turn, member: OwnMember, option: ItemOption, chosen: boolean): OwnMember {
  if (option.isChosen(member) === chosen) return member
  return change(turn, member, chosen ? option.choose(member) : option.drop(member))
}

/** @param member  As they are with it. */
function takeOption(turn: Turn, mode: Mode, item: ProfileItem, member: OwnMember): void {
  if (item.several) showItem(turn, item, mode, member)
  else if (mode === 'new') askNext(turn, item)
  else showSaved(turn, member)
}

/** @param member  Undefined where nothing is chosen yet. */
function showItem(turn: Turn, item: ProfileItem, mode: Mode, member: OwnMember | undefined): void {
  const options = item.options.map((option): Option => {
    const isChosen = member !== undefined && option.isChosen(member)
    const act = isChosen && item.several ? (`${mode}Off` as const) : mode
    const label = isChosen ? `✓ ${option.label}` : option.label
    return { code: panelToken(act, option.code), label, synonyms: [option.label, ...option.synonyms] }
  })
  showView(turn, item.ask, [...inRows(options), ...endOf(turn, item, mode, member)], 'panel')
}

/** What stands below the options. */
function endOf(
  turn: Turn,
  item: ProfileItem,
  mode: Mode,
  member: OwnMember | undefined,
): readonly (readonly Option[])[] {
  const { say } = turn.world
  const some = member !== undefined && item.options.some(option => option.isChosen(member))
  const end = (label: string): Option => ({ code: panelToken(mode, item.code), label })
  if (item.several) return [[end(say(some || mode === 'set' ? 'button.done' : 'button.skip').text)]]
  if (mode === 'new') return item.optional ? [[end(say('button.skip').text)]] : []
  return [...(some && item.optional ? [[end(say('panel.ratherNot').text)]] : []), [backTo(turn)]]
}

function showSaved(turn: Turn, member: OwnMember): void {
  turn.notes.push(turn.world.say('panel.saved'))
  showMember(turn, member)
}

/** What happens now; and back to what they were at, where they were at something. */
function showReady(turn: Turn): void {
  const { say } = turn.world
  const ready = say('panel.ready')
  const { posted } = turn.state
  const isFreshPost = posted !== undefined && isFresh(posted, turn.world.now)
  keep(turn, { posted: undefined })
  const mine: Option = { code: PANEL, label: say('panel.mine').text }
  if (isFreshPost) {
    const token = surveyToken(posted.waveId, 0, { kind: 'begin' })
    showView(turn, say('survey.post.ready'), [[{ code: token, label: say('survey.post.goOn').text }], [mine]])
    return
  }
  if (turn.state.dialogue || turn.state.aside) showWhereWeAre(turn, ready, ready)
  else showView(turn, ready, [[mine]])
}

function chosenOf({ world: { say } }: Turn, item: ProfileItem, member: OwnMember): RichText {
  const labels = item.options.filter(option => option.isChosen(member)).map(({ label }) => label)
  return plain(labels.length > 0 ? labels.join(', ') : say('panel.notTold').text)
}

function backTo({ world: { say } }: Turn): Option {
  return { code: PANEL, label: say('button.back').text }
}
