/**
 * Talks that nobody goes on with: closed with a word, kept as a draft, in the end forgotten.
 */
import type { TurnOutcome } from '../core/turn.ts'
import { askAside, heldIn } from './asides.ts'
import type { TalkState } from './talk-state.ts'
import { keep, nextPrompt, type Turn } from './turn.ts'

const HOUR_MS = 3_600_000

/** A dialogue that nobody touched for this long is not simply gone on with. */
export const IDLE_MS = 24 * HOUR_MS

/** How long what was left is kept after that, for its writer to take up. */
const DRAFT_MS = 14 * 24 * HOUR_MS

/** When time itself has something to do here: a full hour, so that it seldom changes. Nothing where nothing waits. */
function wakeAtOf(state: TalkState): Date | undefined {
  if (!state.dialogue && !state.parked && heldIn(state.aside).length === 0) return undefined
  const due = state.restingSince ? Date.parse(state.restingSince) + DRAFT_MS : Date.parse(state.at) + IDLE_MS
  return new Date(Math.ceil(due / HOUR_MS) * HOUR_MS)
}

/** The same, as a turn's outcome has it. */
export function wakeOf({ state }: Turn): Pick<TurnOutcome, 'wakeAt'> {
  const wakeAt = wakeAtOf(state)
  return wakeAt ? { wakeAt } : {}
}

/** Nobody said anything for long: what waits is put aside with a word; what was put aside long ago is forgotten. */
export function letTimePass(turn: Turn): void {
  const { state, world } = turn
  const due = wakeAtOf(state)
  if (!due || world.now < due) return
  if (state.restingSince) {
    keep(turn, { dialogue: undefined, parked: undefined, aside: undefined, restingSince: undefined })
    return
  }
  keep(turn, { restingSince: world.now.toISOString() })
  if (state.dialogue) {
    putAside(turn)
    turn.notes.push(world.say('talk.closed'))
  } else if (state.aside && heldIn(state.aside).length > 0) {
    keep(turn, { aside: { ...state.aside, since: nextPrompt(turn) } })
    turn.notes.push(world.say('talk.stillWaits'))
    turn.show = { what: 'aside' }
  }
}

/** Keeps the dialogue as a draft, and asks whether to go on with it. What waits for another answer goes on waiting. */
export function putAside(turn: Turn): void {
  const { dialogue, aside } = turn.state
  keep(turn, { dialogue: undefined, parked: dialogue })
  askAside(turn, 'takeUp', heldIn(aside))
}
