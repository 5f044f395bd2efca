/**
 * A person fills in a modal, sends it or closes it, and what the app's answer then does
 * (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload, https://docs.slack.dev/surfaces/modals#response_actions).
 */
import type { Outcome } from './delivery.ts'
import { put, whoActs } from './press.ts'
import { changeView, closeModal, findView, STACK, showModal, wireView } from './screens.ts'
import type { Desk } from './staff.ts'
import { checkHeld, elementsOf, type Filled, type Filling, fillElement, type Placed, stateAt } from './state.ts'
import { faultsOfView } from './view-faults.ts'
import type { ModalView, OpenView, ViewClosed, ViewSubmission } from './wire.ts'
import type { UserRecord } from './workspace.ts'

export type FilledFields = Readonly<Record<string, Filled>>

/**
 * @param filled  By `block_id`, or by `action_id` where a block has several fields.
 * @returns  The fields that hold something else now.
 * @throws as the client would.
 */
export function fillFields(open: OpenView, filled: FilledFields, filling: Filling): readonly Placed[] {
  const changed: Placed[] = []
  for (const [name, value] of Object.entries(filled)) {
    const placed = elementsOf(open.view.blocks).find(
      ({ block, element }) => block.block_id === name || element.action_id === name,
    )
    if (!placed) throw new Error(`cannot fill in ${name}: no such field`)
    const before = stateAt(open, placed)
    const after = fillElement(placed, value, filling)
    open.state = put(open.state, placed, after)
    if (JSON.stringify(before) !== JSON.stringify(after)) changed.push(placed)
  }
  return changed
}

/** @throws where the client would not send it. */
export function submissionOf(open: OpenView, user: UserRecord, trigger: string): ViewSubmission {
  if (open.view.submit === undefined)
    throw new Error(`cannot send “${open.view.title.text}”: it has no button for that`)
  for (const placed of elementsOf(open.view.blocks)) checkHeld(placed, stateAt(open, placed))
  return {
    type: 'view_submission',
    ...whoActs(user),
    trigger_id: trigger,
    view: wireView(open),
    response_urls: [],
  }
}

export function closingOf(open: OpenView, user: UserRecord, cleared: boolean): ViewClosed {
  return { type: 'view_closed', ...whoActs(user), view: wireView(open), is_cleared: cleared }
}

/** What the app's answer to a submission does to the modal. */
export function settle(desk: Desk, open: OpenView, { taken, answer }: Outcome): void {
  const { workspace, complain } = desk
  // where the app changed or closed it meanwhile, there is nothing to answer to
  if (findView(workspace, { id: open.id }) !== open) return
  open.failed = !taken
  open.errors = {}
  workspace.changed()
  if (!taken) return
  const { response_action: action, errors, view } = (answer ?? {}) as Answered
  if (action === undefined) closeModal(workspace, open)
  else if (action === 'clear') closeModal(workspace, open, true)
  else if (action === 'errors') showErrors(open, errors, complain)
  else if (action === 'update' || action === 'push') goOn(desk, open, action, view)
  else complain(`unknown response_action: ${String(action)}`)
}

function goOn({ workspace, complain }: Desk, open: OpenView, action: 'update' | 'push', view: unknown): void {
  const faults = faultsOfView(view, 'modal')
  const full = (workspace.screens.get(open.user)?.length ?? 0) >= STACK
  if (faults.length > 0) complain(`${action} with a view that Slack refuses: ${faults.join('; ')}`)
  else if (action === 'update') changeView(workspace, open, view as ModalView)
  else if (full) complain(`push beyond ${STACK} views`)
  else showModal(workspace, open.user, view as ModalView, 'above')
}

interface Answered {
  readonly response_action?: unknown
  readonly errors?: object
  readonly view?: unknown
}

/** Only input blocks have a place for words of error. */
function showErrors(open: OpenView, errors: object | undefined, complain: Desk['complain']): void {
  const known = new Set(open.view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id))
  const all = Object.entries(errors ?? {})
  const wrong = all.some(([id, words]) => !known.has(id) || typeof words !== 'string' || words === '')
  if (wrong || all.length === 0) complain(`errors for fields that the view has not: ${JSON.stringify(errors)}`)
  open.errors = Object.fromEntries(all)
}
