/**
 * Claimed rows in memory, in the order of each lane. At most one row of a lane is out at a time.
 */
import type { Claimed } from '../store/outbox.ts'
import { type Kind, kindOf } from './kind.ts'

export interface Lanes {
  add(row: Claimed): void
  /** The next row whose lane is free; it counts as out until `free`. */
  take(kind: Kind): Claimed | undefined
  /** True where a lane is free whose next row is of this kind. */
  ready(kind: Kind): boolean
  /** The row of this lane is done with; the next may follow. */
  free(lane: string): void
  /** Ids of the rows behind the one that is out. */
  waitingBehind(lane: string): readonly string[]
  /** Forgets the rows behind the one that is out. */
  dropBehind(lane: string): void
  /** Forgets everything of this lane, the row that is out too. */
  clear(lane: string): void
  /** Rows here, waiting or out. */
  readonly ids: ReadonlySet<string>
  /** How many of them there are, without updates and bulk: those wait long, and keep nobody else from being claimed. */
  readonly crowd: number
}

/** Nobody asked for it: whatever else somebody is told goes before it, also what came later. */
function isUnasked({ purpose }: Claimed): boolean {
  return purpose?.kind === 'invitation' || purpose?.kind === 'outcome'
}

export function createLanes(): Lanes {
  const rows = new Map<string, { readonly waiting: Claimed[]; out: Claimed | undefined }>()
  const ready = { conversation: new Set<string>(), update: new Set<string>(), bulk: new Set<string>() }
  const ids = new Set<string>()
  const patient = new Set<string>()

  const offer = (lane: string): void => {
    const next = rows.get(lane)?.waiting[0]
    if (next) ready[kindOf(next)].add(lane)
    else rows.delete(lane)
  }
  const release = (lane: string): void => {
    const entry = rows.get(lane)
    if (entry?.out) forget(entry.out.id)
    if (entry) entry.out = undefined
  }
  const forget = (id: string): void => {
    ids.delete(id)
    patient.delete(id)
  }

  return {
    ids,
    get crowd() {
      return ids.size - patient.size
    },
    ready: kind => ready[kind].size > 0,
    add(row) {
      if (ids.has(row.id)) return
      ids.add(row.id)
      if (kindOf(row) !== 'conversation') patient.add(row.id)
      const entry = rows.get(row.lane)
      if (!entry) rows.set(row.lane, { waiting: [row], out: undefined })
      else if (isUnasked(row)) entry.waiting.push(row)
      else {
        entry.waiting.splice(1 + entry.waiting.findLastIndex(before => !isUnasked(before)), 0, row)
        for (const lanes of Object.values(ready)) lanes.delete(row.lane)
      }
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
    dropBehind(lane) {
      for (const { id } of rows.get(lane)?.waiting.splice(0) ?? []) forget(id)
    },
    clear(lane) {
      release(lane)
      for (const row of rows.get(lane)?.waiting ?? []) forget(row.id)
      rows.delete(lane)
    },
  }
}
