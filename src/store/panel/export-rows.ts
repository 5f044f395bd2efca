/**
 * What was answered, row by row and in no order that tells anything.
 */
import { sql } from 'kysely'
import type { CellGroup, Cells } from '../../core/panel/coarsen.ts'
import type { FreeStanding } from '../../core/panel/free-answer.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { SurveyAnswers } from '../../core/panel/survey-answer.ts'
import type { Trx } from '../database.ts'
import { inBatches } from '../in-batches.ts'

/** A wave that is over: nothing is exported before, so that no two files differ by a few people. */
export interface OverWave {
  readonly id: string
  readonly number: number
  readonly startsAt: Date
  readonly definition: Survey
}

export async function overWaves(trx: Trx, survey: string): Promise<readonly OverWave[]> {
  const { rows } = await sql<OverWave>`
    select w.id, w.number, w.starts_at as "startsAt", v.definition
    from waves w join survey_versions v on v.survey = w.survey and v.version = w.version
    where w.survey = ${survey} and w.state in ('closed', 'stopped') order by w.number`.execute(trx)
  return rows
}

export async function cellGroups(trx: Trx, waveId: string): Promise<readonly CellGroup[]> {
  const { rows } = await sql<CellGroup>`
    select cells, count(*)::integer as people from responses where wave_id = ${waveId} group by cells`.execute(trx)
  return rows
}

export interface ExportRow {
  readonly cells: Cells
  readonly finished: boolean
  readonly late: boolean
  readonly given: SurveyAnswers
}

/** @param without  Keys of questions that are not told beside others. */
export function exportRows(trx: Trx, waveId: string, without: readonly string[]): AsyncGenerator<readonly ExportRow[]> {
  const rows = sql<ExportRow>`
    select r.cells, r.finished, r.late, coalesce((
      select jsonb_object_agg(a.question, a.value) from survey_answers a
      where a.wave_id = r.wave_id and a.pseudonym = r.pseudonym and a.question <> all(${without}::text[])), '{}') as given
    from responses r where r.wave_id = ${waveId} order by random()`
  return inBatches(trx, rows)
}

export interface FreeText extends FreeStanding {
  readonly question: string
  readonly words: string
}

/** What people wrote, each by itself, and what staff made of it. */
export function freeTexts(trx: Trx, waveId: string, questions: readonly string[]): AsyncGenerator<readonly FreeText[]> {
  const texts = sql<FreeText>`
    select a.question, value #>> '{}' as words, coalesce(f.tags, '{}') as tags,
      f.published_at is not null as "isPublished", f.hidden_for as "hiddenFor"
    from (
      select free_id as id, question, value from survey_answers where wave_id = ${waveId}
      union all select id, question, value from loose_answers where wave_id = ${waveId}) a
    left join free_answers f on f.id = a.id
    where a.question = any(${questions}::text[]) and jsonb_typeof(value) = 'string' order by random()`
  return inBatches(trx, texts)
}
