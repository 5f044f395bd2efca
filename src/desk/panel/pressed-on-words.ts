/**
 * *What people wrote…* and *Export* below a wave's results, and what is chosen in the list that opens. For organisers alone,
 * asked each time.
 */
import { speakToStaff } from '../../actions/context.ts'
import { exportSurvey } from '../../actions/panel/export-survey.ts'
import { sendExport } from '../../actions/panel/send-export.ts'
import { RESULTS_EXPORT, RESULTS_WORDS } from '../../actions/panel/tell-results.ts'
import type { FormChange } from '../../core/desk-views.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import { freeAnswer } from '../../store/panel/free-answers.ts'
import { type ResultsWave, resultsWave } from '../../store/panel/results.ts'
import type { Act } from '../desk.ts'
import { type DeskWork, opens, tell } from '../desk-work.ts'
import type { Changed } from '../open-form.ts'
import type { Pressed } from '../pressed.ts'
import { type OrganiserAt, organiserAt } from './organiser-at.ts'
import { photosForm } from './photos-form.ts'
import { wordForm } from './word-form.ts'
import { PHOTOS, viewAs, wordsForm } from './words-form.ts'
import { ANSWER_ID, readView } from './words-view.ts'

export const WORDS_BUTTONS: readonly string[] = [RESULTS_WORDS, RESULTS_EXPORT]

export async function pressedOnWords(
  work: DeskWork,
  event: DeskEvent,
  { action, value, trigger }: Pressed,
): Promise<Act> {
  const { place } = work
  const say = speakToStaff(place)
  const staff = await organiserAt(work, event)
  if ('instead' in staff) return staff.instead
  const wave = await waveAt(work, value)
  if (!wave) return async () => ({ messages: [tell(staff.event, say('sending.over'))] })
  if (action === RESULTS_EXPORT) return sendsExport(work, staff, wave)
  return opens(
    staff.event,
    trigger,
    await wordsForm(work, wave, { waveId: wave.id, question: '', filter: 'all', page: 0 }),
  )
}

/** Made before the transaction: it reads much. */
async function sendsExport(work: DeskWork, { by, event }: OrganiserAt, wave: ResultsWave): Promise<Act> {
  const { db, place, now, keepFile } = work
  const say = speakToStaff(place)
  const context = { place, now: now() }
  const files = wave.closedAt === null ? [] : await exportSurvey(db, wave.survey, context, keepFile)
  if (files.length === 0) return async () => ({ messages: [tell(event, say('results.export.nothing'))] })
  return async trx => ({
    messages: [await sendExport(trx, wave, files, by, context), tell(event, say('results.export.sent'))],
  })
}

/** Another question, filter or page; or something is to be done with an answer, and its form takes the place of the list. */
export async function changedWords(
  work: DeskWork,
  event: DeskEvent,
  { value, field, filled }: Changed,
): Promise<FormChange | undefined> {
  const view = readView(value)
  if (!view || 'instead' in (await organiserAt(work, event))) return undefined
  const wave = await waveAt(work, view.waveId)
  if (!wave) return undefined
  const chosen = filled[field]
  if (field === PHOTOS)
    return { kind: 'update', form: (await photosForm(work, view)) ?? (await wordsForm(work, wave, view)) }
  const isEntry = ANSWER_ID.test(field) && chosen !== undefined
  if (!isEntry) return { kind: 'update', form: await wordsForm(work, wave, viewAs(view, filled, field)) }
  const answer = await freeAnswer(work.db, wave.id, field)
  const form = answer && (await wordForm(work, wave, answer, chosen, view))
  const overtaken = speakToStaff(work.place)('results.words.overtaken')
  return { kind: 'update', form: form ?? (await wordsForm(work, wave, view, overtaken)) }
}

/** A wave of the panel's channel. */
async function waveAt({ db, place }: DeskWork, waveId: string): Promise<ResultsWave | undefined> {
  const wave = /^\d{1,18}$/.test(waveId) ? await resultsWave(db, waveId) : undefined
  return wave?.channel === place.panel?.channel ? wave : undefined
}
