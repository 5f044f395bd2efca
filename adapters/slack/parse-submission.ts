/**
 * A modal of ours that somebody filled in, translated
 * (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission).
 *
 * Slack delivers it once and shows the person where nobody took it: the modal stays, with all that was typed.
 */
import type { Inbound } from '../../src/core/inbound.ts'
import { readForm } from './read-form.ts'
import { type Fields, textOf } from './unknown.ts'

export function parseSubmission(body: Fields): Inbound | undefined {
  const event = readForm(body, { kind: 'submitted' })
  const trigger = textOf(body.trigger_id)
  if (!event || !trigger || !/^[\w.-]{1,200}$/.test(trigger)) return undefined
  return {
    network: 'slack',
    // The modal keeps its id while it is sent again and again: what is new each time is the trigger.
    externalId: `view:${trigger}`,
    lane: `slack:${event.channel}:${event.thread ?? ''}:${event.user}`,
    // It waits in no lane.
    position: '0',
    event,
  }
}
