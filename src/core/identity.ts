/**
 * Whose name a resident reads above an answer: that of the person who wrote it, or of their department alone.
 */
import type { Identity, Place } from './place.ts'

/**
 * What is said of the person counts before what is said of the department, and that before what is said of the town.
 *
 * @param department  Its key.
 * @param author  Slack user id, and the name that residents would read; without a name there is only the department.
 */
export function identityOf(
  { departments, frontDesk, replies }: Pick<Place, 'departments' | 'frontDesk' | 'replies'>,
  department: string,
  author: { readonly id: string; readonly name: string },
): Identity {
  if (author.name.trim() === '') return 'team'
  const theirs = departments.get(department) ?? departments.get(frontDesk)
  return replies.identities.get(author.id) ?? theirs?.identity ?? replies.identity
}
