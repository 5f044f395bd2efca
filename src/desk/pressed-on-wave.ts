/**
 * *Pause*, *Go on* and *Stop…* below a wave. Who may is asked at each press; how the wave stands, the database knows.
 */
import { speakToStaff } from '../actions/context.ts'
import { type Hold, holdWave } from '../actions/panel/hold-wave.ts'
import { PAUSE_WAVE, RESUME_WAVE, STOP_WAVE, titleForStaff } from '../actions/panel/wave-line.ts'
import { whisper } from '../actions/to-desk.ts'
import type { DeskEvent } from '../core/inbound.ts'
import type { DeskButton } from '../core/outbound.ts'
import { mayOrganise } from '../core/panel/organiser.ts'
import { waveStanding } from '../store/panel/wave-lines.ts'
import type { Act } from './desk.ts'
import { type DeskWork, type LATER, refuse, tell } from './desk-work.ts'
import type { Pressed } from './pressed.ts'

/** Behind *Stop…*, which asks once more. */
const STOP_NOW = 'stopWaveNow'

const HOLDS: Readonly<Record<string, Hold>> = {
  [PAUSE_WAVE]: 'paused',
  [RESUME_WAVE]: 'resumed',
  [STOP_NOW]: 'stopped',
}

export const WAVE_BUTTONS = [...Object.keys(HOLDS), STOP_WAVE]

export async function pressedOnWave(
  work: DeskWork,
  event: DeskEvent,
  { action, value }: Pressed,
): Promise<Act | typeof LATER> {
  const { place, directory, db } = work
  const say = speakToStaff(place)
  const mayAct =
    (await directory.standing(event.channel, event.user)) === 'agent' &&
    (await mayOrganise(directory, place, event.user))
  if (!mayAct) return refuse(event, say('sending.mayNot'))
  const wave = /^\d{1,18}$/.test(value) ? await waveStanding(db, value) : undefined
  const over: Act = async () => ({ messages: [tell(event, say('sending.over'))] })
  if (!wave || wave.channel !== event.channel) return over
  const hold = HOLDS[action]
  if (!hold) return async () => ({ messages: [surelyStop(work, event, wave)] })
  const by = { id: event.user, name: await directory.nameOf(event.user) }
  return async trx => {
    const done = await holdWave(trx, wave.id, hold, by, { place, now: work.now() })
    if (!done) return { messages: [tell(event, say('sending.over'))] }
    return { messages: hold === 'stopped' ? [tell(event, say('sending.stoppedNow'))] : [] }
  }
}

function surelyStop(
  { place, now }: DeskWork,
  { channel, thread, user }: DeskEvent,
  wave: NonNullable<Awaited<ReturnType<typeof waveStanding>>>,
) {
  const say = speakToStaff(place)
  const title = titleForStaff(wave.title, { place, now: now() })
  const stop: DeskButton = { action: STOP_NOW, value: wave.id, label: say('sending.stopNow').text, style: 'danger' }
  const words = say('sending.sureToStop', { number: String(wave.number), title })
  return whisper({ channel, user, ...(thread !== undefined && { thread }) }, words, [stop])
}
