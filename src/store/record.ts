/**
 * The record of what happened to cases: it only grows, and each case's events are chained (`record-chain.ts`).
 */
import { sql } from 'kysely'
import type { RecordedWords } from '../core/record.ts'
import type { Trx } from './database.ts'

export interface CaseEvent {
  readonly caseId: string
  /** An address, a Slack user id, or `folkmoot`. */
  readonly actor: string
  readonly kind: string
  /** What it was about, before and after. For good: nobody's words are in it. */
  readonly detail?: object
  readonly words?: RecordedWords | undefined
}

/**
 * Writes what happened into the record of the cases, in one statement. The database puts each event behind the last one
 * of its case; the cases are locked before (`lock-cases.ts` says why).
 */
export async function recordEvents(trx: Trx, events: readonly CaseEvent[], now: Date): Promise<void> {
  if (events.length === 0) return
  await sql`
    with locked as materialized (
      select id from cases where id = any(${events.map(e => e.caseId)}::bigint[]) order by id for no key update),
    given as (
      select g.*, nextval(pg_get_serial_sequence('case_events', 'id')) as id,
        case when g.words is not null then gen_random_uuid() end as salt
      from unnest(
        ${events.map(e => e.caseId)}::bigint[], ${events.map(e => e.actor)}::text[], ${events.map(e => e.kind)}::text[],
        ${events.map(e => JSON.stringify(e.detail ?? {}))}::jsonb[],
        ${events.map(e => (e.words ? JSON.stringify(e.words) : null))}::jsonb[]
      ) with ordinality as g (case_id, actor, kind, detail, words, n)
      where (select count(*) from locked) > 0),
    recorded as (
      insert into case_events (id, case_id, at, actor, kind, detail, words_digest) overriding system value
      select id, case_id, ${now}, actor, kind, detail, case_words_digest(salt, words) from given order by case_id, n)
    insert into case_event_words (event_id, salt, words)
    select id, salt, words from given where words is not null`.execute(trx)
}
