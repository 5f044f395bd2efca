/**
 * What a report or a question is about: the town's categories, and for questions its departments.
 */
import { named, namesIn } from '../src/conversation/named.ts'
import type { Scene, Step } from '../src/conversation/step.ts'
import { type Choosable, choose } from '../src/conversation/steps/choose.ts'
import type { CaseDraft } from '../src/core/case.ts'
import { guessCategories } from '../src/core/guess-category.ts'
import type { PerLanguage, Place } from '../src/core/place.ts'
import type { RichText } from '../src/core/rich-text.ts'

/** The best guesses that come before all others. */
const GUESSES = 3
const NOT_SURE = 'notSure'

/** The category of a report; what its words sound like comes first. */
export function chooseCategory(name: string, what: Step<RichText>): Step<string> {
  return choose(
    name,
    {
      label: ({ say }) => say('report.category.label').text,
      ask: ({ say }) => say('report.category.ask'),
      hint: ({ say }) => say('report.category.hint'),
      example: ({ say }, label) => say('report.category.example', { label }),
    },
    {
      options: scene => choosable(scene.place.categories, scene),
      guess: (scene, words) => guesses(what, scene, words),
    },
  )
}

/**
 * `streetlight_A17`: a category, and what stands on the thing itself. A key may have `_` in it, so the longest one counts.
 *
 * @returns  Nothing where no category has that key.
 */
export function categoryInLink(
  words: string,
  { categories }: Place,
): { readonly category: string; readonly asset?: string } | undefined {
  const keys = [...categories.keys()].filter(key => words === key || words.startsWith(`${key}_`))
  const [category] = keys.toSorted((a, b) => b.length - a.length)
  if (category === undefined) return undefined
  const asset = words.slice(category.length + 1)
  return { category, ...(asset && { asset }) }
}

/** The topic of a question: a category, a department, or *Not sure*. */
export function chooseTopic(name: string, what: Step<RichText>): Step<string> {
  return choose(
    name,
    {
      label: ({ say }) => say('ask.topic.label').text,
      ask: ({ say }) => say('ask.topic.ask'),
      hint: ({ say }) => say('ask.topic.hint'),
      example: ({ say }, label) => say('ask.topic.example', { label }),
    },
    {
      options: scene => [
        ...choosable(scene.place.categories, scene, CATEGORY),
        ...choosable(scene.place.departments, scene, DEPARTMENT).filter(
          ({ key }) => key !== `${DEPARTMENT}${scene.place.frontDesk}`,
        ),
      ],
      guess: (scene, words) => guesses(what, scene, words).map(key => `${CATEGORY}${key}`),
      last: ({ say }) => ({ key: NOT_SURE, label: say('ask.topic.notSure').text, synonyms: [] }),
    },
  )
}

/** Which keys a topic stands for; none for *Not sure*. */
export function topicOf(topic: string | undefined, place: Place): Pick<CaseDraft, 'category' | 'department'> {
  if (topic?.startsWith(CATEGORY) && place.categories.has(topic.slice(CATEGORY.length))) {
    return { category: topic.slice(CATEGORY.length) }
  }
  return topic?.startsWith(DEPARTMENT) ? { department: topic.slice(DEPARTMENT.length) } : {}
}

/** The topic that stands for these keys; nothing where the place has them no more. */
export function topicKey(
  { category, department }: { readonly category: string | null; readonly department: string },
  { categories, departments, frontDesk }: Place,
): string | undefined {
  if (category !== null) return categories.has(category) ? `${CATEGORY}${category}` : undefined
  return departments.has(department) && department !== frontDesk ? `${DEPARTMENT}${department}` : undefined
}

/** Prefixes, for a category and a department may have the same key. */
const CATEGORY = 'c-'
const DEPARTMENT = 'd-'

function choosable(
  entries: ReadonlyMap<string, { readonly name: PerLanguage<string> }>,
  scene: Scene,
  prefix = '',
): readonly Choosable[] {
  return [...entries].map(([key, { name }]) => ({
    key: `${prefix}${key}`,
    label: named(name, scene),
    synonyms: namesIn(name),
  }))
}

function guesses(
  what: Step<RichText>,
  { given, place, language }: Scene,
  words: string | undefined,
): readonly string[] {
  return guessCategories(words ?? what.of(given)?.text ?? '', place.categories, language).slice(0, GUESSES)
}
