/**
 * Ready-made answers: words with names in braces, which become what they stand for. `{name}` is a name, anything else in
 * braces is words; nothing that is put in is read again.
 */
import type { Language, PerLanguage } from './place.ts'

export const TEMPLATE_NAMES = ['name', 'reference', 'category', 'department', 'due'] as const

export type TemplateName = (typeof TEMPLATE_NAMES)[number]

/** UTF-16 units of a template's words, as much as a form's field takes. */
export const MOST_TEMPLATE = 3_000

/** In the place file, and as many again that staff saved: what fits into one list of Slack. */
export const MOST_TEMPLATES = 50

const HOLE = /\{(\w+)\}/g

/** The names in a template that stand for nothing, each once. */
export function unknownNames(text: string): readonly string[] {
  const names = text.matchAll(HOLE).map(([, name = '']) => name)
  return [...new Set(names)].filter(name => !isTemplateName(name))
}

/** @param values  Of all names. Braces around anything else are left as they are. */
export function fillIn(text: string, values: Readonly<Record<TemplateName, string>>): string {
  return (values.name === '' ? withoutName(text) : text).replace(HOLE, (whole, name: string) =>
    isTemplateName(name) ? values[name] : whole,
  )
}

/** Where nobody is to be called by a name: "Thank you, {name}." is "Thank you." */
function withoutName(text: string): string {
  return text.replace(/^\{name\}[,،]?\s*/gm, '').replace(/[,،]?[^\S\n]*\{name\}/g, '')
}

/** The text for a resident: in their language where there is one, else in the first language that there is one in. */
export function textFor(
  texts: PerLanguage<string>,
  language: Language,
  languages: readonly Language[],
): { readonly text: string; readonly language: Language } | undefined {
  const found = [language, ...languages].find(one => Object.hasOwn(texts, one))
  return found === undefined ? undefined : { text: texts[found] ?? '', language: found }
}

function isTemplateName(name: string): name is TemplateName {
  return (TEMPLATE_NAMES as readonly string[]).includes(name)
}
