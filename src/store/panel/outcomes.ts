/**
 * What came of surveys, as staff write it and approve it: of each survey one after the other, one at a time.
 */
import { sql } from 'kysely'
import type { StoredFile } from '../../core/files.ts'
import type { SurveyOutcome } from '../../core/panel/outcome.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Colleague } from '../case-work.ts'
import type { Db, Trx } from '../database.ts'
import type { WaveRange } from './outcome-waves.ts'

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
  /** That it is of; null until it is shown. */
  readonly waves: WaveRange | null
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

/** Names the newest outcome of a survey as it stands, approved or not; the same where nothing became of it since. */
export async function outcomeStamp(db: Db | Trx, survey: string): Promise<string> {
  const newest = await db
    .selectFrom('outcomes')
    .select(['number', 'revision', 'approved_at'])
    .where('survey', '=', survey)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest) return '0'
  return `${newest.number}.${newest.revision}${newest.approved_at ? '.approved' : ''}`
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

/** Takes the place of what was written before it and not approved, or begins a new one. Nobody has seen it yet. */
export async function saveOutcome(
  trx: Trx,
  survey: string,
  outcome: Omit<SurveyOutcome, 'people'>,
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
    people: 0,
    after_wave: null,
    up_to_wave: null,
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

/** It came after the words. */
export async function setOutcomePicture(trx: Trx, id: string, picture: StoredFile): Promise<void> {
  await trx
    .updateTable('outcomes')
    .set({ picture: JSON.stringify(picture) })
    .where('id', '=', id)
    .execute()
}

/** From here on it can be approved. */
export async function noteOutcomeShown(
  trx: Trx,
  id: string,
  { waves, people }: { readonly waves: WaveRange; readonly people: number },
): Promise<void> {
  await trx
    .updateTable('outcomes')
    .set({ people, after_wave: waves.afterWave, up_to_wave: waves.upToWave })
    .where('id', '=', id)
    .execute()
}

export async function noteDeclined(trx: Trx, id: string): Promise<void> {
  await trx.updateTable('outcomes').set({ state: 'declined' }).where('id', '=', id).execute()
}

/** @param when  `today`: ISO date, by the town's clock. */
export async function noteOutcomeApproved(
  trx: Trx,
  id: string,
  by: Colleague,
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
    })
    .where('id', '=', id)
    .execute()
}

export async function noteOutcomePosted(trx: Trx, id: string, ts: string): Promise<void> {
  await trx.updateTable('outcomes').set({ post: ts }).where('id', '=', id).execute()
}

function written(db: Db | Trx) {
  return db
    .selectFrom('outcomes')
    .select(['id', 'survey', 'number', 'revision', 'state', 'kind', 'words', 'link', 'picture', 'next_by', 'people'])
    .select(['made_by', 'by', 'by_name', 'after_wave', 'up_to_wave', 'post'])
    .where('state', 'in', ['asked', 'declined'])
}

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof written>['executeTakeFirst']>>>

function asWritten(row: Row): WrittenOutcome {
  const { id, survey, number, revision, kind, words, link, people, post } = row
  const picture: StoredFile | null = row.picture
  const { after_wave: afterWave, up_to_wave: upToWave } = row
  return {
    ...{ id, survey, number, revision, kind, words, link, picture, people, post },
    state: row.state === 'declined' ? 'declined' : 'asked',
    nextBy: row.next_by,
    madeBy: row.made_by,
    by: { id: row.by, name: row.by_name },
    waves: afterWave !== null && upToWave !== null ? { afterWave, upToWave } : null,
  }
}
