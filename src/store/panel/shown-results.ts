/**
 * What people who came to the end see of the others: how many chose what.
 *
 * Two of these a moment apart must not tell what the few between them answered, so that the next is only made once
 * enough people came to the end since; until then everybody sees the same. The same holds for each question: what it tells
 * only changes once enough more answered it. At the end it is counted a last time, by the same rule.
 */
import { sql } from 'kysely'
import { FEWEST, mayShowAnew } from '../../core/panel/suppress.ts'
import type { Trx } from '../database.ts'

type ByQuestion<T> = Readonly<Record<string, T>>

export interface ShownResults {
  /** Who came to the end. */
  readonly people: number
  /** How many chose an option, by the key of the question and that of the option; nothing of a question that few answered. */
  readonly counts: ByQuestion<Readonly<Record<string, number>>>
  /** How many answered a question when that was counted. */
  readonly answered: ByQuestion<number>
}

interface Standing extends Omit<ShownResults, 'people'> {
  /** Null where nothing was shown yet. */
  readonly people: number | null
  readonly at: Date
  readonly isFinal: boolean
  readonly isOver: boolean
  /** The key is gone, and what lies beside answers is coarser than it was. */
  readonly isUnlinked: boolean
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
  const standing = await standingOf(trx, waveId)
  const before = shownIn(standing)
  if (!standing || standing.isFinal || standing.isUnlinked) return before
  const { isOver } = standing
  // Counting a million takes seconds: the larger a wave is, the less often. At the end nothing comes after it.
  const restsMs = LEAST_AGE_MS + (before?.people ?? 0)
  if (!isOver && before && now.getTime() - standing.at.getTime() < restsMs) return before
  const isMore = await moreThan(trx, waveId, (before?.people ?? 0) + FEWEST)
  const results = isMore ? await countAnswers(trx, waveId, questions) : undefined
  if (!results || !mayShowAnew(results.people, before?.people)) {
    if (before && isOver)
      await trx.updateTable('shown_results').set({ is_final: true }).where('wave_id', '=', waveId).execute()
    return before
  }
  const next = before ? renewed(before, results) : results
  const { rows } = await sql<ShownResults>`
    insert into shown_results as s (wave_id, people, counts, answered, at, is_final)
    values (${waveId}, ${next.people}, ${JSON.stringify(next.counts)}::jsonb, ${JSON.stringify(next.answered)}::jsonb,
      ${now}, ${isOver})
    on conflict (wave_id) do update set people = excluded.people, counts = excluded.counts,
      answered = excluded.answered, at = excluded.at, is_final = excluded.is_final
    where excluded.people >= s.people + ${FEWEST}
    returning people, counts, answered`.execute(trx)
  return rows[0] ?? before
}

async function standingOf(trx: Trx, waveId: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select s.people, s.counts, s.answered, s.at, coalesce(s.is_final, false) as "isFinal",
      w.closed_at is not null as "isOver", w.key_destroyed_at is not null as "isUnlinked"
    from waves w left join shown_results s on s.wave_id = w.id where w.id = ${waveId}`.execute(trx)
  return rows[0]
}

function shownIn(standing: Standing | undefined): ShownResults | undefined {
  if (!standing || standing.people === null) return undefined
  const { people, counts, answered } = standing
  return { people, counts, answered }
}

/** What is told of a question that few more answered, or fewer, stays as it was. */
function renewed(before: ShownResults, now: ShownResults): ShownResults {
  const keys = Object.keys({ ...before.counts, ...now.counts })
  const newest = keys.map(key => {
    const isNew = mayShowAnew(now.answered[key] ?? 0, before.answered[key])
    return { key, of: isNew ? now : before }
  })
  return {
    people: now.people,
    counts: Object.fromEntries(newest.map(({ key, of }) => [key, of.counts[key] ?? {}])),
    answered: Object.fromEntries(newest.map(({ key, of }) => [key, of.answered[key] ?? 0])),
  }
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
  const { rows } = await sql<ShownResults>`
    with finished as materialized (select pseudonym from responses where wave_id = ${waveId} and finished),
    given as (
      select a.question, a.value, count(*) as people
      from finished f join survey_answers a on a.wave_id = ${waveId} and a.pseudonym = f.pseudonym
      where a.question = any(${questions}::text[]) and a.value is not null
      group by a.question, a.value),
    enough as (
      select question, sum(people)::integer as people from given
      group by question having sum(people) >= ${FEWEST}::integer),
    chosen as (
      select g.question, o.option, sum(g.people)::integer as people
      from given g join enough using (question), jsonb_array_elements_text(
        case jsonb_typeof(g.value) when 'array' then g.value else jsonb_build_array(g.value) end) as o (option)
      group by g.question, o.option)
    select (select count(*) from finished)::integer as people,
      coalesce((select jsonb_object_agg(question, people) from enough), '{}') as answered,
      coalesce((select jsonb_object_agg(q.question, q.options) from (
        select question, jsonb_object_agg(option, people) as options from chosen group by question) q), '{}') as counts`.execute(
    trx,
  )
  return rows[0]!
}
