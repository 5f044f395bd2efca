/**
 * What was answered, under pseudonyms. Many answers at once go in a handful of statements.
 */
import { sql } from 'kysely'
import type { Cells } from '../../core/panel/coarsen.ts'
import type { SurveyAnswer, SurveyAnswers } from '../../core/panel/survey-answer.ts'
import type { Db, Trx } from '../database.ts'

/** Whose response, of which wave. */
export interface Under {
  readonly waveId: string
  readonly pseudonym: Buffer
}

export interface SavedResponse extends Under {
  readonly memberId: string
  /** Kept at their first answer. */
  readonly cells: Cells
  readonly question: string
  /** Null: skipped. */
  readonly answer: SurveyAnswer | null
  /** In words, with a photo or a place: it gets a name of its own. */
  readonly isFree: boolean
  /** Keys of questions that do not apply any more: what was answered to them goes. */
  readonly dropped: readonly string[]
  readonly finished: boolean
  readonly late: boolean
}

/** What somebody answered. `finished`: they came to the end. `late`: some of it after the survey closed. */
export interface GivenResponse {
  readonly given: SurveyAnswers
  readonly finished: boolean
  readonly late: boolean
}

/** By wave and pseudonym in hex, with a space between; nothing for who has not answered anything. */
export async function answersUnder(db: Db | Trx, under: readonly Under[]): Promise<ReadonlyMap<string, GivenResponse>> {
  if (under.length === 0) return new Map()
  const { rows } = await sql<{
    wave_id: string
    pseudonym: Buffer
    given: SurveyAnswers | null
    finished: boolean
    late: boolean
  }>`
    select r.wave_id, r.pseudonym, r.finished, r.late, (
      select jsonb_object_agg(a.question, a.value) from survey_answers a
      where a.wave_id = r.wave_id and a.pseudonym = r.pseudonym) as given
    from ${underRows(under)} join responses r on r.wave_id = u.wave_id and r.pseudonym = u.pseudonym`.execute(db)
  return new Map(
    rows.map(({ wave_id: waveId, pseudonym, given, finished, late }) => [
      `${waveId} ${pseudonym.toString('hex')}`,
      { given: given ?? {}, finished, late },
    ]),
  )
}

/** Keeps one answer of each of these people, and how far they are. */
export async function saveResponses(trx: Trx, saved: readonly SavedResponse[]): Promise<void> {
  if (saved.length === 0) return
  await sql`
    insert into responses (wave_id, pseudonym, cells)
    select * from unnest(${saved.map(s => s.waveId)}::bigint[], ${saved.map(s => s.pseudonym)}::bytea[],
      ${saved.map(s => JSON.stringify(s.cells))}::jsonb[])
    on conflict do nothing`.execute(trx)
  await sql`
    update responses r set finished = u.finished, late = r.late or u.late
    from unnest(${saved.map(s => s.waveId)}::bigint[], ${saved.map(s => s.pseudonym)}::bytea[],
      ${saved.map(s => s.finished)}::boolean[], ${saved.map(s => s.late)}::boolean[]) as u (wave_id, pseudonym, finished, late)
    where r.wave_id = u.wave_id and r.pseudonym = u.pseudonym
      and (r.finished, r.late) is distinct from (u.finished, r.late or u.late)`.execute(trx)
  await sql`
    insert into survey_answers as a (wave_id, pseudonym, question, value, free_id)
    select wave_id, pseudonym, question, value, case when is_free and value is not null then gen_random_uuid() end
    from unnest(${saved.map(s => s.waveId)}::bigint[], ${saved.map(s => s.pseudonym)}::bytea[],
      ${saved.map(s => s.question)}::text[], ${saved.map(s => (s.answer === null ? null : JSON.stringify(s.answer)))}::jsonb[],
      ${saved.map(s => s.isFree)}::boolean[]) as u (wave_id, pseudonym, question, value, is_free)
    on conflict (wave_id, pseudonym, question) do update set value = excluded.value,
      free_id = case when a.value = excluded.value then a.free_id else excluded.free_id end`.execute(trx)
  const dropped = saved.flatMap(({ waveId, pseudonym, dropped: keys }) =>
    keys.map(question => ({ waveId, pseudonym, question })),
  )
  if (dropped.length > 0) {
    await sql`
      delete from survey_answers a using unnest(${dropped.map(d => d.waveId)}::bigint[],
        ${dropped.map(d => d.pseudonym)}::bytea[], ${dropped.map(d => d.question)}::text[]) as d (wave_id, pseudonym, question)
      where a.wave_id = d.wave_id and a.pseudonym = d.pseudonym and a.question = d.question`.execute(trx)
  }
  await sql`
    update invitations i set progress = p.progress
    from unnest(${saved.map(s => s.waveId)}::bigint[], ${saved.map(s => s.memberId)}::bigint[],
      ${saved.map(s => (s.finished ? 'finished' : 'begun'))}::text[]) as p (wave_id, member_id, progress)
    where i.wave_id = p.wave_id and i.member_id = p.member_id and i.progress <> p.progress`.execute(trx)
}

