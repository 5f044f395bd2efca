/**
 * The DM channels of people, asked for once each.
 *
 * Every address used us before, so no new acquaintance is forced on anybody; still, bots were quarantined that opened 25 to
 * 40 at once, so new ones are opened at a trickle and the rest wait. A channel that is known is kept with the person, and
 * never asked for again.
 * https://docs.discord.com/developers/resources/user#create-dm
 */
import { ChannelType, Routes } from 'discord.js'
import { SendError } from '../../src/core/send-error.ts'
import { list, record, snowflake } from './raw.ts'
import type { Api } from './rest.ts'

const OPENED_AT_MOST = 20
const WINDOW_MS = 3_600_000
/** Of those; the others are for who does something and is to be answered. */
export const NEW_DMS_OF_BULK = 15
const REMEMBERED = 10_000

export interface DmChannels {
  /** @throws {SendError} THROTTLED while too many were opened. */
  channelOf(personId: string): Promise<string>
  learn(personId: string, channel: string): void
  /** Who is on the other side; undefined where the channel is no DM of ours. @throws {SendError} */
  personIn(channel: string): Promise<string | undefined>
}

/** @param opened  Told of each channel that was opened. */
export function createDmChannels(api: Api, opened: (personId: string, channel: string) => void): DmChannels {
  const channels = new Map<string, string>()
  let openings: number[] = []

  const learn = (personId: string, channel: string) => {
    channels.delete(personId)
    channels.set(personId, channel)
    const oldest = channels.size > REMEMBERED ? channels.keys().next().value : undefined
    if (oldest !== undefined) channels.delete(oldest)
  }

  return {
    learn,
    async personIn(channel) {
      for (const [personId, held] of channels) if (held === channel) return personId
      const found = record(await api.call('Get', Routes.channel(channel)))
      const personId = snowflake(record(list(found?.recipients)[0])?.id)
      if (found?.type !== ChannelType.DM || personId === undefined) return undefined
      learn(personId, channel)
      return personId
    },
    async channelOf(personId) {
      const held = channels.get(personId)
      if (held !== undefined) return held
      const now = Date.now()
      openings = openings.filter(at => at > now - WINDOW_MS)
      const oldest = openings.length >= OPENED_AT_MOST ? openings[0] : undefined
      if (oldest !== undefined)
        throw new SendError('THROTTLED', 'many new discord channels at once', {
          retryAfterMs: oldest + WINDOW_MS - now,
          ownPace: true,
        })
      openings.push(now)
      const channel = record(await api.call('Post', Routes.userChannels(), { body: { recipient_id: personId } }))
      const id = snowflake(channel?.id)
      if (id === undefined) throw new SendError('UNREACHABLE', 'discord opened a channel without an id')
      learn(personId, id)
      opened(personId, id)
      return id
    },
  }
}
