/**
 * Discord's payloads → Inbound, or undefined for what is not meant for us.
 *
 * Reads the wire's own shapes (gateway dispatches and messages of GET …/messages alike), checks every field it takes,
 * and never throws: what is malformed is ignored. https://docs.discord.com/developers/resources/message#message-object
 */
import { MessageFlags, MessageType } from 'discord.js'
import { cleanText } from '../../src/core/clean-text.ts'
import type { RemoteFile } from '../../src/core/files.ts'
import type { Inbound, Said } from '../../src/core/inbound.ts'
import { plain } from '../../src/core/rich-text.ts'
import { parseInteraction } from './parse-interaction.ts'
import { list, type Raw, record, snowflake, string } from './raw.ts'
import { author, EPOCH, inbound, type Sender } from './sender.ts'
import { readWords } from './words.ts'

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
  if (!id || !from || !isWritten(raw)) return undefined
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

/** A message in a server's channel that names somebody, who may be us. */
export interface Call {
  /** User ids. */
  readonly named: readonly string[]
  readonly inbound: Inbound
}

/**
 * A message in a server that mentions people, or replies to somebody. Its words and files are left out: nothing that
 * is said in a server is dealt with there. https://docs.discord.com/developers/resources/message#message-object
 */
export function callOf(t: string, d: unknown): Call | undefined {
  const raw = t === 'MESSAGE_CREATE' ? record(d) : undefined
  const id = snowflake(raw?.id)
  const from = raw && author(raw)
  if (!raw || !id || !from || raw.guild_id == null || !isWritten(raw)) return undefined
  const people = [...list(raw.mentions), record(raw.referenced_message)?.author]
  const named = people.flatMap(person => snowflake(record(person)?.id) ?? [])
  if (named.length === 0) return undefined
  const called = { group: from.channel, messageId: id }
  const said: Said = { kind: 'message', messageId: id, text: plain(''), files: [] }
  return { named, inbound: inbound(`message:${id}`, id, from, { inPublic: true, called, said }) }
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

/** Of a direct message. */
function sender(raw: Raw): Sender | undefined {
  return raw.guild_id == null ? author(raw) : undefined
}

/** Everything else is a notice of Discord's own. */
function isWritten({ type }: Raw): boolean {
  return type === MessageType.Default || type === MessageType.Reply
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

/** As a snowflake: after all that happened within the same millisecond, the edited message among it. */
function endOfMillisecond(ms: number): string {
  const since = BigInt(Math.max(0, Math.trunc(ms))) - EPOCH
  return String(((since > 0n ? since : 0n) << 22n) | WITHIN_MILLISECOND)
}
