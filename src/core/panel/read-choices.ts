/**
 * Reads several choices that were typed in one go: "1, 3 and 4", "١ و٣", "Parks; trees and hedges".
 *
 * A name may itself hold a comma or an "and", or begin with what Arabic's "and" looks like. So what was typed is read from
 * left to right, each time by the longest name that fits, and what stands between two of them has to part them.
 */
import { fold } from '../fold.ts'
import { choiceMatcher, type Matchable } from '../match-answer.ts'
import { KEYCAP, readNumberWord } from './read-answer.ts'

/** "And", between choices. */
const AND: ReadonlySet<string> = new Set(['and', 'y', 'e', 'et', 'و'].map(fold))
/** The one that clings to what follows. */
const CLINGING = 'و'

/** Commas, semicolons, plus signs, ampersands and new lines part choices. */
const MARKS = /[,،;؛\n+&]/u
const WORD = /[^\s,،;؛+&]+/gu
const DIGITS = /^[\d٠-٩۰-۹]+$/u
/** "١و٣": nothing has to stand between digits and an "and". */
const AND_AMONG_DIGITS = /(?<=[\d٠-٩۰-۹])\s*و\s*(?=[\d٠-٩۰-۹])/gu

/** So many words more than a name has may be typed for it: its number before it, a dash. */
const MORE_WORDS = 2

/** A word of what was typed, by where it begins and ends. */
interface Word {
  readonly from: number
  readonly to: number
  readonly text: string
  /** A mark stands before it. */
  readonly marked: boolean
}

/** @returns Their indexes in order, each once; undefined where any part of what was typed is none of them. */
export function readChoices(typed: string, choices: readonly Matchable[]): readonly number[] | undefined {
  const match = choiceMatcher(choices)
  const whole = match(typed)
  if (whole !== undefined) return [whole]
  const said = typed.replace(KEYCAP, ' ').replace(AND_AMONG_DIGITS, ' و ')
  const found = readFrom(
    { said, words: wordsIn(said), match, choices, longest: longestOf(choices), dead: new Set() },
    0,
  )
  if (!found || found.length === 0) return undefined
  return [...new Set(found)].toSorted((a, b) => a - b)
}

interface Reading {
  readonly said: string
  readonly words: readonly Word[]
  readonly match: (typed: string) => number | undefined
  readonly choices: readonly Matchable[]
  /** So many words stand for one of them at most. */
  readonly longest: number
  /** Where in the text nothing fits: no place is tried twice. */
  readonly dead: Set<number>
}

/** @param skipped  UTF-16 units of the word, an "and" that clings to it. */
function readFrom(reading: Reading, at: number, skipped = 0): readonly number[] | undefined {
  const { said, words, dead, longest } = reading
  const first = words[at]
  if (!first) return []
  const from = first.from + skipped
  if (dead.has(from)) return undefined
  for (let end = Math.min(at + longest, words.length); end > at; end -= 1) {
    const choice = chosenBy(reading, said.slice(from, words[end - 1]?.to))
    const rest = choice === undefined ? undefined : readAfter(reading, end)
    if (choice !== undefined && rest) return [choice, ...rest]
  }
  dead.add(from)
  return undefined
}

function readAfter(reading: Reading, at: number): readonly number[] | undefined {
  const { words } = reading
  const [before, next] = [words[at - 1], words[at]]
  if (!before || !next) return []
  // "1 3 4": digits alone need nothing between them.
  const parted = next.marked || (DIGITS.test(before.text) && DIGITS.test(next.text))
  const rest = parted ? readFrom(reading, at) : undefined
  if (rest) return rest
  if (AND.has(fold(next.text))) return at + 1 < words.length ? readFrom(reading, at + 1) : undefined
  return next.text.startsWith(CLINGING) && next.text.length > 1 ? readFrom(reading, at, CLINGING.length) : undefined
}

function chosenBy({ match, choices }: Reading, said: string): number | undefined {
  const chosen = match(said)
  if (chosen !== undefined) return chosen
  const number = readNumberWord(said)
  return number !== undefined && number >= 1 && number <= choices.length ? number - 1 : undefined
}

function wordsIn(said: string): readonly Word[] {
  let end = 0
  return [...said.matchAll(WORD)].map(({ 0: text, index: from }) => {
    const marked = MARKS.test(said.slice(end, from))
    end = from + text.length
    return { from, to: end, text, marked }
  })
}

function longestOf(choices: readonly Matchable[]): number {
  const names = choices.flatMap(({ label, synonyms = [] }) => [label, ...synonyms])
  return Math.max(0, ...names.map(name => wordsIn(name).length)) + MORE_WORDS
}
