/**
 * Tables by what people are, as they were told. Nothing else is known of them: counts that were hidden are not kept.
 */
import { sql } from 'kysely'
import type { CutRelease } from '../../core/panel/tables.ts'
import type { Db, Trx } from '../database.ts'

const COLUMNS = ['question', 'cut', 'people', 'groups', 'cells', 'sums', 'middles'] as const

/** All that was ever told of a wave, the last one last. */
export async function tablesEverTold(trx: Trx, waveId: string): Promise<readonly CutRelease[]> {
  return trx.selectFrom('released_cuts').select(COLUMNS).where('wave_id', '=', waveId).orderBy('id').execute()
}

/** The last of each question by this, the one of all who came to the end under an empty key. */
export async function tablesTold(db: Db | Trx, waveId: string, cut: string): Promise<ReadonlyMap<string, CutRelease>> {
  const rows = await db
    .selectFrom('released_cuts')
    .select(COLUMNS)
    .distinctOn('question')
    .where('wave_id', '=', waveId)
    .where('cut', '=', cut)
    .orderBy('question')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map(row => [row.question, row]))
}

export async function keepTables(trx: Trx, waveId: string, tables: readonly CutRelease[]): Promise<void> {
  if (tables.length === 0) return
  await sql`
    insert into released_cuts (wave_id, question, cut, people, groups, cells, sums, middles)
    select ${waveId}::bigint, t.question, t.cut, t.people, t.groups, t.cells, t.sums, nullif(t.middles, 'null')
    from jsonb_to_recordset(${JSON.stringify(tables)}::jsonb)
      as t (question text, cut text, people integer, groups jsonb, cells jsonb, sums jsonb, middles jsonb)`.execute(trx)
}
