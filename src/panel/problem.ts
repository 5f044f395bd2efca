/**
 * What is wrong in a survey, and where. Its message is for who writes files at a command line; staff read it in their own
 * words, made of the place where it is and of why.
 */
import type { z } from 'zod'
import type { Language } from '../core/place.ts'

export interface Problem {
  readonly path: readonly PropertyKey[]
  readonly message: string
  /** Absent: against the rule of its place, whatever that is. */
  readonly because?: Because
}

export type Because =
  /** A text is not there in one of the survey's languages, or is there in another. */
  | { readonly kind: 'missingIn' | 'otherLanguage'; readonly language: Language }
  /** It names something that there is not: an area, an interest, a question, an answer. */
  | { readonly kind: 'notThere' | 'twice' | 'unknownKey'; readonly name: string }
  /** An answer's name or synonym by which people leave the panel. */
  | { readonly kind: 'stopWord'; readonly name: string }
  /** No survey at all, but a file. */
  | { readonly kind: 'tooLarge' | 'notYaml' | 'keyTwice' | 'unfolds' }

/** What an issue of the schema's own says of itself. */
export interface IssueParams extends Record<string, unknown> {
  readonly because: Because
}

/** One; of keys that there are not, one for each. */
export function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  const { path, message } = issue
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(name => ({
      path: [...path, name],
      message: 'is no key that there is here',
      because: { kind: 'unknownKey', name },
    }))
  const because = issue.code === 'custom' ? (issue.params as IssueParams | undefined)?.because : undefined
  return [{ path, message, ...(because && { because }) }]
}
