/**
 * Which replies need a second person. Who may be the second: `mayApprove` in `roles.ts`.
 */
import type { ReplyPolicy } from './place.ts'
import type { ReplyKind } from './reply-kinds.ts'

export interface Subject {
  readonly category: string | null
  readonly department: string
  /** Absent where it was written in the thread. */
  readonly kind?: ReplyKind | null | undefined
  /** Its author is learning. */
  readonly trainee: boolean
}

export function needsSecond(
  { always, categories, departments, kinds }: ReplyPolicy['approval'],
  { category, department, kind, trainee }: Subject,
): boolean {
  if (always || trainee || departments.includes(department)) return true
  return (category !== null && categories.includes(category)) || (!!kind && kinds.includes(kind))
}
