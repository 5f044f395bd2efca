/**
 * Folkmoot's database, looked at from outside: what waits in it and what went out, also while Folkmoot is dead; and a
 * way to make it stand still.
 */
import { Client } from 'pg'
import type { LedgerView } from './view.ts'

export interface Ledger {
  /** Undefined before Folkmoot made its tables. */
  readonly view: LedgerView | undefined
  readonly standsStill: boolean
  /** Nothing can be written any more, or again; it goes on by itself after 20 s. @throws before there are tables. */
  standStill(still: boolean): Promise<void>
  close(): Promise<void>
}

const lookEveryMs = 400
/** Below Folkmoot's own patience with a statement (30 s). */
const longestStopMs = 20_000
/** What counts was settled in this run: the database began anew with it. */
const counted = `
  select (select count(*) from inbox where done_at is null) as in,
         (select count(*) from inbox where done_at is not null) as taken,
         (select count(*) from outbox where settled_at is null) as out,
         (select count(*) from outbox where outcome = 'sent') as sent,
         (select count(*) from outbox where settled_at is not null and outcome <> 'sent') as refused`
const undefinedTable = '42P01'

/** @param changed  Called whenever the figures are others than before. */
export async function openLedger(url: string, changed: () => void): Promise<Ledger> {
  const watcher = new Client({ connectionString: url })
  const stopper = new Client({ connectionString: url })
  await Promise.all([watcher.connect(), stopper.connect()])
  let view: LedgerView | undefined
  let standsStill = false
  let closed = false
  let again: NodeJS.Timeout | undefined

  const look = async () => {
    const { rows } = await watcher.query<Record<keyof LedgerView, string>>(counted)
    const [row] = rows
    const seen = row && {
      in: Number(row.in),
      taken: Number(row.taken),
      out: Number(row.out),
      sent: Number(row.sent),
      refused: Number(row.refused),
    }
    if (JSON.stringify(seen) === JSON.stringify(view)) return
    view = seen
    changed()
  }
  const follow = async () => {
    while (!closed) {
      await look().catch(error => {
        if (!closed && error.code !== undefinedTable) throw error
      })
      await new Promise(resolve => setTimeout(resolve, lookEveryMs))
    }
  }
  const standStill = async (still: boolean) => {
    if (still === standsStill) return
    clearTimeout(again)
    standsStill = still
    try {
      if (!still) await stopper.query('rollback')
      // Reading goes on: an exclusive lock conflicts with every writer and with no reader.
      else await stopper.query("begin; set local lock_timeout = '5s'; lock table inbox, outbox in exclusive mode")
    } catch (error) {
      standsStill = false
      await stopper.query('rollback')
      throw error
    }
    if (still) again = setTimeout(goOn, longestStopMs)
    changed()
  }
  const goOn = () => {
    standStill(false).catch(error => console.error('sandbox: cannot let the database go on:', error.message))
  }
  const following = follow()
  following.catch(error => console.error('sandbox: cannot count what waits:', error.message))
  return {
    get view() {
      return view
    },
    get standsStill() {
      return standsStill
    },
    standStill,
    close: async () => {
      closed = true
      clearTimeout(again)
      await following.catch(() => undefined)
      await Promise.all([watcher.end(), stopper.end()])
    },
  }
}
