/**
 * A reply that waits for a second person: its question in the thread, which is true as long as it stands there.
 */
import { joinRich, quoted, type RichText } from '../core/rich-text.ts'
import { addWorkingHours } from '../core/working-time.ts'
import { type CaseAtDesk, recordEvents, threadOf } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { keepAsked, remindAt, takeAsked } from '../store/drafts.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { moveReply, type Reply, replyById } from '../store/replies.ts'
import { restoreReply } from '../store/reply-copies.ts'
import { type ActionContext, departmentOf, speakToStaff } from './context.ts'
import { shownOf } from './guard-reply.ts'
import { APPROVE, CHANGE_REPLY, DECLINE, SEND_AT_ONCE } from './reply-buttons.ts'
import { cardUpdate, markMessage, postUpdate, threadPost } from './to-desk.ts'

/** Of the department's working time. */
const REMIND_AFTER_HOURS = 1

export function whenToRemind({ department }: Pick<CaseAtDesk, 'department'>, { place, now }: ActionContext): Date {
  return addWorkingHours(now, REMIND_AFTER_HOURS, departmentOf(place, department))
}

/** Whoever may approve it, by id, but for who wrote it: admins where the department names nobody else. */
export function approversOf(
  { place }: ActionContext,
  department: string,
  { author, wordsBy }: Pick<Reply, 'author' | 'wordsBy'>,
): readonly string[] {
  const others = (ids: readonly string[]) => ids.filter(id => id !== author && id !== wordsBy)
  const approvers = others(departmentOf(place, department).approvers)
  return approvers.length > 0 ? approvers : others(place.admins)
}

/** The reply is on record as a draft, its mark says so, and its approvers are called. */
export async function askForApproval(
  trx: Trx,
  to: CaseAtDesk,
  reply: Reply,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { id, version, wordsBy, channel, ts } = reply
  const event = { caseId: to.id, actor: wordsBy, kind: 'drafted', detail: { reply: id, version } }
  await recordEvents(trx, [event], context.now)
  return [markMessage(channel, ts, 'draft'), question(to, reply, context), cardUpdate(to.id)]
}

/** A case that went elsewhere takes its drafts along: those who may approve there are asked. */
export async function moveDrafts(
  trx: Trx,
  to: CaseAtDesk,
  drafts: readonly Reply[],
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const messages: NewOutbound[] = []
  for (const draft of drafts) {
    messages.push(...(await draftSettled(trx, draft, speakToStaff(context.place)('desk.draft.moved'))))
    await remindAt(trx, draft.id, whenToRemind(to, context))
    messages.push(question(to, draft, context))
  }
  return messages
}

/** Nobody is to approve the drafts of a case that goes on as another: what the residents of both hear is said there. */
export async function dropDrafts(
  trx: Trx,
  drafts: readonly Reply[],
  by: string,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const messages: NewOutbound[] = []
  for (const draft of drafts) {
    messages.push(...(await draftDropped(trx, draft, by, now)))
    messages.push(...(await draftSettled(trx, draft, speakToStaff(place)('desk.draft.merged'))))
  }
  return messages
}

/** It goes no further: who has an earlier form of it keeps that. */
export async function draftDropped(
  trx: Trx,
  draft: Reply,
  by: string,
  now: Date,
  reason?: string,
): Promise<readonly NewOutbound[]> {
  const { id, version, caseId, channel, ts } = draft
  await moveReply(trx, draft, draft.reached ? 'sent' : 'declined', now)
  const words = reason === undefined ? undefined : { reason }
  await recordEvents(trx, [{ caseId, actor: by, kind: 'declined', detail: { reply: id, version }, words }], now)
  if (draft.reached) await restoreReply(trx, draft, by, now)
  return [markMessage(channel, ts, draft.reached ? 'sent' : 'undone')]
}

/** Its question says how it was answered, and has nothing to press any more. */
export async function draftSettled(
  trx: Trx,
  { id, caseId }: Pick<Reply, 'id' | 'caseId'>,
  how: RichText,
): Promise<readonly NewOutbound[]> {
  const post = await takeAsked(trx, id)
  return [...(post ? [postUpdate(post.channel, post.ts, how)] : []), cardUpdate(caseId)]
}

/** The question stands in the thread. Where it was answered on its way there, it says so. */
export async function draftAsked(
  trx: Trx,
  {
    draft,
    version,
    caseId,
    ts,
  }: { readonly draft: string; readonly version: number; readonly caseId: string; readonly ts: string },
  { place }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const thread = await threadOf(trx, caseId)
  if (!thread || (await keepAsked(trx, draft, version, { channel: thread.channel, ts }))) return []
  const reply = await replyById(trx, draft)
  const say = speakToStaff(place)
  const changed = reply?.state === 'draft' || reply?.state === 'held'
  return [postUpdate(thread.channel, ts, say(changed ? 'desk.draft.changed' : 'desk.settledAlready'))]
}

function question(to: CaseAtDesk, reply: Reply, context: ActionContext): NewOutbound {
  const { id, version, authorName: author, files } = reply
  const say = speakToStaff(context.place)
  const values = { author, name: to.firstName }
  const words = shownOf(reply)
  const names = files.map(file => `📎 ${file.name}`).join('\n')
  const these = `${to.id}:${id}.${version}`
  const post = threadPost(to.id, {
    calls: approversOf(context, to.department, reply),
    text: joinRich(
      [
        say(version === 1 ? 'desk.draft.asks' : 'desk.draft.asksAgain', values),
        ...(words.text === '' ? [] : [quoted(words)]),
        ...(names === '' ? [] : [names]),
      ],
      '\n',
    ),
    buttons: [
      { action: APPROVE, value: `${id}:${version}`, label: say('desk.draft.approve').text, style: 'primary' },
      { action: CHANGE_REPLY, value: these, label: say('desk.draft.edit').text },
      { action: DECLINE, value: these, label: say('desk.draft.decline').text },
      { action: SEND_AT_ONCE, value: these, label: say('desk.draft.atOnce').text },
    ],
  })
  return { ...post, purpose: { kind: 'draft', caseId: to.id, draft: id, version } }
}
