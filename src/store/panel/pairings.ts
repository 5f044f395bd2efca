/**
 * Whose chat is whose among staff: codes that pair one, and the chats that are paired. One person for each chat, one chat
 * for each person and network.
 */
import { createHash, randomBytes } from 'node:crypto'
import { type Address, type Network, networkOf } from '../../core/network.ts'
import { CODE_MINUTES, type PairingOffer } from '../../core/panel/pairing.ts'
import type { Colleague } from '../case-work.ts'
import type { Db, Trx } from '../database.ts'

/** Nobody guesses one of 2^128. */
const CODE_BYTES = 16

/** A chat that is paired, and the network's own channel of it where it has one. */
export interface PairedChat {
  readonly address: Address
  readonly network: Network
  readonly channel: string | null
}

/** In hex. */
export function hashOfCode(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}

/** @returns A new code in hex; the one before is good no more. Only its hash is kept. */
export async function newPairingCode(db: Db | Trx, { id, name }: Colleague, now: Date): Promise<string> {
  const code = randomBytes(CODE_BYTES).toString('hex')
  await db.deleteFrom('pairing_codes').where('user_id', '=', id).execute()
  await db
    .insertInto('pairing_codes')
    .values({
      code_hash: Buffer.from(hashOfCode(code), 'hex'),
      user_id: id,
      user_name: name,
      expires_at: new Date(now.getTime() + CODE_MINUTES * 60_000),
    })
    .execute()
  return code
}

/** Whom the code of this hash pairs a chat with; it may have expired. */
export async function pairingOffer(db: Db, hash: string): Promise<PairingOffer | undefined> {
  const row = await db
    .selectFrom('pairing_codes')
    .select(['user_name', 'expires_at'])
    .where('code_hash', '=', Buffer.from(hash, 'hex'))
    .executeTakeFirst()
  return row && { name: row.user_name, expiresAt: row.expires_at.toISOString() }
}

/** Takes the code: nobody else can. @returns Whose it is; nothing where it is gone or expired. */
export async function takePairingCode(trx: Trx, hash: string, now: Date): Promise<string | undefined> {
  const taken = await trx
    .deleteFrom('pairing_codes')
    .where('code_hash', '=', Buffer.from(hash, 'hex'))
    .where('expires_at', '>', now)
    .returning('user_id')
    .executeTakeFirst()
  return taken?.user_id
}

/** @returns Whose chat it was before; nothing where it was nobody's, or this person's. */
export async function pairChat(trx: Trx, address: Address, user: string, now: Date): Promise<string | undefined> {
  const before = await endPairingAt(trx, address)
  const network = networkOf(address)
  const elsewhere = await trx
    .selectFrom('paired_chats')
    .select('address')
    .where('user_id', '=', user)
    .where('network', '=', network)
    .executeTakeFirst()
  if (elsewhere) await endPairingAt(trx, elsewhere.address as Address)
  await trx.insertInto('paired_chats').values({ address, network, user_id: user, paired_at: now }).execute()
  return before === user ? undefined : before
}

/** @returns Whose it was. Tests that are under way there end with it. */
export async function endPairingAt(trx: Trx, address: Address): Promise<string | undefined> {
  const gone = await trx
    .deleteFrom('paired_chats')
    .where('address', '=', address)
    .returning('user_id')
    .executeTakeFirst()
  await trx.deleteFrom('survey_tests').where('address', '=', address).execute()
  return gone?.user_id
}

/** Ends all that is theirs, codes included. @returns The networks of the chats that were paired. */
export async function endPairingsOf(trx: Trx, user: string): Promise<readonly Network[]> {
  await trx.deleteFrom('pairing_codes').where('user_id', '=', user).execute()
  const gone = await trx
    .deleteFrom('paired_chats')
    .where('user_id', '=', user)
    .returning(['address', 'network'])
    .execute()
  const addresses = gone.map(({ address }) => address)
  if (addresses.length > 0) await trx.deleteFrom('survey_tests').where('address', 'in', addresses).execute()
  return gone.map(({ network }) => network)
}

export async function pairedChats(db: Db | Trx, user: string): Promise<readonly PairedChat[]> {
  const rows = await db
    .selectFrom('paired_chats as p')
    .innerJoin('conversations as c', 'c.address', 'p.address')
    .select(['p.address', 'p.network', 'c.channel'])
    .where('p.user_id', '=', user)
    .orderBy('p.network', 'desc')
    .execute()
  return rows.map(row => ({ ...row, address: row.address as Address }))
}

/** Everybody who has a chat or a code. @param user  Only this one, where given. */
export async function pairedPeople(db: Db, user?: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('paired_chats')
    .select('user_id')
    .$if(user !== undefined, q => q.where('user_id', '=', user ?? ''))
    .union(
      db
        .selectFrom('pairing_codes')
        .select('user_id')
        .$if(user !== undefined, q => q.where('user_id', '=', user ?? '')),
    )
    .execute()
  return rows.map(row => row.user_id)
}

/** Codes that are good no more. */
export async function dropOldCodes(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('pairing_codes').where('expires_at', '<=', now).execute()
}
