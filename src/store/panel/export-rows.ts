/**
 * What was answered, row by row and in no order that tells anything.
 */
import { sql } from 'kysely'
import type { CellGroup, Cells } from '../../core/panel/coarsen.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { SurveyAnswers } from '../../core/panel/survey-answer.ts'
import type { Db } from '../database.ts'

/** A wave that is over: nothing is exported before, so that no two files differ by a few people. */
export interface OverWave {
  readonly id: string
  readonly number: number
  readonly startsAt: Date
  readonly definition: Survey
}

export async function overWaves(db: Db, survey: string): Promise<readonly OverWave[]> {
  const { rows } = await sql<OverWave>`
    select w.id, w.number, w.starts_at as "startsAt", v.definition
    from waves w join survey_versions v on v.survey = w.survey and v.version = w.version
    where w.survey = ${survey} and w.state in ('closed', 'stopped') order by w.number`.execute(db)
  return rows
}

export async function cellGroups(db: Db, waveId: string): Promise<readonly CellGroup[]> {
  const { rows } = await sql<CellGroup>`
    select cells, count(*)::integer as people from responses where wave_id = ${waveId} group by cells`.execute(db)
  return rows
}

export interface ExportRow {
  readonly cells: Cells
  readonly finished: boolean
  readonly late: boolean
  readonly given: SurveyAnswers
}

/** @param without  Keys of questions that are not told beside others. */
export async function exportRows(db: Db, waveId: string, without: readonly string[]): Promise<readonly ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select r.cells, r.finished, r.late, coalesce((
      select jsonb_object_agg(a.question, a.value) from survey_answers a
      where a.wave_id = r.wave_id and a.pseudonym = r.pseudonym and a.question <> all(${without}::text[])), '{}') as given
    from responses r where r.wave_id = ${waveId} order by random()`.execute(db)
  return rows
}

/** What people wrote, each by itself. */
export async function freeTexts(
  db: Db,
  waveId: string,
  questions: readonly string[],
): Promise<readonly { readonly question: string; readonly words: string }[]> {
  const { rows } = await sql<{ question: string; words: string }>`
    select question, value #>> '{}' as words from (
      select question, value from survey_answers where wave_id = ${waveId}
      union all select question, value from loose_answers where wave_id = ${waveId}) a
    where question = any(${questions}::text[]) and jsonb_typeof(value) = 'string' order by random()`.execute(db)
  return rows
}
