/**
 * Tells everybody who follows a case, each in their own language, where they are reached.
 *
 * The reporter is the first of them. Nobody's words are for the others: what is said here is ours, or staff's.
 */
import { randomUUID } from 'node:crypto'
import { networkOf } from '../core/network.ts'
import type { ToResident } from '../core/outbound.ts'
import type { RichText } from '../core/rich-text.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { type Follower, followersOf } from '../store/followers.ts'
import type { NewOutbound, Purpose } from '../store/outbox.ts'

export interface Word {
  readonly text: RichText
  readonly files?: ToResident['files']
  readonly choices?: ToResident['choices']
}

/** The purpose of telling something new of a case, for all who are told. */
export function newsOf(caseId: string): Purpose {
  return { kind: 'news', caseId, news: randomUUID() }
}

/**
 * @param purpose  The same for all: what became of it is told in one post.
 * @param word  For each; undefined where it is not for them.
 */
export async function tellFollowers(
  trx: Trx,
  about: Pick<CaseAtDesk, 'id'>,
  purpose: Purpose,
  word: (follower: Follower) => Word | undefined,
): Promise<readonly NewOutbound[]> {
  const followers = await followersOf(trx, about.id)
  return followers.flatMap(follower => {
    const said = word(follower)
    if (!said) return []
    const { address, channel } = follower
    const { text, files = [], choices = [] } = said
    const message: ToResident = { to: 'resident', address, text, choices, files, ...(channel && { channel }) }
    return [{ network: networkOf(address), lane: address, message, purpose }]
  })
}
