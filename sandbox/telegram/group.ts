/**
 * The group that everybody is in: what is said there, its topics, and how it becomes a supergroup.
 */
import { badRequest, type WireEntity, type WireMessage, type WireUser } from './wire.ts'
import { type ChatState, newChat, type World } from './world.ts'

export interface SaysInGroup {
  readonly replyTo?: number
  /** As `opensTopic` gave it. Default: outside all topics. */
  readonly topic?: number
}

/** A message of the group. Replies in a supergroup are threads too, though no topics. */
export function inGroup(
  { group, topics }: World,
  text: string,
  entities: readonly WireEntity[],
  { replyTo, topic }: SaysInGroup,
): Partial<WireMessage> {
  const words = wordsOf(group, text, entities, replyTo)
  if (topic !== undefined) {
    if (!topics.has(topic)) throw new Error(`cannot write: the group has no topic ${topic}`)
    return { ...words, message_thread_id: topic, is_topic_message: true }
  }
  const { reply_to_message: repliedTo } = words
  if (!repliedTo || group.chat.type !== 'supergroup') return words
  return { ...words, message_thread_id: repliedTo.message_thread_id ?? repliedTo.message_id }
}

/** @returns The group as it was, and what it is now. https://core.telegram.org/bots/api#chat */
export function upgradeGroup(world: World): readonly [before: ChatState, after: ChatState] {
  const before = world.group
  if (before.chat.type !== 'group') throw new Error('cannot upgrade: the group is a supergroup already')
  const after = newChat({ ...before.chat, id: -1_002_000_000_001, type: 'supergroup' }, true)
  before.movedTo = after.chat.id
  world.chats.set(after.chat.id, after)
  world.group = after
  return [before, after]
}

/** What tells of it. @throws {ApiError} where the group is none that can have topics. */
export function openTopic({ group, topics }: World, topic: number, name: string): Partial<WireMessage> {
  if (group.chat.type !== 'supergroup') throw badRequest('the chat is not a forum')
  topics.add(topic)
  return {
    message_id: topic,
    message_thread_id: topic,
    is_topic_message: true,
    forum_topic_created: { name, icon_color: 7322096 },
  }
}

export function wordsOf(
  where: ChatState,
  text: string,
  entities: readonly WireEntity[],
  replyTo: number | undefined,
): Partial<WireMessage> {
  const repliedTo = replyTo === undefined ? undefined : where.messages.get(replyTo)
  return {
    text,
    ...(entities.length ? { entities } : {}),
    ...(repliedTo ? { reply_to_message: repliedTo } : {}),
  }
}

/** Whether a bot in privacy mode gets this message of a group. */
export function callsBot(
  bot: WireUser,
  { text = '', entities = [], reply_to_message: repliedTo }: WireMessage,
): boolean {
  const name = `@${bot.username}`.toLowerCase()
  const isMeant = ({ type, offset, length }: WireEntity) => {
    const words = text.slice(offset, offset + length).toLowerCase()
    if (type === 'bot_command') return !words.includes('@') || words.endsWith(name)
    return type === 'mention' && words === name
  }
  return repliedTo?.from.id === bot.id || entities.some(isMeant)
}
