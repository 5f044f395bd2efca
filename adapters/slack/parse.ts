/**
 * Slack's deliveries, translated: staff's messages in threads and what becomes of them, what they write to us, presses of our buttons, 👀 on our messages, our modals.
 *
 * https://docs.slack.dev/reference/events/message, https://docs.slack.dev/reference/events/reaction_added and
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload.
 * Everything else gives nothing: bots' messages and our own, system messages, what stands outside any thread.
 */
import type { Did, Inbound } from '../../src/core/inbound.ts'
import type { RichText } from '../../src/core/rich-text.ts'
import { chosenIn } from './buttons.ts'
import { readChange } from './parse-change.ts'
import { parseSubmission } from './parse-submission.ts'
import { readBlocks } from './read-blocks.ts'
import { readFile } from './read-file.ts'
import { readMrkdwn, referenceNames } from './read-mrkdwn.ts'
import { SHORTCUTS } from './scopes.ts'
import { type Fields, fieldsOf, idOf, listOf, textOf, tsOf } from './unknown.ts'

/** The body of an Events API request or of an interaction. Never throws. */
export function parse(body: unknown): Inbound | undefined {
  const fields = fieldsOf(body)
  if (fields.type === 'event_callback') return parseEvent(fields)
  if (fields.type === 'block_actions') return parsePress(fields)
  if (fields.type === 'message_action') return parseShortcut(fields)
  if (fields.type === 'view_submission') return parseSubmission(fields)
  return undefined
}

/** Events that we act on, by their type, with what they are subscribed as. */
export const PARSED_EVENTS = {
  message: ['message.channels', 'message.groups', 'message.im'],
  reaction_added: ['reaction_added'],
} as const

const PARSERS: Readonly<Record<keyof typeof PARSED_EVENTS, (body: Fields, event: Fields) => Inbound | undefined>> = {
  message: parseMessage,
  reaction_added: parseReaction,
}

function parseEvent(body: Fields): Inbound | undefined {
  const event = fieldsOf(body.event)
  const type = textOf(event.type) ?? ''
  return Object.hasOwn(PARSERS, type) ? PARSERS[type as keyof typeof PARSERS](body, event) : undefined
}

/** Subtypes that are a person's own words; the rest are changes, bots and the workspace's announcements. */
const WORDS = new Set<unknown>([undefined, 'thread_broadcast', 'file_share', 'me_message'])

const CHANGES = new Set<unknown>(['message_changed', 'message_deleted'])

function parseMessage(body: Fields, event: Fields): Inbound | undefined {
  if (CHANGES.has(event.subtype)) return parseChange(body, event)
  if (!WORDS.has(event.subtype) || event.hidden === true) return undefined
  const externalId = textOf(body.event_id)
  const team = idOf(body.team_id)
  const [channel, user, ts, thread] = [idOf(event.channel), idOf(event.user), tsOf(event.ts), tsOf(event.thread_ts)]
  if (!externalId || !team || !channel || !user || !ts) return undefined
  if (event.bot_id !== undefined || isOurs(body, user)) return undefined
  const isToUs = event.channel_type === 'im'
  if (!isToUs && (!thread || thread === ts)) return undefined

  const files = listOf(event.files).flatMap(readFile)
  const text = readWords(event)
  if (text.text === '' && files.length === 0) return undefined
  if (isToUs) return inbound({ externalId, team, channel, user, at: ts, did: { kind: 'wroteToUs', text, files } })
  return inbound({ externalId, team, channel, thread, user, at: ts, did: { kind: 'wrote', ts, text, files } })
}

function parseChange(body: Fields, event: Fields): Inbound | undefined {
  const [externalId, team, change] = [textOf(body.event_id), idOf(body.team_id), readChange(event, readWords)]
  if (!externalId || !team || !change || isOurs(body, change.user)) return undefined
  return inbound({ externalId, team, ...change })
}

/** The one reaction that says something to us, on a message of ours; `item_user` is whose message it is. */
function parseReaction(body: Fields, event: Fields): Inbound | undefined {
  const item = fieldsOf(event.item)
  const [externalId, team] = [textOf(body.event_id), idOf(body.team_id)]
  const [channel, user, author] = [idOf(item.channel), idOf(event.user), idOf(event.item_user)]
  const [messageTs, at] = [tsOf(item.ts), tsOf(event.event_ts)]
  if (event.reaction !== 'eyes' || item.type !== 'message' || !author || !isOurs(body, author)) return undefined
  if (!externalId || !team || !channel || !user || !messageTs || !at || isOurs(body, user)) return undefined
  return clicked({ externalId, team, channel, thread: messageTs, user, at, did: { kind: 'looked', messageTs } })
}

