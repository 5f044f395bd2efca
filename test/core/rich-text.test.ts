import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  joinRich,
  normaliseSpans,
  plain,
  type RichText,
  replaceRanges,
  sliceRich,
  trimRich,
} from '../../src/core/rich-text.ts'
import { isRegular, richText } from './arbitrary.ts'

const bold = (text: string, start: number, end: number): RichText => ({ text, spans: [{ kind: 'bold', start, end }] })
const pieces = fc.array(fc.constantFrom('a', ' ', 'é', 'e\u0301', '👩‍🚒', '\n', '\r\n', 'مر')).map(all => all.join(''))

describe('joinRich', () => {
  test('texts one behind the other, spans moved', () => {
    expect(joinRich([plain('a'), bold('bc', 0, 2), 'd'], ', ')).toEqual(bold('a, bc, d', 3, 5))
    expect(joinRich([])).toEqual(plain(''))
  })

  test('what is cut in two and joined is the same', () => {
    fc.assert(
      fc.property(richText(pieces), fc.nat(), (text, seed) => {
        const whole = normaliseSpans(text)
        const cut = seed % (whole.text.length + 1)
        const joined = joinRich([sliceRich(whole, 0, cut), sliceRich(whole, cut)])
        expect(joined.text).toBe(whole.text)
        const formatting = ({ text, spans }: RichText) => ({
          text,
          spans: spans.filter(span => span.kind !== 'mention'),
        })
        expect(normaliseSpans(formatting(joined))).toEqual(formatting(whole))
      }),
    )
  })
})

describe('sliceRich', () => {
  test('clips spans and drops those outside', () => {
    expect(sliceRich(bold('abcdef', 1, 4), 2, 6)).toEqual(bold('cdef', 0, 2))
    expect(sliceRich(bold('abcdef', 1, 4), 4)).toEqual(plain('ef'))
  })
})

describe('trimRich', () => {
  test.each([
    [' a ', 'a'],
    ['\n\ta b\u00a0', 'a b'],
    ['   ', ''],
    [' \u0301a', ' \u0301a'],
    ['a', 'a'],
  ])('%j → %j', (text, trimmed) => expect(trimRich(plain(text)).text).toBe(trimmed))

  test('spans move', () => expect(trimRich(bold('  ab ', 0, 5))).toEqual(bold('ab', 0, 2)))
})

describe('normaliseSpans', () => {
  test('spans are inside the text, not empty, and those that touch are one', () => {
    const text: RichText = {
      text: 'abcdef',
      spans: [
        { kind: 'bold', start: 2, end: 4 },
        { kind: 'bold', start: -3, end: 2 },
        { kind: 'italic', start: 5, end: 99 },
        { kind: 'italic', start: 1, end: 1 },
        { kind: 'link', url: 'x:1', start: 0, end: 3 },
        { kind: 'link', url: 'x:2', start: 3, end: 5 },
      ],
    }
    expect(normaliseSpans(text).spans).toEqual([
      { kind: 'bold', start: 0, end: 4 },
      { kind: 'link', url: 'x:1', start: 0, end: 3 },
      { kind: 'link', url: 'x:2', start: 3, end: 5 },
      { kind: 'italic', start: 5, end: 6 },
    ])
  })

  test('two mentions side by side stay two', () => {
    const spans = [
      { kind: 'mention' as const, id: 'U1', start: 0, end: 1 },
      { kind: 'mention' as const, id: 'U1', start: 1, end: 2 },
    ]
    expect(normaliseSpans({ text: 'ab', spans }).spans).toEqual(spans)
  })

  test('spans grow to the edges of graphemes', () => {
    expect(normaliseSpans(bold('a👩‍🚒b', 2, 3))).toEqual(bold('a👩‍🚒b', 1, 6))
  })

  test('any spans become regular, and regular ones stay', () => {
    fc.assert(
      fc.property(richText(pieces), text => {
        const regular = normaliseSpans(text)
        expect(isRegular(regular)).toBe(true)
        expect(normaliseSpans(regular)).toEqual(regular)
      }),
    )
  })
})

describe('replaceRanges', () => {
  test('spans before, around, behind, across and within', () => {
    const range = { start: 4, end: 8 }
    const put = (start: number, end: number) =>
      replaceRanges(bold('one two three', start, end), [{ ...range, put: 'a' }])
    expect(put(0, 3)).toEqual(bold('one athree', 0, 3))
    expect(put(0, 13)).toEqual(bold('one athree', 0, 10))
    expect(put(8, 13)).toEqual(bold('one athree', 5, 10))
    expect(put(2, 6)).toEqual(bold('one athree', 2, 5))
    expect(put(6, 10)).toEqual(bold('one athree', 4, 7))
    expect(put(5, 7)).toEqual(bold('one athree', 4, 5))
    expect(replaceRanges(bold('one two', 4, 7), [{ start: 3, end: 7, put: '' }])).toEqual(plain('one'))
  })
})
