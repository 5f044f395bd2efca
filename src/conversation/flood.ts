/**
 * Who says more than the place takes: one friendly word, then quiet until it has passed. What belongs to an open case
 * still arrives, and so does an emergency.
 *
 * All that is counted lies in the person's own state: it holds over several processes and costs no query.
 */
import type { Heard } from '../core/turn.ts'
import { isCaseAside } from './case-asides.ts'
import { isAlarm } from './emergency.ts'
import { hear } from './hear.ts'
import { inputOf } from './input.ts'
import { keep, type Turn } from './turn.ts'

const MINUTE_MS = 60_000

/** Counts one more thing that was said; an album is one. */
export function countWord(turn: Turn): void {
  const { now } = turn.world
  const pace = currentPace(turn) ?? { since: now.toISOString(), words: 0 }
  keep(turn, { pace: { ...pace, words: pace.words + 1 } })
}

/**
 * True where the minute's words were all said. To be asked before a turn: what waited together, after a pause of ours
 * perhaps, is heard together.
 */
export function isFlooding(turn: Turn): boolean {
  return (currentPace(turn)?.words ?? 0) >= turn.world.place.limits.messagesPerMinute
}

function currentPace({ state: { pace }, world }: Turn): Turn['state']['pace'] {
  return pace && world.now.getTime() - Date.parse(pace.since) < MINUTE_MS ? pace : undefined
}

/** @param pauseMs  Since the person was last heard. */
export async function hearInFlood(turn: Turn, heard: Heard, pauseMs: number): Promise<void> {
  const { dialogue, aside, pace } = turn.state
  const { said } = heard.event
  if (said.kind === 'tap' && isAlarm(turn, said.words)) return hear(turn, heard, pauseMs)
  if (heard.event.said.kind === 'message') {
    const toCase = !dialogue && turn.input.warmCases.length > 0
    const toOwn = heard.event.said.replyTo !== undefined && heard.about !== undefined
    const isAsked = aside !== undefined && isCaseAside(aside)
    if (isAlarm(turn, inputOf(heard).text) || toOwn || isAsked || (toCase && !aside)) return hear(turn, heard, pauseMs)
    if (toCase && aside?.kind === 'whichCase') {
      await hear(turn, heard, pauseMs)
      turn.hint = undefined
      turn.show = { what: 'nothing' }
      return
    }
  }
  // Who pressed something in a channel sees that we are at it until they are answered.
  if (!pace || (pace.warned && turn.here === undefined)) return
  keep(turn, { pace: { ...pace, warned: true } })
  turn.notes.push(turn.world.say('limits.messages', { number: turn.world.place.emergency.number }))
}
