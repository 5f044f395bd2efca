/**
 * What was answered, row by row and in no order that tells anything.
 */
import { sql } from 'kysely'
import type { Cells } from '../../core/panel/coarsen.ts'
import type { FreeStanding } from '../../core/panel/free-answer.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { SurveyAnswers } from '../../core/panel/survey-answer.ts'
import type { Trx } from '../database.ts'
import { inBatches } from '../in-batches.ts'

/** A wave that is over: nothing is exported before, so that no two files differ by a few people. */
export interface OverWave {
  readonly id: string
  readonly number: number
  readonly definition: Survey
  /** It can still be told whose an answer is. */
  readonly isLinked: boolean
}

export async function overWaves(trx: Trx, survey: string): Promise<readonly OverWave[]> {
  const { rows } = await sql<OverWave>`
    select w.id, w.number, v.definition, w.key_destroyed_at is null as "isLinked"
    from waves w join survey_versions v on v.survey = w.survey and v.version = w.version
    where w.survey = ${survey} and w.state in ('closed', 'stopped') order by w.number`.execute(trx)
  return rows
}

/** What is told of people beside their answers. */
export interface ToldBeside {
  readonly cells: Cells
  readonly finished: boolean
  readonly late: boolean
}

export interface ExportGroup extends ToldBeside {
  readonly people: number
}

/** How many there are of whom the same is told. */
export async function exportGroups(trx: Trx, waveId: string): Promise<readonly ExportGroup[]> {
  const { rows } = await sql<ExportGroup>`
    select cells, finished, late, count(*)::integer as people from responses
    where wave_id = ${waveId} group by cells, finished, late`.execute(trx)
  return rows
}

export interface ExportRow extends ToldBeside {
  readonly given: SurveyAnswers
}

export interface WantedRows {
  /** Those alone who came to the end before the wave's, or everybody. */
  readonly who: 'inTime' | 'all'
  /** Keys of questions that are not told beside others. */
  readonly without: readonly string[]
}

export function exportRows(
  trx: Trx,
  waveId: string,
  { who, without }: WantedRows,
): AsyncGenerator<readonly ExportRow[]> {
  const rows = sql<ExportRow>`
    select r.cells, r.finished, r.late, coalesce((
      select jsonb_object_agg(a.question, a.value) from survey_answers a
      where a.wave_id = r.wave_id and a.pseudonym = r.pseudonym and a.question <> all(${without}::text[])), '{}') as given
    from responses r
    where r.wave_id = ${waveId} and (${who === 'all'} or (r.finished and not r.late)) order by random()`
  return inBatches(trx, rows)
}

export interface FreeText extends FreeStanding {
  readonly question: string
  readonly words: string
}

/** What people wrote, each by itself, and what staff made of it: as far as staff may look at it by now. */
export function freeTexts(trx: Trx, waveId: string, questions: readonly string[]): AsyncGenerator<readonly FreeText[]> {
  const texts = sql<FreeText>`
    select f.question, coalesce(a.value, l.value) #>> '{}' as words, f.tags,
      f.published_at is not null as "isPublished", f.hidden_for as "hiddenFor"
    from free_answers f left join survey_answers a on a.free_id = f.id left join loose_answers l on l.id = f.id
    where f.wave_id = ${waveId} and f.question = any(${questions}::text[])
      and jsonb_typeof(coalesce(a.value, l.value)) = 'string' order by random()`
  return inBatches(trx, texts)
}
