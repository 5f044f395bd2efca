/**
 * Goes through the record and looks whether every chain still holds: what got round the triggers shows here.
 *
 * The rows are read in the order of their cases, some at a time, and each page with the heads as they were at that
 * moment: Folkmoot may go on writing meanwhile.
 */
import { sql } from 'kysely'
import type { Db } from './database.ts'
import { BEFORE_FIRST, type ChainedEvent, digestOfWords, hashOf } from './record-chain.ts'

export interface Audit {
  readonly cases: number
  readonly events: number
  /** Events whose words were erased. */
  readonly erased: number
  /** The first row that is wrong, in the order of cases. */
  readonly broken?: Break
}

export interface Break {
  readonly caseId: string
  readonly seq: number
  readonly what: Fault
}

export type Fault =
  /** Something in the row is not what was written. */
  | 'changed'
  /** Rows before this one are gone, or others were put in. */
  | 'unlinked'
  | 'wordsChanged'
  | 'wordsMissing'
  /** Words that the row never had. */
  | 'wordsAdded'
  /** The end of the chain is gone: this is the first row that is missing. */
  | 'cutOff'
  /** The head says another end than the last row, or there is none. */
  | 'headWrong'

export interface AuditOptions {
  /** Default: all cases. */
  readonly caseId?: string
  /** Is told after each page. */
  readonly onProgress?: (sofar: { readonly cases: number; readonly events: number }) => void
}

const PAGE = 2_000

export async function auditRecord(db: Db, { caseId, onProgress }: AuditOptions = {}): Promise<Audit> {
  const bare = await firstWithoutEvents(db, caseId)
  let [cases, events, erased] = [0, 0, 0]
  let last: Row | undefined
  const found = (broken?: Break): Audit => {
    const first = bare && (!broken || BigInt(bare.caseId) < BigInt(broken.caseId)) ? bare : broken
    return { cases, events, erased, ...(first && { broken: first }) }
  }
  for (;;) {
    const rows = await readPage(db, last, caseId)
    for (const row of rows) {
      const before = last?.caseId === row.caseId ? last : undefined
      const broken = (before ? undefined : wrongEnd(last)) ?? wrongRow(row, before)
      if (broken) return found(broken)
      cases += before ? 0 : 1
      events += 1
      erased += row.erased ? 1 : 0
      last = row
    }
    onProgress?.({ cases, events })
    if (rows.length < PAGE) return found(wrongEnd(last))
  }
}

interface Row extends ChainedEvent {
  readonly salt: string | null
  readonly words: string | null
  readonly erased: boolean
  readonly hasWords: boolean
  readonly headSeq: number | null
  readonly headHash: string | null
}

async function readPage(db: Db, after: Row | undefined, caseId: string | undefined): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select e.case_id as "caseId", e.seq, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      e.actor, e.kind, e.detail::text as detail, encode(e.words_digest, 'hex') as "wordsDigest",
      encode(e.prev_hash, 'hex') as "prevHash", encode(e.hash, 'hex') as hash,
      w.salt::text as salt, w.words::text as words, w.erased_at is not null as erased, w.event_id is not null as "hasWords",
      h.seq as "headSeq", encode(h.hash, 'hex') as "headHash"
    from case_events e
    left join case_event_words w on w.event_id = e.id
    left join case_heads h on h.case_id = e.case_id
    where (e.case_id, e.seq) > (${after?.caseId ?? '0'}::bigint, ${after?.seq ?? 0}::integer)
      and (${caseId ?? null}::bigint is null or e.case_id = ${caseId ?? null}::bigint)
    order by e.case_id, e.seq
    limit ${PAGE}`.execute(db)
  return rows
}

function wrongRow(row: Row, before: Row | undefined): Break | undefined {
  const at = (what: Fault): Break => ({ caseId: row.caseId, seq: row.seq, what })
  if (hashOf(row) !== row.hash) return at('changed')
  if (row.seq !== (before?.seq ?? 0) + 1 || row.prevHash !== (before?.hash ?? BEFORE_FIRST)) return at('unlinked')
  if (row.wordsDigest === null) return row.hasWords ? at('wordsAdded') : undefined
  if (!row.hasWords) return at('wordsMissing')
  if (row.erased) return undefined
  return digestOfWords(row.salt ?? '', row.words ?? '') === row.wordsDigest ? undefined : at('wordsChanged')
}

/** @param last  Of a case; its head as it was when this row was read. */
function wrongEnd(last: Row | undefined): Break | undefined {
  if (!last || (last.headSeq === last.seq && last.headHash === last.hash)) return undefined
  const cutOff = last.headSeq !== null && last.headSeq > last.seq
  return { caseId: last.caseId, seq: cutOff ? last.seq + 1 : last.seq, what: cutOff ? 'cutOff' : 'headWrong' }
}

/** A case of which nothing is left but the head of its chain. */
async function firstWithoutEvents(db: Db, caseId: string | undefined): Promise<Break | undefined> {
  const { rows } = await sql<{ caseId: string }>`
    select h.case_id as "caseId" from case_heads h
    where not exists (select from case_events e where e.case_id = h.case_id)
      and (${caseId ?? null}::bigint is null or h.case_id = ${caseId ?? null}::bigint)
    order by h.case_id limit 1`.execute(db)
  return rows[0] && { caseId: rows[0].caseId, seq: 1, what: 'cutOff' }
}
