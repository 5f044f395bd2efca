/**
 * Who did something on Discord, and the inbound that it makes.
 */
import { cleanText } from '../../src/core/clean-text.ts'
import type { Inbound, Person, ResidentEvent } from '../../src/core/inbound.ts'
import { addressOf } from '../../src/core/network.ts'
import { type Raw, record, snowflake, string } from './raw.ts'

const NETWORK = 'discord'
/** Milliseconds; snowflakes count from here: https://docs.discord.com/developers/reference#snowflakes */
export const EPOCH = 1_420_070_400_000n

/** When Discord made what has this id, in milliseconds. */
export function sentAt(id: string): number {
  return Number((BigInt(id) >> 22n) + EPOCH)
}

export interface Sender {
  readonly id: string
  readonly person: Person
  readonly channel: string
}

/** Undefined where no person wrote it. */
export function author(raw: Raw): Sender | undefined {
  const user = record(raw.author)
  const id = snowflake(user?.id)
  const channel = snowflake(raw.channel_id)
  if (!user || !id || !channel || user.bot === true || raw.webhook_id != null) return undefined
  return { id, person: personOf(user), channel }
}

export function personOf(user: Raw, language?: string): Person {
  const firstName = cleanText(string(user.global_name) || string(user.username) || '?')
  return { firstName, ...(language === undefined ? {} : { language }) }
}

export function inbound(
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
