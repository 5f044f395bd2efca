/**
 * Delivers queued messages to their network, after commit.
 *
 * A crash here loses nothing: a row stays in the outbox until its outcome is written. Order is kept per lane; what a
 * network refuses for now goes back with everything behind it. Knows no network by name.
 *
 * Of the changes of one message only the last counts. A card's update is filled in when it is sent, from what is on record
 * by then, so it stands for every other that waits behind it, and those are dropped; of other words for a post the last
 * that wait are sent. Then the lane rests. That keeps the message true without a queue of versions, also after an hour
 * without the network, and needs nothing but the outbox.
 */
import { createBeginner } from '../store/begin.ts'
import { claimWaiting, putBack, stepAside } from '../store/claims.ts'
import { park, redirect } from '../store/closed-doors.ts'
import { type Claimed, placeIn, queue, saveSentParts } from '../store/outbox.ts'
import { createSettler, settle, settleBehind, settleReplaced } from '../store/settle.ts'
import { complete } from './complete.ts'
import type { DeliveryParts } from './delivery-parts.ts'
import { type Delivered, ended, isForOneOf, isForStaff, isPlain } from './ended.ts'
import { kindOf, pacedBy } from './kind.ts'
import { onceMore } from './once-more.ts'
import { createRoute, isSilent, type Route } from './route.ts'
import { dueIn, messagesOf, type SendResult, sendRow, untried } from './send-row.ts'
import { whileAway } from './while-away.ts'

/** Calls under way at once, per network. */
const WIDTH = 64
/** A channel that was archived, a scope that is missing: somebody has to mend it. */
const PARKED_MS = 60_000
/** Between two changes of one message. */
const UPDATE_REST_MS = 5_000

export interface Delivery {
  /** Sends rows that this process has claimed. */
  take(rows: readonly Claimed[]): void
  /** Looks for rows that nobody has claimed, or whose claimant is gone. */
  sweep(): Promise<void>
  /** Ends the calls under way; what waits stays in the outbox. */
  stop(): Promise<void>
}

