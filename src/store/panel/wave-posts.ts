/**
 * The posts of waves in channels of residents: which are to be made, where they stand, and who takes one up there.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Address, Network } from '../../core/network.ts'
import type { DeskThread } from '../../core/outbound.ts'
import type { Trx } from '../database.ts'
import type { SendingWave } from './waves.ts'

/** The network whose channels they stand in: `panel.discordChannels`. */
export const CHANNEL_NETWORK: Network = 'discord'

/** A wave that has begun and is to be posted. */
export interface WaveToPost extends SendingWave {
  readonly channels: readonly string[]
}

/** Takes the waves that are out and whose posts nobody has made. The transaction has them alone. */
export async function takeWavesToPost(trx: Trx, now: Date): Promise<readonly WaveToPost[]> {
  const { rows } = await sql<WaveToPost>`
    select w.id, w.survey, w.version, w.closes_at as "closesAt", v.definition->'post' as channels
    from waves w join survey_versions v on v.survey = w.survey and v.version = w.version
    where w.state = 'sending' and w.starts_at <= ${now}::timestamptz and w.closes_at > ${now}::timestamptz
      and v.definition ? 'post' and not exists (select 1 from wave_posts p where p.wave_id = w.id)
    order by w.id for update of w skip locked`.execute(trx)
  return rows
}

/** @param state  `failed`: there is no such channel any more. */
export async function addWavePost(
  trx: Trx,
  waveId: string,
  channel: string,
  state: 'queued' | 'failed',
): Promise<void> {
  await trx.insertInto('wave_posts').values({ wave_id: waveId, channel, state }).execute()
}

/** @param message  Null: the network did not take it. */
export async function noteWavePosted(trx: Trx, waveId: string, channel: string, message: string | null): Promise<void> {
  await trx
    .updateTable('wave_posts')
    .set({ state: message === null ? 'failed' : 'posted', message })
    .where('wave_id', '=', waveId)
    .where('channel', '=', channel)
    .where('state', '=', 'queued')
    .execute()
}

/** A post whose wave is over. */
export interface OverPost extends SendingWave {
  readonly channel: string
  readonly message: string
  readonly stopped: boolean
  /** How many came to the end. */
  readonly answered: number
}

/** Takes the posts that stand there with their buttons though their wave is over: they count as closed from now on. */
export async function takeOverPosts(trx: Trx): Promise<readonly OverPost[]> {
  const { rows } = await sql<OverPost>`
    with over as (
      select p.wave_id, p.channel from wave_posts p join waves w on w.id = p.wave_id
      where p.state = 'posted' and w.state in ('closed', 'stopped')
      order by p.wave_id, p.channel for update of p skip locked),
    closed as (
      update wave_posts p set state = 'closed' from over o
      where p.wave_id = o.wave_id and p.channel = o.channel
      returning p.wave_id, p.channel, p.message)
    select w.id, w.survey, w.version, w.closes_at as "closesAt", w.state = 'stopped' as stopped, c.channel, c.message,
      (select count(*)::integer from invitations i where i.wave_id = w.id and i.progress = 'finished') as answered
    from closed c join waves w on w.id = c.wave_id
    order by w.id, c.channel`.execute(trx)
  return rows
}

/** The survey that a wave is of, and its thread; null until its message is posted. */
export async function homeOfWave(
  trx: Trx,
  waveId: string,
): Promise<{ readonly survey: string; readonly thread: DeskThread | null }> {
  const { survey, channel, thread } = await trx
    .selectFrom('surveys as s')
    .innerJoin('waves as w', 'w.survey', 's.key')
    .select(['w.survey', 's.channel', 's.thread'])
    .where('w.id', '=', waveId)
    .executeTakeFirstOrThrow()
  return { survey, thread: channel !== null && thread !== null ? { channel, ts: thread } : null }
}

/** @internal Whether a wave `w` stands in a channel, where whoever presses it may answer. */
export function isPosted(): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from wave_posts p where p.wave_id = w.id and p.state in ('posted', 'closed'))`
}

/**
 * These members answer in a channel what was not sent to them: one who is to be asked yet is asked by that, once; one who
 * was not meant to be is taken in. An invitation that nobody has begun to send goes.
 *
 * Nothing happens where the wave stands in no channel, or is over.
 */
export async function takeUpPosts(
  trx: Trx,
  taking: readonly { readonly address: Address; readonly waveId: string }[],
  now: Date,
): Promise<void> {
  const here = taking.filter(({ address }) => address.startsWith(`${CHANNEL_NETWORK}:`))
  if (here.length === 0) return
  const addresses = here.map(({ address }) => address)
  const waveIds = here.map(({ waveId }) => waveId)
  // The outbox first, as whoever settles a row does.
  await sql`
    with unsent as (
      delete from outbox o
      using ${openPosts(addresses, waveIds, now)}
      where o.lane = m.address and o.settled_at is null and (o.claimed_by is null or o.bulk) and not o.may_have_arrived
        and o.sent_ids = '[]' and o.purpose->>'kind' = 'invitation' and (o.purpose->>'waveId')::bigint = w.id
      returning w.id as wave_id, m.id as member_id)
    update invitations i set reminder = null from unsent u
    where i.wave_id = u.wave_id and i.member_id = u.member_id and i.reminder = 'queued'`.execute(trx)
  await sql`
    insert into invitations as i (wave_id, member_id, how, state, due_at, network)
    select w.id, m.id, 'channel', 'sent', ${now}::timestamptz, ${CHANNEL_NETWORK}
    from ${openPosts(addresses, waveIds, now)}
    order by w.id, m.id
    on conflict (wave_id, member_id) do update set how = 'channel', state = 'sent', remind_at = null
    where i.state <> 'sent'`.execute(trx)
}

/** Members `m` and the waves `w` that they may take up. */
function openPosts(addresses: readonly string[], waveIds: readonly string[], now: Date) {
  return sql`unnest(${addresses}::text[], ${waveIds}::bigint[]) as t (address, wave_id)
    join members m on m.address = t.address and m.left_at is null
    join waves w on w.id = t.wave_id and w.state in ('sending', 'paused') and w.closes_at > ${now}::timestamptz
      and ${isPosted()}`
}
