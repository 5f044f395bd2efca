/**
 * Delivers queued messages to their network, after commit.
 *
 * A crash here loses nothing: a row stays in the outbox until its outcome is written. Order is kept per lane; what a
 * network refuses for now goes back with everything behind it. Knows no network by name.
 *
 * Of the changes of one message only the last counts. An update is filled in when it is sent, from what is on record by
 * then, so it stands for every other that waits behind it, and those are dropped; then its lane rests. That keeps the
 * message true without a queue of versions, and needs nothing but the outbox.
 */
import type { Adapter, Log, Plan } from '../core/adapter.ts'
import type { Network } from '../core/network.ts'
import type { DeskThread, Outbound } from '../core/outbound.ts'
import type { SendError } from '../core/send-error.ts'
import { type Db, isDatabaseAway, type Trx } from '../store/database.ts'
import {
  type CardUpdate,
  type CasePost,
  type Claimed,
  claimWaiting,
  createSettler,
  type NewOutbound,
  putBack,
  type Queued,
  queue,
  type Settled,
  saveSentParts,
  settle,
} from '../store/outbox.ts'
import { KINDS, kindOf } from './kind.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { createPace, type Pace } from './pace.ts'
import { type SendResult, sendRow } from './send-row.ts'

/** Calls under way at once, per network. */
const WIDTH = 64
const FIRST_BACKOFF_MS = 500
/** What is refused for now is tried at least this often. */
const LONGEST_BACKOFF_MS = 4_000
/** A channel that was archived, a scope that is missing: somebody has to mend it. */
const PARKED_MS = 60_000
const DATABASE_RETRY_MS = 250
/** Between two changes of one message. */
const UPDATE_REST_MS = 5_000

export interface DeliveryParts {
  readonly db: Db
  readonly adapters: ReadonlyMap<Network, Adapter>
  readonly processNumber: () => number | null
  /** @see installationName */
  readonly installation: string
  readonly openFile: (sha256: string) => Promise<Uint8Array>
  /** Where a case's thread is now; absent until its card is posted. */
  readonly threadOf: (caseId: string) => Promise<DeskThread | undefined>
  /** A case's card as it is now; absent until it is posted. */
  readonly cardOf: (caseId: string) => Promise<Outbound | undefined>
  /** Records what a delivery means to a case, in the transaction that settles it; returns what is to be sent because of it. */
  readonly record: (trx: Trx, row: Claimed, result: Delivered) => Promise<readonly NewOutbound[]>
  /** Per network and outcome, for the metrics. */
  readonly onResult: (network: Network, result: SendResult['kind']) => void
  readonly log: Log
}

/** How the delivery of a row ended. */
export interface Delivered extends Settled {
  readonly fallbacks: Plan['fallbacks']
  /** The resident cannot be reached at this address any more. */
  readonly unreachable: boolean
}

export interface Delivery {
  /** Sends rows that this process has claimed. */
  take(rows: readonly Claimed[]): void
  /** Looks for rows that nobody has claimed, or whose claimant is gone. */
  sweep(): Promise<void>
  /** Networks that do not answer now. */
  away(): readonly Network[]
  /** Ends the calls under way; what waits stays in the outbox. */
  stop(): Promise<void>
}

interface Route {
  readonly adapter: Adapter
  readonly lanes: Lanes
  readonly pace: Pace
  underWay: number
  /** Looks again when something may go. */
  timer: NodeJS.Timeout | undefined
  timerAt: number
}

