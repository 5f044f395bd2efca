/**
 * The staff desk: takes what staff did in Slack, one thing after the other in each thread, and hands it to its action.
 *
 * Who may do it is asked each time, at the time it happens; what an action brings about is committed together with the
 * mark that the event is done.
 *
 * What cannot wait goes by the quick lane. A form is opened right after the commit of the press that asked for it. A form
 * that was filled in is done and noted in one transaction, then answered: what was not committed stays in the form, before
 * the eyes of the person who typed it, so it needs no inbox to be safe.
 */
import type { Log } from '../core/adapter.ts'
import type { DeskForm, DeskViews, FormAnswer, FreshPress } from '../core/desk-views.ts'
import type { DeskEvent, Inbound } from '../core/inbound.ts'
import { SendError } from '../core/send-error.ts'
import type { Db, Trx } from '../store/database.ts'
import { isCutShort, isDatabaseAway } from '../store/database.ts'
import {
  firstInLane,
  insertDone,
  insertInbound,
  setAside,
  takeFromLane,
  type WaitingDeskEvent,
} from '../store/inbox.ts'
import { type Claimed, type NewOutbound, queue } from '../store/outbox.ts'
import { LATER } from './desk-work.ts'

const RETRY_MS = 500
const LATER_MS = 50
/** Slack waits 3 s for the answer to a form (https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response). */
const FORM_MS = 2_500

/** Looks up what an event needs outside any transaction, and returns what to do inside one. */
export type Prepare = (event: DeskEvent) => Promise<Act | typeof LATER>
export type Act = (trx: Trx) => Promise<Outcome>

/** What an act brings about beside what it wrote. */
export interface Outcome {
  readonly messages: readonly NewOutbound[]
  /** Opened once this is committed. */
  readonly form?: { readonly press: FreshPress; readonly form: DeskForm }
  /** To a form that was filled in. Without one it closes. */
  readonly answer?: FormAnswer
  /** Of a form that was filled in: what the desk does after it, with nobody waiting. It is committed together with the act. */
  readonly next?: Inbound
}

export interface DeskParts {
  readonly db: Db
  readonly prepare: Prepare
  /** What its author is told where an event could not be handled. */
  readonly apologise: (event: DeskEvent) => readonly NewOutbound[]
  readonly views: DeskViews
  /** What the person is told where a form could not be opened. */
  readonly tooLate: (event: DeskEvent) => readonly NewOutbound[]
  readonly deliver: (claimed: readonly Claimed[]) => void
  /** @see ProcessLocks.number */
  readonly processNumber: () => number | null
  readonly log: Log
}

export interface Desk {
  /** Something waits in these Slack threads. */
  wake(lanes: Iterable<string>): void
  /** @see Doors.submit */
  submit(inbound: Inbound): Promise<FormAnswer>
  /** Ends what is under way and starts nothing more. */
  stop(): Promise<void>
}

export function createDesk(parts: DeskParts): Desk {
  const { db, log } = parts
  const busy = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const submitting = new Set<Promise<FormAnswer>>()
  /** What was cut short once: it may have waited for somebody who is done by now. */
  const slow = new Set<string>()
  let stopped = false

  const work = async (lane: string): Promise<void> => {
    for (;;) {
      again.delete(lane)
      try {
        while (!stopped && (await handleFirst(lane))) {}
      } catch (error) {
        log.warn({ err: error }, 'the desk could not go on with a thread, trying again')
        await new Promise(resolve => setTimeout(resolve, RETRY_MS))
        again.add(lane)
      }
      if (stopped || !again.has(lane)) break
    }
    // In the same breath as the look above: a wake-up between the two would find the lane busy, and nobody at work.
    busy.delete(lane)
  }

  /** @returns False where nothing waits in the lane. */
  const handleFirst = async (lane: string): Promise<boolean> => {
    const waiting = await firstInLane(db, lane)
    if (!waiting) return false
    try {
      const act = await parts.prepare(waiting.event)
      if (act === LATER) await new Promise(resolve => setTimeout(resolve, LATER_MS))
      else await commit(lane, waiting, act)
      slow.delete(waiting.id)
    } catch (error) {
      if (isDatabaseAway(error) || isSlackAway(error)) throw error
      if (isCutShort(error) && !slow.delete(waiting.id)) {
        slow.add(waiting.id)
        throw error
      }
      log.error(
        { err: error, inbox: waiting.id, did: waiting.event.did.kind },
        'the desk could not handle an event, it is set aside',
      )
      await setAside(db, [waiting.id], error instanceof Error ? error.name : 'unknown')
      parts.deliver(await queue(db, parts.apologise(waiting.event), parts.processNumber()))
    }
    return true
  }

  const commit = async (lane: string, { id, event }: WaitingDeskEvent, act: Act) => {
    const { claimed, form } = await db.transaction().execute(async trx => {
      if (!(await takeFromLane(trx, lane, id))) return { claimed: [], form: undefined }
      const outcome = await act(trx)
      return { claimed: await queue(trx, outcome.messages, parts.processNumber()), form: outcome.form }
    })
    parts.deliver(claimed)
    if (form) await open(event, form)
  }

  const open = async (event: DeskEvent, { press, form }: NonNullable<Outcome['form']>) => {
    try {
      await parts.views.open(press, form)
    } catch (error) {
      if (!(error instanceof SendError)) throw error
      log.warn({ err: error, form: form.action }, 'a form could not be opened')
      parts.deliver(await queue(db, parts.tooLate(event), parts.processNumber()))
    }
  }

  const submit = async (inbound: Inbound, lateAt: number): Promise<FormAnswer> => {
    const { event } = inbound
    const act = event.from === 'desk' ? await parts.prepare(event) : LATER
    if (act === LATER) throw new Error('what was submitted is no form of the desk')
    const { claimed, answer, next } = await db.transaction().execute(async trx => {
      if (!(await insertDone(trx, inbound))) return { claimed: [], answer: undefined, next: undefined }
      const outcome = await act(trx)
      const queued = await queue(trx, outcome.messages, parts.processNumber())
      if (outcome.next) await insertInbound(trx, [outcome.next])
      // The person is told that it failed by now, and will send it again.
      if (Date.now() > lateAt) throw new Error('a form took too long, nothing was done')
      return { claimed: queued, answer: outcome.answer, next: outcome.next }
    })
    parts.deliver(claimed)
    if (next) wake([next.lane])
    return answer ?? { kind: 'close' }
  }

  const wake = (lanes: Iterable<string>): void => {
    for (const lane of lanes) {
      again.add(lane)
      if (stopped || busy.has(lane)) continue
      busy.set(lane, work(lane))
    }
  }

  return {
    wake,
    async submit(inbound) {
      if (stopped) throw new Error('the desk is stopping')
      const work = submit(inbound, Date.now() + FORM_MS)
      submitting.add(work)
      try {
        return await work
      } finally {
        submitting.delete(work)
      }
    },
    async stop() {
      stopped = true
      await Promise.allSettled([...busy.values(), ...submitting])
    },
  }
}

/** Who somebody is cannot be asked now: what they wrote waits, and is not refused. */
function isSlackAway(error: unknown): boolean {
  return error instanceof SendError && error.retryable
}
