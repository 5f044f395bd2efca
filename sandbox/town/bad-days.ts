/**
 * Bad days, as the page switches them on: networks, a channel that is archived, a database that stands still, or is slow.
 */
import type { Act } from '../acts.ts'
import type { Ledger } from '../ledger.ts'
import { ActError } from '../server.ts'
import type { SlowLine } from '../slow-line.ts'
import type { FaultsView, FaultView, NetworkName } from '../view.ts'
import type { Cast } from './cast.ts'
import type { DiscordState } from './discord-view.ts'

export interface BadDays {
  readonly now: FaultsView
  /** @throws {ActError} */
  perform(act: Extract<Act, { readonly act: `fault${string}` }>): Promise<void>
}

/** The calls that bring words to people; what only listens is left alone, or it would use the faults up. */
const sending: Readonly<Record<NetworkName, RegExp>> = {
  telegram: /^(send|edit)/,
  discord: /^(POST|PATCH) \/(channels|webhooks)\//,
  slack: /^chat\./,
}

const networks: readonly NetworkName[] = ['telegram', 'discord', 'slack']
const times = 3
/** By which each answer of a slow database is late. */
const slowMs = 1_000

/** The database as the page gets at it, once it is there. */
export interface DatabaseHandles {
  readonly ledger: () => Ledger | undefined
  readonly line: () => SlowLine | undefined
}

export function badDays(cast: Cast, discordState: DiscordState, { ledger, line }: DatabaseHandles): BadDays {
  const chosen: Record<NetworkName, FaultView> = { telegram: 'none', discord: 'none', slack: 'none' }
  // Used up faults are over by themselves.
  const nowOf = (network: NetworkName): FaultView => (cast[network].faults.any ? chosen[network] : 'none')
  const archived = () => cast.slack.channels.filter(channel => channel.archived).map(({ id }) => id)
  const set = (network: NetworkName, fault: FaultView) => {
    const { faults } = cast[network]
    faults.clear()
    chosen[network] = fault
    if (fault === 'throttled') faults.on(sending[network], { kind: 'status', status: 429, retryAfterS: 2 }, times)
    if (fault === 'failing') faults.on(sending[network], { kind: 'status', status: 500 }, times)
    // The app's own token, which only opens sockets, is another one.
    if (fault === 'revoked') faults.on(/^(?!apps\.)/, { kind: 'refuse', error: 'token_revoked' })
    if (fault === 'down') faults.on(/./, { kind: 'reset' })
  }
  const standStill = async (still: boolean) => {
    const open = ledger()
    if (!open?.view) throw notThere()
    await open.standStill(still)
  }
  const slowDown = (slow: boolean) => {
    const between = line()
    if (!between) throw notThere()
    between.delay(slow ? slowMs : 0)
  }
  /** Everybody can be reached again, and everything answers. */
  const recover = async () => {
    for (const network of networks) set(network, 'none')
    for (const id of archived()) cast.slack.unarchive(id)
    for (const person of cast.telegram.people) if (person.blocked) person.unblocks()
    for (const person of cast.discord.people) {
      person.opensDms()
      person.joinsServer()
    }
    discordState.closed.clear()
    line()?.delay(0)
    if (ledger()?.standsStill) await standStill(false)
  }

  return {
    get now() {
      return {
        telegram: nowOf('telegram'),
        discord: nowOf('discord'),
        slack: nowOf('slack'),
        archived: archived(),
        database: ledger()?.standsStill ?? false,
        slow: (line()?.delayMs ?? 0) > 0,
      }
    },
    perform: async act => {
      switch (act.act) {
        case 'fault':
          return set(act.network, act.fault)
        case 'fault.archive':
          return act.archived ? cast.slack.archive(act.channel) : cast.slack.unarchive(act.channel)
        case 'fault.database':
          return standStill(act.still)
        case 'fault.slow':
          return slowDown(act.slow)
        case 'fault.none':
          return recover()
      }
    },
  }
}

function notThere(): ActError {
  return new ActError('The database is not there yet. Wait until Folkmoot runs.')
}
