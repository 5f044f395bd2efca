/**
 * What a network calls its channels, for staff: they know them by name, the place file by number.
 *
 * A form waits for it, so that it is asked for once in an hour, and never for long.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Adapter } from './core/adapter.ts'

/** @returns By id, with a # before it; without those whose name nobody tells just now. */
export type ChannelNames = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

const KEPT_MS = 3_600_000
const WITHIN_MS = 1_000

/** @param adapter  Undefined where the network is off. */
export function createChannelNames(adapter: Pick<Adapter, 'channelName'> | undefined): ChannelNames {
  const kept = new Map<string, { readonly name: string; readonly at: number }>()

  const nameOf = async (id: string): Promise<string | undefined> => {
    const known = kept.get(id)
    if (known && Date.now() - known.at < KEPT_MS) return known.name
    const told = await Promise.race([
      adapter?.channelName?.(id).catch(() => undefined),
      wait(WITHIN_MS, undefined, { ref: false }),
    ])
    if (told === undefined) return known?.name
    kept.set(id, { name: `#${told}`, at: Date.now() })
    return `#${told}`
  }

  return async ids => {
    const named = await Promise.all(ids.map(async id => [id, await nameOf(id)] as const))
    return new Map(named.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])))
  }
}
