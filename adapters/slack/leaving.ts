/**
 * Somebody left a channel, was deactivated, or is a full member no more: acknowledged once what follows is committed.
 *
 * https://docs.slack.dev/reference/events/member_left_channel, https://docs.slack.dev/reference/events/user_change
 */
import type { QuickLane } from './intake.ts'
import { type Fields, fieldsOf, idOf } from './unknown.ts'

export const leaving: QuickLane = {
  async take(body, ack, doors) {
    const user = whoLeft(fieldsOf(body.event))
    if (user === undefined) return false
    await doors.left(user)
    await ack()
    return true
  },
}

/** Most changes of a person are of their picture or their status. */
function whoLeft(event: Fields): string | undefined {
  if (event.type === 'member_left_channel') return idOf(event.user)
  if (event.type !== 'user_change') return undefined
  const { id, deleted, is_restricted, is_ultra_restricted } = fieldsOf(event.user)
  return deleted === true || is_restricted === true || is_ultra_restricted === true ? idOf(id) : undefined
}
