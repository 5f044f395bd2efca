/**
 * Free answers as staff look at them, page by page, and what they make of them.
 *
 * The order is that of random names: it tells neither when something came nor from whom. What came last is let through in
 * steps only, as results are told: else whoever looks twice would learn who wrote what.
 */
import { sql } from 'kysely'
import type { FreeFilter, FreeStanding, HidingReason } from '../../core/panel/free-answer.ts'
import { FEWEST } from '../../core/panel/suppress.ts'
import type { SurveyAnswer } from '../../core/panel/survey-answer.ts'
import type { Db, Trx } from '../database.ts'
import { patiently } from './waves.ts'

/** The answers to one question in one wave. */
export interface OfQuestion {
  readonly waveId: string
  readonly question: string
}

export interface FreeAnswer extends FreeStanding {
  readonly id: string
  readonly question: string
  readonly value: SurveyAnswer
}

/**
 * Lets through what was answered by those who came to the end, once ten more of them have; once the wave is over, all
 * that was answered in time, if ten came to the end. What comes late waits until nobody can tell whose it is (`unlink.ts`).
 */
export async function releaseFreeAnswers(trx: Trx, waveId: string, isOver: boolean): Promise<void> {
  const before = await trx
    .selectFrom('released_words')
    .select(['people', 'is_whole'])
    .where('wave_id', '=', waveId)
    .forUpdate()
    .executeTakeFirst()
  if (before?.is_whole) return
  const least = isOver ? FEWEST : (before?.people ?? 0) + FEWEST
  // Counting a million takes its time: only where more came than were let through when they were last counted.
  const shown = await trx.selectFrom('shown_results').select('people').where('wave_id', '=', waveId).executeTakeFirst()
  if (!isOver && (shown?.people ?? 0) <= (before?.people ?? 0)) return
  const { people } = await trx
    .selectFrom('responses')
    .select(e => e.fn.countAll<string>().as('people'))
    .where('wave_id', '=', waveId)
    .where('finished', '=', true)
    .executeTakeFirstOrThrow()
  if (Number(people) < least) return
  await patiently(trx)
  // Nothing may stay of what somebody changes or erases at this moment. While more is to come it is left for the next time,
  // and nobody waits; what is missing at the last time would be so until the key goes.
  const unlessHeld = isOver ? sql`` : sql`skip locked`
  const who = isOver ? sql`not r.late` : sql`r.finished`
  await sql`
    insert into free_answers (id, wave_id, question)
    select a.free_id, a.wave_id, a.question from survey_answers a
    join responses r on r.wave_id = a.wave_id and r.pseudonym = a.pseudonym
    where a.wave_id = ${waveId} and a.free_id is not null and ${who}
      and not exists (select from free_answers f where f.id = a.free_id)
    order by a.free_id for share of a ${unlessHeld}`.execute(trx)
  await sql`
    insert into released_words (wave_id, people, is_whole) values (${waveId}, ${Number(people)}, ${isOver})
    on conflict (wave_id) do update set people = excluded.people, is_whole = excluded.is_whole`.execute(trx)
}

/** How many there are of each kind. */
export interface FreeCounts {
  readonly all: number
  readonly new: number
  readonly published: number
  readonly hidden: number
  /** In the order of the alphabet. */
  readonly tags: ReadonlyMap<string, number>
}

export async function countFreeAnswers(db: Db | Trx, { waveId, question }: OfQuestion): Promise<FreeCounts> {
  const { rows } = await sql<Omit<FreeCounts, 'tags'>>`
    select count(*) filter (where ${standingIn('all')})::integer as "all",
      count(*) filter (where ${standingIn('new')})::integer as "new",
      count(*) filter (where ${standingIn('published')})::integer as published,
      count(*) filter (where ${standingIn('hidden')})::integer as hidden
    from free_answers f where f.wave_id = ${waveId} and f.question = ${question}`.execute(db)
  const { rows: tagged } = await sql<{ tag: string; count: number }>`
    select tag, count(*)::integer as count from free_answers f, unnest(f.tags) as tag
    where f.wave_id = ${waveId} and f.question = ${question} and f.tags <> '{}' and f.hidden_for is null
    group by tag order by tag`.execute(db)
  return { ...rows[0]!, tags: new Map(tagged.map(({ tag, count }) => [tag, count])) }
}

/** @param from  How many of them come before. */
export async function pageOfFreeAnswers(
  db: Db | Trx,
  { waveId, question }: OfQuestion,
  filter: FreeFilter,
  { from, most }: { readonly from: number; readonly most: number },
): Promise<readonly FreeAnswer[]> {
  // The few of the page first: what comes before them is passed over without being read.
  const { rows } = await sql<FreeAnswer>`
    with page as materialized (
      select f.id from free_answers f
      where f.wave_id = ${waveId} and f.question = ${question} and ${standingIn(filter)}
      order by f.id limit ${most} offset ${from})
    select ${columns} ${joined} join page on page.id = f.id order by f.id`.execute(db)
  return rows
}

