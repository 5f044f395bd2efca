/**
 * People of the workspace, and what they can do in its client.
 */
import { compose } from './compose.ts'
import type { Interaction } from './delivery.ts'
import { callbackOf, messageEvent, reactionEvent } from './events.ts'
import { fillIn } from './fill-in.ts'
import { newUpload } from './methods-files.ts'
import type { Block, BlockActions, EventCallback, OpenView, SlackMessage, ViewSubmission } from './wire.ts'
import { APP, BOT, type Channel, TEAM, type UserKind, type UserRecord, type Workspace } from './workspace.ts'

export interface SentFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Verbs resolve once Slack has it, not once the app took it. Each returns what is delivered. */
export interface SlackUser {
  readonly id: string
  readonly name: string
  readonly kind: UserKind
  /** @param words  Typed text with the composer's marks, or blocks as they stand (then without `text` beside them). */
  writes(channel: string, words: string | readonly Block[], options?: WriteOptions): EventCallback
  /** A click on the button with this `action_id`, also in a message that only this user sees. */
  presses(channel: string, ts: string, actionId: string): BlockActions
  edits(channel: string, ts: string, words: string): EventCallback
  deletes(channel: string, ts: string): EventCallback
  reacts(channel: string, ts: string, name: string): EventCallback
  /** The modal on this person's screen. */
  readonly view: OpenView | undefined
  /**
   * Sends the modal, filled in by `block_id`; resolves once the app answered, or did not: then it is still open.
   *
   * @throws where Slack's client would not send it.
   */
  submits(filled: Readonly<Record<string, string>>): Promise<ViewSubmission>
  /** Closes the modal unsent. */
  dismisses(): void
}

export interface WriteOptions {
  readonly thread?: string
  readonly files?: readonly SentFile[]
  /** "Also send to channel". */
  readonly broadcast?: boolean
}

export interface Desk {
  readonly workspace: Workspace
  readonly origin: string
  /** Delivers in the background, where the app is subscribed to it. */
  readonly deliver: (event: EventCallback) => void
  readonly press: (body: BlockActions) => void
  readonly interact: (body: ViewSubmission) => Promise<Interaction>
  /** The app answered what Slack does not understand. */
  readonly complain: (what: string) => void
}

export function userOf(record: UserRecord, desk: Desk): SlackUser {
  const { workspace } = desk
  const tell = (event: Readonly<Record<string, unknown>>) => {
    const callback = callbackOf(workspace, event)
    desk.deliver(callback)
    return callback
  }
  return {
    id: record.id,
    get name() {
      return record.name
    },
    get kind() {
      return record.kind
    },
    writes(channelId, words, options = {}) {
      const channel = openFor(workspace, record, channelId)
      const content = typeof words === 'string' ? compose(words) : { text: '', blocks: words }
      const files = (options.files ?? []).map(file => upload(desk, record, file))
      const message = workspace.post(channel, {
        user: record.id,
        text: content.text,
        ...(words !== '' && { blocks: content.blocks }),
        ...(options.thread !== undefined && { thread: options.thread }),
        broadcast: options.broadcast ?? false,
        files,
      })
      return tell(messageEvent(channel, message))
    },
    presses(channelId, ts, actionId) {
      const body = pressOf(desk, record, openFor(workspace, record, channelId), ts, actionId)
      desk.press(body)
      return body
    },
    edits(channelId, ts, words) {
      const channel = openFor(workspace, record, channelId)
      const message = ownMessage(workspace, record, channel, ts)
      const before = structuredClone(message)
      workspace.edit(message, record.id, compose(words))
      return tell(messageEvent(channel, message, { changedFrom: before }))
    },
    deletes(channelId, ts) {
      const channel = openFor(workspace, record, channelId)
      const message = ownMessage(workspace, record, channel, ts)
      workspace.remove(channel, message)
      return tell(messageEvent(channel, message, { deleted: true }))
    },
    reacts(channelId, ts, name) {
      const channel = openFor(workspace, record, channelId)
      const message = workspace.find(channel.id, ts)
      if (!message) throw new Error(`cannot react: no message ${ts} in ${channel.id}`)
      const error = workspace.react(message, name, record.id)
      if (error) throw new Error(`cannot react with ${name}: ${error}`)
      return tell(reactionEvent(channel, message, name, record.id, workspace.nextTs()))
    },
    get view() {
      return workspace.views.get(record.id)
    },
    async submits(filled) {
      const open = workspace.views.get(record.id)
      if (!open) throw new Error(`${record.name} has no form open`)
      const body = fillIn(open, filled, record, workspace.trigger(record.id))
      settle(desk, open, await desk.interact(body))
      return body
    },
    dismisses() {
      workspace.views.delete(record.id)
      workspace.changed()
    },
  }
}

