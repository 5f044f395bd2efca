/**
 * Where it is: a pin, typed coordinates, or words. The area follows from the point.
 */
import { areaAt } from '../../core/areas.ts'
import type { Where } from '../../core/case.ts'
import { readCoordinates } from '../../core/coordinates.ts'
import { listIn } from '../../core/direction.ts'
import type { Language, Place } from '../../core/place.ts'
import type { Point } from '../../core/point.ts'
import { plain } from '../../core/rich-text.ts'
import type { Input } from '../input.ts'
import { shorten } from '../shorten.ts'
import { answerOf, type Scene, type Step } from '../step.ts'

/** `outside`: the point lies in no area, and the person has not yet said that it is meant. */
type Found = Where & { readonly outside?: true }

const USE_IT = 'useIt'
/** UTF-16 units of typed words. */
const LEAST = 3
const MOST = 300

/** @param rules.asked  False where it is not asked for, and only kept when it was sent. */
export function where(name: string, rules: { readonly asked: boolean }): Step<Where> {
  const found = (scene: Scene) => answerOf<Found>(scene.given, name)
  return {
    name,
    piece: 'place',
    of(given) {
      const { outside: _meant, ...rest } = answerOf<Found>(given, name) ?? {}
      return Object.keys(rest).length > 0 ? rest : undefined
    },
    applies: scene => rules.asked || found(scene) !== undefined,
    optional: () => !rules.asked,
    holds: value => isWhere(value) && !('outside' in value),
    label: ({ say }) => say('report.where.label').text,
    ask(scene) {
      const { say, place } = scene
      if (!found(scene)?.outside) return { text: say('report.where.ask'), choices: [] }
      return {
        text: say('where.outside', { place: place.name }),
        choices: [[{ code: USE_IT, label: say('where.useIt').text }]],
      }
    },
    hint: ({ say }) => say('report.where.hint'),
    example: ({ say }) => say('report.where.example'),
    show: (value, { language }) => plain(shown(value, language)),
    take(input, option, scene) {
      const before = found(scene)
      if (option === USE_IT && before?.outside) {
        const { outside: _meant, ...value } = before
        return { kind: 'answer', value }
      }
      const value = whereOf(input, scene.place)
      if (!value) return { kind: 'unclear' }
      return { kind: value.outside ? 'part' : 'answer', value }
    },
    early(input, scene) {
      if (!input.place) return undefined
      const words = found(scene)?.words
      const value = pinned(input.place.point, input.place.words ?? words, scene.place)
      return { value, note: scene.say('talk.placeKept') }
    },
  }
}

function whereOf({ text, place: pin }: Input, place: Place): Found | undefined {
  if (pin) return pinned(pin.point, pin.words ?? text?.text, place)
  const words = text?.text ?? ''
  const point = readCoordinates(words)
  if (point) return pinned(point, undefined, place)
  return words.length >= LEAST && words.length <= MOST ? { words } : undefined
}

function pinned(point: Point, words: string | undefined, place: Place): Found {
  const area = areaAt(point, place.areas)
  return {
    point,
    ...(words && { words: shorten(words, MOST) }),
    ...(area !== undefined ? { area } : place.areas.length > 0 && { outside: true as const }),
  }
}

/** `Elm Street 12, 50.72034, -1.87952 (North)` */
function shown({ words, point, area }: Where, language: Language): string {
  const parts = [words, point && coordinatesOf(point)].filter(part => part !== undefined)
  return `${listIn(language, parts)}${area === undefined ? '' : ` (${listIn(language, [area])})`}`
}

/** Five decimals are about a metre. */
export function coordinatesOf({ latitude, longitude }: Point): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
}

function isWhere(value: unknown): value is Where {
  return typeof value === 'object' && value !== null && ('point' in value || 'words' in value)
}
