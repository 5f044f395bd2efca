/**
 * Two thousand people who each ask a question, four messages long, 64 of them waiting for an answer at any time.
 */
import { talkAtOnce } from '../sandbox/telegram/crowd.ts'
import type { TelegramStandIn } from '../sandbox/telegram/stand-in.ts'

export const PEOPLE = 2_000
const IN_FLIGHT = 64
export const TURNS = ['/ask', 'When does the library open on Sundays?', 'Not sure', 'Send question'] as const

export interface Driven {
  readonly seconds: number
  /** From the update's departure to the reply's arrival, in ms, sorted. */
  readonly latencies: readonly number[]
  /** What each person heard, in order. */
  readonly heard: readonly (readonly string[])[]
}

export async function drive(telegram: TelegramStandIn, people = PEOPLE): Promise<Driven> {
  const start = performance.now()
  const talked = await talkAtOnce(telegram, { people, words: TURNS, inFlight: IN_FLIGHT })
  const seconds = (performance.now() - start) / 1_000
  const latencies = talked.latenciesMs.toSorted((a, b) => a - b)
  return { seconds, latencies, heard: talked.people.map(person => person.heard()) }
}
