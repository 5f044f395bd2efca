/**
 * What events that no turn could take say of answers: they are kept to be looked into, but not for longer than a day.
 */
import { sql } from 'kysely'
import type { Db } from '../database.ts'

/** So that with the tick that does it a day is not over. */
const KEPT_HOURS = 23

/**
 * Taps on a survey are known by their token. Whether words or a photo were meant for one, nobody can tell any more: all that
 * came from somebody whose answers can be found goes.
 */
export async function emptyFailedAnswers(db: Db, now: Date): Promise<void> {
  await sql`
    with old as materialized (
      select i.id, i.files from inbox i
      where i.failure is not null and i.event is not null
        and i.done_at < ${now}::timestamptz - make_interval(hours => ${KEPT_HOURS}::integer)
        and (i.event->'said'->>'token' like 'sv.%' or exists (
          select from members m join invitations v on v.member_id = m.id join wave_keys k on k.wave_id = v.wave_id
          where m.address = i.lane))),
    emptied as (
      update inbox i set event = null, files = null, looked_up = null from old where i.id = old.id)
    insert into dropped_files
    select distinct named #>> '{}' from old, jsonb_path_query(old.files, '$.**.sha256') named
    on conflict do nothing`.execute(db)
}
