/**
 * By what people can be grouped where results are told: their area, and what they told of themselves on joining.
 */
import type { Place } from '../place.ts'

export interface Dimension {
  /** `area`, or the key of a profile question. */
  readonly key: string
  /** Names of areas, keys of options; `NOT_TOLD` is the last. */
  readonly groups: readonly string[]
}

/** One dimension, or two. */
export type Cut = readonly Dimension[]

/** The group of those who did not say. */
export const NOT_TOLD = ''

export function dimensionsOf({ areas, panel }: Pick<Place, 'areas' | 'panel'>): readonly Dimension[] {
  const area = panel?.askArea && areas.length > 0 ? [{ key: 'area', groups: areas.map(({ name }) => name) }] : []
  const profile = panel?.profile.map(({ key, options }) => ({ key, groups: options.map(option => option.key) })) ?? []
  return [...area, ...profile].map(({ key, groups }) => ({ key, groups: [...groups, NOT_TOLD] }))
}

/** Each by itself, then each two of them. */
export function cutsOf(dimensions: readonly Dimension[]): readonly Cut[] {
  const pairs = dimensions.flatMap((one, n) => dimensions.slice(n + 1).map(other => [one, other]))
  return [...dimensions.map(one => [one]), ...pairs]
}

/** Names a cut for good. */
export function cutKey(cut: Cut): string {
  return cut.map(({ key }) => key).join(' ')
}

/** What people of a cut have in common, group by group; the last dimension runs fastest. */
export function groupsOf(cut: Cut): readonly (readonly string[])[] {
  return cut.reduce<readonly (readonly string[])[]>(
    (all, { groups }) => all.flatMap(before => groups.map(group => [...before, group])),
    [[]],
  )
}
