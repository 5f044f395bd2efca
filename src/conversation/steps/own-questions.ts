/**
 * The questions that a category asks of its own, as the place file has them.
 */
import type { CaseAnswer, CasePart } from '../../core/case.ts'
import { readDate, readNumber } from '../../core/match-answer.ts'
import type { Category, CategoryQuestion, Place } from '../../core/place.ts'
import { questionLabel } from '../../core/question-label.ts'
import { plain } from '../../core/rich-text.ts'
import { shortenRich } from '../../core/shorten.ts'
import { named, namesIn } from '../named.ts'
import { answerOf, type Given, type Scene, type Step } from '../step.ts'
import { type Choosable, type ChooseWords, choose } from './choose.ts'
import { chooseSeveral } from './choose-several.ts'

/** The question that a link with a number answers, so that nobody is asked what they have scanned. */
export const ASSET = 'asset'

/** UTF-16 units of a typed answer. */
const MOST = 1000
/** UTF-16 units of an answer, and of a question as its label, that the card shows. */
const SHOWN = 200

/** The steps of all categories; each applies while its category is the one given. */
export function ownQuestions(place: Place, category: Step<string>): readonly Step[] {
  return [...place.categories.values()].flatMap(asking =>
    asking.questions.map(question => stepOf(asking, question, category)),
  )
}

/** The answers to the questions of one category, in their order; those skipped are absent. */
export function ownAnswers(category: Category, given: Given): readonly CaseAnswer[] {
  return category.questions.flatMap(({ key }) => {
    const value = answerOf<CaseAnswer['value']>(given, nameOf(category, key))
    return value === undefined ? [] : [{ key, value }]
  })
}

/** What of a case the answers of all categories are. */
export function ownParts({ categories }: Place): Readonly<Record<string, CasePart>> {
  const parts = [...categories.values()].flatMap(category =>
    category.questions.map(({ key }) => [nameOf(category, key), `answer:${key}`] as const),
  )
  return Object.fromEntries(parts)
}

function nameOf(category: Category, question: string): string {
  return `own.${category.key}.${question}`
}

function stepOf(asking: Category, question: CategoryQuestion, category: Step<string>): Step {
  const name = nameOf(asking, question.key)
  const asked = (scene: Scene) => plain(named(question.ask, scene))
  const words = {
    label: (scene: Scene) => shortenRich(plain(questionLabel(asked(scene).text)), SHOWN).text,
    ask: asked,
  }
  const rules = {
    applies: ({ given }: Scene) =>
      category.of(given) === asking.key && !(question.key === ASSET && answerOf(given, ASSET) !== undefined),
    optional: !question.required,
    options: (scene: Scene): readonly Choosable[] =>
      question.options.map(option => ({
        key: option.key,
        label: named(option.name, scene),
        synonyms: namesIn(option.name),
      })),
  }
  const choosing = (several: boolean): ChooseWords => ({
    ...words,
    hint: ({ say }) => say(several ? 'own.hintChoices' : 'own.hintChoice'),
    example: ({ say }, label) =>
      several
        ? say('own.exampleChoices', { label, done: say('button.done').text })
        : say('own.exampleChoice', { label }),
  })
  if (question.kind === 'choice') return choose(name, choosing(false), rules)
  if (question.kind === 'choices') return chooseSeveral(name, choosing(true), rules)

  const frame = { name, words, rules }
  if (question.kind === 'number') return typed(frame, NUMBER)
  return typed(frame, question.kind === 'date' ? DATE : TEXT)
}

interface Frame {
  readonly name: string
  readonly words: Pick<ChooseWords, 'label' | 'ask'>
  readonly rules: { readonly applies: (scene: Scene) => boolean; readonly optional: boolean }
}

/** How one kind of typed answer is read and helped. */
interface Reading extends Pick<Step<string>, 'hint' | 'example'> {
  /** @param option  Code of a choice of `choices`. */
  readonly read: (text: string, option: string | undefined, scene: Scene) => string | undefined
  readonly choices: (scene: Scene) => readonly { readonly code: string; readonly label: string }[]
}

const TEXT: Reading = {
  choices: () => [],
  read: text => (text !== '' && text.length <= MOST ? text : undefined),
  hint: ({ say }) => say('own.hintText'),
  example: ({ say }) => say('own.exampleText'),
}

const NUMBER: Reading = {
  choices: () => [],
  read: text => readNumber(text)?.toString(),
  hint: ({ say }) => say('own.hintNumber'),
  example: ({ say }) => say('own.exampleNumber'),
}

const DATE: Reading = {
  choices: ({ say }) => [
    { code: 'today', label: say('own.today').text },
    { code: 'yesterday', label: say('own.yesterday').text },
  ],
  read: (text, option, scene) => readDate(option ?? text, isoDay(scene), option ? 'en' : scene.language),
  hint: ({ say }) => say('own.hintDate'),
  example: scene => scene.say('own.exampleDate', { date: shownDay(isoDay(scene)) }),
}

function typed({ name, words, rules }: Frame, reading: Reading): Step<string> {
  return {
    name,
    ...words,
    of: given => answerOf<string>(given, name),
    applies: rules.applies,
    optional: () => rules.optional,
    holds: value => typeof value === 'string',
    ask: scene => ({ text: words.ask(scene), choices: [reading.choices(scene)] }),
    hint: reading.hint,
    example: reading.example,
    show: value => shortenRich(plain(reading === DATE ? shownDay(value) : value), SHOWN),
    take({ text }, option, scene) {
      const value = reading.read(text?.text ?? '', option, scene)
      return value === undefined ? { kind: 'unclear' } : { kind: 'answer', value }
    },
  }
}

/** The day it is in the town. */
function isoDay({ now, place }: Scene): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: place.timeZone, dateStyle: 'short' }).format(now)
}

/** Day first, as residents' languages have it, and as it is read. */
function shownDay(iso: string): string {
  return iso.split('-').reverse().join('/')
}
