/**
 * Flows: a flow file reads top to bottom as the talk it produces.
 *
 *     export const ask = defineFlow('ask', 1, place => {
 *       const what = write('what', 'ask.what', { least: 3, most: 4000 })
 *       return { menu: 'menu.ask', steps: [what], fills: { what: 'words' }, check: 'ask.check', send: (given, person) => ({ … }) }
 *     })
 */
import type { PlainKey } from '../../locales/index.ts'
import type { CasePart } from '../core/case.ts'
import type { OwnCaseInFull } from '../core/own-case.ts'
import type { Language, Place } from '../core/place.ts'
import type { Effect } from '../core/turn.ts'
import type { Given, Scene, Step } from './step.ts'
import { CHANGE, CHECK, type CheckTexts, change, check, type WhoReads } from './steps/check.ts'

/** A dialogue of one version. A changed one is a new version; the old one stays listed until nobody is in it. */
export interface Flow {
  readonly name: string
  readonly version: number
  /** Made once for a town, at start. */
  readonly talkIn: (place: Place) => Talk
}

export interface Talk {
  /** `report@1` */
  readonly id: string
  readonly name: string
  /** The label of the button that begins it. */
  readonly menu: PlainKey
  /** In the order they are asked, the card and the choice of what to change at the end. */
  readonly steps: readonly Step[]
  readonly step: (name: string) => Step | undefined
  /** What of the case an answer becomes, by the name of its step; of every other it is no words. */
  readonly fills: Readonly<Record<string, CasePart>>
  readonly send: (given: Given, person: Sender) => Effect
  /** Reads what follows the flow's name in a link, `lamp_A17` of `report_lamp_A17`; nothing where it means nothing. */
  readonly readLink?: (words: string) => Given | undefined
  /** Answers for a new one of this flow that takes up a settled case; nothing where that was of another kind. */
  readonly again?: (settled: Settled) => Given | undefined
}

/** A settled case that is not right after all, as far as a new one takes it over. */
export type Settled = Pick<OwnCaseInFull, 'kind' | 'category' | 'department' | 'where'>

export interface Sender {
  readonly firstName: string
  readonly language: Language
}

export interface FlowParts {
  readonly menu: PlainKey
  readonly steps: readonly Step[]
  readonly fills: Talk['fills']
  readonly check: CheckTexts
  /** Said on the card, for the person to know before it is sent. Default nothing. */
  readonly whoReads?: WhoReads
  readonly send: Talk['send']
  /** Default: no link of this flow has anything after its name. */
  readonly readLink?: (words: string) => Given | undefined
  /** Default: nothing of this flow is taken up again. */
  readonly again?: NonNullable<Talk['again']>
}

/** @param name  Also the command and the token of the menu's button that begin it. */
export function defineFlow(name: string, version: number, parts: (place: Place) => FlowParts): Flow {
  const talkIn = (place: Place): Talk => {
    const { steps: questions, check: texts, whoReads, ...rest } = parts(place)
    const steps: readonly Step[] = [...questions, check(texts, questions, whoReads), change(questions)]
    const byName = new Map(steps.map(step => [step.name, step]))
    if (byName.size < steps.length) throw new Error(`cannot define flow "${name}": two steps have one name; rename one`)
    return { ...rest, id: `${name}@${version}`, name, steps, step: wanted => byName.get(wanted) }
  }
  return { name, version, talkIn }
}

/** The first question that is not answered yet; the card when all are. */
export function nextStep(talk: Talk, scene: Scene): Step {
  const open = talk.steps.find(
    step => step.name !== CHANGE && !step.offer && step.applies(scene) && !isAnswered(step, scene),
  )
  if (!open) throw new Error(`cannot go on with "${talk.id}": it has no card at its end`)
  return open
}

/** The question before this one; nothing at the first. */
export function stepBefore(talk: Talk, step: Step, scene: Scene): Step | undefined {
  return talk.steps
    .slice(0, talk.steps.indexOf(step))
    .findLast(earlier => earlier.name !== CHECK && !earlier.offer && earlier.applies(scene))
}

export function isAnswered(step: Step, scene: Scene): boolean {
  const value = scene.given[step.name]
  if (value === undefined) return false
  return value === null ? step.optional(scene) : step.holds(value, scene)
}
