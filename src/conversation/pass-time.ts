/**
 * Turns that nobody's words brought about, but time. Who writes at the same moment is heard: their turn and this one are
 * guarded by the same version.
 */
import type { Log } from '../core/adapter.ts'
import type { Converse } from '../core/turn.ts'
import { type Db, isDatabaseAway } from '../store/database.ts'
import { loadIdleTalks } from '../store/idle-talks.ts'
import { commitTurns, type FinishedTurn, type WaitingTurn } from '../store/turns.ts'
import { finishTurn, turnInput, warmSince } from './take-turn.ts'

export interface PassTimeParts {
  readonly db: Db
  readonly converse: Converse
  /** HB in HB-1042. */
  readonly referencePrefix: () => string
  readonly log: Log
}

const PEOPLE_AT_ONCE = 200

/**
 * Takes the turn of everybody for whom time has something to do. What it says waits as bulk: conversations go first.
 *
 * @throws where the database is away. What was done by then is done.
 */
export async function passTime(parts: PassTimeParts, now: Date): Promise<void> {
  let idle: readonly WaitingTurn[] = []
  do {
    const page = { after: idle.at(-1)?.address ?? '', limit: PEOPLE_AT_ONCE }
    idle = await loadIdleTalks(parts.db, now, warmSince(now), page)
    const turns: FinishedTurn[] = []
    for (const turn of idle) turns.push(...(await takeTurnOfTime(parts, turn, now)))
    if (turns.length > 0) await commitTurns(parts.db, turns, null)
  } while (idle.length === PEOPLE_AT_ONCE)
}

/** Nothing where it failed: nobody else waits for that. */
async function takeTurnOfTime(parts: PassTimeParts, turn: WaitingTurn, now: Date): Promise<readonly FinishedTurn[]> {
  try {
    const { state, messages, wakeAt } = await parts.converse(turnInput(turn, [], parts.referencePrefix(), now))
    const said = turn.unreachable || turn.stopped ? [] : messages
    const finished = finishTurn(turn, [], said, now)
    return [
      { ...finished, state, wakeAt: wakeAt ?? null, messages: finished.messages.map(m => ({ ...m, bulk: true })) },
    ]
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    parts.log.error({ err: error, network: turn.address.split(':', 1)[0] }, 'a talk that was left could not be closed')
    return []
  }
}
