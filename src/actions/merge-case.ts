/**
 * Lets a case go on as another: it closes as a duplicate, and its residents hear what becomes of the other; and the way back.
 *
 * What the residents of one case said stays with staff: the others hear what staff say, nothing else.
 */
import { speak } from '../../locales/index.ts'
import { joinRich, linked, type RichText } from '../core/rich-text.ts'
import type { Colleague } from '../store/case-work.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Db, Trx } from '../store/database.ts'
import { lockDrafts } from '../store/drafts.ts'
import { lockCases } from '../store/lock-cases.ts'
import { mergeInto, takeOut } from '../store/merges.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { threadsOf, threadUrl } from '../store/threads.ts'
import { type ActionContext, departmentOf, inLanguage, reference, speakToStaff } from './context.ts'
import { dropDrafts } from './draft-reply.ts'
import { newsOf, tellFollowers } from './tell-followers.ts'
import { cardUpdate, threadPost } from './to-desk.ts'

/** @returns Undefined where one of the two is not open any more. */
export async function mergeCase(
  trx: Trx,
  about: CaseAtDesk,
  { into, by }: { readonly into: CaseAtDesk; readonly by: Colleague },
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const { place, now } = context
  await lockCases(trx, [about.id, into.id])
  const drafts = await lockDrafts(trx, about.id)
  if (!(await mergeInto(trx, about.id, into.id, now))) return undefined
  const events = [
    { caseId: about.id, actor: by.id, kind: 'merged', detail: { into: into.id, from: about.status } },
    { caseId: into.id, actor: by.id, kind: 'joined', detail: { case: about.id } },
  ]
  await recordEvents(trx, events, now)
  const references = { reference: reference(place, about.id), other: reference(place, into.id) }
  const told = await tellFollowers(trx, about, newsOf(about.id), ({ language }) => ({
    text: speak(language)('news.merged', references),
  }))
  const say = speakToStaff(place)
  const values = { author: by.name, name: about.firstName, ...references }
  const [here, there] = await Promise.all([
    linkTo(trx, about.id, references.reference),
    linkTo(trx, into.id, references.other),
  ])
  return [
    ...told,
    threadPost(about.id, { text: joinRich([say('desk.merge.away', values), ...there], '\n') }),
    threadPost(into.id, { text: joinRich([say('desk.merge.here', values), ...here], '\n') }),
    cardUpdate(about.id),
    cardUpdate(into.id),
    ...(await dropDrafts(trx, drafts, by.id, context)),
  ]
}

/** @returns Undefined where it goes on as no other. */
export async function unmergeCase(
  trx: Trx,
  about: CaseAtDesk,
  by: Colleague,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const into = await takeOut(trx, about.id)
  if (into === undefined) return undefined
  const events = [
    { caseId: about.id, actor: by.id, kind: 'unmerged', detail: { from: into } },
    { caseId: into, actor: by.id, kind: 'parted', detail: { case: about.id } },
  ]
  await recordEvents(trx, events, now)
  const told = await tellFollowers(trx, about, newsOf(about.id), ({ language }) => ({
    text: speak(language)('news.reopened', {
      reference: reference(place, about.id),
      department: inLanguage(place, departmentOf(place, about.department).name, language),
    }),
  }))
  const say = speakToStaff(place)
  const values = { author: by.name, reference: reference(place, about.id), other: reference(place, into) }
  return [
    ...told,
    threadPost(about.id, { text: say('desk.merge.outHere', values) }),
    threadPost(into, { text: say('desk.merge.outThere', values) }),
    cardUpdate(about.id),
    cardUpdate(into),
  ]
}

/** A line that leads to the thread of a case; nothing until it has one. */
async function linkTo(db: Db, caseId: string, label: string): Promise<readonly RichText[]> {
  const [thread] = await threadsOf(db, caseId)
  const url = thread && (await threadUrl(db, thread))
  return url === undefined ? [] : [linked(label, url)]
}
