/**
 * Puts what a resident typed anew into the case, where the old words stand in it as they were typed.
 */
import type { CaseAnswer, CasePart } from '../core/case.ts'
import { readNumber } from '../core/match-answer.ts'
import type { Place } from '../core/place.ts'
import { replaceWords } from '../core/replace-words.ts'
import type { RichText } from '../core/rich-text.ts'
import { setTyped, typedForUpdate } from '../store/case-typed.ts'
import type { Trx } from '../store/database.ts'

/**
 * A choice, a date, or a point that was found on a map stays what it is: staff read both in the thread.
 *
 * @returns True where the case says something else now.
 */
export async function changeTyped(
  trx: Trx,
  caseId: string,
  part: CasePart,
  { before, text }: { readonly before: RichText; readonly text: RichText },
  place: Place,
): Promise<boolean> {
  const typed = text.text.trim() === '' ? undefined : await typedForUpdate(trx, caseId)
  if (!typed) return false
  switch (part) {
    case 'words':
      await setTyped(trx, caseId, { words: replaceWords(typed.words, before, text) })
      return true
    case 'remark':
      if (!typed.remark) return false
      await setTyped(trx, caseId, { remark: replaceWords(typed.remark, before, text) })
      return true
    case 'where':
      if (typed.hasPoint || typed.placeWords !== before.text) return false
      await setTyped(trx, caseId, { placeWords: text.text })
      return true
    case 'other':
      return false
    default: {
      const key = part.slice('answer:'.length)
      const answers = typed.answers.map(one => (one.key === key ? changedAnswer(one, before, text, typed, place) : one))
      if (answers.every((one, n) => one === typed.answers[n])) return false
      await setTyped(trx, caseId, { answers })
      return true
    }
  }
}

/** The same one where it cannot simply be other words. */
function changedAnswer(
  answer: CaseAnswer,
  before: RichText,
  text: RichText,
  { category }: { readonly category: string | null },
  { categories }: Place,
): CaseAnswer {
  const kind = categories.get(category ?? '')?.questions.find(({ key }) => key === answer.key)?.kind
  if (kind === 'text') return answer.value === before.text ? { ...answer, value: text.text } : answer
  const value = kind === 'number' ? readNumber(text.text)?.toString() : undefined
  return value === undefined || value === answer.value ? answer : { ...answer, value }
}
