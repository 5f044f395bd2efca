/**
 * Discord's payloads → Inbound, or undefined for what is not meant for us.
 *
 * Reads the wire's own shapes (gateway dispatches and messages of GET …/messages alike), checks every field it takes,
 * and never throws: what is malformed is ignored. https://docs.discord.com/developers/resources/message#message-object
 */
import { ApplicationCommandType, ComponentType, InteractionType, MessageFlags, MessageType } from 'discord.js'
import { cleanText } from '../../src/core/clean-text.ts'
import type { RemoteFile } from '../../src/core/files.ts'
import type { Inbound, Person, ResidentEvent, Said } from '../../src/core/inbound.ts'
import { addressOf } from '../../src/core/network.ts'
import { list, type Raw, record, snowflake, string } from './raw.ts'
import { readWords } from './words.ts'

const NETWORK = 'discord'
const TOKEN_LIVES_MS = 15 * 60_000
/** Milliseconds; snowflakes count from here: https://docs.discord.com/developers/reference#snowflakes */
const EPOCH = 1_420_070_400_000n
const WITHIN_MILLISECOND = (1n << 22n) - 1n

/** @param t  Name of a gateway dispatch. @param d  Its payload. */
export function parse(t: string, d: unknown): Inbound | undefined {
  const raw = record(d)
  if (!raw) return undefined
  if (t === 'MESSAGE_CREATE') return parseMessage(raw)
  if (t === 'MESSAGE_UPDATE') return parseEdit(raw)
  if (t === 'INTERACTION_CREATE') return parseInteraction(raw)
  return undefined
}

/** A message in a DM. Those of bots (our own too), of servers, and Discord's own notices are ignored. */
export function parseMessage(raw: Raw): Inbound | undefined {
  const id = snowflake(raw.id)
  const from = sender(raw)
  if (!id || !from || (raw.type !== MessageType.Default && raw.type !== MessageType.Reply)) return undefined
  return inbound(`message:${id}`, id, from, { channel: from.channel, said: saidOf(raw, id) })
}

/** An edit by its author. Discord sends MESSAGE_UPDATE for previews and pins too, with no new `edited_timestamp`. */
function parseEdit(raw: Raw): Inbound | undefined {
  const id = snowflake(raw.id)
  const from = sender(raw)
  const editedAt = Date.parse(string(raw.edited_timestamp) ?? '')
  if (!id || !from || Number.isNaN(editedAt) || string(raw.content) === undefined) return undefined
  const said: Said = { kind: 'edit', messageId: id, text: readWords(raw) }
  return inbound(`edit:${id}:${editedAt}`, endOfMillisecond(editedAt), from, { channel: from.channel, said })
}

export interface Deletion {
  readonly messageId: string
  readonly channel: string
}

/** A message of a DM that is gone. Discord does not say whose it was. https://docs.discord.com/developers/events/gateway-events#message-delete */
export function deletionOf(t: string, d: unknown): Deletion | undefined {
  const raw = t === 'MESSAGE_DELETE' ? record(d) : undefined
  const messageId = snowflake(raw?.id)
  const channel = snowflake(raw?.channel_id)
  return messageId && channel && raw?.guild_id == null ? { messageId, channel } : undefined
}

/** @param personId  Whose DM it is. @param at  When we heard of it: Discord does not say. Milliseconds since 1970. */
export function inboundOfDeletion({ messageId, channel }: Deletion, personId: string, at: number): Inbound {
  const said: Said = { kind: 'deleted', messageId }
  const sender = { id: personId, person: { firstName: '' } }
  return inbound(`deletion:${messageId}`, endOfMillisecond(at), sender, { channel, said })
}

interface Sender {
  readonly id: string
  readonly person: Person
  readonly channel: string
}

function sender(raw: Raw): Sender | undefined {
  const author = record(raw.author)
  const channel = snowflake(raw.channel_id)
  if (!author || !channel || author.bot === true || raw.guild_id != null || raw.webhook_id != null) return undefined
  const id = snowflake(author.id)
  return id ? { id, person: personOf(author), channel } : undefined
}

function personOf(user: Raw, language?: string): Person {
  const firstName = cleanText(string(user.global_name) || string(user.username) || '?')
  return { firstName, ...(language === undefined ? {} : { language }) }
}

function saidOf(raw: Raw, messageId: string): Said {
  const text = readWords(raw)
  const attached = filesOf(raw)
  const files = attached.filter(file => !isVideo(file))
  const leftOut = files.length < attached.length
  const flags = typeof raw.flags === 'number' ? raw.flags : 0
  if ((flags & MessageFlags.IsVoiceMessage) !== 0) return { kind: 'unsupported', what: 'voice' }
  if (raw.poll != null) return { kind: 'unsupported', what: 'poll' }
  if (text.text.trim() === '' && files.length === 0 && leftOut) return { kind: 'unsupported', what: 'video' }
  if (text.text.trim() === '' && files.length === 0)
    return { kind: 'unsupported', what: list(raw.sticker_items).length > 0 ? 'sticker' : 'other' }
  const replyTo = raw.type === MessageType.Reply ? snowflake(record(raw.message_reference)?.message_id) : undefined
  return {
    kind: 'message',
    messageId,
    text,
    files,
    ...(leftOut ? { leftOut: 'video' } : {}),
    ...(replyTo ? { replyTo } : {}),
  }
}

