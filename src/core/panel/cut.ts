/**
 * By what people can be grouped where results are told: their area, what they told of themselves on joining, their language
 * and network.
 */
import type { Place } from '../place.ts'
import type { Survey } from './survey.ts'

export interface Dimension {
  /** `area`, `language`, `network`, or the key of a profile question. */
  readonly key: string
  /** Names of areas and networks, keys of options, languages; `NOT_TOLD` is the last where it can be. */
  readonly groups: readonly string[]
}

/** One dimension, or two. */
export type Cut = readonly Dimension[]

/** The group of those who did not say. */
export const NOT_TOLD = ''

/** Keys beside areas and what members told: as they stand beside answers. */
export const LANGUAGE = 'language'
export const NETWORK = 'network'
const NETWORKS = ['telegram', 'discord'] as const satisfies Survey['audience']['networks']

/** What members told of themselves. */
export function dimensionsOf({ areas, panel }: Pick<Place, 'areas' | 'panel'>): readonly Dimension[] {
  const area = panel?.askArea && areas.length > 0 ? [{ key: 'area', groups: areas.map(({ name }) => name) }] : []
  const profile = panel?.profile.map(({ key, options }) => ({ key, groups: options.map(option => option.key) })) ?? []
  return [...area, ...profile].map(({ key, groups }) => ({ key, groups: [...groups, NOT_TOLD] }))
}

/** By what tables are made: also by the language that they are spoken to in, and the network that they are reached on. */
export function tableDimensionsOf(place: Pick<Place, 'areas' | 'panel' | 'languages'>): readonly Dimension[] {
  const { languages } = place
  const language = languages.length > 1 ? [{ key: LANGUAGE, groups: languages }] : []
  return [...dimensionsOf(place), ...language, { key: NETWORK, groups: NETWORKS }]
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
