/**
 * What came of surveys, as staff write it and approve it: of each survey one after the other, one at a time.
 */
import { sql } from 'kysely'
import type { StoredFile } from '../../core/files.ts'
import type { SurveyOutcome } from '../../core/panel/outcome.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Colleague } from '../case-work.ts'
import type { Db, Trx } from '../database.ts'
import { isGone } from './invitations.ts'

/** An outcome that is not approved yet. */
export interface WrittenOutcome extends SurveyOutcome {
  readonly id: string
  readonly survey: string
  readonly number: number
  /** One more with each change. */
  readonly revision: number
  readonly state: 'asked' | 'declined'
  /** Who began it, and who changed it last. */
  readonly madeBy: string
  readonly by: Colleague
  /** The message that asks for approval; null until it stands there. */
  readonly post: string | null
}

/** A survey that is out, as its outcome is written. */
export interface SurveyForOutcome {
  readonly key: string
  /** In the version that is launched. */
  readonly survey: Survey
  readonly owner: string
  readonly channel: string | null
  readonly thread: string | null
}

/** @returns Undefined where there is no such survey, or it was never launched. */
export async function surveyForOutcome(db: Db | Trx, key: string): Promise<SurveyForOutcome | undefined> {
  return db
    .selectFrom('surveys as s')
    .innerJoin('survey_versions as v', join =>
      join.onRef('v.survey', '=', 's.key').onRef('v.version', '=', 's.launched_version'),
    )
    .select(['s.key', 's.owner', 's.channel', 's.thread', 'v.definition as survey'])
    .where('s.key', '=', key)
    .executeTakeFirst()
}

/** Whoever writes, approves or puts off an outcome of this survey is alone at it until the transaction ends. */
export async function takeSurveyForOutcome(trx: Trx, key: string): Promise<SurveyForOutcome | undefined> {
  await trx.selectFrom('surveys').select('key').where('key', '=', key).forUpdate().execute()
  return surveyForOutcome(trx, key)
}

/** The one that is written and not approved. */
export async function openOutcome(db: Db | Trx, survey: string): Promise<WrittenOutcome | undefined> {
  const row = await written(db).where('survey', '=', survey).executeTakeFirst()
  return row && asWritten(row)
}

/** @param id  Whatever a button said. */
export async function openOutcomeById(db: Db, id: string): Promise<WrittenOutcome | undefined> {
  const row = /^\d{1,18}$/.test(id) ? await written(db).where('id', '=', id).executeTakeFirst() : undefined
  return row && asWritten(row)
}

/** Takes the place of what was written before it and not approved, or begins a new one. */
export async function saveOutcome(
  trx: Trx,
  survey: string,
  outcome: SurveyOutcome,
  by: Colleague,
  now: Date,
): Promise<WrittenOutcome> {
  const says = {
    state: 'asked' as const,
    kind: outcome.kind,
    words: JSON.stringify(outcome.words),
    link: outcome.link,
    picture: outcome.picture && JSON.stringify(outcome.picture),
    next_by: outcome.nextBy,
    people: outcome.people,
    by: by.id,
    by_name: by.name,
    at: now,
    post: null,
  }
  const { numUpdatedRows } = await trx
    .updateTable('outcomes')
    .set(eb => ({ ...says, revision: eb('revision', '+', 1) }))
    .where('survey', '=', survey)
    .where('state', 'in', ['asked', 'declined'])
    .executeTakeFirst()
  if (numUpdatedRows === 0n) {
    const number = sql<number>`(select coalesce(max(number), 0) + 1 from outcomes where survey = ${survey})`
    await trx
      .insertInto('outcomes')
      .values({ ...says, survey, number, made_by: by.id })
      .execute()
  }
  const saved = await openOutcome(trx, survey)
  if (!saved) throw new Error(`the outcome of survey "${survey}" is not there that was just saved`)
  return saved
}

export async function noteDeclined(trx: Trx, id: string): Promise<void> {
  await trx.updateTable('outcomes').set({ state: 'declined' }).where('id', '=', id).execute()
}

/** Which waves it is of stands fast from here on. @param when  `today`: ISO date, by the town's clock. */
export async function noteOutcomeApproved(
  trx: Trx,
  id: string,
  by: Colleague,
  { afterWave, upToWave }: WaveRange,
  when: { readonly now: Date; readonly today: string },
): Promise<void> {
  await trx
    .updateTable('outcomes')
    .set({
      state: 'approved',
      approved_by: by.id,
      approved_by_name: by.name,
      approved_at: when.now,
      approved_on: when.today,
      after_wave: afterWave,
      up_to_wave: upToWave,
    })
    .where('id', '=', id)
    .execute()
}

/** Waves from after the one to the other. */
export interface WaveRange {
  readonly afterWave: string
  readonly upToWave: string
}

/**
 * The waves that an outcome is of which is written now: all since the last that was decided, also what was told as not
 * decided in between. Where none was sent since, more has come of the same waves.
 */
export async function wavesForOutcome(db: Db | Trx, survey: string): Promise<WaveRange> {
  const { rows } = await sql<WaveRange>`
    with newest as (
      select coalesce(max(id), 0) as id from waves where survey = ${survey} and state <> 'missed'),
    before as (
      select after_wave, up_to_wave from outcomes
      where survey = ${survey} and kind = 'decided' and approved_at is not null order by number desc limit 1)
    select case when b.up_to_wave is null then 0 when b.up_to_wave < n.id then b.up_to_wave else b.after_wave end::text
      as "afterWave", n.id::text as "upToWave"
    from newest n left join before b on true`.execute(db)
  return rows[0]!
}

/** How many answered in these waves, and how many of them would be told now. */
export async function countThoseWhoAnswered(
  db: Db | Trx,
  survey: string,
  range: WaveRange,
  now: Date,
): Promise<{ readonly people: number; readonly hear: number }> {
  const { rows } = await sql<{ people: number; hear: number }>`
    select count(*)::integer as people,
      count(*) filter (where not ${isGone(now)} and c.unreachable_since is null)::integer as hear
    from members m join conversations c on c.address = m.address
    where m.id in (${whoAnswered(survey, range)})`.execute(db)
  return rows[0]!
}

/** @internal Ids of members; that they answered, never what. */
export function whoAnswered(survey: string, { afterWave, upToWave }: WaveRange) {
  return sql`
    select i.member_id from invitations i join waves w on w.id = i.wave_id
    where w.survey = ${survey} and w.id > ${afterWave}::bigint and w.id <= ${upToWave}::bigint and i.progress <> 'none'`
}

export async function noteOutcomePosted(trx: Trx, id: string, ts: string): Promise<void> {
  await trx.updateTable('outcomes').set({ post: ts }).where('id', '=', id).execute()
}

function written(db: Db | Trx) {
  return db
    .selectFrom('outcomes')
    .select(['id', 'survey', 'number', 'revision', 'state', 'kind', 'words', 'link', 'picture', 'next_by', 'people'])
    .select(['made_by', 'by', 'by_name', 'post'])
    .where('state', 'in', ['asked', 'declined'])
}

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof written>['executeTakeFirst']>>>

function asWritten(row: Row): WrittenOutcome {
  const { id, survey, number, revision, kind, words, link, people, post } = row
  const picture: StoredFile | null = row.picture
  return {
    ...{ id, survey, number, revision, kind, words, link, picture, people, post },
    state: row.state === 'declined' ? 'declined' : 'asked',
    nextBy: row.next_by,
    madeBy: row.made_by,
    by: { id: row.by, name: row.by_name },
  }
}