/**
 * Takes out all that somebody answered; their place in quotas is free again.
 *
 * @param quotas  Of the survey, in their order.
 */
export async function eraseResponse(
  trx: Trx,
  { waveId, pseudonym, memberId }: Under & { readonly memberId: string },
  quotas: readonly { readonly of: Cells }[],
): Promise<void> {
  const erased = await trx
    .deleteFrom('responses')
    .where('wave_id', '=', waveId)
    .where('pseudonym', '=', pseudonym)
    .returning('cells')
    .executeTakeFirst()
  if (!erased) return
  await trx
    .updateTable('invitations')
    // Who takes all of it out is not asked for it again.
    .set({ progress: 'none', remind_at: null })
    .where('wave_id', '=', waveId)
    .where('member_id', '=', memberId)
    .execute()
  const numbers = quotas.flatMap(({ of }, number) => (isAllOf(erased.cells, of) ? [number] : []))
  if (numbers.length === 0) return
  await sql`
    update quotas set taken = taken - 1
    where wave_id = ${waveId} and number = any(${numbers}::integer[]) and taken > 0`.execute(trx)
}

/** True where somebody of whom this is known falls in a quota. */
export function isAllOf(cells: Cells, of: Cells): boolean {
  return Object.entries(of).every(([name, value]) => cells[name] === value)
}

/** Somebody who answers for the first time, and the quotas that they fall in. */
export interface WantsPlace {
  readonly waveId: string
  readonly numbers: readonly number[]
}

/**
 * Takes places in quotas, each of them in all of its quotas or in none. Nobody else takes one of these meanwhile.
 *
 * @returns In their order: true for who has a place.
 */
export async function takePlaces(trx: Trx, wanted: readonly WantsPlace[]): Promise<readonly boolean[]> {
  const waves = [...new Set(wanted.filter(({ numbers }) => numbers.length > 0).map(({ waveId }) => waveId))]
  if (waves.length === 0) return wanted.map(() => true)
  // In one order for everybody: no deadlocks.
  const rows = await trx
    .selectFrom('quotas')
    .selectAll()
    .where('wave_id', 'in', waves)
    .orderBy('wave_id')
    .orderBy('number')
    .forUpdate()
    .execute()
  const left = new Map(rows.map(row => [`${row.wave_id} ${row.number}`, row.most - row.taken]))
  const taken = new Map<string, number>()
  const got = wanted.map(({ waveId, numbers }) => {
    const names = numbers.map(number => `${waveId} ${number}`)
    if (names.some(name => (left.get(name) ?? 0) <= 0)) return false
    for (const name of names) {
      left.set(name, left.get(name)! - 1)
      taken.set(name, (taken.get(name) ?? 0) + 1)
    }
    return true
  })
  const changed = rows.flatMap(row => {
    const more = taken.get(`${row.wave_id} ${row.number}`)
    return more ? [{ ...row, more }] : []
  })
  await sql`
    update quotas q set taken = q.taken + t.more
    from unnest(${changed.map(c => c.wave_id)}::bigint[], ${changed.map(c => c.number)}::integer[],
      ${changed.map(c => c.more)}::integer[]) as t (wave_id, number, more)
    where q.wave_id = t.wave_id and q.number = t.number`.execute(trx)
  return got
}

/** @internal */
function underRows(under: readonly Under[]) {
  return sql`unnest(${under.map(u => u.waveId)}::bigint[], ${under.map(u => u.pseudonym)}::bytea[]) as u (wave_id, pseudonym)`
}
