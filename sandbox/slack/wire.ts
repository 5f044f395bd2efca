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
  readonly bot_id?: string
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
  readonly mode: 'hosted'
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

/** A modal as an app opens it: inputs only, for we use nothing else. */
export interface ModalView {
  readonly type: 'modal'
  readonly callback_id: string
  readonly private_metadata: string
  readonly title: PlainText
  readonly submit: PlainText
  readonly close?: PlainText
  readonly blocks: readonly InputBlock[]
}

export interface PlainText {
  readonly type: 'plain_text'
  readonly text: string
}

export interface InputBlock {
  readonly type: 'input'
  readonly block_id: string
  readonly label: PlainText
  readonly hint?: PlainText
  readonly optional?: boolean
  readonly element: {
    readonly type: 'static_select' | 'plain_text_input' | 'datepicker' | 'users_select'
    readonly action_id: string
    readonly options?: readonly { readonly value: string; readonly text: PlainText }[]
    readonly max_length?: number
  }
}

/** A modal that somebody has before them. */
export interface OpenView {
  readonly id: string
  /** Whose screen it is on. */
  readonly user: string
  readonly view: ModalView
  /** What the app answered to the last attempt, by `block_id`. */
  errors: Readonly<Record<string, string>>
  /** Slack could not hand over the last attempt: "We had some trouble connecting." */
  failed: boolean
}

/** The payload of a modal that was sent. */
export interface ViewSubmission {
  readonly type: 'view_submission'
  readonly trigger_id: string
  readonly view: object
  readonly [field: string]: unknown
}

/** The payload of a press, https://docs.slack.dev/reference/interaction-payloads/block_actions-payload. */
export interface BlockActions {
  readonly type: 'block_actions'
  readonly actions: readonly Readonly<Record<string, unknown>>[]
  readonly [field: string]: unknown
}
