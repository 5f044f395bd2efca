/**
 * What is told of waves in Slack: one message for each, below its survey's.
 */
import { sql } from 'kysely'
import type { Network } from '../../core/network.ts'
import type { DeskThread } from '../../core/outbound.ts'
import type { PerLanguage } from '../../core/place.ts'
import type { Db, Trx } from '../database.ts'
import type { WaveState } from '../panel-tables.ts'

/** How far a wave is. */
export interface WaveStanding {
  readonly id: string
  readonly survey: string
  readonly title: PerLanguage<string>
  readonly number: number
  readonly state: WaveState
  readonly closesAt: Date
  /** How many it was meant for. */
  readonly audience: number | null
  /** The survey's message, and its own below that; null until they are posted. */
  readonly channel: string | null
  readonly thread: string | null
  readonly line: string | null
  readonly words: string | null
}

const standing = sql.raw(`
  w.id, w.survey, v.definition->'title' as title, w.number, w.state, w.closes_at as "closesAt", w.audience,
  s.channel, s.thread, w.line, w.line_words as words
  from waves w join surveys s on s.key = w.survey
  join survey_versions v on v.survey = w.survey and v.version = w.version`)

export async function waveStanding(db: Db, waveId: string): Promise<WaveStanding | undefined> {
  const { rows } = await sql<WaveStanding>`select ${standing} where w.id = ${waveId}`.execute(db)
  return rows[0]
}

/** Waves whose message was last written before that, and may say something else by now. The transaction has them alone. */
export async function staleLines(trx: Trx, before: Date): Promise<readonly WaveStanding[]> {
  const { rows } = await sql<WaveStanding>`
    select ${standing}
    where w.line is not null and w.line_at <= ${before}::timestamptz
      and (w.closed_at is null or w.line_at <= w.closed_at)
    order by w.id for update of w skip locked`.execute(trx)
  return rows
}

/** Waves that have no message yet, though their survey has one. The transaction has them alone. */
export async function wavesWithoutLine(trx: Trx): Promise<readonly WaveStanding[]> {
  const { rows } = await sql<WaveStanding>`
    select ${standing}
    where w.line_at is null and w.state <> 'missed' and s.thread is not null
    order by w.id for update of w skip locked`.execute(trx)
  return rows
}

/** Somebody did something to it: its message is to say so at once. */
export async function noteLineStale(trx: Trx, waveId: string): Promise<void> {
  await sql`update waves set line_at = '-infinity' where id = ${waveId} and line_at is not null`.execute(trx)
}

export async function noteLineWritten(trx: Trx, waveId: string, words: string, now: Date): Promise<void> {
  await trx.updateTable('waves').set({ line_words: words, line_at: now }).where('id', '=', waveId).execute()
}

export async function noteLinePosted(trx: Trx, waveId: string, ts: string): Promise<void> {
  await trx.updateTable('waves').set({ line: ts }).where('id', '=', waveId).execute()
}

export async function noteSurveyPosted(trx: Trx, survey: string, { channel, ts }: DeskThread): Promise<void> {
  await trx.updateTable('surveys').set({ channel, thread: ts }).where('key', '=', survey).execute()
}

export interface WaveCounts {
  readonly invited: number
  readonly sent: number
  readonly answered: number
  readonly refused: number
  readonly unreachable: number
  readonly unknown: number
  /** Not asked: enough people like them had answered. */
  readonly full: number
  /** Not asked: they left or did not want to be asked any more, or the end came first. */
  readonly dropped: number
  readonly reminders: {
    readonly sent: number
    readonly failed: number
    readonly unknown: number
    readonly left: number
  }
  /** Still to be sent, by network. */
  readonly left: Readonly<Record<Network, number>>
  /** When the last of them falls due. */
  readonly lastDueAt: Date | null
}

/** Counted anew each time: some tenths of a second for a million. */
export async function countWave(db: Trx, waveId: string): Promise<WaveCounts> {
  const { rows } = await sql<WaveCounts>`
    with by_network as (
      select coalesce(network, '') as network,
        count(*) filter (where how = 'drawn')::integer as invited,
        count(*) filter (where state = 'sent')::integer as sent,
        count(*) filter (where progress = 'finished')::integer as answered,
        count(*) filter (where state = 'refused')::integer as refused,
        count(*) filter (where state = 'unreachable')::integer as unreachable,
        count(*) filter (where state = 'unknown')::integer as unknown,
        count(*) filter (where state = 'full')::integer as full_up,
        count(*) filter (where state = 'dropped')::integer as dropped,
        count(*) filter (where state in ('due', 'queued'))::integer as waiting,
        max(due_at) filter (where state = 'due') as last_due_at,
        count(*) filter (where reminder = 'sent')::integer as reminded,
        count(*) filter (where reminder in ('refused', 'unreachable'))::integer as reminders_failed,
        count(*) filter (where reminder = 'unknown')::integer as reminders_unknown,
        count(*) filter (where reminder = 'queued'
          or remind_at is not null and state = 'sent' and progress <> 'finished')::integer as reminders_left
      from invitations where wave_id = ${waveId} group by 1)
    select coalesce(sum(invited), 0)::integer as invited, coalesce(sum(sent), 0)::integer as sent,
      coalesce(sum(answered), 0)::integer as answered, coalesce(sum(refused), 0)::integer as refused,
      coalesce(sum(unreachable), 0)::integer as unreachable, coalesce(sum(unknown), 0)::integer as unknown,
      coalesce(sum(full_up), 0)::integer as full, coalesce(sum(dropped), 0)::integer as dropped,
      jsonb_build_object('sent', coalesce(sum(reminded), 0), 'failed', coalesce(sum(reminders_failed), 0),
        'unknown', coalesce(sum(reminders_unknown), 0), 'left', coalesce(sum(reminders_left), 0)) as reminders,
      coalesce(jsonb_object_agg(network, waiting) filter (where waiting > 0), '{}') as left, max(last_due_at) as "lastDueAt"
    from by_network`.execute(db)
  return rows[0]!
}