/** What the app's answer does to the modal (https://docs.slack.dev/surfaces/modals#response_actions). */
function settle({ workspace, complain }: Desk, open: OpenView, { taken, answer }: Interaction): void {
  const { response_action: action, errors } = (answer ?? {}) as { response_action?: unknown; errors?: object }
  open.failed = !taken
  open.errors = {}
  if (taken && action === 'errors') {
    const known = new Set(open.view.blocks.map(block => block.block_id))
    const wrong = Object.entries(errors ?? {}).filter(([id, words]) => !known.has(id) || typeof words !== 'string')
    if (wrong.length > 0 || Object.keys(errors ?? {}).length === 0)
      complain(`errors for fields that the view has not: ${JSON.stringify(errors)}`)
    open.errors = errors as Readonly<Record<string, string>>
  } else if (taken) {
    if (action !== undefined && action !== 'clear') complain(`unknown response_action: ${String(action)}`)
    if (workspace.views.get(open.user) === open) workspace.views.delete(open.user)
  }
  workspace.changed()
}

function openFor(workspace: Workspace, record: UserRecord, channelId: string): Channel {
  const channel = workspace.channels.get(channelId)
  if (!channel) throw new Error(`no channel ${channelId}: add it first`)
  if (channel.archived) throw new Error(`channel ${channelId} is archived: nobody can write there`)
  if (channel.isPrivate && !channel.members.has(record.id))
    throw new Error(`${record.name} does not see channel ${channelId}: join first`)
  return channel
}

function ownMessage(workspace: Workspace, record: UserRecord, channel: Channel, ts: string): SlackMessage {
  const message = workspace.find(channel.id, ts)
  if (message?.user !== record.id) throw new Error(`${record.name} has no message ${ts} in ${channel.id}`)
  return message
}

function upload(desk: Desk, record: UserRecord, sent: SentFile) {
  const stored = newUpload(desk, {
    name: sent.name,
    length: sent.bytes.length,
    user: record.id,
    mediaType: sent.mediaType,
  })
  stored.bytes = sent.bytes
  stored.completed = true
  return stored.file
}

function pressOf(desk: Desk, record: UserRecord, channel: Channel, ts: string, actionId: string): BlockActions {
  const { workspace, origin } = desk
  const whispered = workspace.ephemerals.find(
    e => e.channel === channel.id && e.user === record.id && e.message.ts === ts,
  )
  const message = whispered?.message ?? workspace.find(channel.id, ts)
  if (!message) throw new Error(`cannot press ${actionId}: ${record.name} sees no message ${ts} in ${channel.id}`)
  for (const block of message.blocks ?? []) {
    for (const element of (block.elements ?? []) as Record<string, unknown>[]) {
      if (element.type !== 'button' || element.action_id !== actionId) continue
      const { type, action_id, value, text, style } = element
      return structuredClone({
        type: 'block_actions' as const,
        user: { id: record.id, username: record.name.toLowerCase(), name: record.name.toLowerCase(), team_id: TEAM },
        api_app_id: APP,
        token: 'deprecated-verification-token',
        container: {
          type: 'message',
          message_ts: ts,
          channel_id: channel.id,
          is_ephemeral: whispered !== undefined,
          ...(message.thread_ts !== undefined && { thread_ts: message.thread_ts }),
        },
        trigger_id: workspace.trigger(record.id),
        team: { id: TEAM, domain: 'folkmoot' },
        enterprise: null,
        is_enterprise_install: false,
        channel: { id: channel.id, name: channel.name },
        ...(!whispered && { message: { ...message, bot_id: BOT } }),
        state: { values: {} },
        response_url: `${origin}/actions/${TEAM}/${crypto.randomUUID()}`,
        actions: [
          {
            action_id,
            block_id: block.block_id,
            text,
            value,
            ...(style !== undefined && { style }),
            type,
            action_ts: workspace.nextTs(),
          },
        ],
      })
    }
  }
  throw new Error(`cannot press ${actionId}: message ${ts} in ${channel.id} has no such button`)
}
