/**
 * Gives a case to another department: a new card in its channel, both threads linked, its residents told who has it now.
 *
 * The clocks begin anew with the department that is to keep them, in its own hours; a first reply that went out stays
 * given. The record keeps the times before.
 */
import { speak } from '../../locales/index.ts'
import { type DueTimes, dueTimesOf } from '../core/due-times.ts'
import type { Department } from '../core/place.ts'
import { joinRich, linked, quoted, type RichText } from '../core/rich-text.ts'
import { formatDay } from '../core/working-time.ts'
import { takeParked } from '../store/case-homes.ts'
import { caseOnCard } from '../store/case-on-card.ts'
import { moveToDepartment, wasAnswered } from '../store/case-routing.ts'
import type { Colleague } from '../store/case-work.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { lockDrafts } from '../store/drafts.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { threadsOf, threadUrl } from '../store/threads.ts'
import { caseCard } from './case-card.ts'
import { type ActionContext, departmentOf, inLanguage, reference, speakToStaff } from './context.ts'
import { moveDrafts } from './draft-reply.ts'
import { newsOf, tellFollowers } from './tell-followers.ts'
import { cardPost, postIn, threadPost } from './to-desk.ts'

export interface Transfer {
  readonly to: Department
  /** For staff alone. */
  readonly reason: string
  readonly by: Colleague
}

/** @returns Undefined where it is not with the department of `about` any more. */
export async function transferCase(
  trx: Trx,
  about: CaseAtDesk,
  { to, reason, by }: Transfer,
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const { now } = context
  // Who decides about one of them meanwhile does so before the case goes, or after.
  const drafts = await lockDrafts(trx, about.id)
  const answered = await wasAnswered(trx, about.id)
  const due = dueTimesOf(to, now)
  if (!(await moveToDepartment(trx, about.id, about.department, { to: to.key, due, answered }))) return undefined
  const detail = { from: about.department, to: to.key, ...(about.assignee && { assignee: about.assignee }) }
  const words = reason === '' ? undefined : { reason }
  await recordEvents(trx, [{ caseId: about.id, actor: by.id, kind: 'transferred', detail, words }], now)
  const told = await tellFollowers(trx, about, newsOf(about.id), ({ language }) => ({
    text: news(about, to, answered ? undefined : due, language, context),
  }))
  const opened = await openIn(trx, about, { to, reason, by }, context)
  return [...opened, ...(await moveDrafts(trx, { ...about, department: to.key }, drafts, context)), ...told]
}

/** The thread before says where the case goes, and the new one where it came from. */
async function openIn(trx: Trx, about: CaseAtDesk, { to, reason, by }: Transfer, { place, now }: ActionContext) {
  const shown = await caseOnCard(trx, about.id)
  const [before] = await threadsOf(trx, about.id)
  if (!shown) throw new Error(`case ${about.id} is gone`)
  const say = speakToStaff(place)
  const names = { author: by.name, from: nameOf(about.department), to: nameOf(to.key) }
  const url = before && (await threadUrl(trx, before))
  const link = url === undefined ? [] : [linked(say('desk.move.earlierThread').text, url)]
  const why = reason === '' ? [] : [quoted(reason)]
  return [
    ...(before ? [postIn(before, about.id, joinRich([say('desk.move.away', names), ...why], '\n'))] : []),
    cardPost(about.id, to.channel, caseCard(place, shown, now)),
    threadPost(about.id, { text: joinRich([say('desk.move.here', names), ...why, ...link], '\n') }),
    ...(await takeParked(trx, about.id)),
  ]

  function nameOf(key: string): string {
    return inLanguage(place, departmentOf(place, key).name, place.languages[0])
  }
}

function news(
  about: CaseAtDesk,
  to: Department,
  due: DueTimes | undefined,
  language: string,
  { place }: ActionContext,
): RichText {
  const values = { reference: reference(place, about.id), department: inLanguage(place, to.name, language) }
  const say = speak(language)
  if (!due) return say('news.transferred', values)
  return say('news.transferredDue', { ...values, day: formatDay(due.replyDueAt, language, place.timeZone) })
}
