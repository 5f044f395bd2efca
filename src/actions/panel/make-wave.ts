/**
 * Makes the waves that are due: audience, draw and invitations, and the survey's next time, in one transaction. So a wave
 * is made once, however many processes look, and wherever one of them dies.
 *
 * Of several that fell due while nothing ran, the newest goes out if it is still open; the others were missed.
 */
import { randomInt } from 'node:crypto'
import { dimensionsOf } from '../../core/panel/cut.ts'
import { newWaveKey } from '../../panel/pseudonym.ts'
import { beginsAt, closesAt, waveAfter } from '../../panel/wave-times.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import {
  drawSample,
  findAudience,
  inviteAudience,
  makeUpOfAudience,
  zonesOfAudience,
} from '../../store/panel/audience.ts'
import { CLOCK, recordSurveyEvent } from '../../store/panel/survey-events.ts'
import { addWave, type DueSurvey, equipWave, patiently, setNextWave, takeDueSurvey } from '../../store/panel/waves.ts'
import type { ActionContext } from '../context.ts'
import { tellMissed } from './wave-line.ts'

const HOUR_MS = 3_600_000
const SEEDS = 2 ** 32

/** @returns What staff are told; undefined where no wave is due. */
export async function makeNextWave(trx: Trx, context: ActionContext): Promise<readonly NewOutbound[] | undefined> {
  const { place, now } = context
  const due = await takeDueSurvey(trx, now)
  if (!due) return undefined
  const { schedule } = due.definition
  const missed: Date[] = []
  let wave = due.wave
  let next = waveAfter(wave, schedule, place.timeZone)
  while (next && next <= now) {
    missed.push(wave)
    wave = next
    next = waveAfter(wave, schedule, place.timeZone)
  }
  const isOpen = closesAt(wave, schedule, place.timeZone) > now
  if (!isOpen) missed.push(wave)
  for (const one of missed) await noteMissed(trx, due, one, context)
  await setNextWave(trx, due.key, next)
  const told = missed.length > 0 ? tellMissed(due, missed, context) : []
  if (isOpen) await makeWave(trx, due, wave, context)
  return told
}

async function makeWave(trx: Trx, due: DueSurvey, wave: Date, context: ActionContext): Promise<void> {
  const { place, now } = context
  const { audience, schedule } = due.definition
  const seed = String(audience.sample?.seed ?? randomInt(SEEDS))
  const { id, number } = await addWave(trx, { ...waveOf(due, wave, context), state: 'sending', seed })
  await patiently(trx)
  const meantFor = await findAudience(trx, audience, { now, timeZone: place.timeZone })
  const told = dimensionsOf(place).map(({ key }) => key)
  const makeUp = await makeUpOfAudience(trx, told)
  if (audience.sample) await drawSample(trx, audience.sample.size, seed)
  const zones = await zonesOfAudience(trx)
  const begins = new Map(zones.map(zone => [zone, beginsAt(wave, schedule, zone)]))
  const invited = await inviteAudience(trx, { id, seed, spreadMs: schedule.spreadHours * HOUR_MS }, begins)
  const quotas = audience.quotas.map(({ most }) => most)
  await equipWave(trx, id, { key: newWaveKey(), audience: meantFor, makeUp, quotas })
  const detail = { number, version: due.version, audience: meantFor, invited }
  await recordSurveyEvent(trx, { survey: due.key, waveId: id, at: now, by: CLOCK, kind: 'wave', detail })
}

async function noteMissed(trx: Trx, due: DueSurvey, wave: Date, context: ActionContext): Promise<void> {
  const { id, number } = await addWave(trx, { ...waveOf(due, wave, context), state: 'missed', seed: '0' })
  const detail = { number, version: due.version }
  await recordSurveyEvent(trx, { survey: due.key, waveId: id, at: context.now, by: CLOCK, kind: 'missed', detail })
}

function waveOf({ key, version, definition: { schedule } }: DueSurvey, wave: Date, { place }: ActionContext) {
  return {
    survey: key,
    version,
    startsAt: beginsAt(wave, schedule, place.timeZone),
    closesAt: closesAt(wave, schedule, place.timeZone),
  }
}
