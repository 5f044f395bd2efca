/**
 * *By…* below a wave's results: by what, and then the tables, for who asked alone. Everybody in the channel may look: what
 * is told tells of nobody.
 */
import { speakToStaff } from '../actions/context.ts'
import { cutNamed, dimensionName, resultsBy } from '../actions/panel/results-by.ts'
import { RESULTS_BY } from '../actions/panel/tell-results.ts'
import { whisper } from '../actions/to-desk.ts'
import type { DeskEvent } from '../core/inbound.ts'
import type { DeskButton } from '../core/outbound.ts'
import { cutKey, cutsOf, tableDimensionsOf } from '../core/panel/cut.ts'
import type { Act } from './desk.ts'
import { type DeskWork, refuse, tell } from './desk-work.ts'
import type { Pressed } from './pressed.ts'
import { waveAtHand } from './wave-at-hand.ts'

/** Behind *By…*; its value names the wave and the cut. */
const SHOW_BY = 'showResultsBy'

export const RESULTS_BUTTONS = [RESULTS_BY, SHOW_BY]

export async function pressedOnResults(work: DeskWork, event: DeskEvent, { value }: Pressed): Promise<Act> {
  const hand = await waveAtHand(work, event, value)
  if (typeof hand === 'function') return hand
  const { wave, named } = hand
  if (named === '') return async () => ({ messages: [byWhat(work, event, wave.id)] })
  const { place } = work
  const say = speakToStaff(place)
  const context = { place, now: work.now() }
  const cut = cutNamed(named, context)
  if (!cut) return refuse(event, say('sending.over'))
  return async trx => {
    const tables = await resultsBy(trx, wave, cut, context)
    return { messages: [tell(event, tables ?? say('results.tooFew'))] }
  }
}

function byWhat({ place, now }: DeskWork, { channel, thread, user }: DeskEvent, waveId: string) {
  const context = { place, now: now() }
  const buttons = cutsOf(tableDimensionsOf(place)).map(
    (cut): DeskButton => ({
      action: SHOW_BY,
      value: `${waveId} ${cutKey(cut)}`,
      label: cut.map(({ key }) => dimensionName(key, context)).join(' × '),
    }),
  )
  return whisper(
    { channel, user, ...(thread !== undefined && { thread }) },
    speakToStaff(place)('results.by.what'),
    buttons,
  )
}
