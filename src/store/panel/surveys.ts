/**
 * Surveys by their keys. A saved survey is a version, and no version is ever changed: what went out stays what it was.
 */
import type { StoredFile } from '../../core/files.ts'
import type { DeskThread } from '../../core/outbound.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Db, Trx } from '../database.ts'

/** Stands for a Slack user where somebody acts at the server: nobody in Slack knows who. */
export const COMMAND_LINE = 'command line'

/** Who saves it, and when. */
export interface SavedBy {
  /** Slack user id, or `COMMAND_LINE`. */
  readonly id: string
  readonly name: string
  readonly at: Date
  /** Who began what is saved, where that is somebody else: neither may launch it alone. */
  readonly madeBy?: string
}

/**
 * Saves a survey as the newest version of its key. What it was the approval for is changed, so it is asked for anew; what
 * is launched goes on as it was launched.
 *
 * @param pictures  The stored file of each picture, by its path in the survey. In the saved survey `picture` is the name
 *   under which `survey_pictures` has it, which is another for another picture.
 * @returns The version; the one before where nothing is different.
 * @throws {Error} where a picture is missing.
 */
export async function saveSurvey(
  trx: Trx,
  survey: Survey,
  pictures: ReadonlyMap<string, StoredFile>,
  by: SavedBy,
): Promise<{ readonly version: number; readonly isNew: boolean }> {
  const definition = JSON.stringify(withStored(survey, pictures))
  await trx
    .insertInto('surveys')
    .values({ key: survey.key, version: 0, state: 'draft', owner: survey.owner })
    .onConflict(c => c.doNothing())
    .execute()
  const before = await trx
    .selectFrom('surveys as s')
    .leftJoin('survey_versions as v', join => join.onRef('v.survey', '=', 's.key').onRef('v.version', '=', 's.version'))
    .select(eb => [
      's.version',
      's.state',
      eb('v.definition', '=', eb.cast<Survey>(eb.val(definition), 'jsonb')).as('same'),
    ])
    .where('s.key', '=', survey.key)
    .forUpdate('s')
    .executeTakeFirstOrThrow()
  if (before.same) return { version: before.version, isNew: false }

  const version = before.version + 1
  await trx
    .insertInto('survey_versions')
    .values({
      survey: survey.key,
      version,
      definition,
      by: by.id,
      by_name: by.name,
      at: by.at,
      made_by: by.madeBy ?? null,
    })
    .execute()
  for (const file of new Map([...pictures.values()].map(one => [one.sha256, one])).values()) {
    await trx
      .insertInto('survey_pictures')
      .values({ survey: survey.key, name: file.sha256, file: JSON.stringify(file) })
      .onConflict(c => c.doNothing())
      .execute()
  }
  await trx
    .updateTable('surveys')
    .set(eb => ({
      version,
      owner: survey.owner,
      owner_name: eb.case().when('owner', '=', survey.owner).then(eb.ref('owner_name')).else('').end(),
      state: before.state === 'launched' ? 'launched' : 'draft',
      launch_asked_by: null,
      launch_asked_at: null,
      approved_by: null,
    }))
    .where('key', '=', survey.key)
    .execute()
  return { version, isNew: true }
}

/** What a survey says in one of its versions, and its pictures by their names in it. */
export async function surveyAt(
  db: Db | Trx,
  key: string,
  version: number,
): Promise<{ readonly survey: Survey; readonly pictures: Readonly<Record<string, StoredFile>> }> {
  const { definition } = await db
    .selectFrom('survey_versions')
    .select('definition')
    .where('survey', '=', key)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  const pictures = await db.selectFrom('survey_pictures').select(['name', 'file']).where('survey', '=', key).execute()
  return { survey: definition, pictures: Object.fromEntries(pictures.map(({ name, file }) => [name, file])) }
}

export interface SurveyAtLaunch {
  readonly key: string
  readonly version: number
  readonly definition: Survey
  readonly state: 'draft' | 'asked' | 'launched' | 'stopped'
  readonly launchedVersion: number | null
  /** Its message in Slack; null until it stands there. */
  readonly thread: DeskThread | null
}

/** The newest version of a survey; nobody else saves or launches it meanwhile. */
export async function takeSurvey(trx: Trx, key: string): Promise<SurveyAtLaunch | undefined> {
  const row = await trx
    .selectFrom('surveys as s')
    .innerJoin('survey_versions as v', join =>
      join.onRef('v.survey', '=', 's.key').onRef('v.version', '=', 's.version'),
    )
    .select(['s.key', 's.version', 's.state', 's.launched_version', 's.channel', 's.thread', 'v.definition'])
    .where('s.key', '=', key)
    .forUpdate('s')
    .executeTakeFirst()
  if (!row) return undefined
  const { launched_version: launchedVersion, channel, thread, ...survey } = row
  return { ...survey, launchedVersion, thread: channel !== null && thread !== null ? { channel, ts: thread } : null }
}

/** From now on this version goes out. @param wave  When its first wave is to be made. */
export async function launchVersion(trx: Trx, key: string, version: number, wave: Date): Promise<void> {
  await trx
    .updateTable('surveys')
    .set({ state: 'launched', launched_version: version, next_wave_at: wave })
    .where('key', '=', key)
    .execute()
}

function withStored(survey: Survey, pictures: ReadonlyMap<string, StoredFile>): Survey {
  const stored = (path: string) => {
    const file = pictures.get(path)
    if (!file) throw new Error(`cannot save survey "${survey.key}": its picture ${path} is not stored`)
    return file.sha256
  }
  const questions = survey.questions.map(question =>
    question.kind === 'pictures'
      ? { ...question, options: question.options.map(option => ({ ...option, picture: stored(option.picture) })) }
      : question,
  )
  return { ...survey, questions }
}
