/**
 * After a restore from a backup: what of surveys went out since would go out once more. It is held instead, for staff to
 * decide, or said to nobody where nobody can hold it: better once too few than twice.
 */
import { waveAfter } from '../../panel/wave-times.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import { beginTelling } from '../../store/panel/outcome-hearers.ts'
import { dropDueReminders, endTellings, takeBackQueued, wavesBeingSent } from '../../store/panel/restored.ts'
import { setNextWave, takeDueSurvey } from '../../store/panel/waves.ts'
import type { ActionContext } from '../context.ts'
import { holdWave } from './hold-wave.ts'

export interface Held {
  /** How many waves are paused now. */
  readonly waves: number
  /** Surveys of which a wave was due, and when the next is made; null where it was to go out once. */
  readonly surveys: readonly { readonly key: string; readonly next: Date | null }[]
  /** Surveys of which somebody was to hear what came of them. */
  readonly outcomes: readonly string[]
}

/** @param by  Who ran the command. */
export async function holdRestored(trx: Trx, by: Colleague, context: ActionContext): Promise<Held> {
  const { place, now } = context
  const waves = await wavesBeingSent(trx)
  for (const wave of waves) await holdWave(trx, wave, 'paused', by, context)
  await takeBackQueued(trx)
  await dropDueReminders(trx, now)
  const surveys: { key: string; next: Date | null }[] = []
  for (let due = await takeDueSurvey(trx, now); due; due = await takeDueSurvey(trx, now)) {
    const { key, definition } = due
    let next: Date | null = due.wave
    while (next && next <= now) next = waveAfter(next, definition.schedule, place.timeZone)
    await setNextWave(trx, key, next)
    surveys.push({ key, next })
  }
  while (await beginTelling(trx, now));
  return { waves: waves.length, surveys, outcomes: await endTellings(trx) }
}
