/**
 * A survey for a member who asks for one: open, for people like them, and not answered to the end.
 */
import { sql } from 'kysely'
import type { Address, Network } from '../../core/network.ts'
import type { Audience } from '../../core/panel/survey.ts'
import type { Trx } from '../database.ts'
import { criteriaOf } from './audience.ts'
import { hasPlace } from './full-quotas.ts'
import type { SendingWave } from './waves.ts'

/** A wave that somebody may be given. */
export interface OpenWave extends SendingWave {
  readonly audience: Audience
  /** Null where they are not invited yet. */
  readonly invited: string | null
  /** They have answered something of it. */
  readonly begun: boolean
}

export interface AskingMember {
  readonly id: string
  readonly language: string
}

export async function memberAt(trx: Trx, address: Address): Promise<AskingMember | undefined> {
  return trx
    .selectFrom('members')
    .select(['id', 'language'])
    .where('address', '=', address)
    .where('left_at', 'is', null)
    .executeTakeFirst()
}

/**
 * Those that they are invited to first, then the one that closes first. Where enough people like them have answered, only
 * what they have begun.
 */
export async function openWavesFor(trx: Trx, memberId: string, now: Date): Promise<readonly OpenWave[]> {
  const { rows } = await sql<OpenWave>`
    select w.id, w.survey, w.version, w.closes_at as "closesAt", v.definition->'audience' as audience, i.state as invited,
      coalesce(i.progress = 'begun', false) as begun
    from waves w join survey_versions v on v.survey = w.survey and v.version = w.version
    join members m on m.id = ${memberId} join conversations c on c.address = m.address
    left join invitations i on i.wave_id = w.id and i.member_id = m.id
    where w.state = 'sending' and w.starts_at <= ${now}::timestamptz and w.closes_at > ${now}::timestamptz
      and coalesce(i.progress, 'none') <> 'finished' and (i.progress = 'begun' or ${hasPlace()})
    order by i.state is null, w.closes_at, w.id`.execute(trx)
  return rows
}

/** Whether they are among whom it is for, however often they want to be asked. */
export async function isAmong(trx: Trx, memberId: string, audience: Audience, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from members m join conversations c on c.address = m.address
    where m.id = ${memberId} and ${sql.join([sql`true`, ...criteriaOf(audience, now)], sql` and `)}`.execute(trx)
  return rows.length > 0
}

/** Their message is in the outbox, because they asked for it: it counts for no pace. Who had begun is led to where they stopped. */
export async function noteWanted(
  trx: Trx,
  waveId: string,
  { memberId, network, now }: { readonly memberId: string; readonly network: Network; readonly now: Date },
): Promise<void> {
  await sql`
    insert into invitations as i (wave_id, member_id, how, state, due_at, network)
    values (${waveId}, ${memberId}, 'wanted', 'queued', ${now}, ${network})
    on conflict (wave_id, member_id) do update set state = 'queued', due_at = excluded.due_at, reminded = i.progress = 'begun'`.execute(
    trx,
  )
}
