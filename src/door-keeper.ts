/**
 * Doors of the staff tool that are closed: what waits is parked, admins are told, and each door is asked, more and more rarely,
 * whether it is open again. One process at a time asks.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { doorClosed, doorOpened } from './actions/closed-door.ts'
import type { Adapter, Log } from './core/adapter.ts'
import type { Network } from './core/network.ts'
import type { Place } from './core/place.ts'
import { SendError } from './core/send-error.ts'
import type { StaffDirectory } from './core/staff-directory.ts'
import type { Delivery } from './delivery/delivery.ts'
import type { DeliveryParts } from './delivery/delivery-parts.ts'
import { type ClosedDoor, closedDoors } from './store/closed-doors.ts'
import type { Db } from './store/database.ts'
import { queue } from './store/outbox.ts'

const LOOK_MS = 1_000
const LONGEST_MS = 60_000

export interface DoorParts {
  readonly db: Db
  readonly place: () => Place
  readonly adapters: ReadonlyMap<Network, Adapter>
  readonly directory: StaffDirectory | undefined
  /** @see ProcessLocks.number */
  readonly processNumber: () => number | null
  readonly now: () => Date
  readonly log: Log
}

export interface DoorKeeper {
  readonly onClosed: DeliveryParts['onClosed']
  /** Runs until the signal aborts. */
  watch(delivery: Pick<Delivery, 'take' | 'sweep'>, held: AbortSignal): Promise<void>
}

export function createDoorKeeper({ db, place, adapters, directory, processNumber, now, log }: DoorParts): DoorKeeper {
  const nextAt = new Map<string, { readonly at: number; readonly afterMs: number }>()

  /** Where the tool does not tell who is in a group, those are told who are named themselves. */
  const admins = async (): Promise<readonly string[]> => {
    const ids = place().admins
    try {
      return (await directory?.peopleOf(ids)) ?? []
    } catch (error) {
      if (!(error instanceof SendError)) throw error
      return ids.filter(id => !id.startsWith('S'))
    }
  }

  const ask = async (door: ClosedDoor, delivery: Pick<Delivery, 'take' | 'sweep'>): Promise<void> => {
    const key = `${door.network} ${door.door}`
    const { at, afterMs } = nextAt.get(key) ?? { at: 0, afterMs: LOOK_MS }
    if (Date.now() < at) return
    nextAt.set(key, { at: Date.now() + afterMs, afterMs: Math.min(afterMs * 2, LONGEST_MS) })
    if ((await adapters.get(door.network)?.isOpen?.(door.door)) !== true) return
    nextAt.delete(key)
    const people = await admins()
    const told = await db.transaction().execute(async trx => {
      const messages = await doorOpened(trx, door, people, { place: place(), now: now() })
      return messages && queue(trx, messages, processNumber())
    })
    if (!told) return
    delivery.take(told)
    log.info({ network: door.network, door: door.door }, 'a door is open again, what waited for it goes on')
    await delivery.sweep()
  }

  return {
    async onClosed({ door, why }) {
      const people = await admins()
      return (trx, row) => doorClosed(trx, row, { door, why, admins: people }, { place: place(), now: now() })
    },
    async watch(delivery, held) {
      while (!held.aborted) {
        try {
          for (const door of await closedDoors(db)) await ask(door, delivery)
        } catch (error) {
          log.warn({ err: error }, 'asking whether a door is open again failed, trying again')
        }
        await wait(LOOK_MS, undefined, { signal: held }).catch(() => undefined)
      }
    },
  }
}
