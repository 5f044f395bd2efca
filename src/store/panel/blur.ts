/**
 * Takes away, before the key of a wave goes, what tells when those who answered it were last heard.
 *
 * Answers keep no time and no order, but the last few of them can be told from results that were shown before they came. So
 * no column may tell who came last. What waits and what was said goes within a week by itself (`jobs/purge.ts`), and for as
 * long no late answers are taken any more (`core/panel/key-life.ts`): then it is enough to look at those who were silent since.
 */
import { sql } from 'kysely'
import { SILENT_DAYS } from '../../core/panel/key-life.ts'
import type { Db } from '../database.ts'

/** Whoever answered this wave and was not heard for days is as if last heard at the same moment as all others of those. */
export async function blurLastHeard(db: Db, waveId: string, now: Date): Promise<void> {
  const at = new Date(now.getTime() - SILENT_DAYS * 86_400_000).toISOString()
  await db.transaction().execute(async trx => {
    await sql`set local statement_timeout = '10min'`.execute(trx)
    // In the order of everybody who locks conversations. A turn that read them before is overtaken. What waits for an answer,
    // or was one, is long out of date by then.
    await sql`
      with silent as materialized (
        select c.address, c.network, c.last_position
        from invitations i join members m on m.id = i.member_id join conversations c on c.address = m.address
        where i.wave_id = ${waveId} and i.progress <> 'none' and c.state->>'at' < ${at}
        order by c.address for update of c),
      last as (select network, max(last_position) as position from silent group by network)
      update conversations c
      set state = jsonb_set(c.state - 'survey' - 'typed', '{at}', to_jsonb(${at}::text)), last_position = last.position, version = c.version + 1
      from silent s join last using (network)
      where c.address = s.address`.execute(trx)
  })
}

/** The photos that a wave was answered with, by their digests, in the order of those. */
export async function photosOfWave(db: Db, waveId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select distinct value->>'sha256' as sha256 from survey_answers
    where wave_id = ${waveId} and free_id is not null and value->>'sha256' is not null order by 1`.execute(db)
  return rows.map(({ sha256 }) => sha256)
}
