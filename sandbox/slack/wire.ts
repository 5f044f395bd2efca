/**
 * Slack's wire shapes, as far as the stand-in speaks them (https://docs.slack.dev/reference/objects).
 */

/** Block Kit, as it came. */
export interface Block {
  readonly type: string
  readonly block_id?: string
  readonly [field: string]: unknown
}

export interface SlackMessage {
  readonly type: 'message'
  subtype?: string
  readonly ts: string
  readonly user: string
  bot_id?: string
  readonly app_id?: string
  readonly client_msg_id?: string
  readonly team: string
  text: string
  blocks?: readonly Block[]
  thread_ts?: string
  parent_user_id?: string
  reply_count?: number
  latest_reply?: string
  files?: readonly SlackFile[]
  reactions?: readonly SlackReaction[]
  metadata?: SlackMetadata
  edited?: { readonly user: string; readonly ts: string }
  /** On a reply that was sent to the channel as well. */
  root?: SlackMessage
}

export interface SlackReaction {
  readonly name: string
  readonly users: readonly string[]
  readonly count: number
}

export interface SlackMetadata {
  readonly event_type: string
  readonly event_payload: Readonly<Record<string, unknown>>
}

export interface SlackFile {
  readonly id: string
  readonly created: number
  readonly name: string
  readonly title: string
  readonly mimetype: string
  readonly filetype: string
  readonly size: number
  readonly user: string
  readonly alt_txt?: string
  /** A tombstone stands where a file was deleted. */
  readonly mode: 'hosted' | 'tombstone'
  readonly is_external: false
  readonly url_private: string
  readonly url_private_download: string
  readonly permalink: string
  shares: { public?: Record<string, SlackShare[]>; private?: Record<string, SlackShare[]> }
}

export interface SlackShare {
  readonly ts: string
  readonly thread_ts?: string
}

/** The body of an Events API request, https://docs.slack.dev/apis/events-api#events-JSON. */
export interface EventCallback {
  readonly type: 'event_callback'
  readonly team_id: string
  readonly api_app_id: string
  readonly event_id: string
  readonly event_time: number
  readonly event: Readonly<Record<string, unknown>>
  readonly authorizations: readonly unknown[]
  readonly [field: string]: unknown
}

export interface PlainText {
  readonly type: 'plain_text'
  readonly text: string
}

/** A modal as an app opens it (https://docs.slack.dev/reference/views/modal-views). */
export interface ModalView extends SurfaceView {
  readonly type: 'modal'
  readonly title: PlainText
  readonly submit?: PlainText
  readonly close?: PlainText
  readonly clear_on_close?: boolean
  readonly notify_on_close?: boolean
  readonly submit_disabled?: boolean
}

/** What an app publishes to one person (https://docs.slack.dev/reference/views/home-tab-views). */
export interface HomeView extends SurfaceView {
  readonly type: 'home'
}

interface SurfaceView {
  readonly callback_id?: string
  readonly private_metadata?: string
  readonly external_id?: string
  /** Each with its `block_id`: Slack names those that have none. */
  readonly blocks: readonly Block[]
}

/** A view that somebody has before them. */
export interface OpenView<View extends ModalView | HomeView = ModalView> {
  readonly id: string
  /** Whose screen it is on. */
  readonly user: string
  /** The first of its stack; itself where it is alone. */
  readonly root: string
  readonly previous: string | null
  view: View
  hash: string
  /** What is filled in. */
  state: ViewState
  /** Options that the app has given for external menus, by `action_id`. */
  readonly offered: Map<string, readonly Option[]>
  /** Those of the last search, by `block_id`. */
  readonly found: Map<string, readonly Option[]>
  /** What the app answered to the last attempt, by `block_id`. */
  errors: Readonly<Record<string, string>>
  /** Slack could not hand over the last attempt: "We had some trouble connecting." */
  failed: boolean
}

/** By `block_id`, then by `action_id`, as `view.state.values` has it. */
export type ViewState = Readonly<Record<string, Readonly<Record<string, ElementState>>>>

/** `type`, and what the kind of element holds: `value`, `selected_option`, `selected_date`, `files`, … */
export type ElementState = Readonly<Record<string, unknown>> & { readonly type: string }

export interface Option {
  readonly text: { readonly type: string; readonly text: string }
  readonly value: string
  readonly description?: { readonly type: string; readonly text: string }
}

/** What is done to an app and answered at once: each has its `type`, but for a command. */
export type Interaction = BlockActions | BlockSuggestion | ViewSubmission | ViewClosed | ShortcutUse

/** The payload of a modal that was sent. */
export interface ViewSubmission {
  readonly type: 'view_submission'
  readonly trigger_id: string
  readonly view: object
  readonly [field: string]: unknown
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_closed */
export interface ViewClosed {
  readonly type: 'view_closed'
  readonly view: object
  readonly is_cleared: boolean
  readonly [field: string]: unknown
}

/** https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
export interface BlockSuggestion {
  readonly type: 'block_suggestion'
  readonly action_id: string
  readonly block_id: string
  readonly value: string
  readonly [field: string]: unknown
}

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export interface ShortcutUse {
  readonly type: 'shortcut' | 'message_action'
  readonly callback_id: string
  readonly trigger_id: string
  readonly [field: string]: unknown
}

/** The fields of a slash command, all words (https://docs.slack.dev/interactivity/implementing-slash-commands). */
export interface CommandUse {
  readonly command: string
  readonly text: string
  readonly trigger_id: string
  readonly response_url: string
  readonly [field: string]: string
}

/** The payload of a press, https://docs.slack.dev/reference/interaction-payloads/block_actions-payload. */
export interface BlockActions {
  readonly type: 'block_actions'
  readonly trigger_id: string
  readonly actions: readonly Readonly<Record<string, unknown>>[]
  readonly [field: string]: unknown
}
