/**
 * What people who came to the end see of the others: how many chose what.
 *
 * Two of these a moment apart must not tell what the few between them answered, so that the next is only made once
 * enough people came to the end since; until then everybody sees the same.
 */
import { sql } from 'kysely'
import { FEWEST, mayShowAnew } from '../../core/panel/suppress.ts'
import type { Trx } from '../database.ts'

export interface ShownResults {
  /** Who came to the end. */
  readonly people: number
  /** How many chose an option, by the key of the question and that of the option. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const LEAST_AGE_MS = 10_000

/**
 * @param questions  Keys of those that are answered by choosing, or by a number: the same for all who look.
 * @returns Undefined as long as too few came to the end.
 */
export async function shownResults(
  trx: Trx,
  waveId: string,
  questions: readonly string[],
  now: Date,
): Promise<ShownResults | undefined> {
  const before = await trx.selectFrom('shown_results').selectAll().where('wave_id', '=', waveId).executeTakeFirst()
  // Counting a million takes seconds: the larger a wave is, the less often.
  const restsMs = LEAST_AGE_MS + (before?.people ?? 0)
  if (before && now.getTime() - before.at.getTime() < restsMs) return before
  if (!(await moreThan(trx, waveId, (before?.people ?? 0) + FEWEST))) return before
  const results = await countAnswers(trx, waveId, questions)
  if (!mayShowAnew(results.people, before?.people)) return before
  const { rows } = await sql<ShownResults>`
    insert into shown_results as s (wave_id, people, counts, at)
    values (${waveId}, ${results.people}, ${JSON.stringify(results.counts)}::jsonb, ${now})
    on conflict (wave_id) do update set people = excluded.people, counts = excluded.counts, at = excluded.at
    where excluded.people >= s.people + ${FEWEST}
    returning people, counts`.execute(trx)
  return rows[0] ?? before
}

/** True where at least so many came to the end. */
async function moreThan(trx: Trx, waveId: string, people: number): Promise<boolean> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::integer as people from (
      select 1 from responses where wave_id = ${waveId} and finished limit ${people}) r`.execute(trx)
  return (rows[0]?.people ?? 0) >= people
}

/** A question that fewer than `FEWEST` people answered is left out: of several choices, few people make many counts. */
async function countAnswers(trx: Trx, waveId: string, questions: readonly string[]): Promise<ShownResults> {
  const { rows } = await sql<{ people: number; counts: ShownResults['counts'] | null }>`
    with finished as materialized (select pseudonym from responses where wave_id = ${waveId} and finished),
    given as (
      select a.question, a.value, count(*) as people
      from finished f join survey_answers a on a.wave_id = ${waveId} and a.pseudonym = f.pseudonym
      where a.question = any(${questions}::text[]) and a.value is not null
      group by a.question, a.value),
    enough as (select question from given group by question having sum(people) >= ${FEWEST}::integer),
    chosen as (
      select g.question, o.option, sum(g.people) as people
      from given g join enough using (question), jsonb_array_elements_text(
        case jsonb_typeof(g.value) when 'array' then g.value else jsonb_build_array(g.value) end) as o (option)
      group by g.question, o.option)
    select (select count(*) from finished)::integer as people, (
      select jsonb_object_agg(q.question, q.options) from (
        select question, jsonb_object_agg(option, people) as options from chosen group by question) q) as counts`.execute(
    trx,
  )
  return { people: rows[0]?.people ?? 0, counts: rows[0]?.counts ?? {} }
}
