/**
 * Claimed rows in memory, in the order of each lane. At most one row of a lane is out at a time, conversation goes
 * before bulk.
 */
import type { Claimed } from '../store/outbox.ts'

export interface Lanes {
  add(row: Claimed): void
  /** The next row whose lane is free; it counts as out until `free`. */
  take(kind: 'conversation' | 'bulk'): Claimed | undefined
  /** The row of this lane is done with; the next may follow. */
  free(lane: string): void
  /** Ids of the rows behind the one that is out. */
  waitingBehind(lane: string): readonly string[]
  /** Forgets everything of this lane, the row that is out too. */
  clear(lane: string): void
  /** Rows here, waiting or out. */
  readonly ids: ReadonlySet<string>
}

export function createLanes(): Lanes {
  const rows = new Map<string, { readonly waiting: Claimed[]; out: Claimed | undefined }>()
  const ready = { conversation: new Set<string>(), bulk: new Set<string>() }
  const ids = new Set<string>()

  const offer = (lane: string): void => {
    const next = rows.get(lane)?.waiting[0]
    if (next) ready[next.bulk ? 'bulk' : 'conversation'].add(lane)
    else rows.delete(lane)
  }
  const release = (lane: string): void => {
    const entry = rows.get(lane)
    if (entry?.out) ids.delete(entry.out.id)
    if (entry) entry.out = undefined
  }

  return {
    ids,
    add(row) {
      if (ids.has(row.id)) return
      ids.add(row.id)
      const entry = rows.get(row.lane)
      if (entry) entry.waiting.push(row)
      else rows.set(row.lane, { waiting: [row], out: undefined })
      if (!rows.get(row.lane)?.out) offer(row.lane)
    },
    take(kind) {
      const [lane] = ready[kind]
      if (lane === undefined) return undefined
      ready[kind].delete(lane)
      const entry = rows.get(lane)
      const row = entry?.waiting.shift()
      if (entry) entry.out = row
      return row
    },
    free(lane) {
      release(lane)
      offer(lane)
    },
    waitingBehind: lane => (rows.get(lane)?.waiting ?? []).map(row => row.id),
    clear(lane) {
      release(lane)
      for (const row of rows.get(lane)?.waiting ?? []) ids.delete(row.id)
      rows.delete(lane)
    },
  }
}
