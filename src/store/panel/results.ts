/**
 * What is told of a wave's answers, and what was told already.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Release } from '../../core/panel/suppress.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Db, Trx } from '../database.ts'
import type { WaveState } from '../panel-tables.ts'

/** A wave whose results are told. */
export interface ResultsWave {
  readonly id: string
  readonly survey: string
  readonly definition: Survey
  readonly number: number
  readonly state: WaveState
  readonly closedAt: Date | null
  /** It can still be told whose an answer is. */
  readonly isLinked: boolean
  /** The survey's message; null until it is posted. */
  readonly channel: string | null
  readonly thread: string | null
  /** The message with the results: null until it is posted. */
  readonly post: string | null
  /** What it says; null where there is none yet. */
  readonly words: string | null
  /** Digest of what people wrote that is published. */
  readonly quotes: string
}

const QUOTES = `coalesce((
    select md5(string_agg(f.id::text, ',' order by f.id)) from free_answers f
    where f.wave_id = w.id and f.published_at is not null), '')`

const columns = sql.raw(`
  w.id, w.survey, v.definition, w.number, w.state, w.closed_at as "closedAt", w.key_destroyed_at is null as "isLinked",
  s.channel, s.thread, p.ts as post, p.words, ${QUOTES} as quotes
  from waves w join surveys s on s.key = w.survey
  join survey_versions v on v.survey = w.survey and v.version = w.version
  left join result_posts p on p.wave_id = w.id`)

export async function resultsWave(db: Db | Trx, waveId: string): Promise<ResultsWave | undefined> {
  const { rows } = await sql<ResultsWave>`select ${columns} where w.id = ${waveId}`.execute(db)
  return rows[0]
}

/** Waves whose results may have changed, and were last written before that. */
export async function staleResults(db: Db, before: Date): Promise<readonly ResultsWave[]> {
  const { rows } = await sql<ResultsWave>`
    select ${columns}
    where w.state <> 'missed' and w.line is not null
      and (p.wave_id is null or (p.ts is not null and p.written_at <= ${before}::timestamptz))
      and (w.closed_at is null or p.is_final is not true
        or ${sql.raw(QUOTES)} <> coalesce((select r.told from released_words r where r.wave_id = w.id), ''))
    order by w.id`.execute(db)
  return rows
}

/** @param wave  As it was found: that it closed, or that something was published, after that makes the message stale again. */
export async function noteResultsWritten(
  trx: Trx,
  { id, quotes, closedAt }: ResultsWave,
  words: string,
  now: Date,
): Promise<void> {
  const written = { words, written_at: now, is_final: closedAt !== null }
  await trx
    .insertInto('result_posts')
    .values({ wave_id: id, ...written })
    .onConflict(c => c.column('wave_id').doUpdateSet(written))
    .execute()
  await trx.updateTable('released_words').set({ told: quotes }).where('wave_id', '=', id).execute()
}

export async function noteResultsPosted(trx: Trx, waveId: string, ts: string): Promise<void> {
  await trx.updateTable('result_posts').set({ ts }).where('wave_id', '=', waveId).execute()
}

/** One transaction at a time tells of a wave: what it may tell hangs on what was told. */
export async function holdResults(trx: Trx, waveId: string): Promise<void> {
  await trx.selectFrom('result_posts').select('wave_id').where('wave_id', '=', waveId).forUpdate().execute()
}

/** How many came to the end, by option and by what they are; `[option, group, …]`, the option empty without a question. */
export async function countCut(
  trx: Trx,
  waveId: string,
  question: string | undefined,
  by: readonly string[],
): Promise<readonly { readonly is: readonly string[]; readonly people: number }[]> {
  const groups = by.map(key => sql`coalesce(r.cells->>${key}::text, '')`)
  const option = question === undefined ? sql`''` : sql`o.option`
  const { rows } = await sql<{ is: readonly string[]; people: number }>`
    select array[${sql.join([option, ...groups])}]::text[] as is, count(*)::integer as people
    from responses r ${question === undefined ? sql`` : chosenIn(question)}
    where r.wave_id = ${waveId} and r.finished group by 1`.execute(trx)
  return rows
}

function chosenIn(question: string): RawBuilder<unknown> {
  return sql`
    join survey_answers a on a.wave_id = r.wave_id and a.pseudonym = r.pseudonym and a.question = ${question} and a.value is not null
    cross join lateral jsonb_array_elements_text(
      case jsonb_typeof(a.value) when 'array' then a.value else jsonb_build_array(a.value) end) as o (option)`
}

/** How many were asked by what they are now. */
export async function countAsked(
  trx: Trx,
  waveId: string,
  by: string,
): Promise<readonly { readonly group: string; readonly people: number }[]> {
  const group = by === 'area' ? sql`m.area` : sql`m.profile->>${by}::text`
  const { rows } = await sql<{ group: string; people: number }>`
    select coalesce(${group}, '') as group, count(*)::integer as people
    from invitations i join members m on m.id = i.member_id
    where i.wave_id = ${waveId} and i.how = 'drawn' group by 1`.execute(trx)
  return rows
}

/** How many were asked, and whether some who answered did so of their own accord. */
export async function sourcesOf(
  trx: Trx,
  waveId: string,
): Promise<{ readonly asked: number; readonly selfSelected: boolean }> {
  const { rows } = await sql<{ asked: number; selfSelected: boolean }>`
    select count(*) filter (where state in ('sent', 'unknown') or how <> 'drawn')::integer as asked,
      coalesce(bool_or(how <> 'drawn' and progress <> 'none'), false) as "selfSelected"
    from invitations where wave_id = ${waveId}`.execute(trx)
  return rows[0]!
}

/** A table as it was shown, with what it is a table of. */
export interface CutRelease extends Release {
  readonly people: number
  readonly groups: readonly (readonly string[])[]
}

interface OfCut {
  readonly waveId: string
  /** Key of the question; empty: how many answered at all. */
  readonly question: string
  readonly cut: string
}

/** All that was shown of it, the last one last. */
export async function releasesOf(trx: Trx, { waveId, question, cut }: OfCut): Promise<readonly CutRelease[]> {
  return trx
    .selectFrom('released_cuts')
    .select(['people', 'groups', 'cells', 'sums'])
    .where('wave_id', '=', waveId)
    .where('question', '=', question)
    .where('cut', '=', cut)
    .orderBy('id')
    .execute()
}

export async function addRelease(trx: Trx, { waveId, question, cut }: OfCut, release: CutRelease): Promise<void> {
  await trx
    .insertInto('released_cuts')
    .values({
      wave_id: waveId,
      ...{ question, cut },
      people: release.people,
      groups: JSON.stringify(release.groups),
      cells: JSON.stringify(release.cells),
      sums: JSON.stringify(release.sums),
    })
    .execute()
}
