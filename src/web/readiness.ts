/**
 * Whether this process can do its work: the database answers, and each network was reached once or is held by another
 * process. Later troubles of a network show in the body and in the figures, not in the status.
 */
import { sql } from 'kysely'
import type { Adapter } from '../core/adapter.ts'
import type { Network } from '../core/network.ts'
import { closedDoors } from '../store/closed-doors.ts'
import type { Db } from '../store/database.ts'
import type { ProcessLocks } from '../store/process-locks.ts'

export interface Readiness {
  readonly ready: boolean
  readonly database: 'reached' | 'away'
  /** Each network that is switched on: `ok`, `held by another process`, or what is wrong. */
  readonly networks: Readonly<Record<Network, string>>
  /** Where nothing passes until somebody mends it, why, and how many messages wait for that. */
  readonly closed: readonly {
    readonly door: string
    readonly why: string
    readonly since: Date
    readonly parked: number
  }[]
  /** Which version of the place file is in force, and what is wrong with the one that lies there, if that is another. */
  readonly place: { readonly version: string; readonly problems: readonly string[] }
}

/** What readiness asks of the place. */
export interface PlaceInForce {
  readonly version: () => string
  readonly problems: () => readonly string[]
}

const DATABASE_WITHIN_MS = 2_000

export async function readinessOf(
  db: Db,
  adapters: ReadonlyMap<Network, Adapter>,
  locks: ProcessLocks,
  place: PlaceInForce,
): Promise<Readiness> {
  const database = (await answers(db)) ? 'reached' : 'away'
  const networks: Record<Network, string> = {}
  let ready = database === 'reached'
  for (const [network, adapter] of adapters) {
    const health = adapter.health()
    // Names of locks begin with the network's.
    const elsewhere = [...locks.heldElsewhere()].some(name => name.startsWith(`${network}-`))
    networks[network] =
      health.trouble ?? (health.ready ? 'ok' : elsewhere ? 'held by another process' : 'not reached yet')
    if (!health.ready && !elsewhere) ready = false
  }
  const closed = database === 'reached' ? await closedNow(db) : []
  return { ready, database, networks, closed, place: { version: place.version(), problems: place.problems() } }
}

/** Nothing where the database does not tell: that is said already. */
async function closedNow(db: Db): Promise<Readiness['closed']> {
  const doors = await closedDoors(db).catch(() => [])
  return doors.map(({ door, why, since, parked }) => ({ door, why, since, parked }))
}

async function answers(db: Db): Promise<boolean> {
  const late = AbortSignal.timeout(DATABASE_WITHIN_MS)
  const lateness = new Promise<false>(resolve => late.addEventListener('abort', () => resolve(false), { once: true }))
  return Promise.race([
    sql`select 1`.execute(db).then(
      () => true,
      () => false,
    ),
    lateness,
  ])
}
