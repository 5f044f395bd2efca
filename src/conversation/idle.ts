/**
 * Talks that nobody goes on with: closed with a word, kept as a draft, in the end forgotten.
 */
import type { TurnOutcome } from '../core/turn.ts'
import { askAside, heldIn } from './asides.ts'
import { DRAFT_MS, dropOldDrafts, leave } from './drafts.ts'
import { forgetPlace, placeDueOf } from './panel/survey-place.ts'
import { forgetTyped, typedDueOf } from './panel/typed-answers.ts'
import type { TalkState } from './talk-state.ts'
import { keep, nextPrompt, type Turn } from './turn.ts'

const HOUR_MS = 3_600_000

/** A dialogue that nobody touched for this long is not simply gone on with. */
export const IDLE_MS = 24 * HOUR_MS

/** When time itself has something to do here: a full hour, so that it seldom changes. Nothing where nothing waits. */
function wakeAtOf(state: TalkState, timeZone: string): Date | undefined {
  const dues = (state.drafts ?? []).map(({ leftAt }) => Date.parse(leftAt) + DRAFT_MS)
  const others = [talkDueOf(state), typedDueOf(state), placeDueOf(state, timeZone)]
  dues.push(...others.filter(due => due !== undefined))
  return dues.length === 0 ? undefined : new Date(Math.ceil(Math.min(...dues) / HOUR_MS) * HOUR_MS)
}

/** Milliseconds since 1970: when what is under way counts as left, or as forgotten once it did. */
function talkDueOf({ dialogue, aside, restingSince, at }: TalkState): number | undefined {
  if (!dialogue && heldIn(aside).length === 0) return undefined
  return restingSince ? Date.parse(restingSince) + DRAFT_MS : Date.parse(at) + IDLE_MS
}

/** The same, as a turn's outcome has it. */
export function wakeOf({ state, world }: Turn): Pick<TurnOutcome, 'wakeAt'> {
  const wakeAt = wakeAtOf(state, world.place.timeZone)
  return wakeAt ? { wakeAt } : {}
}

/** Nobody said anything for long: what waits is put aside with a word; what was put aside long ago is forgotten. */
export function letTimePass(turn: Turn): void {
  dropOldDrafts(turn)
  forgetTyped(turn)
  forgetPlace(turn)
  forgetQuestion(turn)
  const { state, world } = turn
  const due = talkDueOf(state)
  if (due === undefined || world.now.getTime() < due) return
  if (state.restingSince) {
    keep(turn, { dialogue: undefined, aside: undefined, restingSince: undefined })
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

/** Whether to go on with a draft is no question once that is gone, unless words wait for its answer. */
function forgetQuestion(turn: Turn): void {
  const { aside, drafts } = turn.state
  if (aside?.kind === 'takeUp' && !drafts && heldIn(aside).length === 0) keep(turn, { aside: undefined })
}

/** Keeps the dialogue as a draft, and asks whether to go on with it. What waits for another answer goes on waiting. */
export function putAside(turn: Turn): void {
  const { dialogue, aside } = turn.state
  if (dialogue) leave(turn, dialogue)
  askAside(turn, 'takeUp', heldIn(aside))
}
