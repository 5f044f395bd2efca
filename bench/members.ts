/**
 * A panel of many members, and a survey that goes to all of them.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Place } from '../src/core/place.ts'
import { readSurvey } from '../src/panel/read-survey.ts'
import type { Db } from '../src/store/database.ts'
import { launchVersion, saveSurvey } from '../src/store/panel/surveys.ts'

const DAY_MINUTES = 24 * 60

/** Members `telegram:1` to `telegram:N`, none of whom sleeps at this moment. */
export async function fillPanel(db: Db, members: number, now: Date): Promise<void> {
  const minutes = now.getUTCHours() * 60 + now.getUTCMinutes()
  const [from, to] = [11, 12].map(hours => (minutes + hours * 60) % DAY_MINUTES)
  await db.transaction().execute(async trx => {
    await sql`set local statement_timeout = 0`.execute(trx)
    await sql`
      insert into conversations (address, network, last_position, version)
      select 'telegram:' || n, 'telegram', 0, 1 from generate_series(1, ${members}::integer) n`.execute(trx)
    await sql`
      insert into members (address, language, joined_at, direct, quiet_from, quiet_to, area, profile)
      select 'telegram:' || n, 'en', ${now}::timestamptz - interval '1 year', true, ${from}::integer, ${to}::integer,
        ${oneOf(['North', 'South', 'East'])}, jsonb_build_object('age', ${oneOf(['under30', 'to59', 'over60'])})
      from generate_series(1, ${members}::integer) n`.execute(trx)
  })
  await sql`vacuum analyze members, conversations`.execute(db)
}

function oneOf(names: readonly string[]): RawBuilder<string> {
  return sql<string>`(${names}::text[])[1 + n % ${names.length}::integer]`
}

/** Launches a survey, written as in a file. Its wave is made by whoever sends. */
export async function launch(db: Db, place: Place, text: string, now: Date): Promise<void> {
  const { survey } = readSurvey(text, { ...place, languages: ['en'] })
  if (!survey) throw new Error('the survey is wrong')
  await db.transaction().execute(async trx => {
    const by = { id: 'U0LEAD', name: 'Lea', at: now }
    const { version } = await saveSurvey(trx, survey, new Map(), by)
    await launchVersion(trx, survey.key, version, now)
  })
}
