/**
 * Slash commands, taps on buttons and lists, and forms that were sent → Inbound, and how each has to be answered.
 */
import { ApplicationCommandType, ComponentType, InteractionType, MessageFlags } from 'discord.js'
import { cleanRichText, cleanText } from '../../src/core/clean-text.ts'
import type { Inbound, ResidentEvent, Said } from '../../src/core/inbound.ts'
import { plain, type RichText } from '../../src/core/rich-text.ts'
import { WRITE } from './components.ts'
import { list, type Raw, record, snowflake, string } from './raw.ts'
import { inbound, personOf, sentAt } from './sender.ts'

const TOKEN_LIVES_MS = 15 * 60_000

/** Slash commands and taps: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
export function parseInteraction(raw: Raw): Inbound | undefined {
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

/**
 * The button of an invite does what `/start PAYLOAD` does; `here:` is answered where it is pressed. A form that was sent is
 * a tap with words on the button that opened it.
 */
function interactionSaid(raw: Raw): Said | undefined {
  const data = record(raw.data)
  if (raw.type === InteractionType.ApplicationCommand && data?.type === ApplicationCommandType.ChatInput) {
    const name = string(data.name)
    const values = list(data.options).flatMap(option => string(record(option)?.value) ?? [])
    return name ? { kind: 'command', name, argument: cleanText(values.join(' ')) } : undefined
  }
  const submitted = raw.type === InteractionType.ModalSubmit
  if (raw.type !== InteractionType.MessageComponent && !submitted) return undefined
  const messageId = snowflake(record(raw.message)?.id)
  const token = submitted ? string(data?.custom_id) : chosenIn(data)
  const [, payload] = /^(?:start|here):([\w-]{1,64})$/.exec(token ?? '') ?? []
  if (payload) return { kind: 'command', name: 'start', argument: payload }
  if (!messageId || !token || token.startsWith(WRITE)) return undefined
  const words = submitted ? writtenIn(data) : undefined
  return { kind: 'tap', messageId, token, ...(words !== undefined && { words }) }
}

function chosenIn(data: Raw | undefined): string | undefined {
  return string(data?.component_type === ComponentType.Button ? data.custom_id : list(data?.values)[0])
}

/** The words of the one field of a form. */
function writtenIn(data: Raw | undefined): RichText | undefined {
  const field = record(record(list(data?.components)[0])?.component)
  const words = string(field?.value)
  return words === undefined ? undefined : cleanRichText(plain(words))
}

/**
 * How an interaction has to be answered: a tap in a DM, or on what one person alone sees, is only taken note of; anything
 * else gets words of its own.
 */
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
  if (isPublic(raw)) return { id, token, as: isOnesOwn(raw) ? 'note' : 'wordsForOneself' }
  return { id, token, as: raw.type === InteractionType.ApplicationCommand ? 'words' : 'note' }
}

/** A context that is not the DM with us: a server, or a group of people. */
function isPublic(raw: Raw): boolean {
  return raw.guild_id != null || raw.member != null || (raw.context != null && raw.context !== 1)
}

/** `APPLICATION/TOKEN`, as the webhook routes want it. A tap in a DM has none: its `@original` is the message with the buttons. */
function deferredToken(raw: Raw, id: string): ResidentEvent['token'] {
  const application = snowflake(raw.application_id)
  const token = string(raw.token)
  const here = pressedIn(raw)
  const as = acknowledgementOf('INTERACTION_CREATE', raw)?.as
  if (!application || !token || (as === 'note' && here === undefined)) return undefined
  const receivedAt = sentAt(id)
  const expiresAt = new Date(receivedAt + TOKEN_LIVES_MS).toISOString()
  const where = here === undefined ? {} : { here, ...(as === 'note' && { replaces: true as const }) }
  return { token: `${application}/${token}`, expiresAt, ...where }
}

/** The server's channel where a button was pressed that is answered there. An invite leads to the direct messages. */
function pressedIn(raw: Raw): string | undefined {
  const isCommand = raw.type === InteractionType.ApplicationCommand
  if (isCommand || !isPublic(raw) || chosenIn(record(raw.data))?.startsWith('start:')) return undefined
  return snowflake(raw.channel_id)
}

/** A message that nobody else sees. */
function isOnesOwn(raw: Raw): boolean {
  const flags = record(raw.message)?.flags
  return typeof flags === 'number' && (flags & MessageFlags.Ephemeral) !== 0
}

/** A button that opens a field to write in. `label`: its own. `token`: comes back with what is written. */
export interface WriteButton {
  readonly id: string
  readonly interaction: string
  readonly token: string
  readonly label: string
}

/** Undefined for everything else. */
export function writeButtonOf(t: string, d: unknown): WriteButton | undefined {
  const raw = t === 'INTERACTION_CREATE' ? record(d) : undefined
  const id = snowflake(raw?.id)
  const interaction = string(raw?.token)
  const pressed = raw?.type === InteractionType.MessageComponent ? chosenIn(record(raw.data)) : undefined
  if (!raw || !id || !interaction || !pressed?.startsWith(WRITE)) return undefined
  const buttons = list(record(raw.message)?.components).flatMap(row => list(record(row)?.components).map(record))
  const label = string(buttons.find(button => button?.custom_id === pressed)?.label)
  return { id, interaction, token: pressed.slice(WRITE.length), label: label ?? '…' }
}
