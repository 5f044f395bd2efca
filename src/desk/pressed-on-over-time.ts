/**
 * *Over time…* below a wave's results: which question, and then what became of its answers over the waves, into the survey's
 * thread. Everybody in the channel may ask; what is told tells of nobody.
 *
 * The picture is drawn before the transaction. Where it fails, the words are told alone.
 */
import { speakToStaff } from '../actions/context.ts'
import { questionName } from '../actions/panel/counted.ts'
import { overTimeTold, postOverTime } from '../actions/panel/over-time.ts'
import { OVER_TIME } from '../actions/panel/tell-results.ts'
import { whisper } from '../actions/to-desk.ts'
import type { Chart } from '../core/chart.ts'
import type { StoredFile } from '../core/files.ts'
import type { DeskEvent } from '../core/inbound.ts'
import type { DeskButton } from '../core/outbound.ts'
import { type ComparedWave, overTime, questionsOverTime } from '../core/panel/waves-compared.ts'
import { comparedWaves } from '../store/panel/compared-waves.ts'
import type { ResultsWave } from '../store/panel/results.ts'
import type { Act } from './desk.ts'
import { type DeskWork, refuse } from './desk-work.ts'
import type { Pressed } from './pressed.ts'
import { waveAtHand } from './wave-at-hand.ts'

/** Behind *Over time…*; its value names the wave and the question. */
const SHOW_OVER_TIME = 'showOverTime'

export const OVER_TIME_BUTTONS = [OVER_TIME, SHOW_OVER_TIME]

export async function pressedOnOverTime(work: DeskWork, event: DeskEvent, { value }: Pressed): Promise<Act> {
  const hand = await waveAtHand(work, event, value)
  if (typeof hand === 'function') return hand
  const { wave, named: question } = hand
  const { place } = work
  const waves = await comparedWaves(work.db, wave.survey)
  if (question === '') return async () => ({ messages: [whichQuestion(work, event, wave, waves)] })
  const compared = overTime(waves, question)
  if (!compared) return refuse(event, speakToStaff(place)('sending.over'))
  const { text, chart } = overTimeTold(wave, compared, { place, now: work.now() })
  const picture = await pictureOf(work, chart)
  return async () => ({ messages: postOverTime(wave, text, picture) })
}

function whichQuestion(
  { place, now }: DeskWork,
  { channel, thread, user }: DeskEvent,
  { id, definition }: ResultsWave,
  waves: readonly ComparedWave[],
) {
  const buttons = questionsOverTime(waves).map(
    (question): DeskButton => ({
      action: SHOW_OVER_TIME,
      value: `${id} ${question.key}`,
      label: questionName(definition, question, { place, now: now() }).text,
    }),
  )
  const to = { channel, user, ...(thread !== undefined && { thread }) }
  return whisper(to, speakToStaff(place)('results.overTime.what'), buttons)
}

async function pictureOf({ draw, log }: DeskWork, chart: Chart): Promise<StoredFile | undefined> {
  try {
    return await draw(chart)
  } catch (error) {
    log.warn({ err: error }, 'the picture of waves over time could not be drawn')
    return undefined
  }
}
