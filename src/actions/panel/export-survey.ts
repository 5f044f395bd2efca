/**
 * A survey's answers as files: a row for each person who answered, without anything that names them, what the columns
 * mean, and what people wrote, apart from the rest.
 *
 * What is told of people beside their answers is made coarser until it is true of ten at least.
 */
import { type Cells, coarsen } from '../../core/panel/coarsen.ts'
import { csv, type Rows } from '../../core/panel/csv.ts'
import { isFree } from '../../core/panel/free-answer.ts'
import { FEWEST } from '../../core/panel/suppress.ts'
import type { Db, Trx } from '../../store/database.ts'
import {
  type ExportGroup,
  exportGroups,
  exportRows,
  freeTexts,
  type OverWave,
  overWaves,
  type ToldBeside,
  type WantedRows,
} from '../../store/panel/export-rows.ts'
import { patiently } from '../../store/panel/waves.ts'
import type { ActionContext } from '../context.ts'
import {
  type AnswerColumn,
  answerColumns,
  answerIn,
  codebook,
  columnsBeside,
  LATE,
  TO_THE_END,
  WAVE,
} from './export-columns.ts'

/** `standing`: published, or hidden and why; what is hidden is there without its words. */
const TEXT_COLUMNS = ['wave', 'question', 'text', 'tags', 'standing']
const CODEBOOK_COLUMNS = ['column', 'value', 'meaning']

/** Takes a file as it is written, to its end. */
export type KeepFile<Kept> = (name: string, text: AsyncIterable<string>) => Promise<Kept>

/**
 * @param keep  Called for one file after the other.
 * @returns What it gave for each. Nothing where no wave is over, or fewer than ten people came to the end of each.
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
  const waves: ExportedWave[] = []
  for (const wave of await overWaves(trx, key)) {
    const { who, groups } = toldOf(wave, await exportGroups(trx, wave.id))
    if (peopleIn(groups.filter(({ finished }) => finished)) >= FEWEST) waves.push({ ...wave, who, groups })
  }
  if (waves.length === 0) return []
  const beside = columnsBeside(context)
  const first = [WAVE, TO_THE_END, LATE, ...beside]
  const definitions = waves.map(({ definition }) => definition)
  const columns = answerColumns(definitions, first, context)
  const head = [...first, ...columns.map(({ name }) => name)]
  const kept = [
    await keep(`${key}-answers.csv`, csv(head, answerRows(trx, waves, columns, beside))),
    await keep(`${key}-codebook.csv`, csv(CODEBOOK_COLUMNS, [codebook(columns, context)])),
  ]
  const asksForWords = definitions.some(({ questions }) => questions.some(({ kind }) => kind === 'text'))
  if (asksForWords) kept.push(await keep(`${key}-texts.csv`, csv(TEXT_COLUMNS, textRows(trx, waves))))
  return kept
}

/** A wave, and the people of it who are told of. */
interface ExportedWave extends OverWave {
  readonly who: WantedRows['who']
  readonly groups: readonly ExportGroup[]
}

/**
 * As long as it can be told whose an answer is, those alone who came to the end in time, whom the results count: whoever
 * answers late, or goes on late, would be the row by which two files differ. Nor do the others follow when they are few.
 */
function toldOf({ isLinked }: OverWave, groups: readonly ExportGroup[]): Pick<ExportedWave, 'who' | 'groups'> {
  const inTime = groups.filter(({ finished, late }) => finished && !late)
  const isAll = !isLinked && peopleIn(groups) - peopleIn(inTime) >= FEWEST
  return isAll ? { who: 'all', groups } : { who: 'inTime', groups: inTime }
}

function peopleIn(groups: readonly ExportGroup[]): number {
  return groups.reduce((sum, { people }) => sum + people, 0)
}

async function* answerRows(
  trx: Trx,
  waves: readonly ExportedWave[],
  columns: readonly AnswerColumn[],
  beside: readonly string[],
): AsyncGenerator<Rows> {
  const told = [TO_THE_END, LATE, ...beside]
  for (const { id, number, definition, who, groups } of waves) {
    const kept = coarsen(
      groups.map(group => ({ cells: cellsOf(group), people: group.people })),
      told,
    )
    const coarse = new Map(groups.map((group, n) => [nameOf(group), kept[n] ?? {}]))
    const without = definition.questions.filter(isFree).map(({ key }) => key)
    for await (const rows of exportRows(trx, id, { who, without })) {
      yield rows.map(row => {
        const of: Cells = coarse.get(nameOf(row)) ?? {}
        const answers = columns.map(column => answerIn(column, definition, row.given[column.question]))
        return [`${number}`, ...told.map(name => of[name] ?? ''), ...answers]
      })
    }
  }
}

function cellsOf({ cells, finished, late }: ToldBeside): Cells {
  return { ...cells, [TO_THE_END]: finished ? '1' : '0', [LATE]: late ? '1' : '0' }
}

function nameOf(told: ToldBeside): string {
  return JSON.stringify(cellsOf(told))
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
