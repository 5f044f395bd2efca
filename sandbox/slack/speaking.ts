/**
 * What people say in channels: messages, what they change of them, reactions.
 */
import { compose } from './compose.ts'
import { callbackOf, messageEvent, reactionEvent } from './events.ts'
import { newUpload } from './methods-files.ts'
import type { Desk } from './staff.ts'
import type { SentFile } from './state.ts'
import type { Block, EventCallback, SlackFile, SlackMessage } from './wire.ts'
import type { Channel, UserRecord, Workspace } from './workspace.ts'

export interface Speaking {
  /** @param words  Typed text with the composer's marks, or blocks as they stand (then without `text` beside them). */
  writes(channel: string, words: string | readonly Block[], options?: WriteOptions): EventCallback
  /** In the messages with the app. */
  writesToApp(words: string, options?: Pick<WriteOptions, 'files'>): EventCallback
  edits(channel: string, ts: string, words: string): EventCallback
  deletes(channel: string, ts: string): EventCallback
  reacts(channel: string, ts: string, name: string): EventCallback
  unreacts(channel: string, ts: string, name: string): EventCallback
}

export interface WriteOptions {
  readonly thread?: string
  readonly files?: readonly SentFile[]
  /** "Also send to channel". */
  readonly broadcast?: boolean
}

export function speechOf(record: UserRecord, desk: Desk): Speaking {
  const { workspace } = desk
  const tell = (event: Readonly<Record<string, unknown>>) => {
    const callback = callbackOf(workspace, event)
    desk.deliver(callback)
    return callback
  }
  const react = (verb: 'react' | 'unreact', channelId: string, ts: string, name: string) => {
    const channel = openFor(workspace, record, channelId)
    const message = workspace.find(channel.id, ts)
    if (!message) throw new Error(`cannot ${verb}: no message ${ts} in ${channel.id}`)
    const error = workspace[verb](message, name, record.id)
    if (error) throw new Error(`cannot ${verb} with ${name}: ${error}`)
    return tell(reactionEvent(verb, channel, message, name, record.id, workspace.nextTs()))
  }
  const speech: Speaking = {
    writes(channelId, words, options = {}) {
      const channel = openFor(workspace, record, channelId)
      // https://docs.slack.dev/surfaces/app-home#messages-tab
      if (channel.im !== undefined && !desk.manifest.takesMessages)
        throw new Error('nobody can write to the app: its manifest says that its messages are read only')
      const content = typeof words === 'string' ? compose(words) : { text: '', blocks: words }
      const files = (options.files ?? []).map(file => keepFile(desk, record, file))
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
    writesToApp: (words, options) =>
      speech.writes((workspace.directMessage(record.id) ?? workspace.openDirectMessage(record.id)).id, words, options),
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
      const before = structuredClone(message)
      // a thread's first message leaves its place behind
      if (workspace.remove(channel, message) === 'tombstone')
        return tell(messageEvent(channel, message, { changedFrom: before }))
      return tell(messageEvent(channel, message, { deletedAt: workspace.nextTs() }))
    },
    reacts: (channel, ts, name) => react('react', channel, ts, name),
    unreacts: (channel, ts, name) => react('unreact', channel, ts, name),
  }
  return speech
}

export function openFor(workspace: Workspace, record: UserRecord, channelId: string): Channel {
  const channel = workspace.channels.get(channelId)
  if (!channel) throw new Error(`no channel ${channelId}: add it first`)
  if (channel.archived) throw new Error(`channel ${channelId} is archived: nobody can write there`)
  if (channel.isPrivate && !channel.members.has(record.id))
    throw new Error(`${record.name} does not see channel ${channelId}: join first`)
  return channel
}

export function keepFile(desk: Desk, record: UserRecord, { name, bytes, mediaType }: SentFile): SlackFile {
  const stored = newUpload(desk, { name, length: bytes.length, user: record.id, mediaType })
  stored.bytes = bytes
  stored.completed = true
  return stored.file
}

function ownMessage(workspace: Workspace, record: UserRecord, channel: Channel, ts: string): SlackMessage {
  const message = workspace.find(channel.id, ts)
  if (message?.user !== record.id) throw new Error(`${record.name} has no message ${ts} in ${channel.id}`)
  return message
}
