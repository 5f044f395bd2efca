/**
 * Looks at a reply before it goes: does its author know what was said meanwhile, and is all of it for the resident?
 */
import { findLeaks, type Leak, markLeaks } from '../core/leaks.ts'
import { joinRich, plain, quoted, type RichText } from '../core/rich-text.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { Reply } from '../store/replies.ts'
import { type NewerWords, newerWords, notesOf, numbersOf } from '../store/reply-surroundings.ts'
import { type ActionContext, reference, speakToStaff } from './context.ts'

export interface Concerns {
  readonly leaks: readonly Leak[]
  /** Absent where nothing came meanwhile. */
  readonly newer?: NewerWords
}

/**
 * @param since  When its author last looked; absent where that was settled before.
 * @returns Undefined where it may go.
 */
export async function guardReply(
  trx: Trx,
  to: CaseAtDesk,
  reply: Pick<Reply, 'words' | 'choices' | 'author'>,
  since: Date | undefined,
  { place }: ActionContext,
): Promise<Concerns | undefined> {
  const { internalHosts, publicContacts, collisionSeconds } = place.replies
  const numbers = await numbersOf(trx, to.id)
  const leaks = findLeaks(shownOf(reply), {
    prefix: place.reference,
    own: numbers.map(number => reference(place, number)),
    internalHosts,
    publicContacts,
    notes: await notesOf(trx, to.id),
  })
  const newer = since && collisionSeconds > 0 ? await newerWords(trx, to.id, since, [reply.author]) : undefined
  if (leaks.length === 0 && !newer) return undefined
  return { leaks, ...(newer && { newer }) }
}

/** Names of the guards that were concerned, for the record. */
export function guardsOf({ leaks, newer }: Concerns): readonly string[] {
  return [...(newer ? ['newer'] : []), ...new Set(leaks.map(leak => leak.kind))]
}

/** What the author is shown: each concern with its place. */
export function sayConcerns(
  to: CaseAtDesk,
  reply: Pick<Reply, 'words' | 'choices'>,
  { leaks, newer }: Concerns,
  { place }: ActionContext,
): RichText {
  const say = speakToStaff(place)
  const name = to.firstName
  const parts: RichText[] = [say('desk.held', { name })]
  if (newer) parts.push(say('desk.newer', { who: newer.who || name }), quoted(newer.words))
  if (leaks.length > 0) {
    const kinds = [...new Set(leaks.map(leak => leak.kind))].map(kind => say(`desk.leaks.${kind}`).text)
    const what = new Intl.ListFormat(place.languages[0], { type: 'conjunction' }).format(kinds)
    parts.push(say('desk.leaking', { name, what }), quoted(markLeaks(shownOf(reply), leaks)))
  }
  return joinRich(parts, '\n')
}

/** All that is the author's own: a question's answers are words too. */
export function shownOf({ words, choices }: Pick<Reply, 'words' | 'choices'>): RichText {
  return joinRich([words, ...(choices ?? []).map(plain)], '\n')
}
