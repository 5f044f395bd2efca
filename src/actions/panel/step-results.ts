/**
 * Counts a wave's results anew where that tells of nobody, and makes the tables by what people are along with them, as of
 * the same moment.
 *
 * Tables are made less often than the rest: each that was told leaves less to tell to the next.
 */
import { tableDimensionsOf } from '../../core/panel/cut.ts'
import type { SurveyQuestion } from '../../core/panel/survey.ts'
import { optionKeysOf } from '../../core/panel/survey-answer.ts'
import { type TableQuestion, tablesOf } from '../../core/panel/tables.ts'
import type { Trx } from '../../store/database.ts'
import { keepTables, tablesEverTold } from '../../store/panel/released-tables.ts'
import { holdResults, type ResultsWave } from '../../store/panel/results.ts'
import { noteTabled, type ShownResults, takeStep } from '../../store/panel/shown-results.ts'
import { patiently } from '../../store/panel/waves.ts'
import type { ActionContext } from '../context.ts'
import { countedQuestions } from './counted.ts'

/** Half as many again: then most groups have grown by enough to be told anew. */
const GROWN = 1.5

/** @returns What is shown from now on; undefined as long as too few came to the end. */
export async function stepResults(
  trx: Trx,
  { id, definition }: ResultsWave,
  { place, now }: ActionContext,
): Promise<ShownResults | undefined> {
  await patiently(trx)
  await holdResults(trx, id)
  const counted = countedQuestions(definition)
  const keys = counted.map(({ key }) => key)
  const { shown, taken } = await takeStep(trx, id, keys, { now, by: 'job' })
  if (!shown || !taken || !(taken.isLast || shown.people >= taken.tabled * GROWN)) return shown
  const questions = counted.filter(({ key }) => taken.renewed.includes(key)).map(tableQuestion)
  const earlier = await tablesEverTold(trx, id)
  await keepTables(trx, id, tablesOf(taken.alike, { dimensions: tableDimensionsOf(place), questions }, earlier))
  await noteTabled(trx, id, shown.people)
  return shown
}

function tableQuestion(question: SurveyQuestion): TableQuestion {
  const { key, kind } = question
  const chooses = kind === 'number' ? 'number' : kind === 'choices' ? 'several' : 'one'
  return { key, chooses, options: optionKeysOf(question) }
}
