/**
 * A survey's answers as files: a row for each person who answered, without anything that names them, what the columns
 * mean, and what people wrote, apart from the rest.
 *
 * What is told of people beside their answers is made coarser until it is true of ten at least.
 */

import { surveyChoices, inLanguage as surveyWords } from '../../asking/question-message.ts'
import { type Cells, coarsen } from '../../core/panel/coarsen.ts'
import { csv, type Rows } from '../../core/panel/csv.ts'
import { dimensionsOf } from '../../core/panel/cut.ts'
import { isFree } from '../../core/panel/free-answer.ts'
import { FEWEST } from '../../core/panel/suppress.ts'
import type { Survey, SurveyQuestion } from '../../core/panel/survey.ts'
import type { SurveyAnswer } from '../../core/panel/survey-answer.ts'
import type { Db, Trx } from '../../store/database.ts'
import { cellGroups, exportRows, freeTexts, type OverWave, overWaves } from '../../store/panel/export-rows.ts'
import { patiently } from '../../store/panel/waves.ts'
import type { ActionContext } from '../context.ts'
import { voiceForStaff } from './counted.ts'
import { dimensionName, valueName } from './results-by.ts'

/** `standing`: published, or hidden and why; what is hidden is there without its words. */
const TEXT_COLUMNS = ['wave', 'question', 'text', 'tags', 'standing']
const CODEBOOK_COLUMNS = ['column', 'value', 'meaning']

/** Takes a file as it is written, to its end. */
export type KeepFile<Kept> = (name: string, text: AsyncIterable<string>) => Promise<Kept>

/**
 * @param keep  Called for one file after the other.
 * @returns What it gave for each. Nothing where no wave is over, or fewer than ten people answered each.
 */
export async function exportSurvey<Kept>(
  db: Db,
  key: string,
  context: ActionContext,
  keep: KeepFile<Kept>,
): Promise<readonly Kept[]> {
  // All as of one moment: what comes late meanwhile must not stand beside what was made coarse without it.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async trx => {
      await patiently(trx)
      return keepFiles(trx, key, context, keep)
    })
}

async function keepFiles<Kept>(
  trx: Trx,
  key: string,
  context: ActionContext,
  keep: KeepFile<Kept>,
): Promise<readonly Kept[]> {
  const waves: OverWave[] = []
  for (const wave of await overWaves(trx, key)) {
    const groups = await cellGroups(trx, wave.id)
    if (groups.reduce((sum, { people }) => sum + people, 0) >= FEWEST) waves.push(wave)
  }
  const newest = waves.at(-1)
  if (!newest) return []
  const questions = questionsOf(waves)
  const columns = questions.flatMap(columnsOf)
  const beside = [...dimensionsOf(context.place).map(one => one.key), 'language', 'network']
  const head = ['wave', 'to_the_end', 'late', ...beside, ...columns.map(({ name }) => name)]
  const meanings = codebook(newest.definition, columns, beside, context)
  const kept = [
    await keep(`${key}-answers.csv`, csv(head, answerRows(trx, waves, columns, beside))),
    await keep(`${key}-codebook.csv`, csv(CODEBOOK_COLUMNS, [meanings])),
  ]
  const asksForWords = questions.some(({ kind }) => kind === 'text')
  if (asksForWords) kept.push(await keep(`${key}-texts.csv`, csv(TEXT_COLUMNS, textRows(trx, waves))))
  return kept
}

/** A question as the newest version that has it asks it. */
function questionsOf(waves: readonly OverWave[]): readonly SurveyQuestion[] {
  const byKey = new Map(waves.flatMap(({ definition }) => definition.questions.map(one => [one.key, one] as const)))
  return [...byKey.values()]
}

/** A column of the file; of a question with several choices, one for each of them. */
interface Column {
  readonly name: string
  readonly question: SurveyQuestion
  readonly option?: string
}

/** Words, photos and pins are told of nobody's other answers. */
function columnsOf(question: SurveyQuestion): readonly Column[] {
  if (isFree(question)) return []
  if (question.kind !== 'choices') return [{ name: question.key, question }]
  return question.options.map(({ key: option }) => ({ name: `${question.key}.${option}`, question, option }))
}

async function* answerRows(
  trx: Trx,
  waves: readonly OverWave[],
  columns: readonly Column[],
  beside: readonly string[],
): AsyncGenerator<Rows> {
  for (const { id, number, definition } of waves) {
    const groups = await cellGroups(trx, id)
    const kept = coarsen(groups, beside)
    const coarse = new Map(groups.map(({ cells }, n) => [JSON.stringify(cells), kept[n] ?? {}]))
    const free = definition.questions.filter(isFree).map(({ key }) => key)
    for await (const rows of exportRows(trx, id, free)) {
      yield rows.map(({ cells, finished, late, given }) => {
        const of: Cells = coarse.get(JSON.stringify(cells)) ?? {}
        const answers = columns.map(({ question, option }) => written(given[question.key], option))
        return [`${number}`, yesNo(finished), yesNo(late), ...beside.map(name => of[name] ?? ''), ...answers]
      })
    }
  }
}

/** Empty where it was not asked, or skipped. */
function written(answer: SurveyAnswer | null | undefined, option: string | undefined): string {
  if (answer === undefined || answer === null) return ''
  if (option !== undefined) return yesNo(Array.isArray(answer) && answer.includes(option))
  return typeof answer === 'string' || typeof answer === 'number' ? String(answer) : ''
}

function yesNo(is: boolean): string {
  return is ? '1' : '0'
}

async function* textRows(trx: Trx, waves: readonly OverWave[]): AsyncGenerator<Rows> {
  for (const { id, number, definition } of waves) {
    const questions = definition.questions.filter(({ kind }) => kind === 'text').map(({ key }) => key)
    for await (const texts of freeTexts(trx, id, questions)) {
      yield texts.map(({ question, words, tags, isPublished, hiddenFor }) => {
        const standing = hiddenFor === null ? (isPublished ? 'published' : '') : `hidden: ${hiddenFor}`
        return [`${number}`, question, hiddenFor === null ? words : '', tags.join('; '), standing]
      })
    }
  }
}

/** What each column is, and each value in it. */
function codebook(
  survey: Survey,
  columns: readonly Column[],
  beside: readonly string[],
  context: ActionContext,
): readonly string[][] {
  const voice = voiceForStaff(survey, context)
  const dimensions = dimensionsOf(context.place)
  const groups = beside.flatMap(name => {
    const groups = dimensions.find(({ key }) => key === name)?.groups ?? []
    const values = groups.filter(group => group !== '').map(group => [name, group, valueName(name, group, context)])
    return [[name, '', dimensions.some(({ key }) => key === name) ? dimensionName(name, context) : name], ...values]
  })
  const asked = columns.flatMap(({ name, question, option }) => {
    const choices = surveyChoices(question, voice)
    const ask = surveyWords(question.ask, voice.language)
    if (option !== undefined)
      return [[name, '1', `${ask} ${choices.find(({ key }) => key === option)?.label ?? option}`]]
    return [[name, '', ask], ...choices.map(({ key, label }) => [name, key, label])]
  })
  return [...groups, ...asked]
}
