/**
 * The networks' bad days, as the page switches them on.
 */
import type { Faults } from '../faults.ts'
import type { FaultView, NetworkName } from '../view.ts'
import type { Cast } from './cast.ts'

export interface BadDays {
  readonly now: Readonly<Record<NetworkName, FaultView>>
  set(network: NetworkName, fault: FaultView): void
}

/** The calls that bring words to people; what only listens is left alone, or it would use the faults up. */
const sending: Readonly<Record<NetworkName, RegExp>> = {
  telegram: /^(send|edit)/,
  discord: /^(POST|PATCH) \/(channels|webhooks)\//,
  slack: /^chat\./,
}

const times = 3

export function badDays(cast: Cast): BadDays {
  const set: Record<NetworkName, FaultView> = { telegram: 'none', discord: 'none', slack: 'none' }
  const faultsOf = (network: NetworkName): Faults => cast[network].faults
  // Used up faults are over by themselves.
  const nowOf = (network: NetworkName): FaultView => (faultsOf(network).any ? set[network] : 'none')
  return {
    get now() {
      return { telegram: nowOf('telegram'), discord: nowOf('discord'), slack: nowOf('slack') }
    },
    set: (network, fault) => {
      const faults = faultsOf(network)
      faults.clear()
      set[network] = fault
      if (fault === 'throttled') faults.on(sending[network], { kind: 'status', status: 429, retryAfterS: 2 }, times)
      if (fault === 'failing') faults.on(sending[network], { kind: 'status', status: 500 }, times)
      if (fault === 'down') faults.on(/./, { kind: 'reset' })
    },
  }
}
