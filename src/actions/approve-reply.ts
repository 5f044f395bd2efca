/**
 * What a second person decides about a reply: that it goes, or that it does not and why; and an admin, that it goes without.
 */
import { joinRich, quoted } from '../core/rich-text.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { lockReply, type Reply } from '../store/replies.ts'
import { cameMeanwhile } from './came-meanwhile.ts'
import { type ActionContext, speakToStaff } from './context.ts'
import { draftDropped, draftSettled } from './draft-reply.ts'
import { APPROVE_ALL_THE_SAME, CHANGE_REPLY } from './reply-buttons.ts'
import { type Acting, passOn } from './reply-to-resident.ts'
import { threadPost, whisper } from './to-desk.ts'

/** Where whoever decides is told of it, and how they know whom. */
export type Deciding = Acting & { readonly name: string; readonly channel: string }

/**
 * Sends exactly the words that were approved; where something came after they were written, asks once whether that is known.
 *
 * @param seen  As it was shown.
 * @param anyway  What came meanwhile was shown.
 * @returns Undefined where somebody else was quicker, or the words are others by now.
 */
export async function approveReply(
  trx: Trx,
  to: CaseAtDesk,
  seen: Reply,
  { anyway, ...deciding }: Deciding & { readonly anyway: boolean },
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const reply = await stillDraft(trx, seen)
  if (!reply) return undefined
  const overtaken = anyway ? [] : await askAnyway(trx, to, reply, deciding, context)
  if (overtaken.length > 0) return overtaken
  const detail = { reply: reply.id, version: reply.version }
  await recordEvents(trx, [{ caseId: to.id, actor: deciding.by, kind: 'approved', detail }], context.now)
  return goesOn(trx, to, reply, deciding, 'desk.draft.wasApproved', context)
}

/** @returns As `approveReply`. */
export async function sendAtOnce(
  trx: Trx,
  to: CaseAtDesk,
  seen: Reply,
  { reason, ...deciding }: Deciding & { readonly reason: string },
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const reply = await stillDraft(trx, seen)
  if (!reply) return undefined
  const detail = { reply: reply.id, version: reply.version }
  const event = { caseId: to.id, actor: deciding.by, kind: 'sentAtOnce', detail, words: { reason } }
  await recordEvents(trx, [event], context.now)
  const sent = await goesOn(trx, to, reply, deciding, 'desk.draft.wasSentAtOnce', context)
  const say = speakToStaff(context.place)
  const values = { by: deciding.name, author: reply.authorName, name: to.firstName }
  return [
    ...sent,
    threadPost(to.id, { text: joinRich([say('desk.draft.wasSentAtOnce', values), quoted(reason)], '\n') }),
  ]
}

/** Its author is called, and told why. @returns As `approveReply`. */
export async function declineReply(
  trx: Trx,
  to: CaseAtDesk,
  seen: Reply,
  { by, name, reason }: Pick<Deciding, 'by' | 'name'> & { readonly reason: string },
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const reply = await stillDraft(trx, seen)
  if (!reply) return undefined
  const dropped = await draftDropped(trx, reply, by, now, reason)
  const say = speakToStaff(place)
  const values = { by: name, author: reply.authorName, name: to.firstName }
  const change = {
    action: CHANGE_REPLY,
    value: `${to.id}:${reply.id}.${reply.version}`,
    label: say('desk.changeHeld').text,
  }
  const told = say('desk.draft.declined', values)
  return [
    ...dropped,
    ...(await draftSettled(trx, reply, say('desk.draft.wasDeclined', values))),
    threadPost(to.id, {
      calls: [reply.author],
      text: joinRich([told, quoted(reason)], '\n'),
      buttons: reply.reached ? [] : [change],
    }),
  ]
}

/** Locked, so that nothing happens to it until this is done. */
async function stillDraft(trx: Trx, { id, version }: Reply): Promise<Reply | undefined> {
  const reply = await lockReply(trx, id)
  return reply.state === 'draft' && reply.version === version ? reply : undefined
}

async function goesOn(
  trx: Trx,
  to: CaseAtDesk,
  reply: Reply,
  deciding: Deciding,
  how: 'desk.draft.wasApproved' | 'desk.draft.wasSentAtOnce',
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const values = { by: deciding.name, author: reply.authorName, name: to.firstName }
  const settled = await draftSettled(trx, reply, speakToStaff(context.place)(how, values))
  return [...settled, ...((await passOn(trx, to, reply, 'draft', deciding, context)) ?? [])]
}

/** Whoever approves sees what its author could not know of. @returns Nothing where there is nothing. */
async function askAnyway(
  trx: Trx,
  to: CaseAtDesk,
  reply: Reply,
  { by, channel, thread }: Deciding,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const came = await cameMeanwhile(trx, to, reply, by, reply.wordsAt, place)
  if (!came) return []
  const { id, version } = reply
  const detail = { reply: id, version, guards: came.guards }
  await recordEvents(trx, [{ caseId: to.id, actor: by, kind: 'approvalAsked', detail }], now)
  const label = speakToStaff(place)('desk.draft.approveAllTheSame').text
  const buttons = [{ action: APPROVE_ALL_THE_SAME, value: `${id}:${version}`, label, style: 'danger' as const }]
  return [whisper({ channel, user: by, ...(thread !== null && { thread }) }, came.told, buttons)]
}
