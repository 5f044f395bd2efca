/**
 * A modal of ours that somebody filled in, translated
 * (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission).
 *
 * Slack delivers it once and shows the person where nobody took it: the modal stays, with all that was typed.
 */
import type { Filled } from '../../src/core/desk-views.ts'
import type { Inbound } from '../../src/core/inbound.ts'
import { type Fields, fieldsOf, idOf, textOf, tsOf } from './unknown.ts'

export function parseSubmission(body: Fields): Inbound | undefined {
  const view = fieldsOf(body.view)
  const carried = fieldsOf(readJson(view.private_metadata))
  const team = idOf(fieldsOf(body.team).id) ?? idOf(fieldsOf(body.user).team_id)
  const [user, channel, thread] = [idOf(fieldsOf(body.user).id), idOf(carried.channel), tsOf(carried.thread)]
  const [action, value, trigger] = [textOf(view.callback_id), textOf(carried.value), textOf(body.trigger_id)]
  if (!team || !user || !channel || !action || value === undefined || !trigger || !/^[\w.-]{1,200}$/.test(trigger))
    return undefined
  return {
    network: 'slack',
    // The modal keeps its id while it is sent again and again: what is new each time is the trigger.
    externalId: `view:${trigger}`,
    lane: `slack:${channel}:${thread ?? ''}:${user}`,
    // It waits in no lane.
    position: '0',
    event: {
      from: 'desk',
      team,
      channel,
      ...(thread !== undefined && { thread }),
      user,
      did: { kind: 'submitted', action, value, filled: readState(view.state) },
    },
  }
}

/** `state.values` by block, and in each block by action; ours have one action to a block. */
function readState(state: unknown): Filled {
  const filled: Record<string, string> = {}
  for (const [key, block] of Object.entries(fieldsOf(fieldsOf(state).values))) {
    const value = readValue(fieldsOf(fieldsOf(block)[key]))
    if (value) filled[key] = value
  }
  return filled
}

function readValue(element: Fields): string | undefined {
  switch (element.type) {
    case 'static_select':
      return textOf(fieldsOf(element.selected_option).value)
    case 'plain_text_input':
      return textOf(element.value)
    case 'datepicker':
      return textOf(element.selected_date)
    case 'users_select':
      return idOf(element.selected_user)
    default:
      return undefined
  }
}

function readJson(text: unknown): unknown {
  try {
    return JSON.parse(textOf(text) ?? '')
  } catch {
    // not a modal of ours: nothing is carried
    return undefined
  }
}
