/**
 * Slash commands and taps on buttons and lists → Inbound, and how each has to be answered.
 */
import { ApplicationCommandType, ComponentType, InteractionType } from 'discord.js'
import { cleanText } from '../../src/core/clean-text.ts'
import type { Inbound, ResidentEvent, Said } from '../../src/core/inbound.ts'
import { list, type Raw, record, snowflake, string } from './raw.ts'
import { EPOCH, inbound, personOf } from './sender.ts'

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

/** The button of an invite does what `/start PAYLOAD` does. */
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
  const [, payload] = /^start:([\w-]{1,64})$/.exec(token ?? '') ?? []
  if (payload) return { kind: 'command', name: 'start', argument: payload }
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