export function createDelivery(parts: DeliveryParts): Delivery {
  const { db, log } = parts
  const settleSent = createSettler(db)
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  /** Rows that came from a sweep. */
  const lookedFor = new Set<string>()
  const routes = new Map<Network, Route>()
  for (const [network, adapter] of parts.adapters) {
    const pace = createPace(WIDTH, adapter.limits.bulkPerSecond, adapter.limits.updatesPerMinute)
    routes.set(network, { adapter, lanes: createLanes(), pace, underWay: 0, timer: undefined, timerAt: 0 })
  }

  const take = (rows: readonly Claimed[]): void => {
    const touched = new Set<Route>()
    for (const row of rows) {
      const route = routes.get(row.network)
      // A network that was switched off: its rows wait for the day it is on again.
      if (!route) continue
      route.lanes.add(row)
      touched.add(route)
    }
    for (const route of touched) pump(route)
  }

  const pump = (route: Route): void => {
    while (!stopping.signal.aborted && route.underWay < route.pace.width) {
      const row = next(route)
      if (!row) return
      route.pace.started(kindOf(row), Date.now())
      route.underWay += 1
      const work = send(route, row).finally(() => {
        route.underWay -= 1
        underWay.delete(work)
        pump(route)
      })
      underWay.add(work)
    }
  }

  const next = (route: Route): Claimed | undefined => {
    for (const kind of KINDS) {
      if (!route.lanes.ready(kind)) continue
      const now = Date.now()
      const waitMs = route.pace.waitMs(kind, now)
      if (waitMs <= 0) return route.lanes.take(kind)
      pumpAt(route, now + waitMs)
    }
    return undefined
  }

  /** The soonest counts: an update's minute must not keep bulk from its tenth of a second. */
  const pumpAt = (route: Route, at: number): void => {
    if (route.timer && route.timerAt <= at) return
    clearTimeout(route.timer)
    route.timerAt = at
    const look = () => {
      route.timer = undefined
      pump(route)
    }
    route.timer = setTimeout(look, at - Date.now())
  }

  const send = async (route: Route, row: Claimed): Promise<void> => {
    try {
      if (kindOf(row) === 'update') await dropReplaced(route, row)
      const save = (ids: readonly string[]) => patiently(() => saveSentParts(db, row.id, ids))
      const result = await sendRow(route.adapter, row, await addressed(row), parts.installation, parts.openFile, save)
      parts.onResult(row.network, result.kind)
      await finish(route, row, result)
    } catch (error) {
      log.error({ err: error, outbox: row.id, network: row.network }, 'delivering a row failed, it stays in the outbox')
      route.lanes.clear(row.lane)
    }
  }

  /** What was committed before now is in the update that is about to be filled in. */
  const dropReplaced = async (route: Route, { lane }: Claimed): Promise<void> => {
    const replaced = route.lanes.dropBehind(lane)
    if (replaced.length === 0) return
    const rows = replaced.map(id => ({ id, outcome: 'sent' as const, sentIds: [], failure: null }))
    await patiently(() => settle(db, rows))
  }

  /** A post goes where its case's thread is now, a card is what it is now. */
  const addressed = async ({ message, purpose }: Claimed): Promise<Outbound> => {
    if (isComplete(message)) return message
    const caseId = purpose && 'caseId' in purpose ? purpose.caseId : ''
    if (message.kind === 'post') {
      const thread = await patiently(() => parts.threadOf(caseId))
      if (thread) return { ...message, thread }
    } else {
      const card = await patiently(() => parts.cardOf(caseId))
      if (card) return card
    }
    throw new Error(`case ${caseId} has no thread: its card was not posted`)
  }

  const finish = async (route: Route, row: Claimed, result: SendResult): Promise<void> => {
    const now = Date.now()
    switch (result.kind) {
      case 'sent':
        route.pace.succeeded()
        return close(route, row, { ...ended(row, result, 'sent'), fallbacks: result.fallbacks })
      case 'unknown':
        route.pace.unreachable(now)
        return close(route, row, { ...ended(row, result, 'unknown'), failure: result.error.message })
      case 'later':
        if (result.error.code === 'THROTTLED') route.pace.throttled(row.lane, result.error.retryAfterMs ?? 1_000, now)
        else route.pace.unreachable(now)
        return back(route, row, result.error, result.mayHaveArrived, dueIn(row, result.error))
      case 'refused':
        route.pace.succeeded()
        log.warn({ err: result.error, outbox: row.id, network: row.network }, 'a network refused a message')
        // What staff have to see is never given up: it waits until somebody mends the channel or the scope.
        if (isForStaff(row)) return back(route, row, result.error, false, PARKED_MS)
        return close(route, row, {
          ...ended(row, result, 'failed'),
          failure: result.error.message,
          unreachable: result.unreachable,
        })
    }
  }

  const close = async (route: Route, row: Claimed, delivered: Delivered): Promise<void> => {
    if (kindOf(row) === 'update') {
      await patiently(() => settleSent(delivered))
      const rested = () => {
        free(route, row)
        pump(route)
      }
      setTimeout(rested, UPDATE_REST_MS).unref()
      return
    }
    if (!row.purpose && delivered.outcome === 'sent') {
      await patiently(() => settleSent(delivered))
    } else {
      const followUps = await patiently(() =>
        db.transaction().execute(async trx => {
          await settle(trx, [delivered])
          return queue(trx, await parts.record(trx, row, delivered), parts.processNumber())
        }),
      )
      take(followUps)
    }
    free(route, row)
  }

  const free = (route: Route, row: Claimed): void => {
    route.lanes.free(row.lane)
    // Behind a row that was looked for, others of its lane may wait unclaimed.
    if (lookedFor.delete(row.id)) void sweep()
  }

  /** The row and all that waits behind it go back to the outbox. */
  const back = async (route: Route, row: Claimed, error: Error, mayHaveArrived: boolean, dueInMs: number) => {
    const retry = { id: row.id, dueInMs, attempts: row.attempts + 1, mayHaveArrived, failure: error.message }
    const behind = route.lanes.waitingBehind(row.lane)
    await patiently(() => putBack(db, retry, behind))
    route.lanes.clear(row.lane)
    lookedFor.delete(row.id)
    const timer = setTimeout(() => void sweep(), dueInMs + 5)
    timer.unref()
  }

  let sweeping = false
  const sweep = async (): Promise<void> => {
    const by = parts.processNumber()
    if (by === null || sweeping || stopping.signal.aborted) return
    sweeping = true
    try {
      for (const [network, { lanes, pace }] of routes) {
        if (lanes.crowd >= WIDTH * 2 || (pace.away && lanes.ids.size > 0)) continue
        const rows = await claimWaiting(db, { network, by, limit: WIDTH, except: [...lanes.ids] })
        for (const row of rows) lookedFor.add(row.id)
        take(rows)
      }
    } catch (error) {
      log.warn({ err: error }, 'looking into the outbox failed, trying again')
    } finally {
      sweeping = false
    }
  }

  /** What was sent must be written down: while the database is away, again and again. */
  const patiently = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!isDatabaseAway(error) || stopping.signal.aborted) throw error
        await new Promise(resolve => setTimeout(resolve, DATABASE_RETRY_MS))
      }
    }
  }

  return {
    take,
    sweep,
    away: () => [...routes].filter(([, r]) => r.pace.away).map(([network]) => network),
    async stop() {
      stopping.abort()
      for (const route of routes.values()) clearTimeout(route.timer)
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

function ended(row: Claimed, { ids }: SendResult, outcome: Settled['outcome']): Delivered {
  return { id: row.id, outcome, sentIds: ids, failure: null, fallbacks: [], unreachable: false }
}

function isComplete(message: Queued): message is Exclude<Queued, CasePost | CardUpdate> {
  if (message.to !== 'desk') return true
  return message.kind !== 'cardUpdate' && (message.kind !== 'post' || 'thread' in message)
}

function isForStaff(row: Claimed): boolean {
  return row.purpose?.kind === 'card' || row.purpose?.kind === 'post'
}

/** @returns Milliseconds: the network's own word, or a wait that doubles with every attempt. */
function dueIn(row: Claimed, error: SendError): number {
  return error.retryAfterMs ?? Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(row.attempts, 10), LONGEST_BACKOFF_MS)
}
