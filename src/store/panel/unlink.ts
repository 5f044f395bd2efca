/**
 * Takes away what tells whose answers are whose: the key of a wave, and all that could stand in for it.
 *
 * Whoever reads the whole database afterwards finds new random pseudonyms, rows that lie in their order and that one
 * transaction wrote (`ctid`, `xmin`), nothing beside answers that is true of few alone, and free answers each by itself.
 */
import { sql } from 'kysely'
import { type CellGroup, type Cells, coarsen } from '../../core/panel/coarsen.ts'
import { isFree } from '../../core/panel/free-answer.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Db, Trx } from '../database.ts'

/** About 110 m: a pin must not be found again among the places of cases. */
const PIN_DECIMALS = 3

/** A wave whose time has come. */
export interface WaveToUnlink {
  readonly id: string
  readonly survey: Survey
}

/** The wave that closed longest ago, at least so many days; nobody else takes it meanwhile. */
export async function takeWaveToUnlink(trx: Trx, now: Date, keyDays: number): Promise<WaveToUnlink | undefined> {
  // Whoever answers holds the key until they are done: nothing is written under an old pseudonym afterwards.
  const { rows } = await sql<WaveToUnlink>`
    select w.id::text, v.definition as survey
    from wave_keys k join waves w on w.id = k.wave_id
    join survey_versions v on v.survey = w.survey and v.version = w.version
    where least(w.closes_at, coalesce(w.closed_at, w.closes_at)) < ${now}::timestamptz - make_interval(days => ${keyDays}::integer)
    order by w.closes_at limit 1 for update of k`.execute(trx)
  return rows[0]
}

/** @param order  Names of what is kept beside answers, what matters most first. */
export async function unlinkWave(trx: Trx, { id, survey }: WaveToUnlink, order: readonly string[], now: Date) {
  await sql`set local statement_timeout = '10min'`.execute(trx)
  await trx.deleteFrom('wave_keys').where('wave_id', '=', id).execute()
  await loosen(trx, id, survey)
  await renameAll(trx, id, await coarserCells(trx, id, order))
  await sql`update invitations set progress = 'begun' where wave_id = ${id} and progress = 'finished'`.execute(trx)
  // A turn that read the state before is overtaken, and cannot put it back.
  await sql`
    update conversations set state = state - 'survey', version = version + 1
    where state->'survey'->>'waveId' = ${id}`.execute(trx)
  await trx.updateTable('waves').set({ key_destroyed_at: now }).where('id', '=', id).execute()
}

/** Frees the room of the old rows, which still lie there until then. Outside any transaction. */
export async function sweepOldRows(db: Db): Promise<void> {
  await sql`vacuum responses, survey_answers`.execute(db)
}

/** What events that no turn could take say of answers: they are kept to be looked into, but not for longer than a day. */
export async function emptyFailedAnswers(db: Db, now: Date): Promise<void> {
  await sql`
    update inbox i set event = null, files = null, looked_up = null
    where i.failure is not null and i.event is not null and i.done_at < ${now}::timestamptz - interval '23 hours'
      and (i.event->'said'->>'token' like 'sv.%' or i.looked_up @? '$[*] ? (@.kind == "survey")')`.execute(db)
}

async function loosen(trx: Trx, waveId: string, { questions }: Survey): Promise<void> {
  const free = questions.filter(isFree)
  if (free.length === 0) return
  const pins = questions.filter(({ kind }) => kind === 'pin').map(({ key }) => key)
  await sql`
    insert into loose_answers (id, wave_id, question, value)
    select l.id, ${waveId}::bigint, l.question, case when l.question = any(${pins}::text[]) then jsonb_build_object(
      'latitude', round((l.value->>'latitude')::numeric, ${PIN_DECIMALS}::integer),
      'longitude', round((l.value->>'longitude')::numeric, ${PIN_DECIMALS}::integer)) else l.value end
    from (
      select coalesce(free_id, gen_random_uuid()) as id, question, value from survey_answers
      where wave_id = ${waveId} and question = any(${free.map(({ key }) => key)}::text[]) and value is not null) l
    order by l.id`.execute(trx)
  // Nothing that came late can be told from the rest any more. Of fewer than ten nothing was ever let through.
  await sql`
    insert into free_answers (id, wave_id, question)
    select l.id, l.wave_id, l.question from loose_answers l join released_words r on r.wave_id = l.wave_id
    where l.wave_id = ${waveId} order by l.id on conflict do nothing`.execute(trx)
  await sql`
    delete from survey_answers
    where wave_id = ${waveId} and question = any(${free.map(({ key }) => key)}::text[])`.execute(trx)
}

async function coarserCells(trx: Trx, waveId: string, order: readonly string[]) {
  const { rows } = await sql<CellGroup>`
    select cells, count(*)::integer as people from responses where wave_id = ${waveId} group by cells`.execute(trx)
  const kept = coarsen(rows, order)
  return rows.map(({ cells }, n): { cells: Cells; kept: Cells } => ({ cells, kept: kept[n] ?? {} }))
}

async function renameAll(trx: Trx, waveId: string, cells: readonly { cells: Cells; kept: Cells }[]): Promise<void> {
  await sql`
    create temp table renamed on commit drop as
    select r.pseudonym as old, uuid_send(gen_random_uuid()) as new, c.kept as cells, r.finished, r.late
    from responses r join unnest(${cells.map(c => JSON.stringify(c.cells))}::jsonb[],
      ${cells.map(c => JSON.stringify(c.kept))}::jsonb[]) as c (cells, kept) on c.cells = r.cells
    where r.wave_id = ${waveId}`.execute(trx)
  await sql`
    create temp table reanswered on commit drop as
    select n.new, a.question, a.value from renamed n
    join survey_answers a on a.wave_id = ${waveId} and a.pseudonym = n.old`.execute(trx)
  // The answers go along.
  await sql`delete from responses where wave_id = ${waveId}`.execute(trx)
  await sql`
    insert into responses (wave_id, pseudonym, cells, finished, late)
    select ${waveId}::bigint, new, cells, finished, late from renamed order by new`.execute(trx)
  await sql`
    insert into survey_answers (wave_id, pseudonym, question, value)
    select ${waveId}::bigint, new, question, value from reanswered order by new, question`.execute(trx)
}
