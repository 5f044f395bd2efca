/**
 * Numbers that stand for a person or their money, told apart from other numbers by their own check digits.
 */
import { rangesOf } from './ranges.ts'
import type { SpanRange } from './rich-text.ts'

interface Format {
  readonly pattern: RegExp
  /** @param bare  In capitals, without spaces, points and dashes. */
  readonly holds: (bare: string) => boolean
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'
/** Never issued (https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110). */
const NO_NINO = /^(?:BG|GB|KN|NK|NT|TN|ZZ)/

const FORMATS: readonly Format[] = [
  // IBAN (ISO 13616)
  {
    pattern: /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/giu,
    holds: bare => modulo97(`${bare.slice(4)}${bare.slice(0, 4)}`) === 1,
  },
  // French NIR: sex, year, month, department (2A, 2B in Corsica), commune, order, key
  {
    pattern:
      /(?<!\d)[12][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .]?(?:\d{2}|2[AB])[ .]?\d{3}[ .]?\d{3}[ .-]?\d{2}(?!\d)/gi,
    holds: bare => {
      const number = bare.slice(0, 13).replace('2A', '19').replace('2B', '18')
      return 97 - modulo97(number) === Number(bare.slice(13))
    },
  },
  // payment cards: 13 to 19 digits (ISO/IEC 7812), of the networks that people have
  {
    pattern: /(?<![\d.,])[2-6]\d(?:[ -]?\d){11,17}(?![\d])/g,
    holds: bare => !/^(\d)\1+$/.test(bare) && isLuhn(bare),
  },
  // Spanish DNI and NIE
  {
    pattern: /(?<![\p{L}\p{N}])(?:\d{2}\.?\d{3}\.?\d{3}|[XYZ][ -]?\d{7})[ -]?[A-Z](?![\p{L}\p{N}])/giu,
    holds: bare => {
      const number = bare.slice(0, -1).replace(/^[XYZ]/, letter => String('XYZ'.indexOf(letter)))
      return DNI_LETTERS.charAt(Number(number) % 23) === bare.slice(-1)
    },
  },
  // British National Insurance number
  {
    pattern: /(?<![\p{L}\p{N}])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d{2}){3} ?[A-D](?![\p{L}\p{N}])/giu,
    holds: bare => !NO_NINO.test(bare),
  },
]

export function identityNumbers(words: string): readonly SpanRange[] {
  return FORMATS.flatMap(({ pattern, holds }) =>
    rangesOf(words, pattern).filter(({ start, end }) => holds(bareOf(words.slice(start, end)))),
  )
}

function bareOf(number: string): string {
  return number.toUpperCase().replace(/[ .-]/g, '')
}

/** Letters count 10 to 35. */
function modulo97(number: string): number {
  let rest = 0
  for (const sign of number) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

function isLuhn(digits: string): boolean {
  let sum = 0
  for (const [place, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}
