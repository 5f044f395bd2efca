/**
 * The answers of a question as lines, one each; and back, so that what they are kept by stays theirs.
 */
import type { SurveyOption } from '../../core/panel/survey.ts'
import type { Language, PerLanguage } from '../../core/place.ts'
import { nameKey } from './name-key.ts'

export function optionLines(options: readonly SurveyOption[], languages: readonly Language[]): PerLanguage<string> {
  return Object.fromEntries(
    languages.map(language => [language, options.map(({ name }) => name[language] ?? '').join('\n')]),
  )
}

export function linesOf(words: string | undefined): readonly string[] {
  return (words ?? '')
    .split('\n')
    .map(line => line.replaceAll(/\s+/g, ' ').trim())
    .filter(line => line !== '')
}

/**
 * Options by their lines. A line that says what an option said is that option; where there are as many as before, one that
 * says something else is the one that stood there, under another name; every other is new.
 *
 * @param lines  By language, as many in each.
 * @param before  As they were.
 */
export function optionsOf(
  lines: PerLanguage<readonly string[]>,
  languages: readonly [Language, ...Language[]],
  before: readonly SurveyOption[],
): readonly SurveyOption[] {
  const [first] = languages
  const names = lines[first] ?? []
  const same = names.map(name => before.find(option => option.name[first] === name))
  const renamed = names.map((_, n) => {
    const there = before.length === names.length ? before[n] : undefined
    return there && !same.includes(there) ? there : undefined
  })
  const kept = names.map((_, n) => same[n] ?? renamed[n])
  const taken = before.map(({ key }) => key)
  return names.map((name, n) => {
    const option = kept[n]
    const key = option?.key ?? nameKey(name, 'option', taken)
    taken.push(key)
    const perLanguage = Object.fromEntries(languages.map(language => [language, lines[language]?.[n] ?? '']))
    return { key, name: perLanguage, synonyms: option?.synonyms ?? {} }
  })
}
