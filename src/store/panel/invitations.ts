/**
 * Invitations on their way: what is due is taken in batches, and becomes messages in the same transaction.
 */
import { sql } from 'kysely'
import type { Address, Network } from '../../core/network.ts'
import type { Cells } from '../../core/panel/coarsen.ts'
import type { MemberPace, QuietHours } from '../../core/panel/member.ts'
import type { Trx } from '../database.ts'
import { isAmongFull } from './full-quotas.ts'
import { hasChat } from './new-chats.ts'

/** Somebody whose invitation, or reminder, is due. */
export interface DueMember {
  readonly memberId: string
  readonly address: Address
  /** @see ToResident.channel */
  readonly channel: string | null
  readonly language: string
  readonly timeZone: string | null
  readonly quietHours: QuietHours | null
  readonly pace: MemberPace
  readonly lastAskedAt: Date | null
  /** They left, paused, or want nothing unasked any more, or nothing of this. */
  readonly gone: boolean
  /** As many people like them have answered as are wanted. */
  readonly full: boolean
  readonly unreachable: boolean
  /** A private chat with them is there, or was opened before. */
  readonly hasChat: boolean
}

export interface DueInvitation extends DueMember {
  /** Another wave waits for them too, and goes first: `src/core/panel/frequency.ts` says which. */
  readonly otherFirst: boolean
}

export interface DueReminder extends DueMember {
  /** They have answered something. */
  readonly begun: boolean
}

interface Batch {
  readonly waveId: string
  readonly network: Network
  readonly now: Date
  readonly limit: number
  /** Of the survey; undefined where it is for whatever people care for. */
  readonly interests: readonly string[] | undefined
  /** What those have in common of whom enough have answered. */
  readonly full: readonly Cells[]
}

/** @internal Of `members` m, `conversations` c and whatever i names the member. */
export const memberColumns = sql`
  i.member_id as "memberId", m.address, c.channel, m.language, m.time_zone as "timeZone",
  case when m.quiet_from is not null then jsonb_build_object('from', m.quiet_from, 'to', m.quiet_to) end as "quietHours",
  m.pace, m.last_asked_at as "lastAskedAt", c.unreachable_since is not null as unreachable,
  ${hasChat} as "hasChat"`

const fromMembers = sql.raw(`
  from invitations i join members m on m.id = i.member_id join conversations c on c.address = m.address`)

/** Takes those of a wave that are due at a network, the longest due first. What another process has is passed by. */
export async function takeDue(trx: Trx, batch: Batch): Promise<readonly DueInvitation[]> {
  const { waveId, network, now, limit, interests, full } = batch
  const { rows } = await sql<DueInvitation>`
    select ${memberColumns}, ${isGone(now)} or ${isOffTopic(interests)} as gone, ${isAmongFull(full)} as full,
      ${yields(now)} as "otherFirst"
    ${fromMembers}
    where i.network = ${network} and i.wave_id = ${waveId} and i.state = 'due' and i.due_at <= ${now}::timestamptz
    order by i.due_at limit ${limit} for update of i, m skip locked`.execute(trx)
  return rows
}

/**
 * Takes those who were asked some days ago and have not answered to the end. Their membership is held as well: who leaves at
 * this moment waits for the reminder to be queued, and takes it back.
 */
export async function takeToRemind(trx: Trx, batch: Batch): Promise<readonly DueReminder[]> {
  const { waveId, network, now, limit, interests, full } = batch
  const { rows } = await sql<DueReminder>`
    select ${memberColumns}, i.progress = 'begun' as begun,
      ${isGone(now)} or ${isOffTopic(interests)} or i.state <> 'sent' or i.progress = 'finished' as gone,
      i.progress = 'none' and ${isAmongFull(full)} as full
    ${fromMembers}
    where i.network = ${network} and i.wave_id = ${waveId} and i.remind_at <= ${now}::timestamptz
    order by i.remind_at limit ${limit} for update of i, m skip locked`.execute(trx)
  return rows
}