/** Our own bot user, as the delivery itself names it: files that we upload come back without a `bot_id`. */
function isOurs(body: Fields, user: string): boolean {
  return listOf(body.authorizations).some(a => fieldsOf(a).is_bot === true && fieldsOf(a).user_id === user)
}

function readWords(event: Fields): RichText {
  const typed = textOf(event.text) ?? ''
  const blocks = listOf(event.blocks).filter(block => fieldsOf(block).type === 'rich_text')
  return blocks.length > 0 ? readBlocks(blocks, referenceNames(typed)) : readMrkdwn(typed)
}

function parsePress(body: Fields): Inbound | undefined {
  const container = fieldsOf(body.container)
  const action = fieldsOf(listOf(body.actions)[0])
  const team = idOf(fieldsOf(body.team).id) ?? idOf(fieldsOf(body.user).team_id)
  const channel = idOf(fieldsOf(body.channel).id) ?? idOf(container.channel_id)
  const [user, messageTs, at] = [idOf(fieldsOf(body.user).id), tsOf(container.message_ts), tsOf(action.action_ts)]
  const actionId = textOf(action.action_id)
  if (!team || !channel || !user || !messageTs || !at || !actionId) return undefined

  const thread =
    threadOfBlock(action.block_id) ?? tsOf(container.thread_ts) ?? tsOf(fieldsOf(body.message).thread_ts) ?? messageTs
  const trigger = textOf(body.trigger_id)
  const did: Did = {
    kind: 'pressed',
    messageTs,
    ...actOf(action, actionId),
    ...(trigger !== undefined && { trigger }),
  }
  return clicked({ externalId: `${at}:${user}:${messageTs}:${actionId}`, team, channel, thread, user, at, did })
}

/**
 * The shortcut of a message is a press on it, and says where and what it says
 * (https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload).
 */
function parseShortcut(body: Fields): Inbound | undefined {
  const message = fieldsOf(body.message)
  const [team, channel, user] = [
    idOf(fieldsOf(body.team).id),
    idOf(fieldsOf(body.channel).id),
    idOf(fieldsOf(body.user).id),
  ]
  const [messageTs, at, trigger] = [tsOf(message.ts), tsOf(body.action_ts), textOf(body.trigger_id)]
  const action = textOf(body.callback_id)
  if (!team || !channel || !user || !messageTs || !at || !trigger || !action || !SHORTCUTS.includes(action))
    return undefined
  const thread = tsOf(message.thread_ts) ?? messageTs
  const did: Did = { kind: 'pressed', messageTs, action, value: '', trigger, said: readWords(message) }
  return clicked({ externalId: `shortcut:${trigger}`, team, channel, thread, user, at, did })
}

function actOf(element: Fields, actionId: string): { readonly action: string; readonly value: string } {
  if (element.type === 'overflow') return chosenIn(textOf(fieldsOf(element.selected_option).value) ?? '')
  return { action: plainAction(actionId), value: textOf(element.value) ?? '' }
}

/** `action_id` has to be unique in its block: `render` numbers those that are not. */
function plainAction(actionId: string): string {
  return actionId.replace(/#\d+$/, '')
}

/** A message that one person sees does not say which thread it stands in: `render` writes it into the block's name. */
function threadOfBlock(blockId: unknown): string | undefined {
  return tsOf(/^thread:([\d.]+):/.exec(textOf(blockId) ?? '')?.[1])
}

interface Happened {
  readonly externalId: string
  readonly team: string
  readonly channel: string
  readonly thread?: string | undefined
  readonly user: string
  /** The `ts` that orders it in its thread. */
  readonly at: string
  readonly did: Did
}

/** A person's clicks keep their order, and wait for nothing that is written in the thread meanwhile. */
function clicked(happened: Happened): Inbound {
  const { lane, ...rest } = inbound(happened)
  return { ...rest, lane: `${lane}:${happened.user}` }
}

function inbound({ externalId, team, channel, thread, user, at, did }: Happened): Inbound {
  return {
    network: 'slack',
    externalId,
    lane: thread === undefined ? `slack:${channel}` : `slack:${channel}:${thread}`,
    position: at.replace('.', ''),
    event: { from: 'desk', team, channel, ...(thread !== undefined && { thread }), user, did },
  }
}
