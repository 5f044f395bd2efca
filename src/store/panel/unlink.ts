/**
 * Takes away what tells whose answers are whose: the key of a wave, and all that could stand in for it.
 *
 * Whoever reads the whole database afterwards finds new random pseudonyms, rows that lie in an order that tells nothing and
 * that one transaction wrote (`ctid`, `xmin`), nothing of answers or beside them that is true of few alone, and free answers
 * each by itself. Of those who were asked it tells who answered anything, and not how far they came, nor when (`blur.ts`).
 */
import { sql } from 'kysely'
import { type CellGroup, type Cells, coarsen } from '../../core/panel/coarsen.ts'
import { isFree } from '../../core/panel/free-answer.ts'
import { FEWEST } from '../../core/panel/suppress.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Db, Trx } from '../database.ts'

/** About 110 m: a pin must not be found again among the places of cases. */
const PIN_DECIMALS = 3

/** A wave whose time has come. */
export interface WaveToUnlink {
  readonly id: string
  readonly survey: Survey
}

/** The wave that closed longest ago, at least so many days. */
export async function waveToUnlink(db: Db, now: Date, keyDays: number): Promise<WaveToUnlink | undefined> {
  const { rows } = await sql<WaveToUnlink>`
    select w.id::text, v.definition as survey
    from wave_keys k join waves w on w.id = k.wave_id
    join survey_versions v on v.survey = w.survey and v.version = w.version
    where least(w.closes_at, coalesce(w.closed_at, w.closes_at)) < ${now}::timestamptz - make_interval(days => ${keyDays}::integer)
    order by w.closes_at limit 1`.execute(db)
  return rows[0]
}

/**
 * Whoever answers holds the key until they are done: nothing is written under an old pseudonym afterwards.
 *
 * @param order  Names of what is kept beside answers, what matters most first.
 */
export async function unlinkWave(trx: Trx, { id, survey }: WaveToUnlink, order: readonly string[], now: Date) {
  await sql`set local statement_timeout = '10min'`.execute(trx)
  const { numDeletedRows } = await trx.deleteFrom('wave_keys').where('wave_id', '=', id).executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) return
  await loosen(trx, id, survey)
  await dropFew(trx, id)
  await renameAll(trx, id, await coarserCells(trx, id, order))
  await inviteAnew(trx, id)
  // A turn that read the state before is overtaken, and cannot put it back.
  await sql`
    update conversations set state = state - 'survey' - 'typed', version = version + 1
    where state->'survey'->>'waveId' = ${id} or state->'typed'->0->>'waveId' = ${id}`.execute(trx)
  await trx.updateTable('waves').set({ key_destroyed_at: now }).where('id', '=', id).execute()
}

/** True where the key of any wave went since then. */
export async function wereUnlinked(db: Db, since: Date): Promise<boolean> {
  const wave = await db.selectFrom('waves').select('id').where('key_destroyed_at', '>=', since).executeTakeFirst()
  return wave !== undefined
}

/** Frees the room of the old rows, which still lie there until then. Outside any transaction. */
export async function sweepOldRows(db: Db): Promise<void> {
  await db.connection().execute(async one => {
    await sql`set statement_timeout = 0`.execute(one)
    try {
      // One row is nothing to autovacuum, and its bytes would stay in its page: the file is written anew.
      await sql`vacuum full wave_keys`.execute(one)
      await sql`vacuum responses, survey_answers, free_answers, invitations, conversations`.execute(one)
    } finally {
      await sql`set statement_timeout to default`.execute(one)
    }
  })
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
  await sql`
    delete from survey_answers
    where wave_id = ${waveId} and question = any(${free.map(({ key }) => key)}::text[])`.execute(trx)
  await listAnew(trx, waveId)
}

/**
 * Nothing that came late can be told from the rest any more, nor the order in which words were let through. Of fewer than
 * ten nothing was ever let through.
 */
async function listAnew(trx: Trx, waveId: string): Promise<void> {
  await sql`create temp table relisted (like free_answers) on commit drop`.execute(trx)
  await sql`
    with listed as (delete from free_answers where wave_id = ${waveId} returning *)
    insert into relisted select * from listed`.execute(trx)
  await sql`
    insert into free_answers (id, wave_id, question, tags, published_at, hidden_for)
    select l.id, l.wave_id, l.question, coalesce(f.tags, '{}'), f.published_at, f.hidden_for
    from loose_answers l join released_words r on r.wave_id = l.wave_id left join relisted f on f.id = l.id
    where l.wave_id = ${waveId} order by l.id`.execute(trx)
}

/** Where some came to the end and some did not, and either are few: who they are may be known, so what they chose goes. */
async function dropFew(trx: Trx, waveId: string): Promise<void> {
  await sql`
    with halves as (select finished, count(*) as people from responses where wave_id = ${waveId} group by finished)
    delete from responses r using halves h
    where r.wave_id = ${waveId} and r.finished = h.finished and h.people < ${FEWEST} and (select count(*) from halves) = 2`.execute(
    trx,
  )
}

interface Coarser {
  readonly finished: boolean
  readonly cells: Cells
  readonly kept: Cells
}

async function coarserCells(trx: Trx, waveId: string, order: readonly string[]): Promise<readonly Coarser[]> {
  const { rows } = await sql<CellGroup & { readonly finished: boolean }>`
    select finished, cells, count(*)::integer as people from responses
    where wave_id = ${waveId} group by finished, cells`.execute(trx)
  return [...Map.groupBy(rows, row => row.finished).values()].flatMap(groups => {
    const kept = coarsen(groups, order)
    return groups.map(({ finished, cells }, n) => ({ finished, cells, kept: kept[n] ?? {} }))
  })
}

async function renameAll(trx: Trx, waveId: string, coarser: readonly Coarser[]): Promise<void> {
  // That some came late is only told of ten at least, among ten at least who did not.
  await sql`
    create temp table renamed on commit drop as
    select old, new, cells, finished, late and least(lates, people - lates) >= ${sql.lit(FEWEST)} as late
    from (
      select r.pseudonym as old, uuid_send(gen_random_uuid()) as new, c.kept as cells, r.finished, r.late,
        count(*) filter (where r.late) over alike as lates, count(*) over alike as people
      from responses r join unnest(${coarser.map(c => c.finished)}::boolean[], ${coarser.map(c => JSON.stringify(c.cells))}::jsonb[],
        ${coarser.map(c => JSON.stringify(c.kept))}::jsonb[]) as c (finished, cells, kept)
        on c.finished = r.finished and c.cells = r.cells
      where r.wave_id = ${waveId}
      window alike as (partition by r.finished, c.kept)) r`.execute(trx)
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

/** All of them, also of those who never answered: who erased their answers is none but one of those. */
async function inviteAnew(trx: Trx, waveId: string): Promise<void> {
  await sql`create temp table reinvited (like invitations) on commit drop`.execute(trx)
  await sql`
    with asked as (delete from invitations where wave_id = ${waveId} returning *)
    insert into reinvited select * from asked`.execute(trx)
  // Whoever takes a survey up in a channel is due at the moment that they answer.
  await sql`
    insert into invitations (wave_id, member_id, how, state, due_at, progress, network)
    select i.wave_id, i.member_id, i.how, i.state, w.starts_at, case i.progress when 'none' then 'none' else 'begun' end, i.network
    from reinvited i join waves w on w.id = i.wave_id order by i.member_id`.execute(trx)
}
