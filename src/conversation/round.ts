/**
 * One round of the drain: reads what waits for some people, runs their turns in memory, commits all of it at once.
 *
 * Nothing is sent here. An event that no turn can take is set aside with an apology, so that nobody waits behind it.
 */
import type { Log } from '../core/adapter.ts'
import { stillBlocked } from '../core/block.ts'
import type { Converse, TurnMessage } from '../core/turn.ts'
import { type Db, isDatabaseAway, type Trx } from '../store/database.ts'
import { setAside } from '../store/inbox.ts'
import type { Claimed } from '../store/outbox.ts'
import { commitTurns, loadTurns, type WaitingTurn } from '../store/turns.ts'
import { lookUpSurveys } from './panel/look-up-surveys.ts'
import { readyOf, type Want } from './readiness.ts'
import { finishTurn, type TurnWithEffects, warmSince } from './take-turn.ts'
import { takeTurns } from './take-turns.ts'

export interface RoundParts {
  readonly db: Db
  readonly converse: Converse
  /** Carries out effects within the round's transaction; returns what this process is to send of them. */
  readonly carryOut: (trx: Trx, turns: readonly TurnWithEffects[], now: Date) => Promise<readonly Claimed[]>
  /** What a resident hears where their turn failed. */
  readonly apologise: (turn: WaitingTurn) => TurnMessage
  /** HB in HB-1042. */
  readonly referencePrefix: () => string
  /** @see ProcessLocks.number */
  readonly processNumber: () => number | null
  readonly now: () => Date
  readonly log: Log
}

export interface RoundResult {
  readonly claimed: readonly Claimed[]
  /** Something still waits for these addresses. */
  readonly again: readonly string[]
  /** What has to be there before the next turn, one at most for each address. */
  readonly wants: readonly { readonly address: string; readonly want: Want }[]
  readonly done: number
  readonly overtaken: number
  readonly failed: number
}

/** @throws where the database is away. All of the round was kept then, or nothing: the next round sees which. */
export async function runRound(parts: RoundParts, addresses: readonly string[]): Promise<RoundResult> {
  try {
    return await attempt(parts, addresses, Number.POSITIVE_INFINITY)
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    // Somebody's turn failed, and took the others' with it: one person and one event at a time shows whose.
    const results: RoundResult[] = []
    for (const address of addresses) results.push(await runAlone(parts, address))
    return together(results)
  }
}

async function runAlone(parts: RoundParts, address: string): Promise<RoundResult> {
  try {
    return await attempt(parts, [address], 1)
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    return await putAside(parts, address, error)
  }
}

async function attempt(parts: RoundParts, addresses: readonly string[], eventsEach: number): Promise<RoundResult> {
  const waiting = await loadTurns(parts.db, addresses, warmSince(parts.now()))
  // Only now, so that nobody is heard at a time before they wrote.
  const now = parts.now()
  const turns: TurnWithEffects[] = []
  const wants: RoundResult['wants'][number][] = []
  const again = new Set<string>()

  const people = waiting.map(turn => {
    // Of what is not read, nothing is fetched.
    const unread = stillBlocked(turn.blockedUntil, now) !== undefined
    return { turn, ...(unread ? { ready: turn.inbox, want: undefined } : readyOf(turn.inbox)) }
  })
  const taking = people.map(({ turn, ready }) => ({ turn, ready: ready.slice(0, eventsEach) }))
  const taken = await takeTurns(
    {
      converse: parts.converse,
      referencePrefix: parts.referencePrefix(),
      ownSurveys: asked => lookUpSurveys(parts.db, asked),
      now,
    },
    taking.filter(({ ready }) => ready.length > 0),
  )
  for (const { turn, ready, want } of people) {
    const { address } = turn
    const { finished, want: lookup } = taken.get(address) ?? {}
    const wanted = lookup ?? want
    if (wanted) wants.push({ address, want: wanted })
    if (!finished) continue
    if (finished.handled.length < ready.length && !lookup) again.add(address)
    if (finished.handled.length === 0) continue
    turns.push(finished)
  }

  const { won, claimed } = await commit(parts, turns, now)
  const overtaken = turns.filter(t => !won.has(t.address))
  for (const turn of overtaken) again.add(turn.address)
  return { claimed, again: [...again], wants, done: won.size, overtaken: overtaken.length, failed: 0 }
}

/** Turns without effects need one statement; with effects, one transaction around all. */
async function commit(parts: RoundParts, turns: readonly TurnWithEffects[], now: Date) {
  if (turns.length === 0) return { won: new Set<string>(), claimed: [] }
  const number = parts.processNumber()
  if (turns.every(t => t.effects.length === 0)) return commitTurns(parts.db, turns, number)
  return parts.db.transaction().execute(async trx => {
    const { won, claimed } = await commitTurns(trx, turns, number)
    const effective = turns.filter(t => won.has(t.address) && t.effects.length > 0)
    return { won, claimed: [...claimed, ...(await parts.carryOut(trx, effective, now))] }
  })
}

/** The event keeps its words in the inbox, marked with the failure; its sender gets an apology, the log the cause. */
async function putAside(parts: RoundParts, address: string, error: unknown): Promise<RoundResult> {
  const now = parts.now()
  const [turn] = await loadTurns(parts.db, [address], now)
  const poison = turn?.inbox[0]
  if (!turn || !poison) return together([])
  parts.log.error(
    { err: error, inbox: poison.id, network: poison.event.address.split(':', 1)[0] },
    'a turn failed, its event is set aside',
  )
  const apology = { ...finishTurn(turn, [poison], [parts.apologise(turn)], now), handled: [] }
  const { claimed } = await parts.db.transaction().execute(async trx => {
    await setAside(trx, [poison.id], error instanceof Error ? error.name : 'unknown')
    return commitTurns(trx, [apology], parts.processNumber())
  })
  return { claimed, again: [address], wants: [], done: 0, overtaken: 0, failed: 1 }
}

function together(results: readonly RoundResult[]): RoundResult {
  const sum = (pick: (r: RoundResult) => number) => results.reduce((total, r) => total + pick(r), 0)
  return {
    claimed: results.flatMap(r => r.claimed),
    again: results.flatMap(r => r.again),
    wants: results.flatMap(r => r.wants),
    done: sum(r => r.done),
    overtaken: sum(r => r.overtaken),
    failed: sum(r => r.failed),
  }
}
