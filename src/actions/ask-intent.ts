/**
 * Where it is not clear whether a message is for the resident or a note: nothing is sent, its author is asked.
 */
import type { CaseAtDesk } from '../store/cases.ts'
import { recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { insertReply, moveReply, type Reply } from '../store/replies.ts'
import { type ActionContext, speakToStaff } from './context.ts'
import { queueReply, repliedEvent, type Written } from './reply-to-resident.ts'
import { markMessage, whisper } from './to-desk.ts'

/** Names of the buttons; their value is the id of the reply. */
export const SEND_ASKED = 'send-asked'
export const KEEP_ASKED = 'keep-asked'

export async function askIntent(
  trx: Trx,
  about: CaseAtDesk,
  thread: string,
  written: Written,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const value = await insertReply(trx, { ...written, caseId: about.id }, 'asked', now)
  const say = speakToStaff(place)
  const name = { name: about.firstName }
  return [
    markMessage(written.channel, written.ts, 'asked'),
    whisper({ channel: written.channel, thread, user: written.author }, say('desk.asked', name), [
      { action: SEND_ASKED, value, label: say('desk.send', name).text, style: 'primary' },
      { action: KEEP_ASKED, value, label: say('desk.keep').text },
    ]),
  ]
}

/** The author's answer. @returns Undefined where it was settled before. */
export async function settleAsked(
  trx: Trx,
  about: CaseAtDesk,
  reply: Reply,
  decision: typeof SEND_ASKED | typeof KEEP_ASKED,
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const send = decision === SEND_ASKED
  if (!(await moveReply(trx, reply.id, 'asked', send ? 'queued' : 'note', context.now))) return undefined
  if (send) return queueReply(trx, about, reply, context)
  await recordEvents(trx, [repliedEvent('noted', reply)], context.now)
  return [markMessage(reply.channel, reply.ts, 'note')]
}
