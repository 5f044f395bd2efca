/**
 * The turns of a round, in memory. Surveys that they want to know are looked up at once, for all of them together: many
 * answer at the same time. Whoever wanted one is taken again from the beginning, with the answer; a turn is pure.
 */
import { answerTo, type LookedUp } from '../core/lookup.ts'
import type { Address } from '../core/network.ts'
import type { OwnSurvey } from '../core/panel/own-survey.ts'
import type { Converse } from '../core/turn.ts'
import type { WaitingInbox, WaitingTurn } from '../store/turns.ts'
import type { Want } from './readiness.ts'
import { type TurnWithEffects, takeTurn } from './take-turn.ts'

interface TakingParts {
  readonly converse: Converse
  readonly referencePrefix: string
  /** In the order of those who ask; undefined where it is none of theirs. */
  readonly ownSurveys: (
    asked: readonly { readonly address: Address; readonly waveId: string }[],
  ) => Promise<readonly (OwnSurvey | undefined)[]>
  readonly now: Date
}

/** One person's, and what of their inbox can be answered now: at least one. */
interface ReadyTurn {
  readonly turn: WaitingTurn
  readonly ready: readonly WaitingInbox[]
}

interface TakenTurn {
  readonly finished: TurnWithEffects
  /** What has to be known before the first event that was not handled. */
  readonly want: Want | undefined
}

/** @throws whatever a dialogue throws, and where it wants the same looked up twice: it would ask for ever. */
export async function takeTurns(
  parts: TakingParts,
  turns: readonly ReadyTurn[],
): Promise<ReadonlyMap<Address, TakenTurn>> {
  const taken = new Map<Address, TakenTurn>()
  for (let left = turns; left.length > 0; ) {
    const asking: Asking[] = []
    for (const one of left) {
      const finished = await takeTurn(parts.converse, one.turn, one.ready, parts.referencePrefix, parts.now)
      const { waiting, lookup } = wantedBy(finished, one.ready)
      const isSurvey = lookup?.kind === 'survey'
      if (waiting && isSurvey) asking.push({ ...one, waiting, waveId: lookup.waveId })
      const want = waiting && lookup && !isSurvey ? { kind: 'lookup' as const, waiting, lookup } : undefined
      taken.set(one.turn.address, { finished, want })
    }
    const found = await parts.ownSurveys(asking.map(({ turn, waveId }) => ({ address: turn.address, waveId })))
    left = asking.map((one, n) => told(one, { kind: 'survey', waveId: one.waveId, found: found[n] ?? null }))
  }
  return taken
}

interface Asking extends ReadyTurn {
  readonly waiting: WaitingInbox
  readonly waveId: string
}

function wantedBy({ wants: lookup, handled }: TurnWithEffects, ready: readonly WaitingInbox[]) {
  const waiting = ready[handled.length]
  if (lookup && waiting && answerTo(lookup, waiting.lookedUp ?? []))
    throw new Error(`a turn wants its ${lookup.kind} looked up twice`)
  return { waiting, lookup }
}

function told({ turn, ready, waiting }: Asking, answer: LookedUp): ReadyTurn {
  const lookedUp = [...(waiting.lookedUp ?? []), answer]
  return { turn, ready: ready.map(one => (one.id === waiting.id ? { ...one, lookedUp } : one)) }
}
