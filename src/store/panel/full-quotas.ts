/**
 * Quotas that have no place left. They are read as they stand: places are taken when somebody answers, under a lock.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Cells } from '../../core/panel/coarsen.ts'
import type { Trx } from '../database.ts'

/** @internal What is known of a member `m` at a conversation `c`, as quotas name it. */
export const cellsOfMember: RawBuilder<Cells> = sql.raw(`
  (m.profile || jsonb_strip_nulls(jsonb_build_object('area', m.area, 'language', m.language, 'network', c.network)))`)

/** Of a wave `w` in its version `v`. */
const fullQuotas = sql.raw(`quotas q where q.wave_id = w.id and q.taken >= q.most`)
const cellsOfQuota = sql.raw(`v.definition->'audience'->'quotas'->q.number->'of'`)

/** What people have in common of whom as many have answered as are wanted; one for each quota. */
export async function fullCells(trx: Trx, waveId: string): Promise<readonly Cells[]> {
  const { rows } = await sql<{ cells: Cells }>`
    select ${cellsOfQuota} as cells
    from waves w join survey_versions v on v.survey = w.survey and v.version = w.version, lateral (select * from ${fullQuotas}) q
    where w.id = ${waveId}`.execute(trx)
  return rows.map(({ cells }) => cells)
}

/** @internal Whether a member is all of one of these. */
export function isAmongFull(full: readonly Cells[]): RawBuilder<boolean> {
  return full.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`${cellsOfMember} @> any(${full.map(cells => JSON.stringify(cells))}::jsonb[])`
}

/** @internal Whether a wave has a place for a member. */
export function hasPlace(): RawBuilder<boolean> {
  return sql<boolean>`not exists (select 1 from ${fullQuotas} and ${cellsOfMember} @> (${cellsOfQuota}))`
}