/** Undefined once it was changed or erased. */
export async function freeAnswer(db: Db | Trx, waveId: string, id: string): Promise<FreeAnswer | undefined> {
  const { rows } = await sql<FreeAnswer>`
    select ${columns} ${joined} where f.wave_id = ${waveId} and f.id = ${id}`.execute(db)
  return rows[0]
}

/** The same, and nobody else does anything to it meanwhile. */
export async function takeFreeAnswer(trx: Trx, waveId: string, id: string): Promise<FreeAnswer | undefined> {
  await trx.selectFrom('free_answers').select('id').where('id', '=', id).forUpdate().execute()
  return freeAnswer(trx, waveId, id)
}

/** All tags of a question, in whichever wave of its survey. */
export async function tagsOf(db: Db | Trx, survey: string, question: string): Promise<readonly string[]> {
  const { rows } = await sql<{ tag: string }>`
    select distinct tag from waves w join free_answers f on f.wave_id = w.id, unnest(f.tags) as tag
    where w.survey = ${survey} and f.question = ${question} and f.tags <> '{}' order by tag`.execute(db)
  return rows.map(({ tag }) => tag)
}

export async function setTags(trx: Trx, id: string, tags: readonly string[]): Promise<void> {
  await trx
    .updateTable('free_answers')
    .set({ tags: [...tags] })
    .where('id', '=', id)
    .execute()
}

/** @param publishedAt  Null: taken back. */
export async function setPublished(trx: Trx, id: string, publishedAt: Date | null): Promise<void> {
  await trx.updateTable('free_answers').set({ published_at: publishedAt }).where('id', '=', id).execute()
}

/** @param hiddenFor  Null: shown again. What is hidden is not published. */
export async function setHidden(trx: Trx, id: string, hiddenFor: HidingReason | null): Promise<void> {
  await trx
    .updateTable('free_answers')
    .set({ hidden_for: hiddenFor, published_at: null })
    .where('id', '=', id)
    .execute()
}

/** What members read of each question's words: the latest few that were published, by question. */
export async function quotesOf(
  db: Db | Trx,
  waveId: string,
  questions: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (questions.length === 0) return new Map()
  const { rows } = await sql<{ question: string; words: string }>`
    select q.question, p.words from unnest(${questions}::text[]) as q (question)
    cross join lateral (
      select coalesce(a.value, l.value) #>> '{}' as words, f.published_at, f.id ${joined}
      where f.wave_id = ${waveId} and f.question = q.question and f.published_at is not null
        and jsonb_typeof(coalesce(a.value, l.value)) = 'string'
      order by f.published_at desc, f.id limit ${most}) p
    order by q.question, p.published_at desc, p.id`.execute(db)
  return new Map([...Map.groupBy(rows, row => row.question)].map(([key, of]) => [key, of.map(({ words }) => words)]))
}

/** Where somebody put pins, to about 100 m, and how many of them there. */
export async function pinsOf(
  db: Db | Trx,
  { waveId, question }: OfQuestion,
): Promise<readonly { readonly latitude: number; readonly longitude: number; readonly people: number }[]> {
  const at = (name: string) => sql`round((coalesce(a.value, l.value)->>${name}::text)::numeric, 3)::float8`
  const { rows } = await sql<{ latitude: number; longitude: number; people: number }>`
    select ${at('latitude')} as latitude, ${at('longitude')} as longitude, count(*)::integer as people ${joined}
    where f.wave_id = ${waveId} and f.question = ${question} and f.hidden_for is null
      and coalesce(a.value, l.value) ? 'latitude'
    group by 1, 2`.execute(db)
  return rows
}

const columns = sql`
  f.id::text, f.question, f.tags, f.published_at is not null as "isPublished", f.hidden_for as "hiddenFor",
  coalesce(a.value, l.value) as value`

const joined = sql`
  from free_answers f left join survey_answers a on a.free_id = f.id left join loose_answers l on l.id = f.id`

function standingIn(filter: FreeFilter) {
  switch (filter) {
    case 'all':
      return sql`f.hidden_for is null`
    case 'new':
      return sql`(f.hidden_for is null and f.published_at is null and f.tags = '{}')`
    case 'published':
      return sql`f.published_at is not null`
    case 'hidden':
      return sql`f.hidden_for is not null`
    default:
      return sql`(f.hidden_for is null and f.tags @> array[${filter.slice(1)}]::text[])`
  }
}
