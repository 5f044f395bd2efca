/**
 * The drain: takes what waits for each resident through rounds, and hands what was queued to delivery.
 *
 * A round takes many people with one read and one writing statement, so that a busy town costs few round trips and a
 * quiet one no waiting. Nothing here is the only copy of anything: a crash leaves rows waiting in the inbox, and
 * whoever wakes their addresses finds them again.
 */
import type { Claimed } from '../store/outbox.ts'
import { type ProvideParts, provide } from './provide.ts'
import type { Want } from './readiness.ts'
import { type RoundParts, type RoundResult, runRound } from './round.ts'

/** Measured with `npm run bench`: more people in a round wait for each other, more rounds compete for one CPU. */
const PEOPLE_IN_A_ROUND = 64
const ROUNDS_AT_ONCE = 2
const RETRY_MS = 250
/** A full disk is not mended in a moment. */
const PROVIDE_RETRY_MS = 5_000

export interface DrainParts extends RoundParts, ProvideParts {
  readonly deliver: (claimed: readonly Claimed[]) => void
  /** After each round: how long it took, and how its turns ended. */
  readonly onRound: (seconds: number, result: Pick<RoundResult, 'done' | 'overtaken' | 'failed'>) => void
}

export interface Drain {
  /** Something waits for these addresses. */
  wake(addresses: Iterable<string>): void
  /** Ends what is under way and starts nothing more. */
  stop(): Promise<void>
}

export function createDrain(parts: DrainParts): Drain {
  /** Waiting for a round. */
  const woken = new Set<string>()
  /** In a round, or waiting for what its turn wants. */
  const busy = new Set<string>()
  /** Woken while busy. */
  const again = new Set<string>()
  const underWay = new Set<Promise<void>>()
  let rounds = 0
  let scheduled = false
  const stopping = new AbortController()

  const wake = (addresses: Iterable<string>): void => {
    for (const address of addresses) (busy.has(address) ? again : woken).add(address)
    if (scheduled || stopping.signal.aborted || woken.size === 0) return
    scheduled = true
    // What arrives in the same tick of the event loop goes into the same round.
    setImmediate(startRounds)
  }

  const startRounds = (): void => {
    scheduled = false
    while (!stopping.signal.aborted && rounds < ROUNDS_AT_ONCE && woken.size > 0) {
      const taken = [...woken].slice(0, PEOPLE_IN_A_ROUND)
      for (const address of taken) {
        woken.delete(address)
        busy.add(address)
      }
      rounds += 1
      track(
        round(taken).finally(() => {
          rounds -= 1
          startRounds()
        }),
      )
    }
  }

  const round = async (addresses: readonly string[]): Promise<void> => {
    const start = performance.now()
    let waiting: ReadonlySet<string> = new Set()
    try {
      const result = await runRound(parts, addresses)
      parts.deliver(result.claimed)
      parts.onRound((performance.now() - start) / 1_000, result)
      waiting = new Set(result.wants.map(w => w.address))
      for (const { address, want } of result.wants) track(provideFor(address, want))
      for (const address of result.again) again.add(address)
    } catch (error) {
      parts.log.warn({ err: error, people: addresses.length }, 'a round failed, trying it again')
      await new Promise(resolve => setTimeout(resolve, RETRY_MS))
      for (const address of addresses) again.add(address)
    }
    release(addresses.filter(a => !waiting.has(a)))
  }

  const provideFor = async (address: string, want: Want): Promise<void> => {
    try {
      await provide(parts, want, stopping.signal)
    } catch (error) {
      if (stopping.signal.aborted) return
      parts.log.error({ err: error, want: want.kind }, 'getting what a turn waits for failed, trying again')
      await new Promise(resolve => setTimeout(resolve, PROVIDE_RETRY_MS))
    }
    again.add(address)
    release([address])
  }

  const release = (addresses: readonly string[]): void => {
    for (const address of addresses) busy.delete(address)
    const ready = addresses.filter(a => again.delete(a))
    if (ready.length > 0) wake(ready)
  }

  const track = (work: Promise<void>): void => {
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }

  return {
    wake,
    async stop() {
      stopping.abort()
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
