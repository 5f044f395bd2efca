/**
 * Counts what people who came to the end of a wave answered, all in one statement: whatever is told of a moment is of the
 * same people.
 */
import { sql } from 'kysely'
import type { Alike } from '../../core/panel/tables.ts'
import type { Trx } from '../database.ts'

/**
 * @param questions  Keys of those that are answered by choosing, or by a number.
 * @param by  `everybody`: nobody is told from the others by what lies beside answers.
 */
export async function countAnswers(
  trx: Trx,
  waveId: string,
  questions: readonly string[],
  by: 'cells' | 'everybody',
): Promise<readonly Alike[]> {
  const cells = by === 'cells' ? sql`cells` : sql`'{}'::jsonb`
  const { rows } = await sql<Alike>`
    with finished as materialized (
      select pseudonym, ${cells} as cells from responses where wave_id = ${waveId} and finished),
    given as materialized (
      select a.question, a.value, f.cells, count(*) as people
      from finished f join survey_answers a on a.wave_id = ${waveId} and a.pseudonym = f.pseudonym
      where a.question = any(${questions}::text[]) and a.value is not null
      group by a.question, a.value, f.cells)
    select '' as question, '' as option, cells, count(*)::integer as people from finished group by cells
    union all
    select question, '', cells, sum(people)::integer from given group by question, cells
    union all
    select g.question, o.option, g.cells, sum(g.people)::integer
    from given g, jsonb_array_elements_text(
      case jsonb_typeof(g.value) when 'array' then g.value else jsonb_build_array(g.value) end) as o (option)
    group by g.question, o.option, g.cells`.execute(trx)
  return rows
}
