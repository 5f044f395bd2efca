/**
 * A message of staff in a thread that was edited or deleted.
 *
 * https://docs.slack.dev/reference/events/message/message_changed and message_deleted. Slack says "changed" of links that
 * it unfolds and of threads that grow, too: only who edited the words gives `edited` another time than before.
 */
import type { Did } from '../../src/core/inbound.ts'
import type { RichText } from '../../src/core/rich-text.ts'
import { type Fields, fieldsOf, idOf, tsOf } from './unknown.ts'

export interface Changed {
  readonly channel: string
  readonly thread: string
  readonly user: string
  /** Orders it in its thread. */
  readonly at: string
  readonly did: Did
}

/** @param readWords  Of a message, as of one that is new. */
export function readChange(event: Fields, readWords: (message: Fields) => RichText): Changed | undefined {
  const before = fieldsOf(event.previous_message)
  const message = event.subtype === 'message_changed' ? fieldsOf(event.message) : before
  const [channel, user, ts] = [idOf(event.channel), idOf(message.user), tsOf(message.ts)]
  const [thread, at] = [tsOf(message.thread_ts), tsOf(event.event_ts) ?? tsOf(event.ts)]
  if (!channel || !user || !ts || !thread || thread === ts || !at || message.bot_id !== undefined) return undefined
  const found = { channel, thread, user, at }
  if (event.subtype === 'message_deleted') return { ...found, did: { kind: 'deleted', ts } }
  const [editedAt, editor] = [tsOf(fieldsOf(message.edited).ts), idOf(fieldsOf(message.edited).user)]
  if (!editedAt || editor !== user || editedAt === tsOf(fieldsOf(before.edited).ts)) return undefined
  return { ...found, did: { kind: 'edited', ts, text: readWords(message) } }
}
