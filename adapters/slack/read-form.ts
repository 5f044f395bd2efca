/**
 * A modal of ours as a payload brings it: where it was asked for, what it is for, what stands in its fields
 * (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload).
 */
import type { Filled, FilledForm } from '../../src/core/desk-views.ts'
import type { RemoteFile } from '../../src/core/files.ts'
import type { DeskEvent, Did } from '../../src/core/inbound.ts'
import { keyOfBlock } from './form-view.ts'
import { readFile } from './read-file.ts'
import { type Fields, fieldsOf, idOf, listOf, textOf, tsOf } from './unknown.ts'

/** What happened to the form, beside what stands in it. */
type Happened<D extends Did = Did> = D extends FilledForm ? Omit<D, keyof FilledForm> : never

/**
 * Undefined where it is no modal of ours.
 *
 * @param chosen  What stands in none of its fields.
 */
export function readForm(body: Fields, happened: Happened, chosen: Filled = {}): DeskEvent | undefined {
  const view = fieldsOf(body.view)
  const carried = fieldsOf(readJson(view.private_metadata))
  const team = idOf(fieldsOf(body.team).id) ?? idOf(fieldsOf(body.user).team_id)
  const [user, channel, thread] = [idOf(fieldsOf(body.user).id), idOf(carried.channel), tsOf(carried.thread)]
  const [action, value] = [textOf(view.callback_id), textOf(carried.value)]
  if (!team || !user || !channel || !action || value === undefined) return undefined
  const { filled, files } = readState(view.state)
  const did = { ...happened, action, value, filled: { ...filled, ...chosen }, files }
  return { from: 'desk', team, channel, ...(thread !== undefined && { thread }), user, did }
}

/** The ids of its blocks. */
export function blockIdsOf(body: unknown): readonly string[] {
  return listOf(fieldsOf(fieldsOf(body).view).blocks).flatMap(block => textOf(fieldsOf(block).block_id) ?? [])
}

/** `state.values` by block, and in each block by action; ours have one action to a block, of the field's name. */
function readState(state: unknown): { readonly filled: Filled; readonly files: readonly RemoteFile[] } {
  const filled: Record<string, string> = {}
  const files: RemoteFile[] = []
  for (const [blockId, block] of Object.entries(fieldsOf(fieldsOf(state).values))) {
    const key = keyOfBlock(blockId)
    const element = fieldsOf(fieldsOf(block)[key])
    const value = readValue(element)
    if (value) filled[key] = value
    if (element.type === 'file_input') files.push(...listOf(element.files).flatMap(readFile))
  }
  return { filled, files }
}

export function readValue(element: Fields): string | undefined {
  switch (element.type) {
    case 'static_select':
    case 'external_select':
      return textOf(fieldsOf(element.selected_option).value)
    case 'plain_text_input':
      return textOf(element.value)
    case 'multi_static_select':
      return listOf(element.selected_options)
        .flatMap(option => textOf(fieldsOf(option).value) ?? [])
        .join('\n')
    case 'datepicker':
      return textOf(element.selected_date)
    case 'timepicker':
      return textOf(element.selected_time)
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
