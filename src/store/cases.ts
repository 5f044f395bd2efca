/**
 * Cases, the residents behind them, their threads, and the record of what happened.
 */
import { sql } from 'kysely'
import type { CaseDraft, CaseKind, CaseStatus, CloseReason } from '../core/case.ts'
import type { Address } from '../core/network.ts'
import type { DeskThread } from '../core/outbound.ts'
import type { Colleague } from './case-work.ts'
import type { Db, Trx } from './database.ts'

export { recordEvents } from './record.ts'

export interface NewCase {
  /** Null for what staff brought in. */
  readonly address: Address | null
  readonly broughtBy?: Colleague
  readonly residentId: string
  readonly draft: CaseDraft
  readonly department: string
  readonly visibility: 'public' | 'private'
  readonly replyDueAt: Date
  readonly fixDueAt: Date
}

/**
 * Writes new cases with their reporters, who are their first followers, and the messages that their words came in. What
 * staff brought in has no reporter whom anything could be told.
 *
 * @returns The numbers of the new cases, in their order.
 */
export async function insertCases(trx: Trx, cases: readonly NewCase[], now: Date): Promise<readonly string[]> {
  const rows = await trx
    .with('opened', q =>
      q
        .insertInto('cases')
        .values(cases.map(c => rowOf(c, now)))
        .returning(['id', 'address', 'resident_id', 'language', 'opened_at']),
    )
    .with('reporters', q =>
      q
        .insertInto('followers')
        .columns(['case_id', 'address', 'resident_id', 'language', 'how', 'since'])
        .expression(e =>
          e
            .selectFrom('opened')
            .select(['id', 'address', 'resident_id', 'language', sql<'reporter'>`'reporter'`.as('how'), 'opened_at'])
            .where('address', 'is not', null)
            .$narrowType<{ address: string }>(),
        ),
    )
    .with('said', q =>
      q
        .insertInto('case_messages')
        .columns(['address', 'message_id', 'case_id', 'words', 'part', 'said_at'])
        .expression(
          sql`select o.address, s.message_id, o.id, s.words, s.part, ${now}::timestamptz
            from (select id, address, row_number() over (order by id) as n from opened) o
            join ${saidIn(cases)} as s (n, message_id, words, part) on s.n = o.n`,
        )
        .onConflict(c => c.doNothing()),
    )
    .selectFrom('opened')
    .select('id')
    .orderBy('id')
    .execute()
  return rows.map(r => r.id)
}

/** The messages that the cases were typed in; `n` counts the cases from 1. */
function saidIn(cases: readonly NewCase[]) {
  const said = cases.flatMap(({ draft }, index) => (draft.said ?? []).map(one => ({ ...one, n: index + 1 })))
  return sql`unnest(${said.map(({ n }) => n)}::bigint[], ${said.map(({ messageId }) => messageId)}::text[],
    ${said.map(({ text }) => JSON.stringify(text))}::jsonb[], ${said.map(({ part }) => part)}::text[])`
}

function rowOf({ draft, ...c }: NewCase, now: Date) {
  return {
    kind: draft.kind,
    category: draft.category ?? null,
    department: c.department,
    visibility: c.visibility,
    words: JSON.stringify(draft.words),
    remark: draft.remark ? JSON.stringify(draft.remark) : null,
    answers: JSON.stringify(draft.answers),
    latitude: draft.where?.point?.latitude ?? null,
    longitude: draft.where?.point?.longitude ?? null,
    place_words: draft.where?.words ?? null,
    area: draft.where?.area ?? null,
    place_is_landmark: draft.where?.landmark ?? false,
    photos: JSON.stringify(draft.photos),
    language: draft.language,
    source: draft.source ?? null,
    asset: draft.asset ?? null,
    follows_id: draft.follows ?? null,
    resident_id: c.residentId,
    address: c.address,
    brought_by: c.broughtBy?.id ?? null,
    brought_by_name: c.broughtBy?.name ?? null,
    opened_at: now,
    reply_due_at: c.replyDueAt,
    fix_due_at: c.fixDueAt,
    last_word_at: now,
  }
}

