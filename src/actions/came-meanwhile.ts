/**
 * What came after the words of a reply were written: whoever lets it go sees what its author could not know of.
 */
import type { Place } from '../core/place.ts'
import { joinRich, quoted, type RichText } from '../core/rich-text.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { Db } from '../store/database.ts'
import type { Reply } from '../store/replies.ts'
import { closedSince, newerWords } from '../store/reply-surroundings.ts'
import { speakToStaff } from './context.ts'

export interface Meanwhile {
  /** Names of the guards that were concerned, for the record. */
  readonly guards: readonly string[]
  readonly told: RichText
}

/**
 * @param by  Who lets it go: their own words, and its author's, are no news.
 * @param since  What was there by then is known.
 * @returns Undefined where nothing came.
 */
export async function cameMeanwhile(
  db: Db,
  to: CaseAtDesk,
  { author }: Pick<Reply, 'author'>,
  by: string,
  since: Date,
  place: Place,
): Promise<Meanwhile | undefined> {
  const say = speakToStaff(place)
  const name = to.firstName
  const looks = place.replies.collisionSeconds > 0
  const newer = looks ? await newerWords(db, to.id, since, [author, by]) : undefined
  const closed = await closedSince(db, to.id, since)
  if (!newer && !closed) return undefined
  const parts: RichText[] = [say('desk.held', { name })]
  if (closed) parts.push(say('desk.draft.closedMeanwhile'))
  if (newer) parts.push(say('desk.newer', { who: newer.who || name }), quoted(newer.words))
  return { guards: [...(newer ? ['newer'] : []), ...(closed ? ['closed'] : [])], told: joinRich(parts, '\n') }
}
