/**
 * The message with a wave's results: whether it is true, and of whom it tells.
 */
import { sql } from 'kysely'
import type { MakeUp } from '../../core/panel/make-up.ts'
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
  /** Whom it was meant for; null where that was not kept. */
  readonly makeUp: MakeUp | null
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
  w.make_up as "makeUp", s.channel, s.thread, p.ts as post, p.words, ${QUOTES} as quotes
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
