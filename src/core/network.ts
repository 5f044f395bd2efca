/**
 * Networks and addresses.
 *
 * A network is known by its name alone ("telegram", "discord", "slack"), so that a new one is a folder and one
 * line in `main.ts`.
 */
export type Network = string

/** Where a resident is reached: network and the person's id on it, `telegram:123`. Never a group chat. */
export type Address = `${Network}:${string}`

export function addressOf(network: Network, personId: string | number): Address {
  return `${network}:${personId}`
}

export function networkOf(address: Address): Network {
  return address.slice(0, address.indexOf(':'))
}

/** The person's id on their network. */
export function personIdOf(address: Address): string {
  return address.slice(address.indexOf(':') + 1)
}
