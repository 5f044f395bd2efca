/**
 * How a message will look to its resident, before anything is sent.
 */
import type { Adapter, ShownPart } from './adapter.ts'
import { type Network, networkOf } from './network.ts'
import type { ToResident } from './outbound.ts'

export interface Shown {
  readonly parts: readonly ShownPart[]
  /** UTF-16 units in one message of that network. */
  readonly most: number
}

/** What the resident's network makes of it; undefined where that network is off. */
export function shownBy(adapters: ReadonlyMap<Network, Adapter>, message: ToResident): Shown | undefined {
  const adapter = adapters.get(networkOf(message.address))
  if (!adapter) return undefined
  return { parts: adapter.plan(message).parts.flatMap(part => part.shown?.() ?? []), most: adapter.limits.text }
}
