/**
 * What each address has of a reply: those who hear of its case get a copy each, in their language.
 */
import { sql } from 'kysely'
import type { Address } from '../core/network.ts'
import type { SentPart } from '../core/sent-parts.ts'
import type { Db, Trx } from './database.ts'
import { type Reply, rewriteReply } from './replies.ts'

export interface ReplyCopy {
  readonly address: Address
  /** Which form of the reply is there, or is on its way. */
  readonly version: number
  /** The messages that it became; null until its network took it. */
  readonly parts: readonly SentPart[] | null
  /** Its network did not take it. */
  readonly failed: boolean
}

export async function copiesOf(db: Db, replyId: string): Promise<readonly ReplyCopy[]> {
  return db
    .selectFrom('reply_copies')
    .select([sql<Address>`address`.as('address'), 'version', 'parts', 'failed'])
    .where('reply_id', '=', replyId)
    .orderBy('address')
    .execute()
}

/** Notes that an address is about to get a reply, for the first time or once more. */
export async function beginCopy(trx: Trx, replyId: string, address: Address, version: number): Promise<void> {
  await trx
    .insertInto('reply_copies')
    .values({ reply_id: replyId, address, version, parts: null })
    .onConflict(c => c.columns(['reply_id', 'address']).doUpdateSet({ version, parts: null, failed: false }))
    .execute()
}

/** What became of a copy: the messages that it is now, or null where its network did not take it. */
export async function settleCopy(
  trx: Trx,
  replyId: string,
  address: Address,
  now: Pick<ReplyCopy, 'parts'> & { readonly version?: number },
): Promise<void> {
  await trx
    .updateTable('reply_copies')
    .set({ parts: now.parts && JSON.stringify(now.parts), failed: now.parts === null })
    .$if(now.version !== undefined, q => q.set({ version: now.version ?? 0 }))
    .where('reply_id', '=', replyId)
    .where('address', '=', address)
    .execute()
}

/** There is nothing of the reply at these addresses, and nothing will come. */
export async function dropCopies(trx: Trx, replyId: string, addresses: readonly Address[]): Promise<void> {
  if (addresses.length === 0) return
  await trx.deleteFrom('reply_copies').where('reply_id', '=', replyId).where('address', 'in', addresses).execute()
}

/** The messages that an address has of a reply; none where it has nothing. */
export async function partsAt(db: Db, replyId: string, address: Address): Promise<readonly SentPart[]> {
  const copy = await db
    .selectFrom('reply_copies')
    .select('parts')
    .where('reply_id', '=', replyId)
    .where('address', '=', address)
    .executeTakeFirst()
  return copy?.parts?.filter(part => part.carries !== 'nothing') ?? []
}

/** What is with those who have it takes the place of words that will not go to them. */
export async function restoreReply(trx: Trx, reply: Reply, by: string, now: Date): Promise<void> {
  const there = await trx
    .selectFrom('reply_copies as c')
    .innerJoin('reply_versions as v', j =>
      j.onRef('v.reply_id', '=', 'c.reply_id').onRef('v.version', '=', 'c.version'),
    )
    .select('v.words')
    .where('c.reply_id', '=', reply.id)
    .where('c.failed', '=', false)
    .orderBy('c.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!there) return
  const { version } = await rewriteReply(trx, reply, there.words, by, now)
  await trx
    .updateTable('reply_copies')
    .set({ version })
    .where('reply_id', '=', reply.id)
    .where('failed', '=', false)
    .execute()
}
