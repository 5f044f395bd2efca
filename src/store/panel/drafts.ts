/**
 * Surveys as staff are making them. Each has one working copy: its draft, or its newest version where there is none that
 * goes on from that.
 */
import { sql } from 'kysely'
import type { StoredFile } from '../../core/files.ts'
import type { DeskThread } from '../../core/outbound.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Colleague } from '../case-work.ts'
import type { Db, Trx } from '../database.ts'
import { noteLaunchPutOff } from './launches.ts'

export interface WorkingCopy {
  readonly key: string
  /** The newest version; 0 where there is none yet. */
  readonly version: number
  readonly state: 'draft' | 'asked' | 'launched' | 'stopped'
  /** Of a draft that is not done yet, perhaps without questions. */
  readonly survey: Survey
  /** True where it is changed since the newest version. */
  readonly isChanged: boolean
  /** Who began it, and who changed it last. */
  readonly madeBy: string
  readonly by: Colleague
  /** Empty where nobody has looked it up. */
  readonly ownerName: string
  readonly launchedVersion: number | null
  /** Who asked for the launch of the newest version. */
  readonly launchAskedBy: string | null
  readonly nextWaveAt: Date | null
  /** Its message in Slack; null until it stands there. */
  readonly thread: DeskThread | null
}

export async function workingCopy(db: Db | Trx, key: string): Promise<WorkingCopy | undefined> {
  const row = await copies(db).where('s.key', '=', key).executeTakeFirst()
  return row && asCopy(row)
}

/** As `workingCopy`; nobody else changes it meanwhile. */
export async function takeWorkingCopy(trx: Trx, key: string): Promise<WorkingCopy | undefined> {
  const taken = await trx.selectFrom('surveys').select('key').where('key', '=', key).forUpdate().executeTakeFirst()
  return taken && workingCopy(trx, key)
}

/** What was changed last comes first. */
export async function workingCopies(
  db: Db,
  { skip, most }: { readonly skip: number; readonly most: number },
): Promise<readonly WorkingCopy[]> {
  const rows = await copies(db)
    .orderBy(sql`coalesce(d.at, v.at)`, 'desc')
    .orderBy('s.key')
    .offset(skip)
    .limit(most)
    .execute()
  return rows.map(asCopy)
}

/** @returns False where a survey of that key is there already: nothing was done. */
export async function beginSurvey(trx: Trx, key: string, owner: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('surveys')
    .values({ key, version: 0, state: 'draft', owner })
    .onConflict(c => c.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Keeps the draft in the place of the one before. A launch that was asked for is asked for no more. */
export async function saveDraft(
  trx: Trx,
  survey: Survey,
  { by, madeBy, ownerName, at }: Pick<WorkingCopy, 'by' | 'madeBy' | 'ownerName'> & { readonly at: Date },
): Promise<void> {
  await noteLaunchPutOff(trx, survey.key)
  const { version } = await trx
    .updateTable('surveys')
    .set({ owner: survey.owner, owner_name: ownerName })
    .where('key', '=', survey.key)
    .returning('version')
    .executeTakeFirstOrThrow()
  const draft = {
    version,
    definition: JSON.stringify(survey),
    made_by: madeBy,
    by: by.id,
    by_name: by.name,
    at,
  }
  await trx
    .insertInto('survey_drafts')
    .values({ survey: survey.key, ...draft })
    .onConflict(c => c.column('survey').doUpdateSet(draft))
    .execute()
}

/** The draft is what this version is. */
export async function settleDraft(trx: Trx, key: string): Promise<void> {
  await trx.deleteFrom('survey_drafts').where('survey', '=', key).execute()
}

/** Pictures that surveys may show, by the name that the survey has for each. */
export async function savePicture(trx: Trx, key: string, file: StoredFile): Promise<void> {
  await trx
    .insertInto('survey_pictures')
    .values({ survey: key, name: file.sha256, file: JSON.stringify(file) })
    .onConflict(c => c.doNothing())
    .execute()
}

export async function picturesOf(db: Db | Trx, key: string): Promise<ReadonlyMap<string, StoredFile>> {
  const rows = await db.selectFrom('survey_pictures').select(['name', 'file']).where('survey', '=', key).execute()
  return new Map(rows.map(({ name, file }) => [name, file]))
}

function copies(db: Db | Trx) {
  return db
    .selectFrom('surveys as s')
    .leftJoin('survey_versions as v', join => join.onRef('v.survey', '=', 's.key').onRef('v.version', '=', 's.version'))
    .leftJoin('survey_drafts as d', join => join.onRef('d.survey', '=', 's.key').onRef('d.version', '=', 's.version'))
    .select([
      's.key',
      's.version',
      's.state',
      's.launched_version',
      's.launch_asked_by',
      's.next_wave_at',
      's.channel',
      's.thread',
      'd.definition as draft',
      'd.made_by as draft_made_by',
      'd.by as draft_by',
      'd.by_name as draft_by_name',
      's.owner_name',
      'v.definition',
      'v.by',
      'v.by_name',
      'v.made_by',
    ])
    .where(eb => eb.or([eb('d.survey', 'is not', null), eb('v.survey', 'is not', null)]))
}

type Row = Awaited<ReturnType<ReturnType<typeof copies>['execute']>>[number]

function asCopy(row: Row): WorkingCopy {
  const { key, version, state, channel, thread } = row
  const survey = row.draft ?? row.definition
  if (!survey) throw new Error(`survey "${key}" has neither a draft nor a version`)
  return {
    key,
    version,
    state,
    survey,
    isChanged: row.draft !== null,
    madeBy: row.draft_made_by ?? row.made_by ?? row.by ?? '',
    by: { id: row.draft_by ?? row.by ?? '', name: row.draft_by_name ?? row.by_name ?? '' },
    ownerName: row.owner_name,
    launchedVersion: row.launched_version,
    launchAskedBy: row.launch_asked_by,
    nextWaveAt: row.next_wave_at,
    thread: channel !== null && thread !== null ? { channel, ts: thread } : null,
  }
}
