/**
 * What staff wrote in the threads of cases: replies to residents, and notes among staff.
 */
import { sql } from 'kysely'
import type { StoredFile } from '../core/files.ts'
import type { ReplyKind } from '../core/reply-kinds.ts'
import type { ReplyState } from '../core/reply-life.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Db, Trx } from './database.ts'
import { lockCases } from './lock-cases.ts'

export interface NewReply {
  readonly caseId: string
  /** Slack user id. */
  readonly author: string
  readonly authorName: string
  readonly words: RichText
  readonly files: readonly StoredFile[]
  /** Where the Slack message stands. */
  readonly channel: string
  readonly ts: string
  /** Chosen in a form; absent where it was written in the thread. */
  readonly kind?: ReplyKind | null
  /** A question: labels of its answers, none where it is answered in words. */
  readonly choices?: readonly string[] | null
}

export interface Reply extends NewReply {
  readonly id: string
  readonly state: ReplyState
  /** Counts the forms that its words have had. */
  readonly version: number
  /** Who wrote the words as they are now. */
  readonly wordsBy: string
  /** When they did. */
  readonly wordsAt: Date
  /** Some address has a form of it, or is about to. */
  readonly reached: boolean
  /** The thread of the case in its channel. */
  readonly thread: string | null
  /** Until then it can be, or could have been, taken back. */
  readonly sendAt: Date | null
}

/** What an act puts beside the state. */
export interface Moved {
  readonly failure?: string | null
  /** `waiting`: until then it can be taken back. */
  readonly sendAt?: Date
  /** `draft`: then its approvers are reminded. */
  readonly remindAt?: Date
}

/** Nothing is to come of a reply in these states, unless somebody acts. */
const SETTLED: readonly ReplyState[] = ['sent', 'failed', 'note', 'undone', 'declined', 'withdrawn']

/** @returns The reply's id. */
export async function insertReply(
  trx: Trx,
  reply: NewReply,
  state: ReplyState,
  now: Date,
  { failure = null, sendAt, remindAt }: Moved = {},
): Promise<string> {
  await lockCases(trx, [reply.caseId])
  const { id } = await trx
    .insertInto('replies')
    .values({
      case_id: reply.caseId,
      author: reply.author,
      author_name: reply.authorName,
      words: JSON.stringify(reply.words),
      files: JSON.stringify(reply.files),
      channel: reply.channel,
      ts: reply.ts,
      state,
      kind: reply.kind ?? null,
      choices: reply.choices ? JSON.stringify(reply.choices) : null,
      failure,
      written_at: now,
      settled_at: SETTLED.includes(state) ? now : null,
      send_at: sendAt ?? null,
      remind_at: remindAt ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function replyById(db: Db, id: string): Promise<Reply | undefined> {
  return replies(db).where('r.id', '=', id).executeTakeFirst()
}

/** The reply that a message in Slack is. */
export async function replyAt(db: Db, channel: string, ts: string): Promise<Reply | undefined> {
  return replies(db).where('r.channel', '=', channel).where('r.ts', '=', ts).executeTakeFirst()
}

/**
 * As it is now, and nobody else changes it, or its case, until the transaction has ended. Rows that refer to it may be
 * written meanwhile.
 */
export async function lockReply(trx: Trx, id: string): Promise<Reply> {
  const { case_id: caseId } = await trx
    .selectFrom('replies')
    .select('case_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await lockCases(trx, [caseId])
  return replies(trx).where('r.id', '=', id).forNoKeyUpdate('r').executeTakeFirstOrThrow()
}

function replies(db: Db) {
  return db
    .selectFrom('replies as r')
    .select([
      'r.id',
      'r.author',
      'r.words',
      'r.files',
      'r.channel',
      'r.ts',
      'r.state',
      'r.version',
      'r.kind',
      'r.choices',
    ])
    .select(['r.case_id as caseId', 'r.author_name as authorName', 'r.send_at as sendAt'])
    .select(sql<string>`coalesce(r.words_by, r.author)`.as('wordsBy'))
    .select(
      sql<Date>`coalesce((select max(v.until) from reply_versions v where v.reply_id = r.id), r.written_at)`.as(
        'wordsAt',
      ),
    )
    .select(sql<boolean>`exists (select 1 from reply_copies c where c.reply_id = r.id and not c.failed)`.as('reached'))
    .select(
      sql<string | null>`(select t.ts from threads t where t.case_id = r.case_id and t.channel = r.channel
        order by t.opened_at desc limit 1)`.as('thread'),
    )
}

/**
 * Moves a reply from one state to another.
 *
 * @param version  Of the words that this was decided about.
 * @returns False where somebody else was quicker: it is not in `from` any more, or says something else.
 */
export async function moveReply(
  trx: Trx,
  { id, version, state: from }: Pick<Reply, 'id' | 'version' | 'state'>,
  to: ReplyState,
  now: Date,
  { failure = null, sendAt, remindAt }: Moved = {},
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('replies')
    .set({ state: to, failure, settled_at: SETTLED.includes(to) ? now : null })
    .$if(sendAt !== undefined, q => q.set({ send_at: sendAt ?? null }))
    .$if(remindAt !== undefined, q => q.set({ remind_at: remindAt ?? null }))
    .where('id', '=', id)
    .where('state', '=', from)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Puts other words into a locked reply; those before are kept. @returns The reply as it is then. */
export async function rewriteReply(trx: Trx, reply: Reply, words: RichText, by: string, now: Date): Promise<Reply> {
  const version = reply.version + 1
  await trx
    .updateTable('replies')
    .set({ words: JSON.stringify(words), version, words_by: by })
    .where('id', '=', reply.id)
    .execute()
  const before = { reply_id: reply.id, version: reply.version, words: JSON.stringify(reply.words) }
  await trx
    .insertInto('reply_versions')
    .values({ ...before, by: reply.wordsBy, until: now })
    .execute()
  return { ...reply, words, version, wordsBy: by, wordsAt: now }
}

/**
 * Replies whose time to be taken back is over, the oldest first; locked for the transaction with their cases, and left
 * to whoever has them already. Of a case only what nothing older waits before: its replies keep their order.
 */
export async function dueReplies(trx: Trx, now: Date, limit: number): Promise<readonly Reply[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from replies r join cases k on k.id = r.case_id
    where r.state = 'waiting' and r.send_at <= ${now}::timestamptz
      and not exists (select 1 from replies e where e.case_id = r.case_id and e.state = 'waiting' and e.id < r.id)
    order by r.id limit ${limit} for no key update of k, r skip locked`.execute(trx)
  const found = await Promise.all(rows.map(({ id }) => replyById(trx, id)))
  return found.flatMap(reply => (reply ? [reply] : []))
}
