/**
 * Matches what a person typed with what was asked. Whole answers only: "no" is never found in "yes, I know".
 */
import { fold, westernDigits } from './fold.ts'

export interface Matchable {
  readonly label: string
  readonly synonyms?: readonly string[]
}

/**
 * The index of the choice that was typed: by its label or a synonym, else by its number, counted from 1 ("2", "2.", "٢",
 * "2. Pothole"). Case, accents, and punctuation and emoji around do not matter.
 *
 * @returns  undefined where none or more than one is meant.
 */
export function matchChoice(typed: string, choices: readonly Matchable[]): number | undefined {
  return choiceMatcher(choices)(typed)
}

/** The same for much that was typed: what can be chosen is folded once. */
export function choiceMatcher(choices: readonly Matchable[]): (typed: string) => number | undefined {
  const names = choices.map(namesOf)
  return typed => {
    const exact = indexesOf(choices, ({ label }) => label.trim() === typed.trim())
    if (exact.length === 1) return exact[0]

    const folded = fold(typed)
    if (folded === '') return undefined
    const named = indexesOf(names, own => own.includes(folded))
    if (named.length > 0) return named.length === 1 ? named[0] : undefined

    const numbered = /^(\d{1,3})(?: (.+))?$/u.exec(folded)
    const index = Number(numbered?.[1]) - 1
    const own = names[index]
    if (!numbered || !own) return undefined
    const words = numbered[2]
    return words === undefined || own.includes(words) ? index : undefined
  }
}

function namesOf({ label, synonyms = [] }: Matchable): string[] {
  return [label, ...synonyms].map(fold)
}

function indexesOf<T>(items: readonly T[], test: (item: T) => boolean): number[] {
  return items.flatMap((item, index) => (test(item) ? [index] : []))
}

/**
 * The number that was typed, with nothing around it. A comma or point before exactly three digits parts thousands
 * ("1,500", "1.500"), whichever of the two a language has for it; any other is the decimal sign ("1,5", "0.500").
 */
export function readNumber(typed: string): number | undefined {
  const text = westernDigits(typed)
    .trim()
    .replace(/^[\u2212\u2013]/, '-')
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', '')
  if (text.length > 20) return undefined
  const grouped = /^([+-]?[1-9]\d{0,2}(?:([.,' \u00a0\u202f’])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?$/.exec(text)
  if (grouped) return Number(`${grouped[1]?.replace(/[^\d+-]/g, '')}.${grouped[3] ?? 0}`)
  return /^[+-]?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined
}

/** Words for days, by how many days they lie from today. */
const DAY_WORDS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  en: { today: 0, yesterday: -1 },
  es: { hoy: 0, ayer: -1 },
  fr: { "aujourd'hui": 0, hier: -1 },
  ar: { اليوم: 0, أمس: -1, البارحة: -1 },
}

/**
 * The day that was typed: 2026-12-24, 24/12/2026 (day first; also with points or dashes, and a year of two digits), or
 * "today" and "yesterday" in the person's language or English.
 *
 * @param today  ISO date in the town's time zone.
 * @returns  ISO date.
 */
export function readDate(typed: string, today: string, language: string): string | undefined {
  const folded = fold(typed)
  const own = DAY_WORDS[language.split('-')[0] ?? ''] ?? {}
  for (const [word, days] of [...Object.entries(own), ...Object.entries(DAY_WORDS.en ?? {})]) {
    if (fold(word) === folded) return isoDate(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000)
  }
  const text = westernDigits(typed).trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso) return existingDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dayFirst = /^(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})$/.exec(text)
  if (!dayFirst) return undefined
  const year = Number(dayFirst[4])
  return existingDay(year < 100 ? 2000 + year : year, Number(dayFirst[3]), Number(dayFirst[1]))
}

function existingDay(year: number, month: number, day: number): string | undefined {
  const time = Date.UTC(year, month - 1, day)
  const same = new Date(time).getUTCMonth() === month - 1 && new Date(time).getUTCDate() === day
  return same && year >= 1000 ? isoDate(time) : undefined
}

function isoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
