/**
 * The link that somebody followed to us: for how long it counts as what brought them.
 */
import type { TalkState } from './talk-state.ts'

const SOURCE_MS = 24 * 3_600_000

export function isFresh({ at }: Pick<NonNullable<TalkState['source']>, 'at'>, now: Date): boolean {
  return now.getTime() - Date.parse(at) < SOURCE_MS
}