export function createDelivery(parts: DeliveryParts): Delivery {
  const { db, log } = parts
  const settleSent = createSettler(db)
  const begin = createBeginner(db)
  const stopping = new AbortController()
  const patiently = <T>(work: () => Promise<T>) => whileAway(work, stopping.signal)
  const underWay = new Set<Promise<void>>()
  /** Rows that came from a sweep. */
  const lookedFor = new Set<string>()
  const look = (route: Route): void => pump(route)
  const routes = new Map([...parts.adapters].map(([network, adapter]) => [network, createRoute(adapter, WIDTH, look)]))

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
      const row = route.next()
      if (!row) return
      route.pace.started(kindOf(row), Date.now())
      const bulk = kindOf(row) === 'bulk' ? 1 : 0
      route.underWay += 1
      route.bulkUnderWay += bulk
      const work = send(route, row).finally(() => {
        route.underWay -= 1
        route.bulkUnderWay -= bulk
        underWay.delete(work)
        pump(route)
      })
      underWay.add(work)
    }
  }

  const send = async (route: Route, row: Claimed): Promise<void> => {
    try {
      if (kindOf(row) === 'update' && (await isReplaced(route, row))) return passOver(route, row)
      const save = (ids: readonly string[]) => patiently(() => saveSentParts(db, row.id, ids))
      const message = await patiently(() => complete(row, parts))
      const paced = message && pacedBy(message)
      if (paced !== undefined && !(await route.turnIn(paced, placeIn(row.message) === null ? 'words' : 'card'))) return
      if (await isSilent(route, row)) return await finish(route, row, untried(route.adapter, row), paced)
      if (row.claimedBy !== parts.processNumber()) return letGo(route, row)
      if (row.bulk && row.message.to === 'resident' && !(await patiently(() => begin(row)))) return passOver(route, row)
      const result: SendResult = message
        ? await sendRow(route.adapter, row, message, parts.installation, parts.openFile, save)
        : { kind: 'sent', ids: [], parts: [], fallbacks: [] }
      parts.onResult(row.network, result.kind)
      const more = messagesOf(result.ids) - messagesOf(row.sentIds) - 1
      if (more > 0) route.pace.started(kindOf(row), Date.now(), more)
      await finish(route, row, result, paced)
    } catch (error) {
      log.error({ err: error, outbox: row.id, network: row.network }, 'delivering a row failed, it stays in the outbox')
      forget(route, row)
      await letPass(row)
    }
  }

  /** A card with which something is wrong in itself keeps no other of its channel waiting. */
  const letPass = async (row: Claimed): Promise<void> => {
    if (placeIn(row.message) === null) return
    await stepAside(db, row.id).catch(error =>
      log.warn({ err: error, outbox: row.id }, 'the cards of a channel wait for one that failed'),
    )
  }

  /**
   * Lets one change stand for all of its message that wait, here or in the outbox alone: of other words the newest, of a
   * card the first, for whatever was committed before now is in the card that is about to be filled in.
   */
  const isReplaced = async (route: Route, { id, lane, message }: Claimed): Promise<boolean> => {
    if (message.to === 'desk' && message.kind === 'postUpdate')
      return (await patiently(() => settleReplaced(db, lane))) !== id
    route.lanes.dropBehind(lane)
    await patiently(() => settleBehind(db, { id, lane }))
    return false
  }

  const finish = async (route: Route, row: Claimed, result: SendResult, paced: string | undefined): Promise<void> => {
    const now = Date.now()
    switch (result.kind) {
      case 'sent':
        route.pace.succeeded()
        return close(route, row, { ...ended(row, result, 'sent'), fallbacks: result.fallbacks, parts: result.parts })
      case 'unknown':
        // What a dead process began tells nothing of the network.
        if (!row.mayHaveArrived) route.pace.unreachable(now)
        return close(route, row, { ...ended(row, result, 'unknown'), failure: result.error.message })
      case 'later':
        if (result.error.ownPace) route.pace.succeeded()
        else if (result.error.code === 'THROTTLED')
          route.throttled(row.lane, paced, result.error.retryAfterMs ?? 1_000, now)
        else route.pace.unreachable(now)
        return back(route, row, result.error, result.mayHaveArrived, dueIn(row, result.error))
      case 'closed':
        route.pace.succeeded()
        if (isForOneOf(row))
          return close(route, row, { ...ended(row, result, 'failed'), failure: result.error.message })
        return parkRow(route, row, result)
      case 'refused':
        route.pace.succeeded()
        log.warn({ err: result.error, outbox: row.id, network: row.network }, 'a network refused a message')
        // What staff have to see is never given up: it waits until somebody mends the channel or the scope.
        if (isForStaff(row)) {
          await letPass(row)
          return back(route, row, result.error, false, PARKED_MS)
        }
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
    if (isPlain(row) && delivered.outcome !== 'failed') {
      await patiently(() => settleSent(delivered))
    } else {
      const followUps = await patiently(() =>
        db.transaction().execute(async trx => {
          await settle(trx, [delivered])
          return queue(trx, await parts.record(trx, row, delivered), parts.processNumber())
        }),
      )
      take(followUps)
      parts.onRecorded(row)
    }
    free(route, row)
  }

  /** We lost our number, and with it what was claimed under it: whoever finds it left behind sends it, maybe we. */
  const letGo = (route: Route, row: Claimed): void => {
    forget(route, row)
    route.pace.forgone(kindOf(row))
  }

  /** The row and all that waits behind it are not in our hands any more. */
  const forget = (route: Route, { id, lane }: Claimed): void => {
    for (const each of [id, ...route.lanes.waitingBehind(lane)]) lookedFor.delete(each)
    route.lanes.clear(lane)
  }

  /** It is not to be sent: the next of its lane may go. */
  const passOver = (route: Route, row: Claimed): void => {
    route.pace.forgone(kindOf(row))
    free(route, row)
  }

  const free = (route: Route, row: Claimed): void => {
    route.lanes.free(row.lane)
    // Behind a row that was looked for, others of its lane may wait unclaimed; behind a card, the next of its channel.
    if (lookedFor.delete(row.id) || placeIn(row.message) !== null) void sweep()
  }

  /** The row and all that waits behind it go back to the outbox. */
  const back = async (route: Route, row: Claimed, error: Error, mayHaveArrived: boolean, dueInMs: number) => {
    const { id, claimedBy, attempts } = row
    const retry = { id, claimedBy, dueInMs, attempts: attempts + 1, mayHaveArrived, failure: error.message }
    const behind = route.lanes.waitingBehind(row.lane)
    await patiently(() => putBack(db, retry, behind))
    forget(route, row)
    const timer = setTimeout(() => void sweep(), dueInMs + 5)
    timer.unref()
  }

  const parkRow = async (route: Route, row: Claimed, result: Extract<SendResult, { kind: 'closed' }>) => {
    log.warn({ err: result.error, outbox: row.id, door: result.door }, 'nothing passes there, what is for it waits')
    const behind = route.lanes.waitingBehind(row.lane)
    const sent = { ...row, sentIds: result.ids }
    const record = await parts.onClosed(result)
    const followUps = await patiently(() =>
      db.transaction().execute(async trx => {
        const { messages, instead } = await record(trx, sent)
        if (instead) await redirect(trx, row, instead, behind)
        else await park(trx, sent, result.door, result.error.message, behind)
        return queue(trx, messages, parts.processNumber())
      }),
    )
    forget(route, row)
    take(followUps)
    void sweep()
  }

  /** What came free while it looked, it may have missed: then it looks once more. */
  const sweep = onceMore(async () => {
    const by = parts.processNumber()
    if (by === null || stopping.signal.aborted) return
    try {
      for (const [network, { lanes, pace, waiting }] of routes) {
        if (lanes.crowd - waiting >= WIDTH * 2 || (pace.away && lanes.ids.size > 0)) continue
        const rows = await claimWaiting(db, { network, by, limit: WIDTH, except: [...lanes.ids] })
        for (const row of rows) lookedFor.add(row.id)
        take(rows)
      }
    } catch (error) {
      log.warn({ err: error }, 'looking into the outbox failed, trying again')
    }
  })

  return {
    take,
    sweep,
    async stop() {
      stopping.abort()
      for (const route of routes.values()) route.stop()
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
