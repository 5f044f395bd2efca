/**
 * What staff wrote in the threads of cases: replies to residents, and notes among staff.
 */
import { sql } from 'kysely'
import type { StoredFile } from '../core/files.ts'
import type { ReplyKind } from '../core/reply-kinds.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Db, Tables, Trx } from './database.ts'

export type ReplyState = Tables['replies']['state']

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
}

/** @returns The reply's id. */
export async function insertReply(trx: Trx, reply: NewReply, state: ReplyState, now: Date): Promise<string> {
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
      failure: null,
      written_at: now,
      settled_at: state === 'note' ? now : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function replyById(db: Db, id: string): Promise<Reply | undefined> {
  return db
    .selectFrom('replies')
    .select(['id', 'author', 'words', 'files', 'channel', 'ts', 'state', 'kind', 'choices'])
    .select(['case_id as caseId', 'author_name as authorName'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/**
 * Moves a reply from one state to another.
 *
 * @returns False where somebody else was quicker: it is not in `from` any more.
 */
export async function moveReply(
  trx: Trx,
  id: string,
  from: ReplyState,
  to: ReplyState,
  now: Date,
  failure: string | null = null,
): Promise<boolean> {
  const settled = to === 'queued' ? null : now
  const { numAffectedRows } = await sql`
    update replies set state = ${to}, settled_at = ${settled}::timestamptz, failure = ${failure}
    where id = ${id} and state = ${from}`.execute(trx)
  return numAffectedRows === 1n
}
