/**
 * What a network calls its channels, for staff: they know them by name, the place file by number.
 */
import type { Adapter } from './core/adapter.ts'

/** @returns By id, with a # before it; without those whose name nobody tells just now. */
export async function channelNames(
  adapter: Adapter | undefined,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const named = await Promise.all(
    ids.map(async id => [id, await adapter?.channelName?.(id).catch(() => undefined)] as const),
  )
  return new Map(named.flatMap(([id, name]) => (name === undefined ? [] : [[id, `#${name}`] as const])))
}
