import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanRichText, cleanText } from '../../src/core/clean-text.ts'
import { anyUnits, isRegular, richText } from './arbitrary.ts'
import { cpuMsOf } from './cpu-time.ts'

const words = anyUnits(60)
/** Surrogates, controls, bidi controls and marks, thickly. */
const nasty = fc
  .array(
    fc.constantFrom(...'ab \n\r\t\0\x1b\x7f\u0085\u2028\ud83d\ude00\u0301e\u202a\u202c\u202e\u2066\u2069א'.split('')),
  )
  .map(units => units.join(''))

describe('cleanText', () => {
  test.each([
    ['line ends become \\n', 'a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h', 'a\nb\nc\nd\ne\nf\ng\nh'],
    ['line feeds and tabs stay', 'a\n\tb', 'a\n\tb'],
    ['NUL, escape, DEL and C1 controls go', 'a\0b\x1b[31mc\x7fd\x9be', 'ab[31mcde'],
    ['lone surrogates go', 'a\ud83db\ude00c', 'abc'],
    ['what a removed control parted does not become a pair', '\ud83d\0\ude00', ''],
    ['a pair stays', 'a😀b', 'a😀b'],
    ['letters with marks are composed', 'Cafe\u0301', 'Caf\u00e9'],
    ['Hangul is composed', '\u1112\u1161\u11ab', '한'],
    ['Arabic stays whole', 'حفرة كبيرة في الشارع، رقم ٧', 'حفرة كبيرة في الشارع، رقم ٧'],
    ['Hebrew with points stays whole', 'שָׁלוֹם'.normalize('NFC'), 'שָׁלוֹם'.normalize('NFC')],
    ['direction marks stay', 'a\u200eb\u200fc\u061cd', 'a\u200eb\u200fc\u061cd'],
    ['joiners stay', 'می\u200cخواهم 👩\u200d🚒', 'می\u200cخواهم 👩\u200d🚒'],
    ['an override goes with its closer', 'photo\u202egpj.exe\u202c!', 'photogpj.exe!'],
    ['an open override goes', 'photo\u202egpj.exe', 'photogpj.exe'],
    ['a closed embedding stays', 'a\u202bאב\u202cb', 'a\u202bאב\u202cb'],
    ['an open embedding goes', 'a\u202bאב', 'aאב'],
    ['a closed isolate stays', 'a\u2067אב\u2069b', 'a\u2067אב\u2069b'],
    ['an open isolate goes', 'a\u2068אב', 'aאב'],
    ['closers of nothing go', 'a\u202c\u2069b', 'ab'],
    ['a line ends what is open in it', 'a\u2067b\nc\u2069d', 'ab\ncd'],
    ['an isolate closes embeddings left open in it', '\u2066a\u202bb\u2069', '\u2066ab\u2069'],
    [
      'an embedding does not close across an isolate',
      '\u202ba\u2066b\u202cc\u2069\u202c',
      '\u202ba\u2066bc\u2069\u202c',
    ],
    ['an override inside a closed embedding goes alone', '\u202ba\u202eb\u202cc\u202c', '\u202babc\u202c'],
  ])('%s', (_, from, to) => expect(cleanText(from)).toBe(to))

  test('what is clean stays as it is', () => {
    fc.assert(fc.property(fc.oneof(words, nasty), text => cleanText(cleanText(text)) === cleanText(text)))
  })

  test('nothing is left that a database or a reader would stumble over', () => {
    fc.assert(
      fc.property(fc.oneof(words, nasty), text => {
        const clean = cleanText(text)
        expect(clean.isWellFormed()).toBe(true)
        expect(clean).toBe(clean.normalize('NFC'))
        // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what it looks for.
        expect(clean).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e]/)
      }),
    )
  })

  test('100,000 characters take well under a second', () => {
    const spentMs = cpuMsOf(() => void cleanText('e\u0301\0\u202e \r\n'.repeat(15_000)))
    expect(spentMs).toBeLessThan(1000)
  })
})

describe('cleanRichText', () => {
  test('spans stay on their words', () => {
    const text = 'a\0\r\nCafe\u0301 \u202ehere\u202c'
    const cafe = { kind: 'bold', start: 4, end: 9 } as const
    const here = { kind: 'link', url: 'https://example.org', start: 11, end: 15 } as const
    const clean = cleanRichText({ text, spans: [cafe, here] })
    expect(clean.text).toBe('a\nCafé here')
    expect(clean.spans.map(span => clean.text.slice(span.start, span.end))).toEqual(['Café', 'here'])
  })

  test('a span with nothing left goes', () => {
    expect(cleanRichText({ text: 'a\0b', spans: [{ kind: 'bold', start: 1, end: 2 }] }).spans).toEqual([])
  })

  test('the words are those of cleanText, the spans regular', () => {
    fc.assert(
      fc.property(richText(fc.oneof(words, nasty)), text => {
        const clean = cleanRichText(text)
        expect(clean.text).toBe(cleanText(text.text))
        expect(isRegular(clean)).toBe(true)
      }),
    )
  })
})
