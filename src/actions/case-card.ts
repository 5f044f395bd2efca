/**
 * A case at a glance, for staff: the root of its thread, with what can be done about it.
 */
import { stillBlocked } from '../core/block.ts'
import { isSettled } from '../core/case-status.ts'
import { networkOf } from '../core/network.ts'
import type { Card, CardFact, DeskButton } from '../core/outbound.ts'
import type { Place } from '../core/place.ts'
import { formatDate, formatDay } from '../core/working-time.ts'
import type { CaseOnCard } from '../store/case-on-card.ts'
import { answerFact, detailFacts, mergeFacts, originFacts, whereFacts } from './case-facts.ts'
import { caseMenu } from './case-menu.ts'
import { departmentOf, inLanguage, networkName, reference, speakToStaff } from './context.ts'
import { languageName } from './language-name.ts'
import { whoHears } from './who-hears.ts'

/** Names of the buttons. The value of each begins with the id of the case; that of `UNASSIGN` goes on with `:` and who has it. */
export const CLAIM = 'claim'
export const UNASSIGN = 'unassign'
/** Shows the earlier cases of the same person to whoever asks. */
export const HISTORY = 'history'
/** These open forms of the same names. */
export const ANSWER = 'answer'
export const ASK_RESIDENT = 'askResident'
export const ASSIGN = 'assign'
export const STATUS = 'status'

export function caseCard(place: Place, shown: CaseOnCard, now: Date): Card {
  const say = speakToStaff(place)
  const language = place.languages[0]
  const category = shown.category ? place.categories.get(shown.category) : undefined
  const about = category ? inLanguage(place, category.name, language) : say('desk.question').text
  const department = departmentOf(place, shown.department)
  return {
    heading: `${reference(place, shown.id)} · ${about}`,
    words: shown.words,
    pictures: [],
    facts: [
      { label: say('desk.status').text, value: statusFact(place, shown) },
      { label: say('desk.assignee').text, value: shown.assignee?.name ?? say('desk.nobody').text },
      { label: say('desk.from').text, value: from(place, shown) },
      ...personFacts(place, shown, now),
      ...mergeFacts(place, shown),
      ...detailFacts(place, shown),
      ...(shown.remark ? [{ label: say('desk.remark').text, value: shown.remark.text }] : []),
      ...whereFacts(place, shown.where),
      ...shown.answers.flatMap(answer => answerFact(place, shown.category, answer)),
      ...originFacts(place, shown),
      { label: say('desk.department').text, value: inLanguage(place, department.name, language) },
      ...waitingFacts(place, shown),
      ...draftFacts(place, shown),
      ...dueFacts(place, shown),
      ...(shown.helped ? [{ label: say('desk.helped.ask').text, value: say(`desk.helped.${shown.helped}`).text }] : []),
    ],
    hint: hintOf(place, shown),
    buttons: buttonsOf(place, shown),
    menu: caseMenu(place, shown, now),
  }
}

/** What a status is called among staff: "In progress", "Closed: not ours". A question is not fixed, it is answered. */
export function statusName(place: Place, { kind, status, reason }: Pick<CaseOnCard, 'kind' | 'status' | 'reason'>) {
  const say = speakToStaff(place)
  if (status === 'closed') return say(`desk.closed.${reason ?? 'noFurtherAction'}`).text
  return say(status === 'fixed' && kind === 'question' ? 'desk.statuses.answered' : `desk.statuses.${status}`).text
}

/** "Thursday 26 November". @param day  ISO date. */
export function plannedDay(day: string, language: string): string {
  return formatDay(new Date(`${day}T12:00:00Z`), language, 'UTC')
}

function statusFact(place: Place, shown: CaseOnCard): string {
  const name = statusName(place, shown)
  return shown.plannedFor === null ? name : `${name}, ${plannedDay(shown.plannedFor, place.languages[0])}`
}

/** What was asked of the resident last. While the answer is awaited, nothing is due. */
function waitingFacts(place: Place, { question, waitingSince, firstName: name }: CaseOnCard): readonly CardFact[] {
  if (!question) return []
  const say = speakToStaff(place)
  const asked = { label: say('desk.askedResident').text, value: question.words }
  const answered = question.answer === null ? [] : [{ label: say('desk.answerTo').text, value: question.answer }]
  if (!waitingSince) return [asked, ...answered]
  const day = formatDay(waitingSince, place.languages[0], place.timeZone)
  return [asked, { label: say('desk.waiting').text, value: say('desk.waitingValue', { name, day }).text }]
}

