/**
 * What is shown of a wave's results, as a picture: one for each language of its survey.
 */
import { sql } from 'kysely'
import type { StoredFile } from '../../core/files.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Language } from '../../core/place.ts'
import type { Db, Trx } from '../database.ts'
import type { ShownResults } from './shown-results.ts'

/** Names a picture: of this wave, as of this step of its results. */
export interface ShownPicture {
  readonly waveId: string
  readonly language: Language
  /** As of the results that it shows. */
  readonly people: number
}

/** A picture that is to be drawn. */
export interface PictureToDraw extends ShownPicture, ShownResults {
  readonly definition: Survey
}

/** Of this step of a wave's results, by language; those that are not drawn (yet) are not in it. */
export async function picturesOf(
  trx: Trx,
  waveId: string,
  people: number,
): Promise<Readonly<Record<Language, StoredFile>>> {
  const rows = await trx
    .selectFrom('shown_pictures')
    .select(['language', 'file'])
    .where('wave_id', '=', waveId)
    .where('people', '=', people)
    .execute()
  return Object.fromEntries(rows.flatMap(({ language, file }) => (file ? [[language, file]] : [])))
}

/** Those that are missing, of waves in which somebody may still come to the end; of what changed first the first. */
export async function picturesToDraw(db: Db): Promise<readonly PictureToDraw[]> {
  const { rows } = await sql<PictureToDraw>`
    select s.wave_id::text as "waveId", l.language, s.people, s.counts, s.answered, v.definition
    from shown_results s
    join wave_keys k on k.wave_id = s.wave_id
    join waves w on w.id = s.wave_id
    join survey_versions v on v.survey = w.survey and v.version = w.version
    cross join lateral jsonb_array_elements_text(v.definition->'languages') as l (language)
    where not exists (
      select 1 from shown_pictures p
      where p.wave_id = s.wave_id and p.language = l.language and p.people = s.people)
    order by s.at, s.wave_id, l.language limit ${AT_ONCE}`.execute(db)
  return rows
}

/** A step draws so many, then looks again what is missing. */
const AT_ONCE = 20

/** @param file  Undefined where there is none: it is not tried again until the results change. */
export async function keepShownPicture(
  db: Db,
  { waveId, language, people }: ShownPicture,
  file: StoredFile | undefined,
): Promise<void> {
  const drawn = { people, file: file ? JSON.stringify(file) : null }
  await db
    .insertInto('shown_pictures')
    .values({ wave_id: waveId, language, ...drawn })
    .onConflict(c => c.columns(['wave_id', 'language']).doUpdateSet(drawn))
    .execute()
}
