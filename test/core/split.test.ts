import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plain, type RichText } from '../../src/core/rich-text.ts'
import { splitRichText } from '../../src/core/split.ts'
import { anyUnits, isRegular, richText } from './arbitrary.ts'
import { cpuMsOf } from './cpu-time.ts'

const texts = (parts: readonly RichText[]) => parts.map(part => part.text)
/** As Discord: marks around bold, the address of a link, a backslash before what means something. */
const asMarkdown = ({ text, spans }: RichText) =>
  text.replace(/[*_~\\]/g, '\\$&').length +
  spans.reduce((sum, span) => sum + (span.kind === 'link' ? span.url.length + 4 : span.kind === 'mention' ? 0 : 4), 0)

describe('splitRichText', () => {
  test.each([
    ['fits', 'a b', 3, ['a b']],
    ['nothing', '', 3, ['']],
    ['paragraphs before lines', 'one\n\ntwo\nthree', 12, ['one', 'two\nthree']],
    ['lines before sentences', 'One.\nTwo. Three', 12, ['One.', 'Two. Three']],
    ['sentences before words', 'One two. Three four', 16, ['One two.', 'Three four']],
    ['sentences with closing quotes', 'He said “no.” She said yes', 20, ['He said “no.”', 'She said yes']],
    ['words', 'one two three', 9, ['one two', 'three']],
    ['a word longer than the limit', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    [
      'a break in the first quarter is passed over',
      'Hi.\n\nAbout the road: it is mended',
      24,
      ['Hi.\n\nAbout the road: it', 'is mended'],
    ],
    ['white space at the cut goes', 'one  \n \n  two', 6, ['one', 'two']],
    ['a long run of spaces', `one${' '.repeat(50)}two`, 6, ['one', 'two']],
    ['nothing but too many spaces', ' '.repeat(50), 6, []],
    ['no-break spaces hold', 'take 10\u00a0km more', 8, ['take', '10\u00a0km', 'more']],
    ['Chinese sentences', '路上有坑。很深。', 6, ['路上有坑。', '很深。']],
    ['a Japanese closing bracket stays with its sentence', '「はい。」次の文', 6, ['「はい。」', '次の文']],
    ['Arabic sentences', 'هل هذا؟ نعم هذا', 12, ['هل هذا؟', 'نعم هذا']],
    ['families stay together', '👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 12, ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦']],
    ['marks stay with their letter', 'e\u0301e\u0301', 3, ['e\u0301', 'e\u0301']],
    ['a space that carries a mark is no white space', 'ab \u0301cd', 4, ['ab', ' \u0301cd']],
    ['a sign that takes in the space behind it', 'ab\u0600 cd', 4, ['ab\u0600 ', 'cd']],
    ['a grapheme longer than the limit', `e${'\u0301'.repeat(5)}`, 4, [`e${'\u0301'.repeat(3)}`, '\u0301\u0301']],
    ['flags as halves where nothing else is left', '🇬🇧', 3, ['🇬', '🇧']],
  ])('%s', (_, text, limit, parts) => expect(texts(splitRichText(plain(text), limit))).toEqual(parts))

  test('links and mentions stay whole', () => {
    const text = 'please look at the town map now'
    for (const kind of ['link', 'mention'] as const) {
      const parts = splitRichText({ text, spans: [{ kind, url: 'https://example.org', start: 15, end: 27 }] }, 22)
      expect(texts(parts)).toEqual(['please look at', 'the town map now'])
      expect(parts[1]?.spans).toEqual([{ kind, url: 'https://example.org', start: 0, end: 12 }])
    }
  })

  test('a link at the very beginning stays whole', () => {
    const parts = splitRichText({ text: 'map of it here', spans: [{ kind: 'mention', start: 0, end: 9 }] }, 9)
    expect(texts(parts)).toEqual(['map of it', 'here'])
  })

  test('a sentence that ends inside a link does not cut it', () => {
    const text = { text: 'See. the map here', spans: [{ kind: 'mention' as const, start: 0, end: 12 }] }
    expect(texts(splitRichText(text, 14))).toEqual(['See. the map', 'here'])
  })

  test('a link longer than the limit goes over many parts, each of them a link', () => {
    const parts = splitRichText({ text: 'one two three', spans: [{ kind: 'link', url: 'x:y', start: 0, end: 13 }] }, 6)
    expect(texts(parts)).toEqual(['one', 'two', 'three'])
    expect(parts.flatMap(part => part.spans).map(span => span.kind)).toEqual(['link', 'link', 'link'])
  })

  test('other spans are cut in two and go on', () => {
    const parts = splitRichText({ text: 'one two three', spans: [{ kind: 'bold', start: 4, end: 13 }] }, 8)
    expect(parts).toEqual([
      { text: 'one two', spans: [{ kind: 'bold', start: 4, end: 7 }] },
      { text: 'three', spans: [{ kind: 'bold', start: 0, end: 5 }] },
    ])
  })

  test('a link whose address alone exceeds the limit keeps its words', () => {
    const url = `https://example.org/${'x'.repeat(50)}`
    const parts = splitRichText(
      { text: 'see it here', spans: [{ kind: 'link', url, start: 4, end: 6 }] },
      20,
      asMarkdown,
    )
    expect(texts(parts)).toEqual(['see', 'it here'])
    expect(parts.flatMap(part => part.spans)).toEqual([])
  })

  test('a limit that takes no character is refused', () => {
    expect(() => splitRichText(plain('**'), 1, asMarkdown)).toThrow(RangeError)
    expect(() => splitRichText(plain('😀😀'), 1)).toThrow('no character fits a limit of 1')
  })

  test('a measure that counts less than UTF-16 units fills the parts', () => {
    const codePoints = (part: RichText) => [...part.text].length
    expect(texts(splitRichText(plain('😀'.repeat(10)), 4, codePoints))).toEqual([
      '😀'.repeat(4),
      '😀'.repeat(4),
      '😀'.repeat(2),
    ])
  })

  test('a measure that counts more for a shorter text is obeyed', () => {
    const costlyEnd = (part: RichText) => part.text.length + (part.text.endsWith('b') ? 5 : 0)
    expect(texts(splitRichText(plain('aaa bbb ccc'), 10, costlyEnd))).toEqual(['aaa', 'bbb ccc'])
  })

  test('100,000 characters take well under a second', () => {
    const text = 'Lorem ipsum **dolor** sit amet. \n\n'.repeat(3000)
    const spans = Array.from({ length: 3000 }, (_, i) => ({
      kind: 'bold' as const,
      start: i * 34 + 6,
      end: i * 34 + 11,
    }))
    for (const [words, limit] of [
      [text, 2000],
      [text, 20],
      ['x'.repeat(100_000), 2000],
      ['道'.repeat(100_000), 50],
    ] as const) {
      const spentMs = cpuMsOf(() => void splitRichText({ text: words, spans }, limit, asMarkdown))
      expect(spentMs).toBeLessThan(1000)
    }
  })

  const readable = fc
    .array(
      fc.constantFrom(
        'a',
        'word',
        'it.',
        ' ',
        ' ',
        '\n',
        '\n\n',
        '*_*',
        '👩‍👩‍👧‍👦',
        'e\u0301',
        'مرحبا',
        '道。',
        '\u00a0',
        ' \u0301',
      ),
      {
        maxLength: 60,
      },
    )
    .map(pieces => pieces.join(''))

  test.each([
    ['UTF-16 units', (part: RichText) => part.text.length, 12],
    ['Markdown', asMarkdown, 60],
  ])('every part is within the limit, all words are there in order, spans are regular: %s', (_, measure, least) => {
    fc.assert(
      fc.property(richText(readable, 4), fc.integer({ min: least, max: least * 4 }), (text, limit) => {
        const parts = splitRichText(text, limit, measure)
        for (const part of parts) expect(measure(part)).toBeLessThanOrEqual(limit)
        expect(texts(parts).join('').replace(/\s/g, '')).toBe(text.text.replace(/\s/g, ''))
        if (parts.length > 1) for (const part of parts) expect(isRegular(part)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('any units at all: within the limit, nothing but white space lost', () => {
    fc.assert(
      fc.property(richText(anyUnits(80)), fc.integer({ min: 2, max: 40 }), (text, limit) => {
        const parts = splitRichText(text, limit)
        for (const part of parts) expect(part.text.length).toBeLessThanOrEqual(limit)
        expect(texts(parts).join('').replace(/\s/g, '')).toBe(text.text.replace(/\s/g, ''))
      }),
    )
  })
})
