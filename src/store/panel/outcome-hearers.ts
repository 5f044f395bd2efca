/**
 * Who is told an outcome: everybody who answered, once each. What is due is taken in batches, and becomes messages in the
 * same transaction.
 */
import { sql } from 'kysely'
import type { Network } from '../../core/network.ts'
import type { SurveyOutcome } from '../../core/panel/outcome.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Db, Trx } from '../database.ts'
import { type DueMember, isGone, memberColumns } from './invitations.ts'
import { type WaveRange, whoAnswered } from './outcome-waves.ts'
import { patiently } from './waves.ts'

/** An outcome whose hearers are being told. */
export interface TellingOutcome extends SurveyOutcome {
  readonly id: string
  readonly survey: string
  readonly title: Survey['title']
  readonly languages: Survey['languages']
}

/**
 * Takes an outcome that was approved, and notes for everybody who answered that they are to be told.
 *
 * @returns False where there is none.
 */
export async function beginTelling(trx: Trx, now: Date): Promise<boolean> {
  const { rows } = await sql<WaveRange & { id: string; survey: string }>`
    select id, survey, after_wave as "afterWave", up_to_wave as "upToWave" from outcomes
    where state = 'approved' order by id limit 1 for update skip locked`.execute(trx)
  const [approved] = rows
  if (!approved) return false
  await patiently(trx)
  await sql`
    insert into outcome_hearers (outcome_id, member_id, network, state, due_at)
    select ${approved.id}::bigint, m.id, split_part(m.address, ':', 1), 'due', ${now}::timestamptz
    from members m join conversations c on c.address = m.address
    where m.left_at is null and c.stopped_at is null and m.id in (${whoAnswered(approved.survey, approved)})
    order by m.id`.execute(trx)
  await trx.updateTable('outcomes').set({ state: 'telling' }).where('id', '=', approved.id).execute()
  return true
}

/** The one that was approved first comes first. */
export async function outcomesBeingTold(db: Db): Promise<readonly TellingOutcome[]> {
  const { rows } = await sql<TellingOutcome>`
    select o.id, o.survey, o.kind, o.words, o.link, o.picture, o.next_by as "nextBy", o.people,
      v.definition->'title' as title, v.definition->'languages' as languages
    from outcomes o join surveys s on s.key = o.survey
    join survey_versions v on v.survey = s.key and v.version = s.launched_version
    where o.state = 'telling' order by o.id`.execute(db)
  return rows
}

export type DueHearer = Pick<
  DueMember,
  'memberId' | 'address' | 'channel' | 'language' | 'timeZone' | 'quietHours' | 'gone' | 'unreachable' | 'hasChat'
>

/** Takes those that are due at a network. What another process has is passed by. */
export async function takeDueHearers(
  trx: Trx,
  { outcomeId, network, now, limit }: { outcomeId: string; network: Network; now: Date; limit: number },
): Promise<readonly DueHearer[]> {
  const { rows } = await sql<DueHearer>`
    select ${memberColumns}, ${isGone(now)} as gone
    from outcome_hearers i join members m on m.id = i.member_id join conversations c on c.address = m.address
    where i.network = ${network} and i.outcome_id = ${outcomeId} and i.state = 'due' and i.due_at <= ${now}::timestamptz
    order by i.due_at limit ${limit} for update of i, m skip locked`.execute(trx)
  return rows
}

/** `dropped`: they want nothing unasked now, or are gone. */
export async function noteHearers(
  trx: Trx,
  outcomeId: string,
  memberIds: readonly string[],
  state: 'queued' | 'dropped' | 'unreachable',
): Promise<void> {
  if (memberIds.length === 0) return
  await sql`
    update outcome_hearers set state = ${state}
    where outcome_id = ${outcomeId} and member_id = any(${memberIds}::bigint[])`.execute(trx)
}

export async function postponeHearers(
  trx: Trx,
  outcomeId: string,
  later: readonly { readonly memberId: string; readonly at: Date }[],
): Promise<void> {
  if (later.length === 0) return
  await sql`
    update outcome_hearers h set due_at = l.at
    from unnest(${later.map(({ memberId }) => memberId)}::bigint[], ${later.map(({ at }) => at)}::timestamptz[]) as l (member_id, at)
    where h.outcome_id = ${outcomeId} and h.member_id = l.member_id`.execute(trx)
}

/** How far the telling of an outcome is. */
export interface Telling {
  readonly id: string
  readonly survey: string
  readonly approvedBy: string
  readonly channel: string
  readonly post: string
  readonly words: string | null
  readonly people: number
  readonly sent: number
  readonly left: number
}

/** Those whose message in Slack was last written before that. The transaction has them alone. */
export async function staleTellings(trx: Trx, before: Date): Promise<readonly Telling[]> {
  const { rows } = await sql<Telling>`
    with stale as (
      select o.* from outcomes o
      where o.state = 'telling' and o.post is not null and coalesce(o.post_at, '-infinity') <= ${before}::timestamptz
      order by o.id for update skip locked)
    select o.id, o.survey, o.approved_by_name as "approvedBy", s.channel, o.post, o.post_words as words,
      count(h.member_id)::integer as people, count(*) filter (where h.state = 'sent')::integer as sent,
      count(*) filter (where h.state in ('due', 'queued'))::integer as left
    from stale o join surveys s on s.key = o.survey left join outcome_hearers h on h.outcome_id = o.id
    where s.channel is not null
    group by o.id, o.survey, o.approved_by_name, s.channel, o.post, o.post_words order by o.id`.execute(trx)
  return rows
}

/** @param told  Nobody is left. */
export async function noteTellingWritten(
  trx: Trx,
  id: string,
  { words, now, told }: { readonly words: string; readonly now: Date; readonly told: boolean },
): Promise<void> {
  await trx
    .updateTable('outcomes')
    .set({ post_words: words, post_at: now, ...(told && { state: 'told' as const, told_at: now }) })
    .where('id', '=', id)
    .execute()
}