/**
 * Whether another wave waits for the member and goes first: of another survey, which asked them longer ago or never; of the
 * same, or where neither ever did, an earlier one. An invitation is due no later than it is queued, and hardly earlier: when
 * it had to wait, that was moved.
 */
function yields(now: Date) {
  const lastAsked = (survey: string) => sql`coalesce((
    select max(a.due_at) from invitations a join waves v on v.id = a.wave_id
    where a.member_id = i.member_id and v.survey = ${sql.ref(survey)} and a.state not in ('due', 'dropped', 'full')), '-infinity')`
  return sql`exists (
    select 1 from invitations e join waves w on w.id = e.wave_id join waves own on own.id = i.wave_id
    where e.member_id = i.member_id and e.wave_id <> i.wave_id and e.state = 'due' and e.due_at <= ${now}::timestamptz
      and w.state = 'sending' and w.closes_at > ${now}::timestamptz
      and case when w.survey = own.survey then e.wave_id < i.wave_id
        else (${lastAsked('w.survey')}, e.wave_id) < (${lastAsked('own.survey')}, i.wave_id) end)`
}

/** They want to hear of what they care for alone, and this is none of it. */
function isOffTopic(interests: readonly string[] = []) {
  return sql`(m.pace = 'topics' and not m.interests && ${interests}::text[])`
}

/** @internal They left, paused, or want nothing unasked any more. */
export function isGone(now: Date) {
  return sql`(m.left_at is not null or not m.direct or c.stopped_at is not null
    or coalesce(m.paused_until > ${now}::timestamptz, false) or coalesce(c.blocked_until > ${now}::timestamptz, false))`
}

/** Their messages are in the outbox: they count as asked. @param remindAt  Null: they are not reminded. */
export async function noteQueued(
  trx: Trx,
  waveId: string,
  memberIds: readonly string[],
  { now, remindAt }: { readonly now: Date; readonly remindAt: Date | null },
): Promise<void> {
  if (memberIds.length === 0) return
  await sql`
    with asked as (update members set last_asked_at = ${now} where id = any(${memberIds}::bigint[]))
    update invitations set state = 'queued', due_at = ${now}, remind_at = ${remindAt}
    where wave_id = ${waveId} and member_id = any(${memberIds}::bigint[])`.execute(trx)
}

/** They are not asked: they do not want to be any more, cannot be reached, or are not needed any more. */
export async function noteNotAsked(
  trx: Trx,
  waveId: string,
  memberIds: readonly string[],
  state: 'dropped' | 'unreachable' | 'full',
): Promise<void> {
  if (memberIds.length === 0) return
  await sql`
    update invitations set state = ${state}
    where wave_id = ${waveId} and member_id = any(${memberIds}::bigint[])`.execute(trx)
}

/** Their reminders are in the outbox: there is one for each wave. */
export async function noteReminded(trx: Trx, waveId: string, memberIds: readonly string[], now: Date): Promise<void> {
  if (memberIds.length === 0) return
  await sql`
    update invitations set due_at = ${now}, remind_at = null, reminded = true, reminder = 'queued'
    where wave_id = ${waveId} and member_id = any(${memberIds}::bigint[])`.execute(trx)
}

/** They are asked, or reminded, later. */
export async function postpone(
  trx: Trx,
  waveId: string,
  what: 'due_at' | 'remind_at',
  later: readonly { readonly memberId: string; readonly at: Date | null }[],
): Promise<void> {
  if (later.length === 0) return
  await sql`
    update invitations i set ${sql.ref(what)} = l.at
    from unnest(${later.map(({ memberId }) => memberId)}::bigint[], ${later.map(({ at }) => at)}::timestamptz[]) as l (member_id, at)
    where i.wave_id = ${waveId} and i.member_id = l.member_id`.execute(trx)
}
