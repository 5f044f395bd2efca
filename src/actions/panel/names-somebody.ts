/**
 * Whether words that somebody wrote in a survey may name a person: a telephone number, an e-mail address, the number of an
 * identity, a card, an account or a case.
 */
import { findLeaks } from '../../core/leaks.ts'
import { plain } from '../../core/rich-text.ts'
import type { ActionContext } from '../context.ts'

export function namesSomebody(words: string, { place }: ActionContext): boolean {
  const { internalHosts, publicContacts } = place.replies
  const around = { prefix: place.reference, own: [], internalHosts, publicContacts, notes: [] }
  return findLeaks(plain(words), around).length > 0
}