/** Somebody said something: the case stays warm. */
export async function touchCase(trx: Trx, caseId: string, now: Date): Promise<void> {
  await trx.updateTable('cases').set({ last_word_at: now }).where('id', '=', caseId).execute()
}

/** Staff said something to the resident: the first time, it is the first answer. */
export async function answerCase(trx: Trx, caseId: string, now: Date): Promise<void> {
  await trx
    .updateTable('cases')
    .set({ last_word_at: now, answered_at: sql`coalesce(answered_at, ${now}::timestamptz)` })
    .where('id', '=', caseId)
    .execute()
}

/** What staff-side actions need of a case. */
export interface CaseAtDesk {
  readonly id: string
  /** Null for what staff brought in. */
  readonly address: Address | null
  readonly department: string
  readonly category: string | null
  readonly language: string
  /** As staff see it: a pseudonym where the place wants that. */
  readonly firstName: string
  /** The network's own channel of this person, where it has one. */
  readonly channel: string | null
  readonly unreachable: boolean
  readonly kind: CaseKind
  readonly status: CaseStatus
  readonly reason: CloseReason | null
  /** Slack user id of who has it. */
  readonly assignee: string | null
  readonly assigneeName: string | null
  /** The case as which this one goes on. */
  readonly mergedInto: string | null
  /** Of its resident; may be long past. */
  readonly blockedUntil: Date | null
}

/** The case a Slack thread belongs to. */
export async function caseOfThread(db: Db, channel: string, ts: string): Promise<CaseAtDesk | undefined> {
  return atDesk(db)
    .innerJoin('threads as t', 't.case_id', 'k.id')
    .where('t.channel', '=', channel)
    .where('t.ts', '=', ts)
    .executeTakeFirst()
}

export async function caseById(db: Db, caseId: string): Promise<CaseAtDesk | undefined> {
  return atDesk(db).where('k.id', '=', caseId).executeTakeFirst()
}

/** The open cases of an address, the newest first. */
export async function openCasesAt(db: Db, address: Address): Promise<readonly CaseAtDesk[]> {
  return atDesk(db).where('k.address', '=', address).where('k.closed_at', 'is', null).orderBy('k.id', 'desc').execute()
}

function atDesk(db: Db) {
  return db
    .selectFrom('cases as k')
    .innerJoin('residents as r', 'r.id', 'k.resident_id')
    .leftJoin('conversations as c', 'c.address', 'k.address')
    .select(['k.id', 'k.department', 'k.category', 'k.language', 'r.called as firstName', 'c.channel'])
    .select(['k.kind', 'k.status', 'k.close_reason as reason', 'k.assignee', 'k.assignee_name as assigneeName'])
    .select(['k.merged_into as mergedInto', 'c.blocked_until as blockedUntil'])
    .select(sql<Address | null>`k.address`.as('address'))
    .select(sql<boolean>`c.unreachable_since is not null`.as('unreachable'))
}

/** Where a case is talked about now; absent until its card is posted. */
export async function threadOf(db: Db, caseId: string): Promise<DeskThread | undefined> {
  return db
    .selectFrom('threads')
    .select(['channel', 'ts'])
    .where('case_id', '=', caseId)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/**
 * True where a card for this channel may stand there though its thread is not on record yet: what is written in an
 * unknown thread meanwhile may be about it.
 */
export async function isCardUnderWay(db: Db, channel: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from outbox where settled_at is null and network = 'slack' and purpose->>'kind' = 'card'
      and message->>'channel' = ${channel} and (claimed_by is not null or may_have_arrived or sent_ids <> '[]') limit 1`.execute(
    db,
  )
  return rows.length > 0
}

export async function insertThread(trx: Trx, caseId: string, thread: DeskThread): Promise<void> {
  await trx
    .insertInto('threads')
    .values({ case_id: caseId, channel: thread.channel, ts: thread.ts })
    .onConflict(c => c.doNothing())
    .execute()
}

/**
 * Notes that an address can, or can no longer, be reached.
 *
 * @returns False where that was known already.
 */
export async function markReachable(trx: Trx, address: Address, reachable: boolean, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('conversations')
    .set({ unreachable_since: reachable ? null : now })
    .where('address', '=', address)
    .where('unreachable_since', reachable ? 'is not' : 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
