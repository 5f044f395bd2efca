/**
 * Followers: who hears what becomes of a case. Its reporter is the first.
 */
import { sql } from 'kysely'
import type { Address } from '../core/network.ts'
import type { CaseAtDesk } from './cases.ts'
import type { Db } from './database.ts'
import type { Tables } from './tables.ts'

export interface Follower {
  readonly address: Address
  readonly residentId: string
  /** In which they hear about it. */
  readonly language: string
  readonly how: Tables['followers']['how']
  /** As staff see it: a pseudonym where the place wants that. */
  readonly firstName: string
  /** The network's own channel of this person, where it has one. */
  readonly channel: string | null
  readonly unreachable: boolean
}

/** The followers of a case, those who came first before the others. */
export async function followersOf(db: Db, caseId: string): Promise<readonly Follower[]> {
  return readFollowers(db, caseId).orderBy('f.since').orderBy(sql`f.how <> 'reporter'`).orderBy('f.address').execute()
}

/** Who follows a case at this address; undefined where nobody does. */
export async function followerAt(db: Db, caseId: string, address: Address): Promise<Follower | undefined> {
  return readFollowers(db, caseId).where('f.address', '=', address).executeTakeFirst()
}

/** A case as its first follower is told of it: its reporter, where it has one. Undefined where nobody is told anything. */
export async function firstToHear(
  db: Db,
  about: CaseAtDesk,
): Promise<(CaseAtDesk & { readonly address: Address }) | undefined> {
  const [first] = await followersOf(db, about.id)
  return first && { ...about, address: first.address, channel: first.channel, language: first.language }
}

/** True where nobody can be told anything: staff brought it in, and nobody else's case was merged into it. */
export async function hearsNobody(db: Db, about: Pick<CaseAtDesk, 'id' | 'address'>): Promise<boolean> {
  return about.address === null && (await followersOf(db, about.id)).length === 0
}

function readFollowers(db: Db, caseId: string) {
  return db
    .selectFrom('followers as f')
    .innerJoin('residents as r', 'r.id', 'f.resident_id')
    .innerJoin('conversations as c', 'c.address', 'f.address')
    .select(['f.language', 'f.how', 'f.resident_id as residentId', 'r.called as firstName', 'c.channel'])
    .select(sql<Address>`f.address`.as('address'))
    .select(sql<boolean>`c.unreachable_since is not null`.as('unreachable'))
    .where('f.case_id', '=', caseId)
}
