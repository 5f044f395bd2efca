/**
 * Words for the admins alone, once however many processes notice the same thing.
 */
import type { RichText } from '../core/rich-text.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { direct } from './to-desk.ts'

/** @param admins  Slack user ids: groups were looked up. */
export function tellAdmins(admins: readonly string[], text: RichText): readonly NewOutbound[] {
  return admins.map(user => direct(user, text))
}
