/**
 * The wave whose results somebody pressed a button below, and what the button names behind it.
 */
import { speakToStaff } from '../actions/context.ts'
import type { DeskEvent } from '../core/inbound.ts'
import { type ResultsWave, resultsWave } from '../store/panel/results.ts'
import type { Act } from './desk.ts'
import { type DeskWork, refuse } from './desk-work.ts'

export interface WaveAtHand {
  readonly wave: ResultsWave
  /** Empty where the button names the wave alone. */
  readonly named: string
}

/**
 * Everybody of staff who is in the channel may look.
 *
 * @param value  Of the button: the wave, and behind a space what is named.
 * @returns What to answer instead where they may not, or there is no such wave here.
 */
export async function waveAtHand(
  { place, directory, db }: DeskWork,
  event: DeskEvent,
  value: string,
): Promise<WaveAtHand | Act> {
  const say = speakToStaff(place)
  if ((await directory.standing(event.channel, event.user)) !== 'agent') return refuse(event, say('sending.mayNot'))
  const [, waveId = '', named = ''] = /^(\d{1,18})(?: (.*))?$/.exec(value) ?? []
  const wave = waveId === '' ? undefined : await resultsWave(db, waveId)
  return wave && wave.channel === event.channel ? { wave, named } : refuse(event, say('sending.over'))
}
