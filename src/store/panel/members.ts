/**
 * Members of the panel: who is on it, how they want to be asked, and what they agreed to.
 *
 * Who leaves keeps a row without a profile, so that what was counted stays counted.
 */
import { sql } from 'kysely'
import { type Address, networkOf } from '../../core/network.ts'
import { changedMember, type MemberChange, type OwnMembership } from '../../core/panel/own-member.ts'
import type { PanelConsent } from '../../core/panel/panel-act.ts'
import type { Db, Trx } from '../database.ts'
import { CHANNEL_NETWORK } from './wave-posts.ts'

export async function ownMembership(db: Db | Trx, address: Address): Promise<OwnMembership> {
  const { rows } = await sql<OwnMembership>`
    select (select ${asOwn} from members m where m.address = ${address} and m.left_at is null) as member,
      coalesce((select c.act = 'joined' from consents c where c.address = ${address} order by c.id desc limit 1), false)
        as agreed,
      exists (
        select 1 from members m join invitations i on i.member_id = m.id join wave_keys k on k.wave_id = i.wave_id
        where m.address = ${address} and i.progress <> 'none') as "hasAnswers"`.execute(db)
  return rows[0]!
}

/** A row `m` of `members` as `OwnMember`. */
const asOwn = sql`jsonb_build_object(
  'pausedUntil', case when m.paused_until = 'infinity' then 'untilTheySay'
    else to_char(m.paused_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end,
  'pace', m.pace,
  'quietHours', case when m.quiet_from is not null then jsonb_build_object('from', m.quiet_from, 'to', m.quiet_to) end,
  'timeZone', m.time_zone, 'direct', m.direct,
  'profile', jsonb_build_object('area', m.area, 'interests', to_jsonb(m.interests), 'answers', m.profile))`

/** What is kept of an act of consent: rows are never changed. */
export async function recordConsent(
  trx: Trx,
  address: Address,
  act: 'joined' | 'confirmed',
  { version, hash, language, source }: PanelConsent,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('consents')
    .values({
      address,
      act,
      text_version: version,
      text_hash: Buffer.from(hash, 'hex'),
      language,
      network: networkOf(address),
      source,
      at: now,
    })
    .execute()
}

/** Puts somebody on the panel, anew where they left it. Who wanted nothing any more wants something now. */
export async function addMember(
  trx: Trx,
  address: Address,
  { language, source }: PanelConsent,
  direct: boolean,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('members')
    .values({ address, language, joined_at: now, source, direct })
    .onConflict(conflict =>
      conflict
        .column('address')
        .doUpdateSet({ language, joined_at: now, left_at: null, source, direct })
        .where('members.left_at', 'is not', null),
    )
    .execute()
  await trx.updateTable('conversations').set({ stopped_at: null }).where('address', '=', address).execute()
}

/** Nothing happens to who is not on the panel. */
export async function changeMember(trx: Trx, address: Address, change: MemberChange): Promise<void> {
  const { member } = await ownMembership(trx, address)
  if (!member) return
  const { pausedUntil, pace, quietHours, timeZone, direct, profile } = changedMember(member, change)
  await trx
    .updateTable('members')
    .set({
      ...(change.language !== undefined && { language: change.language }),
      paused_until: pausedUntil === 'untilTheySay' ? 'infinity' : pausedUntil,
      pace,
      quiet_from: quietHours?.from ?? null,
      quiet_to: quietHours?.to ?? null,
      time_zone: timeZone,
      direct,
      area: profile.area,
      interests: profile.interests,
      profile: JSON.stringify(profile.answers),
    })
    .where('address', '=', address)
    .execute()
}

/** Where surveys come in channels as well, who takes no direct messages gets no more of them until they choose to. */
export async function stopDirect(trx: Trx, memberId: string): Promise<void> {
  await sql`update members set direct = false where id = ${memberId} and address like ${`${CHANNEL_NETWORK}:%`}`.execute(
    trx,
  )
}

/**
 * Takes somebody off the panel: their profile goes, what was on its way to them goes, and the act is on record where it
 * ends anything. A message that somebody has begun to send is sent.
 *
 * @param everything  They want nothing any more but answers to their own cases.
 */
export async function removeMember(
  trx: Trx,
  address: Address,
  { everything, language }: { readonly everything: boolean; readonly language: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into consents (address, act, language, network, at)
    select ${address}, ${everything ? 'stoppedAll' : 'left'}, ${language}, ${networkOf(address)}, ${now}
    where ${everything} or exists (select 1 from members m where m.address = ${address} and m.left_at is null)
      or (select c.act = 'joined' from consents c where c.address = ${address} order by c.id desc limit 1)`.execute(trx)
  await sql`
    update members set left_at = ${now}, paused_until = null, pace = 'any', quiet_from = null, quiet_to = null,
      time_zone = null, area = null, interests = '{}', profile = '{}'
    where address = ${address} and left_at is null`.execute(trx)
  await dropUnasked(trx, address, everything)
  if (everything)
    await trx.updateTable('conversations').set({ stopped_at: now }).where('address', '=', address).execute()
}

/**
 * A message that nobody has begun to send goes (bulk is noted before it is begun); one that is being sent is heard of. With
 * everything go the reminders of what they left unsent too, the only bulk that has no purpose.
 */
async function dropUnasked(trx: Trx, address: Address, everything: boolean): Promise<void> {
  await sql`
    with unsent as (
      delete from outbox
      where lane = ${address} and settled_at is null and (claimed_by is null or bulk) and not may_have_arrived and sent_ids = '[]'
        and (purpose->>'kind' in ('invitation', 'outcome') or ${everything} and bulk and purpose is null)
      returning (purpose->>'waveId')::bigint as wave_id, (purpose->>'outcomeId')::bigint as outcome_id),
    untold as (
      update outcome_hearers h set state = 'dropped'
      from members m
      where m.address = ${address} and h.member_id = m.id
        and (h.state = 'due' or h.state = 'queued' and h.outcome_id in (select outcome_id from unsent)))
    update invitations i set remind_at = null,
      reminder = case when i.wave_id in (select wave_id from unsent) then nullif(i.reminder, 'queued') else i.reminder end,
      state = case when i.state = 'due' or i.state = 'queued' and i.wave_id in (select wave_id from unsent)
        then 'dropped' else i.state end
    from members m
    where m.address = ${address} and i.member_id = m.id
      and (i.state in ('due', 'queued') or i.remind_at is not null or i.reminder = 'queued')`.execute(trx)
}