function draftFacts(place: Place, { drafts }: CaseOnCard): readonly CardFact[] {
  return drafts > 0 ? [{ label: speakToStaff(place)('desk.draft.fact').text, value: `${drafts}` }] : []
}

/** What is settled is due no more, what waits for its resident not yet; nor a first answer that was given. */
function dueFacts(
  place: Place,
  { status, answered, replyDueAt, fixDueAt, waitingSince, late }: CaseOnCard,
): readonly CardFact[] {
  if (isSettled(status) || waitingSince) return []
  const say = speakToStaff(place)
  const day = (at: Date, isLate: boolean) => {
    const when = formatDay(at, place.languages[0], place.timeZone)
    return isLate ? say('desk.alarm.late', { when }).text : when
  }
  return [
    ...(answered ? [] : [{ label: say('desk.firstReply').text, value: day(replyDueAt, late.includes('reply')) }]),
    { label: say('desk.settled').text, value: day(fixDueAt, late.includes('fix')) },
  ]
}

function hintOf(place: Place, shown: CaseOnCard): string {
  const say = speakToStaff(place)
  if (hearsNothing(shown)) {
    return [...(isSettled(shown.status) ? [say('desk.hintSettled').text] : []), say('desk.rang.hint').text].join(' ')
  }
  const { status, address, firstName, others } = shown
  const name = whoHears(place, address === null ? others : [firstName, ...others])
  const hint = say(place.replies.threadDefault === 'reply' ? 'desk.hintReply' : 'desk.hintNote', { name }).text
  return isSettled(status) ? `${say('desk.hintSettled').text} ${hint}` : hint
}

function buttonsOf(place: Place, shown: CaseOnCard): readonly DeskButton[] {
  const { id, firstName: name, status, assignee, mergedInto } = shown
  if (mergedInto !== null) return []
  const say = speakToStaff(place)
  const change = { action: STATUS, value: id, label: say('desk.setStatus').text }
  const reached = !hearsNothing(shown)
  const answer = { action: ANSWER, value: id, label: say('desk.answer').text }
  const history = shown.earlier > 0 ? [{ action: HISTORY, value: id, label: say('desk.history.act').text }] : []
  const answers = reached ? [answer] : []
  if (isSettled(status)) return [...answers, change, ...history]
  return [
    ...answers,
    ...(reached ? [{ action: ASK_RESIDENT, value: id, label: say('desk.askResident', { name }).text }] : []),
    assignee
      ? { action: UNASSIGN, value: `${id}:${assignee.id}`, label: say('desk.unassign').text }
      : { action: CLAIM, value: id, label: say('desk.claim').text, style: 'primary' },
    { action: ASSIGN, value: id, label: say('desk.assign').text },
    change,
    ...history,
  ]
}

/** Staff brought it in, and nobody else's case was merged into it: there is nobody to tell anything. */
function hearsNothing({ address, others }: CaseOnCard): boolean {
  return address === null && others.length === 0
}

function from(place: Place, { address, firstName, language }: CaseOnCard): string {
  if (address === null) return firstName
  return speakToStaff(place)('desk.fromValue', {
    name: firstName,
    network: networkName(networkOf(address)),
    language: languageName(place, language),
  }).text
}

function personFacts(
  place: Place,
  { address, earlier, unreachable, follows, blockedUntil }: CaseOnCard,
  now: Date,
): readonly CardFact[] {
  const say = speakToStaff(place)
  const network = address === null ? '' : networkName(networkOf(address))
  const until = stillBlocked(blockedUntil, now)
  const day = until && formatDate(until, place.languages[0], place.timeZone)
  return [
    ...(day === undefined ? [] : [{ label: say('desk.block.fact').text, value: day }]),
    ...(unreachable ? [{ label: say('desk.reach').text, value: say('desk.unreachable', { network }).text }] : []),
    ...(earlier > 0 ? [{ label: say('desk.earlier').text, value: `${earlier}` }] : []),
    ...(follows ? [{ label: say('desk.follows').text, value: reference(place, follows) }] : []),
  ]
}