function isVideo({ mediaType }: RemoteFile): boolean {
  return mediaType?.startsWith('video/') === true
}

function filesOf(raw: Raw): RemoteFile[] {
  return list(raw.attachments).flatMap(item => {
    const attachment = record(item)
    const ref = string(attachment?.url)
    if (!attachment || !ref) return []
    const name = string(attachment.filename)
    const mediaType = string(attachment.content_type)
    const { size } = attachment
    return {
      ref,
      ...(name === undefined ? {} : { name: cleanText(name) }),
      ...(mediaType === undefined ? {} : { mediaType }),
      ...(typeof size === 'number' ? { bytes: size } : {}),
    }
  })
}

/** Slash commands and taps: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
function parseInteraction(raw: Raw): Inbound | undefined {
  const id = snowflake(raw.id)
  const inPublic = isPublic(raw)
  const user = record(record(raw.member)?.user) ?? record(raw.user)
  const personId = snowflake(user?.id)
  const said = interactionSaid(raw)
  if (!id || !user || !personId || !said) return undefined
  const channel = inPublic ? undefined : snowflake(raw.channel_id)
  const token = deferredToken(raw, id)
  return inbound(
    `interaction:${id}`,
    id,
    { id: personId, person: personOf(user, string(raw.locale)) },
    {
      ...(channel === undefined ? {} : { channel }),
      ...(inPublic ? { inPublic } : {}),
      ...(token === undefined ? {} : { token }),
      said,
    },
  )
}

function interactionSaid(raw: Raw): Said | undefined {
  const data = record(raw.data)
  if (raw.type === InteractionType.ApplicationCommand && data?.type === ApplicationCommandType.ChatInput) {
    const name = string(data.name)
    const values = list(data.options).flatMap(option => string(record(option)?.value) ?? [])
    return name ? { kind: 'command', name, argument: cleanText(values.join(' ')) } : undefined
  }
  if (raw.type !== InteractionType.MessageComponent) return undefined
  const messageId = snowflake(record(raw.message)?.id)
  const chosen = data?.component_type === ComponentType.Button ? data.custom_id : list(data?.values)[0]
  const token = string(chosen)
  return messageId && token ? { kind: 'tap', messageId, token } : undefined
}

/** How an interaction has to be answered: a tap in a DM is only taken note of, anything else gets words of its own. */
export type Acknowledgement = 'note' | 'words' | 'wordsForOneself'

/** Undefined for what is no interaction of ours. */
export function acknowledgementOf(
  t: string,
  d: unknown,
): { readonly id: string; readonly token: string; readonly as: Acknowledgement } | undefined {
  const raw = t === 'INTERACTION_CREATE' ? record(d) : undefined
  const id = snowflake(raw?.id)
  const token = string(raw?.token)
  if (!raw || !id || !token || !interactionSaid(raw)) return undefined
  if (isPublic(raw)) return { id, token, as: 'wordsForOneself' }
  return { id, token, as: raw.type === InteractionType.MessageComponent ? 'note' : 'words' }
}

/** A context that is not the DM with us: a server, or a group of people. */
function isPublic(raw: Raw): boolean {
  return raw.guild_id != null || raw.member != null || (raw.context != null && raw.context !== 1)
}

/** `APPLICATION/TOKEN`, as the webhook routes want it. A tap in a DM has none: its `@original` is the message with the buttons. */
function deferredToken(raw: Raw, id: string): ResidentEvent['token'] {
  const application = snowflake(raw.application_id)
  const token = string(raw.token)
  if (!application || !token || acknowledgementOf('INTERACTION_CREATE', raw)?.as === 'note') return undefined
  const receivedAt = Number((BigInt(id) >> 22n) + EPOCH)
  return { token: `${application}/${token}`, expiresAt: new Date(receivedAt + TOKEN_LIVES_MS).toISOString() }
}

function inbound(
  externalId: string,
  position: string,
  { id, person }: Pick<Sender, 'id' | 'person'>,
  event: Omit<ResidentEvent, 'from' | 'address' | 'person'>,
): Inbound {
  const address = addressOf(NETWORK, id)
  return {
    network: NETWORK,
    externalId,
    lane: address,
    position,
    event: { from: 'resident', address, person, ...event },
  }
}

/** As a snowflake: after all that happened within the same millisecond, the edited message among it. */
function endOfMillisecond(ms: number): string {
  const since = BigInt(Math.max(0, Math.trunc(ms))) - EPOCH
  return String(((since > 0n ? since : 0n) << 22n) | WITHIN_MILLISECOND)
}
