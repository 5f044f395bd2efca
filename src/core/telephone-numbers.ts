/**
 * Telephone numbers as they are written in the countries of the four languages, apart from numbers that look like them.
 */
import { blank, rangesOf } from './ranges.ts'
import type { SpanRange } from './rich-text.ts'

/** What has many digits and is no telephone number. */
const ELSE: readonly RegExp[] = [
  // dates and spans of them, with a time behind them
  /(?<!\d)(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2(?:\d{4}|\d{2}))(?!\d)/g,
  /(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)(?:\s?[-–]\s?\d{1,2}[:.h]\d{2}(?!\d))?/g,
  // amounts
  /(?:[£€$]|\b(?:GBP|EUR|USD|AED|SAR|MAD|DZD|TND)\b)\s?\d[\d.,'\u00a0\u202f ]*/g,
  /\d[\d.,'\u00a0\u202f ]*\s?(?:[£€$]|(?:GBP|EUR|USD|AED|SAR|MAD|DZD|TND|euros?|pounds?|libras?|livres?|dólares|dollars?)\b|يورو|جنيه|درهم|ريال|دينار|دولار)/giu,
]

const APART = '[ .\\u00a0\\u202f\\u2010-\\u2013/()-]'
/** With a country's prefix; with a trunk 0; nine digits in Spain; North American. */
const NUMBERS = new RegExp(
  [
    `(?:\\+|(?<!\\d)00)${APART}{0,2}\\d(?:${APART}{0,3}\\d){6,14}`,
    `(?<!\\d)\\(?0(?:${APART}{0,2}\\d){8,11}`,
    `(?<!\\d)[6-9]\\d{2}(?:${APART}?\\d{2}){3}`,
    `(?<!\\d)[6-9]\\d{2}${APART}?\\d{3}${APART}?\\d{3}`,
    `(?<!\\d)[89]\\d${APART}\\d{3}${APART}\\d{2}${APART}\\d{2}`,
    `(?<!\\d)(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[-. ])[2-9]\\d{2}[-. ]\\d{4}`,
  ]
    .map(form => `(?:${form})(?!${APART.replace('/', '')}?\\d)`)
    .join('|'),
  'gu',
)

/** So many digits at their ends make two numbers the same, however the rest is written. */
const SAME_DIGITS = 8

/** @param givenOut  Contacts that the town gives out; what is no number among them does not matter. */
export function telephoneNumbers(words: string, givenOut: readonly string[]): readonly SpanRange[] {
  const known = givenOut.map(digitsOf).filter(digits => digits.length >= SAME_DIGITS)
  const free = blank(
    words,
    ELSE.flatMap(pattern => rangesOf(words, pattern)),
  )
  return rangesOf(free, NUMBERS).filter(({ start, end }) => {
    const digits = digitsOf(words.slice(start, end))
    return !known.some(each => each.slice(-SAME_DIGITS) === digits.slice(-SAME_DIGITS))
  })
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
