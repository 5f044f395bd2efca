/**
 * In which messages a survey's questions were answered, so that an edit finds them.
 *
 * It is known for some hours, to the state of the person's talk alone: no words, and nothing that answers are kept by. Time
 * itself takes it out.
 */
import type { Input } from '../input.ts'
import type { TalkState, TypedAnswer } from '../talk-state.ts'
import { keep, type Turn } from '../turn.ts'

/**
 * With the hours of a night, in which nothing is done, that is within a day.
 *
 * @see isWaking
 */
const KNOWN_MS = 10 * 3_600_000

/** Notes in which message a question was answered. */
export function noteTyped(turn: Turn, waveId: string, question: number, { messageId }: Input): void {
  if (messageId === undefined) return
  const at = turn.world.now.toISOString()
  const { typed = [] } = turn.state
  const others = typed.filter(one => one.waveId === waveId && one.question !== question)
  keep(turn, { typed: [...others, { waveId, question, messageId, at }], answeredInWords: true })
}

/** When the first of them is to be forgotten, milliseconds since 1970. */
export function typedDueOf({ typed = [] }: Pick<TalkState, 'typed'>): number | undefined {
  return typed.length === 0 ? undefined : Math.min(...typed.map(({ at }) => Date.parse(at))) + KNOWN_MS
}

export function forgetTyped(turn: Turn): void {
  const { typed } = turn.state
  if (!typed) return
  const known = typed.filter(one => isKnown(turn, one))
  keep(turn, { typed: known.length > 0 ? known : undefined })
}

export function isKnown({ world }: Turn, { at }: TypedAnswer): boolean {
  return world.now.getTime() - Date.parse(at) < KNOWN_MS
}
