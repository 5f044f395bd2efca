/**
 * Followers: who hears what becomes of a case. Its reporter is the first.
 */
import { sql } from 'kysely'
import type { Address } from '../core/network.ts'
import type { Db, Tables, Trx } from './database.ts'

export interface NewFollower {
  readonly caseId: string
  readonly address: Address
  readonly residentId: string
  /** In which they hear about it. */
  readonly language: string
  readonly how: Tables['followers']['how']
}

export interface Follower extends Omit<NewFollower, 'caseId'> {
  /** As staff see it: a pseudonym where the place wants that. */
  readonly firstName: string
  /** The network's own channel of this person, where it has one. */
  readonly channel: string | null
  readonly unreachable: boolean
}

/** The followers of a case, those who came first before the others. */
export async function followersOf(db: Db, caseId: string): Promise<readonly Follower[]> {
  return db
    .selectFrom('followers as f')
    .innerJoin('residents as r', 'r.id', 'f.resident_id')
    .innerJoin('conversations as c', 'c.address', 'f.address')
    .select(['f.language', 'f.how', 'f.resident_id as residentId', 'r.called as firstName', 'c.channel'])
    .select(sql<Address>`f.address`.as('address'))
    .select(sql<boolean>`c.unreachable_since is not null`.as('unreachable'))
    .where('f.case_id', '=', caseId)
    .orderBy('f.since')
    .orderBy(sql`f.how <> 'reporter'`)
    .orderBy('f.address')
    .execute()
}

/** True where this address hears what becomes of the case, and may add to it. */
export async function isFollower(db: Db, caseId: string, address: Address): Promise<boolean> {
  const row = await db
    .selectFrom('followers')
    .select('case_id')
    .where('case_id', '=', caseId)
    .where('address', '=', address)
    .executeTakeFirst()
  return row !== undefined
}

/** Adds followers; who follows already stays as they are. The reporter follows from the start (`insertCases`). */
export async function follow(trx: Trx, followers: readonly NewFollower[], now: Date): Promise<void> {
  if (followers.length === 0) return
  await trx
    .insertInto('followers')
    .values(
      followers.map(f => ({
        case_id: f.caseId,
        address: f.address,
        resident_id: f.residentId,
        language: f.language,
        how: f.how,
        since: now,
      })),
    )
    .onConflict(c => c.doNothing())
    .execute()
}
