/**
 * Where it is. The area follows from the point.
 */

import { areaAt } from '../../core/areas.ts'
import type { Where } from '../../core/case.ts'
import { listIn } from '../../core/direction.ts'
import { plain } from '../../core/rich-text.ts'
import type { Input } from '../input.ts'
import { type Ask, answerOf, type Given, type Option, type Scene, type Step, type Taken } from '../step.ts'
import { type Found, found, inWords, readPlace } from './read-place.ts'

const USE_IT = 'useIt'
const NONE = 'none'
const PHOTO = 'photo'
const SAME = 'same'
const UNSURE = 'unsure'
/** Codes of the places that fit, by their index. */
const CHOICE = /^fit-(\d)$/

/** What the question keeps while it waits: true after *I don't know exactly*. */
interface Draft {
  readonly landmark: true
}

/** @param rules.asked  False where it is not asked for, and only kept when it was sent. */
export function where(name: string, rules: { readonly asked: boolean }): Step<Where> {
  const before = (scene: Scene) => answerOf<Found>(scene.given, name)
  return {
    name,
    piece: 'place',
    of: given => settled(answerOf<Found>(given, name)),
    applies: scene => rules.asked || before(scene) !== undefined,
    optional: () => !rules.asked,
    holds: value => isFound(value) && settled(value) !== undefined && !value.outside && !value.choices,
    keeps: value => isFound(value) && (settled(value) ?? value.choices ?? value.photo) !== undefined,
    label: ({ say }) => say('report.where.label').text,
    ask: scene => askOf(before(scene), scene),
    hint: ({ say, canSendPins }) => say(canSendPins ? 'report.where.hint' : 'report.where.hintTyped'),
    example: ({ say }) => say('report.where.example'),
    show: (value, scene) => plain(showWhere(value, scene)),
    take: (input, option, scene) => take(input, option, before(scene), scene),
    early(input, scene) {
      if (!input.place) return undefined
      const { value } = found(input.place.point, input.place.words ?? before(scene)?.words, scene)
      return { value, note: scene.say('talk.placeKept') }
    },
    suggest({ takenAt }, scene) {
      const known = before(scene)
      const inTown = takenAt && (scene.place.areas.length === 0 || areaAt(takenAt, scene.place.areas) !== undefined)
      return rules.asked && inTown && !settled(known) ? ({ ...known, photo: takenAt } satisfies Found) : undefined
    },
  }
}

/** True where the answer is words that no map knows, so that only its sender can tell the area. */
export function isUnlocated(given: Given, name: string): boolean {
  return answerOf<Found>(given, name)?.unlocated === true
}

function askOf(before: Found | undefined, { say, place, draft, lastPlace, canSendPins }: Scene): Ask {
  const option = (code: string, label: string): readonly Option[] => [{ code, label }]
  if (before?.outside) {
    return {
      text: say('where.outside', { place: place.name }),
      choices: [option(USE_IT, say('where.useIt').text)],
    }
  }
  if (before?.choices) {
    const fitting = before.choices.map(({ label }, index) => option(`fit-${index}`, label))
    return {
      text: say('where.which'),
      choices: [...fitting, option(NONE, say('where.none').text)],
      numbered: true,
    }
  }
  if (isLandmark(draft)) return { text: say('where.landmark'), choices: [] }
  return {
    text: say(canSendPins ? 'report.where.ask' : 'report.where.askTyped'),
    choices: [
      ...(before?.photo ? [option(PHOTO, say('where.usePhoto').text)] : []),
      ...(lastPlace ? [option(SAME, say('where.same').text)] : []),
      option(UNSURE, say('where.unsure').text),
    ],
  }
}

function take(input: Input, option: string | undefined, before: Found | undefined, scene: Scene): Taken<Found> {
  if (option === USE_IT && before?.outside) return answered(settled(before))
  if (option === NONE && before?.choices) return { kind: 'answer', value: inWords(before.words ?? '') }
  if (option === PHOTO && before?.photo) return found(before.photo, undefined, scene)
  if (option === SAME && scene.lastPlace) return answered(scene.lastPlace)
  if (option === UNSURE) return { kind: 'turn', draft: { landmark: true } satisfies Draft }
  const fitting = before?.choices?.[Number(CHOICE.exec(option ?? '')?.[1] ?? -1)]
  if (fitting) return found(fitting.point, before?.words, scene)
  return readPlace(input, isLandmark(scene.draft), scene)
}

function answered(value: Where | undefined): Taken<Found> {
  return value ? { kind: 'answer', value } : { kind: 'unclear' }
}

function isLandmark(draft: unknown): boolean {
  return typeof draft === 'object' && draft !== null && 'landmark' in draft
}

/** What of it is the place, without what is still open. */
function settled(value: Found | undefined): Where | undefined {
  const { point, words, area, landmark } = value ?? {}
  if (!point && !words) return undefined
  return { ...(point && { point }), ...(words && { words }), ...(area && { area }), ...(landmark && { landmark }) }
}

/** `Elm Street 12, 50.72034, -1.87952 (North)` */
export function showWhere(
  { words, point, area, landmark }: Where,
  { say, language }: Pick<Scene, 'say' | 'language'>,
): string {
  const named = words && landmark ? say('where.near', { place: words }).text : words
  const parts = [named, point && coordinatesOf(point)].filter(part => part !== undefined)
  return `${listIn(language, parts)}${area === undefined ? '' : ` (${listIn(language, [area])})`}`
}

/** Five decimals are about a metre. */
export function coordinatesOf({ latitude, longitude }: NonNullable<Where['point']>): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
}

function isFound(value: unknown): value is Found {
  return typeof value === 'object' && value !== null
}
