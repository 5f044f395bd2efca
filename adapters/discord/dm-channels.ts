/**
 * The DM channels of people, asked for once each.
 *
 * Every address used us before, so no new acquaintance is forced on anybody; still, bots were quarantined that opened 25 to
 * 40 at once, so new ones are opened at a trickle, counted over all processes, and the rest wait. A channel that is known is
 * kept with the person, and never asked for again. Where Discord itself says that it is too fast, only new ones wait.
 * https://docs.discord.com/developers/resources/user#create-dm
 */
import { ChannelType, Routes } from 'discord.js'
import type { ChatOpening, Doors } from '../../src/core/adapter.ts'
import { describeError } from '../../src/core/describe-error.ts'
import { addressOf } from '../../src/core/network.ts'
import { SendError } from '../../src/core/send-error.ts'
import { refusalCode } from './errors.ts'
import { list, record, snowflake } from './raw.ts'
import type { Api } from './rest.ts'

const OPENED_AN_HOUR = 20
/** Of those; the others are for who does something and is to be answered. */
export const NEW_DMS_OF_BULK = 15
const REMEMBERED = 10_000

export interface DmChannels {
  /** @throws {SendError} THROTTLED, of our own pace, while too many were opened. */
  channelOf(personId: string): Promise<string>
  learn(personId: string, channel: string): void
  /** Who is on the other side; undefined where the channel is no DM of ours. @throws {SendError} */
  personIn(channel: string): Promise<string | undefined>
}

/** "You are opening direct messages too fast." */
const TOO_FAST = 40003
/** Where nobody can be asked whether one may be opened. */
const ASK_AGAIN_MS = 1_000

/** @param doors  Undefined until the adapter is started. */
export function createDmChannels(api: Api, doors: () => Doors | undefined): DmChannels {
  const channels = new Map<string, string>()
  let tooFastUntil = 0

  const learn = (personId: string, channel: string) => {
    channels.delete(personId)
    channels.set(personId, channel)
    const oldest = channels.size > REMEMBERED ? channels.keys().next().value : undefined
    if (oldest !== undefined) channels.delete(oldest)
  }

  const tooMany = (retryAfterMs: number, cause?: unknown) =>
    new SendError('THROTTLED', 'many new discord channels at once', { retryAfterMs, ownPace: true, cause })

  const mayOpen = async (personId: string): Promise<ChatOpening> => {
    try {
      return (
        (await doors()?.mayOpen(addressOf('discord', personId), OPENED_AN_HOUR)) ?? { kind: 'wait', ms: ASK_AGAIN_MS }
      )
    } catch (error) {
      throw tooMany(ASK_AGAIN_MS, error)
    }
  }

  const open = async (personId: string): Promise<string> => {
    const body = { recipient_id: personId }
    const channel = await api.call('Post', Routes.userChannels(), { body }).catch(error => {
      if (refusalCode(error) !== TOO_FAST || !(error instanceof SendError)) throw error
      const waitMs = error.retryAfterMs ?? ASK_AGAIN_MS
      tooFastUntil = Date.now() + waitMs
      throw tooMany(waitMs, error)
    })
    const id = snowflake(record(channel)?.id)
    if (id === undefined) throw new SendError('UNREACHABLE', 'discord opened a channel without an id')
    const { opened, log } = doors() ?? {}
    opened?.(addressOf('discord', personId), id).catch(error =>
      log?.warn({ error: describeError(error) }, 'cannot keep the channel of direct messages'),
    )
    return id
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
      if (tooFastUntil > Date.now()) throw tooMany(tooFastUntil - Date.now())
      const opening = await mayOpen(personId)
      if (opening.kind === 'wait') throw tooMany(opening.ms)
      const id = opening.kind === 'known' ? opening.channel : await open(personId)
      learn(personId, id)
      return id
    },
  }
}
