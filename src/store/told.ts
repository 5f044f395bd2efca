/**
 * What became of something that several people were told: one piece of news, at every address. Of replies there are
 * copies (`reply-copies.ts`).
 */
import { sql } from 'kysely'
import type { Address } from '../core/network.ts'
import type { Trx } from './database.ts'

export interface ToldNow {
  /** Messages that are still on their way. */
  readonly waiting: number
  readonly failed: readonly Address[]
}

/**
 * How it stands. Whoever settles the last of its messages sees all the others settled: they take turns from here on.
 *
 * @param told  Id of the news.
 */
export async function toldNow(trx: Trx, told: string): Promise<ToldNow> {
  await sql`select pg_advisory_xact_lock(hashtext(${`told ${told}`}))`.execute(trx)
  const { rows } = await sql<{ waiting: number; failed: readonly Address[] }>`
    select count(*) filter (where settled_at is null)::integer as waiting,
      coalesce(array_agg(message->>'address' order by id) filter (where outcome = 'failed'), '{}') as failed
    from outbox where ${messagesOf(told)}`.execute(trx)
  return rows[0] ?? { waiting: 0, failed: [] }
}

/**
 * Puts what failed back into the outbox, each where it stopped.
 *
 * @param told  Id of the news, or of the reply.
 * @returns How many there were: none where somebody else was quicker, or it is more than a week ago.
 */
export async function tellAgain(trx: Trx, told: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update outbox set settled_at = null, outcome = null, failure = null, claimed_by = null, attempts = 0,
      may_have_arrived = false, due_at = now(), created_at = now()
    where ${messagesOf(told)} and outcome = 'failed'`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/** What failed is not for anybody any more: its reply says something else by now. */
export async function forgetFailed(trx: Trx, replyId: string): Promise<void> {
  await sql`delete from outbox where ${messagesOf(replyId)} and outcome = 'failed'`.execute(trx)
}

function messagesOf(told: string) {
  return sql`purpose->>'kind' in ('reply', 'news') and coalesce(purpose->>'replyId', purpose->>'news') = ${told}`
}
