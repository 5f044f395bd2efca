/**
 * A person acts on an element: a button, a menu, a field that reports at once. The payloads that the app gets
 * (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload, …/block_suggestion-payload).
 */
import { asObject } from './check.ts'
import { responseUrl } from './response-urls.ts'
import { wireView } from './screens.ts'
import type { Desk } from './staff.ts'
import { elementsOf, type Filled, type Filling, fillElement, type Placed, stateAt, stateOf } from './state.ts'
import type { BlockActions, BlockSuggestion, HomeView, ModalView, OpenView, SlackMessage, ViewState } from './wire.ts'
import { APP, BOT, type Channel, TEAM, type UserRecord } from './workspace.ts'

/** Where an element stands. */
export type Stage =
  | { readonly channel: Channel; readonly message: SlackMessage; readonly whispered: boolean }
  | { readonly view: OpenView<ModalView | HomeView> }

/** An element by its `action_id`; with its block where several have the same. */
export type Target = string | { readonly block: string; readonly action: string }

/** @param filled  What is chosen or typed, where the element is no button. */
export function pressOf(
  desk: Desk,
  user: UserRecord,
  stage: Stage,
  target: Target,
  filling: Filling,
  filled?: Filled,
): BlockActions {
  const placed = elementOn(stage, target, user)
  const quiet = placed.block.type === 'input' && placed.block.dispatch_action !== true
  if (quiet) throw new Error(`${nameOf(target)} is a field that tells the app nothing until the form is sent`)
  const state = 'view' in stage ? stage.view.state : stateOf(stage.message.blocks ?? [])
  const done = actionOf(placed, filled, filling, state)
  const now = put(state, placed, done.state)
  if ('view' in stage) stage.view.state = now
  return structuredClone({
    type: 'block_actions' as const,
    ...whoActs(user),
    ...contextOf(stage),
    trigger_id: desk.workspace.trigger(user.id, 'view' in stage && stage.view.view.type === 'modal'),
    ...('message' in stage && {
      ...(!stage.whispered && { message: { ...stage.message, bot_id: BOT } }),
      state: { values: now },
      response_url: responseUrl(desk.workspace, desk.origin, {
        user: user.id,
        channel: stage.channel.id,
        message: stage.message.ts,
        ...(stage.message.thread_ts !== undefined && { thread: stage.message.thread_ts }),
      }),
    }),
    actions: [{ ...done.action, block_id: placed.block.block_id, action_ts: desk.workspace.nextTs() }],
  })
}

/** @throws where the client would not ask for so few letters. */
export function suggestionOf(user: UserRecord, stage: Stage, target: Target, typed: string): BlockSuggestion {
  const { block, element } = elementOn(stage, target, user)
  if (!String(element.type).endsWith('external_select'))
    throw new Error(`${nameOf(target)} asks the app for no options`)
  const least = Number(element.min_query_length ?? 3)
  if (typed.length < least) throw new Error(`${nameOf(target)} asks from ${least} letters on`)
  return structuredClone({
    type: 'block_suggestion' as const,
    ...whoActs(user),
    ...contextOf(stage),
    action_id: nameOf(target),
    block_id: block.block_id!,
    value: typed,
  })
}

/** The same in every payload. */
export function whoActs({ id, name }: UserRecord) {
  const handle = name.toLowerCase()
  return {
    user: { id, username: handle, name: handle, team_id: TEAM },
    api_app_id: APP,
    token: 'deprecated-verification-token',
    team: { id: TEAM, domain: 'folkmoot' },
    enterprise: null,
    is_enterprise_install: false,
  }
}

function contextOf(stage: Stage): object {
  if ('view' in stage) return { container: { type: 'view', view_id: stage.view.id }, view: wireView(stage.view) }
  const { channel, message, whispered } = stage
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: whispered,
      ...thread,
    },
    channel: { id: channel.id, name: channel.im === undefined ? channel.name : 'directmessage' },
  }
}

function nameOf(target: Target): string {
  return typeof target === 'string' ? target : target.action
}

function elementOn(stage: Stage, target: Target, user: UserRecord): Placed {
  const blocks = 'view' in stage ? stage.view.view.blocks : (stage.message.blocks ?? [])
  const isIt = ({ block, element }: Placed) =>
    element.action_id === nameOf(target) && (typeof target === 'string' || block.block_id === target.block)
  const found = elementsOf(blocks).find(isIt)
  if (!found) throw new Error(`cannot press ${nameOf(target)}: ${user.name} sees no such element there`)
  return found
}

/** Without `filled`, a field tells what it holds already. */
function actionOf(placed: Placed, filled: Filled | undefined, filling: Filling, now: ViewState) {
  const { type, action_id, text, value, style, options } = placed.element
  if (type === 'button') {
    const action = { type, action_id, text, value, ...(style !== undefined && { style }) }
    return { action, state: undefined }
  }
  if (type === 'overflow') {
    const chosen = (options as readonly object[]).find(option => asObject(option).value === filled)
    if (!chosen) throw new Error(`${String(action_id)} has no option ${String(filled)}`)
    return { action: { type, action_id, selected_option: chosen }, state: undefined }
  }
  const state = filled === undefined ? stateAt({ state: now }, placed)! : fillElement(placed, filled, filling)
  return { action: { ...state, action_id }, state }
}

/** What an element holds now, in the state of all. */
export function put(
  state: ViewState,
  { block, element }: Placed,
  held: ViewState[string][string] | undefined,
): ViewState {
  if (held === undefined) return state
  return { ...state, [block.block_id!]: { ...state[block.block_id!], [String(element.action_id)]: held } }
}
