/**
 * Which message at which address belongs to which case: an edit, a deletion, or a reply to it leads there.
 *
 * Ours are written as their delivery is settled (`settle` in `outbox.ts`), the first message of a case with the case
 * (`insertCases`).
 */
import { sql } from 'kysely'
import type { CasePart, SaidMessage } from '../core/case.ts'
import type { Address } from '../core/network.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Db, Trx } from './database.ts'
import { lockCases } from './lock-cases.ts'

export interface CaseMessage {
  readonly caseId: string
  /** Where it is part of what staff replied. */
  readonly replyId: string | null
  /** What the resident said in it, as it stands now; null where it is ours. */
  readonly words: RichText | null
  readonly deleted: boolean
}

export async function caseOfMessage(db: Db, address: Address, messageId: string): Promise<CaseMessage | undefined> {
  return db
    .selectFrom('case_messages')
    .select(['case_id as caseId', 'reply_id as replyId', 'words'])
    .select(sql<boolean>`deleted_at is not null`.as('deleted'))
    .where('address', '=', address)
    .where('message_id', '=', messageId)
    .executeTakeFirst()
}

/** The messages that a reply became, at every address, in the order in which they were sent. */
export async function sentParts(
  db: Db,
  replyId: string,
): Promise<readonly { readonly address: Address; readonly messageId: string }[]> {
  return db
    .selectFrom('case_messages')
    .select([sql<Address>`address`.as('address'), 'message_id as messageId'])
    .where('reply_id', '=', replyId)
    .orderBy('id')
    .execute()
}

/** Keeps which messages of a resident went to a case. */
export async function keepSaid(
  trx: Trx,
  caseId: string,
  address: Address,
  said: readonly SaidMessage[],
  now: Date,
): Promise<void> {
  if (said.length === 0) return
  await lockCases(trx, [caseId])
  await trx
    .insertInto('case_messages')
    .values(
      said.map(({ messageId, text }) => ({
        address,
        message_id: messageId,
        case_id: caseId,
        words: JSON.stringify(text),
        said_at: now,
      })),
    )
    .onConflict(c => c.doNothing())
    .execute()
}

export interface Said {
  readonly id: string
  readonly caseId: string
  readonly words: RichText
  /** What of the case was typed in it; null for what was said later. */
  readonly part: CasePart | null
}

/** What a resident said in a message that went to a case, both locked until the transaction ends; nothing of deleted ones. */
export async function saidForUpdate(trx: Trx, address: Address, messageId: string): Promise<Said | undefined> {
  const { rows } = await sql<Said>`
    select m.id, m.case_id as "caseId", m.words, m.part from case_messages m
    where m.address = ${address} and m.message_id = ${messageId} and m.words is not null and m.deleted_at is null
    for no key update of m`.execute(trx)
  const [said] = rows
  if (said) await lockCases(trx, [said.caseId])
  return said
}

export async function setSaid(trx: Trx, id: string, words: RichText): Promise<void> {
  await trx
    .updateTable('case_messages')
    .set({ words: JSON.stringify(words) })
    .where('id', '=', id)
    .execute()
}

export async function markDeleted(trx: Trx, id: string, now: Date): Promise<void> {
  await trx.updateTable('case_messages').set({ deleted_at: now }).where('id', '=', id).execute()
}
