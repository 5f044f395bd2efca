/**
 * Reads a place that was typed as coordinates.
 */
import { westernDigits } from './fold.ts'
import type { Point } from './point.ts'

const NUMBER = String.raw`\d{1,3}(?:[.,]\d+)?`
/** Degrees, with minutes and seconds where they are given. */
const ANGLE = String.raw`[+-]?${NUMBER}(?:\s*°)?(?:\s*${NUMBER}\s*'?(?:\s*${NUMBER}\s*"?)?)?`
/** O is west: oeste, ouest. */
const SIDE = '[NSEWO]'
const ONE = String.raw`${SIDE}\s*${ANGLE}|${ANGLE}\s*${SIDE}|${ANGLE}`
const PAIR = new RegExp(String.raw`^(${ONE})(?:\s*[,;/]\s*|\s+|(?<=${SIDE})|(?=${SIDE}))(${ONE})$`)

/**
 * A point from "50.72, -1.88", "50,72 -1,88", "50.72N 1.88W", "N 50.72 W 1.88", or degrees, minutes and seconds.
 * Latitude comes first unless letters say otherwise.
 *
 * Whole text only, and two bare whole numbers are no point: "12, 34" is rather a house and a flat.
 */
export function readCoordinates(typed: string): Point | undefined {
  const text = westernDigits(typed)
    .trim()
    .toUpperCase()
    .replaceAll('٫', '.')
    .replaceAll('،', ',')
    .replace(/[−–]/g, '-')
    .replace(/[º˚]/g, '°')
    .replace(/''|[″“”]/g, '"')
    .replace(/[′’‘ʹ]/g, "'")
  if (text.length > 60) return undefined
  const pair = PAIR.exec(text)
  const first = pair?.[1] && readAngle(pair[1])
  const second = pair?.[2] && readAngle(pair[2])
  if (!first || !second || (first.axis === 'either') !== (second.axis === 'either')) return undefined
  if (first.axis !== 'either' && first.axis === second.axis) return undefined

  const [latitude, longitude] =
    first.axis === 'longitude' ? [second.degrees, first.degrees] : [first.degrees, second.degrees]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined
}

interface Angle {
  readonly degrees: number
  readonly axis: 'latitude' | 'longitude' | 'either'
}

function readAngle(text: string): Angle | undefined {
  const side = /[A-Z]/.exec(text)?.[0]
  const numbers = text.match(/\d+(?:[.,]\d+)?/g) ?? []
  const isFraction = (number: string | undefined) => /[.,]/.test(number ?? '')
  const marked = side !== undefined || text.includes('°')
  if (!marked && (numbers.length > 1 || !isFraction(numbers[0]))) return undefined
  if (numbers.slice(0, -1).some(isFraction)) return undefined
  const [degrees = 0, minutes = 0, seconds = 0] = numbers.map(number => Number(number.replace(',', '.')))
  if (minutes >= 60 || seconds >= 60 || (side && /[+-]/.test(text))) return undefined

  const size = degrees + minutes / 60 + seconds / 3600
  const negative = text.startsWith('-') || (side !== undefined && 'SWO'.includes(side))
  const axis = side === undefined ? 'either' : 'NS'.includes(side) ? 'latitude' : 'longitude'
  return { degrees: negative ? -size : size, axis }
}
