/**
 * Plus codes: places as short words of 20 letters and digits.
 *
 * Rules after the Open Location Code specification (github.com/google/open-location-code, docs/specification.md); the
 * tests are its test vectors. Only reading is here, and as much of writing as a short code needs to become a full one.
 */
import type { Point } from './point.ts'

const DIGITS = '23456789CFGHJMPQRVWX'
/** Digits before the plus sign of a full code. */
const FULL = 8
/** Digits in pairs of latitude and longitude; those behind them are cells of a grid of 5 rows and 4 columns. */
const PAIRED = 10
/** Further digits say nothing: they are far below a millimetre. */
const MOST_DIGITS = 15
/** Degrees of the first pair. */
const FIRST_STEP = 20

/**
 * The centre of the area that a full code names.
 *
 * @returns  undefined for what is no full code.
 */
export function decodePlusCode(code: string): Point | undefined {
  const upper = code.toUpperCase()
  if (kindOf(upper) !== 'full') return undefined
  const digits = [...upper.replace('+', '').replace(/0+$/, '')]
    .slice(0, MOST_DIGITS)
    .map(digit => DIGITS.indexOf(digit))
  let [south, west] = [-90, -180]
  let [height, width] = [FIRST_STEP * 20, FIRST_STEP * 20]
  for (let index = 0; index < Math.min(digits.length, PAIRED); index += 2) {
    height /= 20
    width /= 20
    south += digits[index]! * height
    west += digits[index + 1]! * width
  }
  for (const digit of digits.slice(PAIRED)) {
    height /= 5
    width /= 4
    south += Math.floor(digit / 4) * height
    west += (digit % 4) * width
  }
  return { latitude: south + height / 2, longitude: west + width / 2 }
}

/**
 * The place nearest to `reference` that a short code may mean.
 *
 * @returns  undefined for what is no short code.
 */
export function recoverPlusCode(short: string, reference: Point): Point | undefined {
  const upper = short.toUpperCase()
  if (kindOf(upper) !== 'short') return undefined
  const missing = FULL - upper.indexOf('+')
  const found = decodePlusCode(prefixAt(reference, missing) + upper)
  if (!found) return undefined
  const step = FIRST_STEP / 20 ** (missing / 2 - 1)
  const latitude = nearer(found.latitude, reference.latitude, step)
  const longitude = nearer(found.longitude, wrapped(reference.longitude), step)
  return { latitude: Math.abs(latitude) > 90 ? found.latitude : latitude, longitude: wrapped(longitude) }
}

/** A plus code among other words, and those words: people add the town, or a name. */
export interface FoundPlusCode {
  readonly point: Point
  /** What stands beside the code; empty where nothing does. */
  readonly rest: string
}

const IN_WORDS =
  /(?<![\p{L}\p{N}+])((?:[2-9CFGHJMPQRVWX]{8}|[2-9CFGHJMPQRVWX]{4}(?:[2-9CFGHJMPQRVWX]{2})?)\+[2-9CFGHJMPQRVWX]{2,7})(?![\p{L}\p{N}+])/iu

/**
 * The first plus code in what was typed: a full one, or a short one of four or six digits before the sign, near
 * `centre`. Codes of large areas (fewer than ten digits) are not looked for: they are no place to send a crew to.
 *
 * @param centre  Of the town; without it short codes cannot be read.
 */
export function findPlusCode(typed: string, centre: Point | undefined): FoundPlusCode | undefined {
  const match = IN_WORDS.exec(typed)
  const code = match?.[1]
  if (!match || !code) return undefined
  const point = decodePlusCode(code) ?? (centre && recoverPlusCode(code, centre))
  if (!point) return undefined
  const rest = `${typed.slice(0, match.index)} ${typed.slice(match.index + code.length)}`
  return { point, rest: rest.replace(/\s+/g, ' ').replace(/^[\s,;:()-]+|[\s,;:()-]+$/g, '') }
}

/** @param code  In upper case. */
export function kindOf(code: string): 'full' | 'short' | 'none' {
  const parts = /^([2-9CFGHJMPQRVWX]*)(0*)\+([2-9CFGHJMPQRVWX]*)$/.exec(code)
  if (!parts) return 'none'
  const [, before = '', padding = '', after = ''] = parts
  const length = before.length + padding.length
  if (length > FULL || length % 2 !== 0 || after.length === 1) return 'none'
  // Padding fills a full code up, in pairs, and nothing comes behind it.
  if (padding !== '' && (length < FULL || padding.length % 2 !== 0 || before === '' || after !== '')) return 'none'
  if (length < FULL) return before + after === '' ? 'none' : 'short'
  // The first digits name 20° steps: of latitude there are 9, of longitude 18.
  return DIGITS.indexOf(before[0]!) < 9 && DIGITS.indexOf(before[1]!) < 18 ? 'full' : 'none'
}

/** The first digits of the code of a point. @param count  Even, at most 8. */
function prefixAt({ latitude, longitude }: Point, count: number): string {
  let prefix = ''
  // Just inside the edges, which no cell holds.
  let [north, east] = [
    Math.min(Math.max(latitude, -90), 90 - 1e-9) + 90,
    Math.min(wrapped(longitude), 180 - 1e-9) + 180,
  ]
  for (let step = FIRST_STEP; prefix.length < count; step /= 20) {
    prefix += `${DIGITS[Math.floor(north / step)]}${DIGITS[Math.floor(east / step)]}`
    north %= step
    east %= step
  }
  return prefix
}

function nearer(found: number, reference: number, step: number): number {
  if (found - reference > step / 2) return found - step
  return reference - found > step / 2 ? found + step : found
}

function wrapped(longitude: number): number {
  if (longitude >= -180 && longitude < 180) return longitude
  return longitude < -180 ? longitude + 360 : longitude - 360
}
