/**
 * Waves: each one sending of a survey, numbered.
 */
import { sql } from 'kysely'
import type { MakeUp } from '../../core/panel/make-up.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Db, Trx } from '../database.ts'
import type { WaveState } from '../panel-tables.ts'

/** A launched survey of which a wave is to be made. */
export interface DueSurvey {
  readonly key: string
  /** That is launched. */
  readonly version: number
  readonly definition: Survey
  /** When the wave was to be made. */
  readonly wave: Date
}

/** Takes the survey that waits longest for a wave; nobody else makes one of it meanwhile. */
export async function takeDueSurvey(trx: Trx, now: Date): Promise<DueSurvey | undefined> {
  const { rows } = await sql<DueSurvey>`
    select s.key, s.launched_version as version, v.definition, s.next_wave_at as wave
    from surveys s join survey_versions v on v.survey = s.key and v.version = s.launched_version
    where s.state = 'launched' and s.next_wave_at <= ${now}::timestamptz
    order by s.next_wave_at limit 1 for update of s skip locked`.execute(trx)
  return rows[0]
}

export async function setNextWave(trx: Trx, survey: string, next: Date | null): Promise<void> {
  await trx.updateTable('surveys').set({ next_wave_at: next }).where('key', '=', survey).execute()
}

/** When the newest wave that went out begins, or began, by the town's clock; undefined where none did. */
export async function lastBeginning(db: Db | Trx, survey: string): Promise<Date | undefined> {
  const { begins } = await db
    .selectFrom('waves')
    .select(eb => eb.fn.max<Date | null>('starts_at').as('begins'))
    .where('survey', '=', survey)
    .where('state', '<>', 'missed')
    .executeTakeFirstOrThrow()
  return begins ?? undefined
}

export interface NewWave {
  readonly survey: string
  readonly version: number
  readonly state: 'sending' | 'missed'
  readonly startsAt: Date
  readonly closesAt: Date
  readonly seed: string
}

export async function addWave(trx: Trx, wave: NewWave): Promise<{ readonly id: string; readonly number: number }> {
  return trx
    .insertInto('waves')
    .values({
      survey: wave.survey,
      version: wave.version,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from waves where survey = ${wave.survey})`,
      state: wave.state,
      starts_at: wave.startsAt,
      closes_at: wave.closesAt,
      seed: wave.seed,
      closed_at: wave.state === 'missed' ? wave.closesAt : null,
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow()
}

interface WaveEquipment {
  readonly key: Buffer
  readonly audience: number
  readonly makeUp: MakeUp
  /** How many each of them lets answer. */
  readonly quotas: readonly number[]
}

/** What a wave has from the start: its key, its quotas, how many it was meant for, and what those told of themselves. */
export async function equipWave(
  trx: Trx,
  waveId: string,
  { key, audience, makeUp, quotas }: WaveEquipment,
): Promise<void> {
  await trx
    .updateTable('waves')
    .set({ audience, make_up: JSON.stringify(makeUp) })
    .where('id', '=', waveId)
    .execute()
  await trx.insertInto('wave_keys').values({ wave_id: waveId, key }).execute()
  if (quotas.length === 0) return
  await trx
    .insertInto('quotas')
    .values(quotas.map((most, number) => ({ wave_id: waveId, number, most })))
    .execute()
}

/** A wave whose invitations go out now. */
export interface SendingWave {
  readonly id: string
  readonly survey: string
  readonly version: number
  readonly closesAt: Date
}

export async function sendingWaves(db: Db, now: Date): Promise<readonly SendingWave[]> {
  return db
    .selectFrom('waves')
    .select(['id', 'survey', 'version', sql<Date>`closes_at`.as('closesAt')])
    .where('state', '=', 'sending')
    .where('closes_at', '>', now)
    .orderBy('id')
    .execute()
}

/**
 * Ends the wave that is over for longest: who was not asked by then is not asked any more.
 *
 * @returns Its number; undefined where none is over.
 */
export async function closeNextWave(
  trx: Trx,
  now: Date,
): Promise<{ readonly id: string; readonly survey: string } | undefined> {
  const { rows } = await sql<{ id: string; survey: string }>`
    update waves set state = 'closed', closed_at = ${now} where id = (
      select id from waves where state in ('planned', 'sending', 'paused') and closes_at <= ${now}::timestamptz
      order by closes_at limit 1 for update skip locked)
    returning id, survey`.execute(trx)
  const [closed] = rows
  if (closed) await dropDue(trx, closed.id)
  return closed
}

/** @returns Undefined where there is no such wave, or it stands otherwise. */
export async function moveWave(
  trx: Trx,
  waveId: string,
  { from, to }: { readonly from: readonly WaveState[]; readonly to: WaveState },
  now: Date,
): Promise<{ readonly survey: string } | undefined> {
  return trx
    .updateTable('waves')
    .set({ state: to, ...(to === 'stopped' && { closed_at: now }) })
    .where('id', '=', waveId)
    .where('state', 'in', from)
    .returning('survey')
    .executeTakeFirst()
}

/** Nobody is asked or reminded any more who was not yet: what waits for a network goes too, unless its sending has begun. */
export async function dropDue(trx: Trx, waveId: string): Promise<void> {
  await patiently(trx)
  await sql`update invitations set state = 'dropped' where wave_id = ${waveId} and state = 'due'`.execute(trx)
  await sql`update invitations set remind_at = null where wave_id = ${waveId} and remind_at is not null`.execute(trx)
  await dropUnsent(trx, waveId)
}

/** A row that somebody has locked is being begun at this moment. */
async function dropUnsent(trx: Trx, waveId: string): Promise<void> {
  await sql`
    with unsent as (
      delete from outbox where id in (
        select id from outbox
        where settled_at is null and bulk and not may_have_arrived and sent_ids = '[]'
          and purpose->>'kind' = 'invitation' and purpose->>'waveId' = ${waveId}
        for update skip locked)
      returning (purpose->>'memberId')::bigint as member_id)
    update invitations i set reminder = nullif(i.reminder, 'queued'),
      state = case when i.state = 'queued' then 'dropped' else i.state end
    from unsent u
    where i.wave_id = ${waveId} and i.member_id = u.member_id and (i.state = 'queued' or i.reminder = 'queued')`.execute(
    trx,
  )
}

/** A wave of a million takes longer than any other statement may. */
export async function patiently(trx: Trx): Promise<void> {
  await sql`set local statement_timeout = '10min'`.execute(trx)
}
