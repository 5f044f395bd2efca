/**
 * A wave is held, goes on, or is stopped for good, by staff with their name on record; or its time is over.
 */
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import { CLOCK, recordSurveyEvent } from '../../store/panel/survey-events.ts'
import { noteLineStale } from '../../store/panel/wave-lines.ts'
import { closeNextWave, dropDue, moveWave } from '../../store/panel/waves.ts'
import type { ActionContext } from '../context.ts'

export type Hold = 'paused' | 'resumed' | 'stopped'

const STATES = {
  paused: { from: ['sending'], to: 'paused' },
  resumed: { from: ['paused'], to: 'sending' },
  stopped: { from: ['sending', 'paused'], to: 'stopped' },
} as const

/**
 * What is queued when a wave is paused goes out still, a few seconds' worth; of one that is stopped nothing does whose
 * sending has not begun.
 *
 * @returns False where it does not stand so that it can.
 */
export async function holdWave(
  trx: Trx,
  waveId: string,
  hold: Hold,
  by: Colleague,
  context: ActionContext,
): Promise<boolean> {
  const moved = await moveWave(trx, waveId, STATES[hold], context.now)
  if (!moved) return false
  if (hold === 'stopped') await dropDue(trx, waveId)
  await recordSurveyEvent(trx, { survey: moved.survey, waveId, at: context.now, by, kind: hold })
  await noteLineStale(trx, waveId)
  return true
}

/** Ends a wave whose time is over. @returns False where there is none. */
export async function closeNext(trx: Trx, { now }: ActionContext): Promise<boolean> {
  const closed = await closeNextWave(trx, now)
  if (!closed) return false
  await recordSurveyEvent(trx, { survey: closed.survey, waveId: closed.id, at: now, by: CLOCK, kind: 'closed' })
  await noteLineStale(trx, closed.id)
  return true
}
