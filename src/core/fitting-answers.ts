/**
 * What of the answers to one category's questions answers another's too.
 */
import type { CaseAnswer } from './case.ts'
import type { Category, CategoryQuestion } from './place.ts'

/** An answer fits where the other category asks the same: the same key, the same kind, and options that it has. */
export function fittingAnswers(
  answers: readonly CaseAnswer[],
  from: Pick<Category, 'questions'> | undefined,
  to: Pick<Category, 'questions'>,
): { readonly fit: readonly CaseAnswer[]; readonly rest: readonly CaseAnswer[] } {
  const fits = ({ key, value }: CaseAnswer): boolean => {
    const [before, after] = [questionOf(from, key), questionOf(to, key)]
    if (!after || (before && before.kind !== after.kind)) return false
    return after.options.length === 0 || [value].flat().every(one => after.options.some(option => option.key === one))
  }
  return { fit: answers.filter(fits), rest: answers.filter(answer => !fits(answer)) }
}

function questionOf(category: Pick<Category, 'questions'> | undefined, key: string): CategoryQuestion | undefined {
  return category?.questions.find(question => question.key === key)
}
