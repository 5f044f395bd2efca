/**
 * Changes what has become of a case: on record, on its card, in its thread, and to its resident in their language.
 */
import { speak } from '../../locales/index.ts'
import type { StatusChange } from '../core/case-status.ts'
import { dueTimesOf } from '../core/due-times.ts'
import { joinRich, plain, quoted, type RichText } from '../core/rich-text.ts'
import { type Colleague, moveCase, restartClocks } from '../store/case-work.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { hearsNobody } from '../store/followers.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { plannedDay, statusName } from './case-card.ts'
import { type ActionContext, departmentOf, inLanguage, reference, speakToStaff } from './context.ts'
import { unmergeCase } from './merge-case.ts'
import { asksIfHelped, withHelped } from './rate-case.ts'
import { newsOf, tellFollowers } from './tell-followers.ts'
import { cardUpdate, threadPost } from './to-desk.ts'
import { goOn } from './wait-for-resident.ts'

/** @returns Undefined where its status is not what it was in `about` any more. */
export async function changeStatus(
  trx: Trx,
  about: CaseAtDesk,
  change: StatusChange,
  by: Colleague,
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const { now } = context
  if (about.mergedInto !== null) return change.status === 'reopened' ? unmergeCase(trx, about, by, context) : undefined
  if (!(await moveCase(trx, about.id, about.status, change, now))) return undefined
  if (change.status === 'reopened') {
    await restartClocks(trx, about.id, dueTimesOf(departmentOf(context.place, about.department), now), false)
  }
  // Who sets another status goes on without an answer.
  await goOn(trx, about.id, { by: by.id }, context)
  const { status: to, words, ...how } = change
  const event = {
    caseId: about.id,
    actor: by.id,
    kind: 'statusChanged',
    detail: { from: about.status, to, ...how },
    ...(words !== '' && { words: { text: plain(words) } }),
  }
  await recordEvents(trx, [event], now)
  const asks = await asksIfHelped(trx, about, change, context)
  const told = await tellFollowers(trx, about, newsOf(about.id), ({ language, how }) => {
    const text = newsIn(language, about, change, context)
    return asks && how === 'reporter' ? withHelped(text, about.id, language) : { text }
  })
  const heard = told.length > 0 || !(await hearsNobody(trx, about))
  const news = newsIn(about.language, about, change, context)
  return [
    ...told,
    threadPost(about.id, { text: said(about, change, { by, heard }, news, context) }),
    cardUpdate(about.id),
  ]
}

/** What the resident reads: our sentence, and below it the words that go with it. */
function newsIn(language: string, about: CaseAtDesk, change: StatusChange, { place }: ActionContext): RichText {
  const day = change.status === 'planned' ? plannedDay(change.plannedFor, language) : ''
  const sentence = speak(language)(newsKey(about, change), {
    reference: reference(place, about.id),
    department: inLanguage(place, departmentOf(place, about.department).name, language),
    day,
  })
  return change.words === '' ? sentence : joinRich([sentence, plain(change.words)], '\n\n')
}

function newsKey({ kind }: CaseAtDesk, change: StatusChange) {
  if (change.status === 'closed') return `news.closed.${change.reason}` as const
  if (change.status === 'fixed' && kind === 'question') return 'news.answered'
  return `news.${change.status}` as const
}

/** For staff: who did what, and word for word what the resident was told, where there is one to tell. */
function said(
  about: CaseAtDesk,
  change: StatusChange,
  { by, heard }: { readonly by: Colleague; readonly heard: boolean },
  news: RichText,
  { place }: ActionContext,
) {
  const reason = change.status === 'closed' ? change.reason : null
  const say = speakToStaff(place)
  const status = statusName(place, { kind: about.kind, status: change.status, reason })
  if (!heard) {
    const alone = say('desk.rang.statusSet', { author: by.name, status })
    return change.words === '' ? alone : joinRich([alone, quoted(change.words)], '\n')
  }
  const told = say('desk.statusSet', { author: by.name, status, name: about.firstName })
  return joinRich([told, quoted(news.text)], '\n')
}
