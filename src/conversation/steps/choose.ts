/**
 * A question with choices, of which one is taken. Long lists come in pages; any choice can also be typed.
 */
import { plain, type RichText } from '../../core/rich-text.ts'
import { codeOf } from '../choice-code.ts'
import { type Ask, answerOf, type Option, type Scene, type Step } from '../step.ts'
import { pageOf, turnedPage } from './pages.ts'

export interface Choosable {
  readonly key: string
  readonly label: string
  /** The same in other words or languages. */
  readonly synonyms: readonly string[]
}

export interface ChooseWords {
  readonly label: (scene: Scene) => string
  readonly ask: (scene: Scene) => RichText
  readonly hint: (scene: Scene) => RichText
  /** @param label  One of the choices. */
  readonly example: (scene: Scene, label: string) => RichText
}

export interface ChooseRules {
  readonly options: (scene: Scene) => readonly Choosable[]
  /** Keys that come first, best first. Default none. @param words  What was typed instead of choosing. */
  readonly guess?: (scene: Scene, words: string | undefined) => readonly string[]
  /** A choice that stands on every page, below the others. Default none. */
  readonly last?: (scene: Scene) => Choosable
  /** Default always. */
  readonly applies?: (scene: Scene) => boolean
  readonly optional?: boolean
}

interface Draft {
  readonly page: number
  readonly words?: string
}

export function choose(name: string, words: ChooseWords, rules: ChooseRules): Step<string> {
  const all = (scene: Scene): readonly Choosable[] => {
    const last = rules.last?.(scene)
    return last ? [...rules.options(scene), last] : rules.options(scene)
  }
  return {
    name,
    of: given => answerOf<string>(given, name),
    applies: scene => rules.applies?.(scene) ?? true,
    optional: () => rules.optional ?? false,
    holds: (value, scene) => all(scene).some(option => option.key === value),
    label: words.label,
    hint: words.hint,
    example: scene => words.example(scene, all(scene)[0]?.label ?? ''),
    show: (value, scene) => plain(all(scene).find(option => option.key === value)?.label ?? value),
    ask: scene => askOf(words.ask(scene), rules, scene),
    take({ text }, option, scene) {
      const draft = draftOf(scene)
      const page = turnedPage(option, draft.page, rules.options(scene).length)
      if (page !== undefined) return { kind: 'turn', draft: { ...draft, page } satisfies Draft }
      const chosen = option && all(scene).find(({ key }) => codeOf(key) === option)
      if (chosen) return { kind: 'answer', value: chosen.key }
      const guessed = text && rules.guess?.(scene, text.text).length
      return guessed ? { kind: 'unclear', draft: { page: 0, words: text.text } satisfies Draft } : { kind: 'unclear' }
    },
  }
}

export function optionOf({ key, label, synonyms }: Choosable): Option {
  return { code: codeOf(key), label, synonyms }
}

function askOf(text: RichText, rules: ChooseRules, scene: Scene): Ask {
  const { page, words } = draftOf(scene)
  const options = guessedFirst(rules.options(scene), rules.guess?.(scene, words) ?? []).map(optionOf)
  const last = rules.last && optionOf(rules.last(scene))
  return {
    text,
    choices: [...pageOf(options, page, scene), ...(last ? [[last]] : [])],
    typed: options,
    numbered: true,
  }
}

function guessedFirst(options: readonly Choosable[], keys: readonly string[]): readonly Choosable[] {
  if (keys.length === 0) return options
  const guesses = keys.flatMap(key => options.find(option => option.key === key) ?? [])
  return [...guesses, ...options.filter(option => !guesses.includes(option))]
}

function draftOf({ draft }: Scene): Draft {
  return (draft as Draft | undefined) ?? { page: 0 }
}
