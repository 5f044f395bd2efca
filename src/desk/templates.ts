/**
 * Templates at hand: the place file's, then those that staff saved, and what one says to the resident of a case.
 */
import { speak } from '../../locales/index.ts'
import { departmentOf, inLanguage, reference } from '../actions/context.ts'
import type { Language, Place } from '../core/place.ts'
import type { ReplyKind } from '../core/reply-kinds.ts'
import { fillIn, textFor } from '../core/reply-template.ts'
import { formatDay } from '../core/working-time.ts'
import type { CaseOnCard } from '../store/case-on-card.ts'
import { savedTemplates } from '../store/templates.ts'
import type { DeskWork } from './desk-work.ts'

export interface TemplateAtHand {
  /** `place:KEY` or `saved:ID`. */
  readonly value: string
  /** Of one that staff saved. */
  readonly savedId?: string
  readonly name: string
  readonly kind: ReplyKind
  /** By language. */
  readonly texts: Readonly<Record<Language, string>>
}

export async function templatesAtHand({ db, place }: DeskWork): Promise<readonly TemplateAtHand[]> {
  const saved = await savedTemplates(db)
  return [
    ...place.replies.templates.map(({ key, text, ...template }) => ({
      ...template,
      value: `place:${key}`,
      texts: text,
    })),
    ...saved.map(({ id, ...template }) => ({ ...template, value: `saved:${id}`, savedId: id })),
  ]
}

/** Its words for the resident of this case, and the language they are in: theirs, where it has one. */
export function wordsOf(
  place: Place,
  about: CaseOnCard,
  { texts }: TemplateAtHand,
): { readonly words: string; readonly language: Language } | undefined {
  const found = textFor(texts, about.language, place.languages)
  if (!found) return undefined
  const { language } = found
  const category = about.category === undefined ? undefined : place.categories.get(about.category)
  const words = fillIn(found.text, {
    // What staff call them by is not theirs, and their name is not for staff.
    name: place.residents === 'pseudonym' ? '' : about.firstName,
    reference: reference(place, about.id),
    category: category ? inLanguage(place, category.name, language) : speak(language)('template.question').text,
    department: inLanguage(place, departmentOf(place, about.department).name, language),
    due: formatDay(about.fixDueAt, language, place.timeZone),
  })
  return { words, language }
}
