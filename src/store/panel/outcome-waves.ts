/**
 * Of which waves an outcome is, and who answered those.
 */
import { sql } from 'kysely'
import type { OutcomeKind } from '../../core/panel/outcome.ts'
import type { Db, Trx } from '../database.ts'
import { isGone } from './invitations.ts'
import { patiently } from './waves.ts'

/** Waves from after the one to the other. */
export interface WaveRange {
  readonly afterWave: string
  readonly upToWave: string
}

/** The waves of an outcome, and whether people answer one of them still, or one that was sent after them. */
export interface OutcomeWaves extends WaveRange {
  readonly open: 'within' | 'after' | 'none'
}

/**
 * The waves that an outcome is of which is written now: all since the last that was decided, also what was told as not
 * decided in between. Where none was sent since, more has come of the same waves.
 *
 * What is decided is of waves that are over, as soon as there are any: who answers later had no part in it, and hears what
 * comes of theirs.
 */
export async function wavesForOutcome(db: Db | Trx, survey: string, kind: OutcomeKind): Promise<OutcomeWaves> {
  const { rows } = await sql<OutcomeWaves>`
    with sent as (
      select id, state in ('closed', 'stopped') as is_over from waves where survey = ${survey} and state <> 'missed'),
    newest as (
      select coalesce(max(id) filter (where is_over and ${kind === 'decided'}), max(id), 0) as id from sent),
    before as (
      select after_wave, up_to_wave from outcomes
      where survey = ${survey} and kind = 'decided' and approved_at is not null order by number desc limit 1),
    range as (
      select case when b.up_to_wave is null then 0 when b.up_to_wave < n.id then b.up_to_wave else b.after_wave end
        as after_wave, n.id as up_to_wave
      from newest n left join before b on true)
    select after_wave::text as "afterWave", up_to_wave::text as "upToWave",
      case when exists (select 1 from sent where not is_over and id > after_wave and id <= up_to_wave) then 'within'
        when exists (select 1 from sent where not is_over and id > up_to_wave) then 'after' else 'none' end as open
    from range`.execute(db)
  return rows[0]!
}

/** How many answered in these waves, and how many of them would be told now. It may take seconds. */
export async function countThoseWhoAnswered(
  db: Db,
  survey: string,
  range: WaveRange,
  now: Date,
): Promise<{ readonly people: number; readonly hear: number }> {
  const { rows } = await db.transaction().execute(async trx => {
    await patiently(trx)
    return sql<{ people: number; hear: number }>`
      select count(*)::integer as people,
        count(*) filter (where not ${isGone(now)} and c.unreachable_since is null)::integer as hear
      from members m join conversations c on c.address = m.address
      where m.id in (${whoAnswered(survey, range)})`.execute(trx)
  })
  return rows[0]!
}

/** @internal Ids of members; that they answered, never what. */
export function whoAnswered(survey: string, { afterWave, upToWave }: WaveRange) {
  return sql`
    select i.member_id from invitations i join waves w on w.id = i.wave_id
    where w.survey = ${survey} and w.id > ${afterWave}::bigint and w.id <= ${upToWave}::bigint and i.progress <> 'none'`
}
