import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS, type PostCall, plan } from '../../../adapters/discord/render.ts'
import { checkMessage } from '../../../sandbox/discord/form.ts'
import { readMarkdown, wordsOf } from '../../../sandbox/discord/markdown.ts'
import type { StoredFile } from '../../../src/core/files.ts'
import type { Choice, ToResident } from '../../../src/core/outbound.ts'
import { normaliseSpans, plain } from '../../../src/core/rich-text.ts'

const message = (also: Partial<ToResident>): ToResident => ({
  to: 'resident',
  address: 'discord:1',
  text: plain('Which?'),
  choices: [],
  files: [],
  ...also,
})
const callsOf = (also: Partial<ToResident>) => plan(message(also)).parts.map(part => part.call as PostCall)
const choice = (index: number): Choice => ({ token: `t${index}`, label: `Choice ${index}` })
const choices = (count: number, perRow: number): Choice[][] =>
  Array.from({ length: Math.ceil(count / perRow) }, (_, row) =>
    Array.from({ length: Math.min(perRow, count - row * perRow) }, (_, column) => choice(row * perRow + column)),
  )
const file = (name: string, bytes: number): StoredFile => ({
  sha256: 'a'.repeat(64),
  mediaType: 'image/jpeg',
  bytes,
  name,
})

/** `5+5` is two rows of five buttons, `s25` a select of 25 options. */
const shape = (call: PostCall | undefined) =>
  (call?.components ?? [])
    .map(({ components: [first, ...more] }) => (first?.type === 3 ? `s${first.options.length}` : `${more.length + 1}`))
    .join('+')

describe('choices', () => {
  test.for<[string, Choice[][], string]>([
    ['none', [], ''],
    ['rows as they are meant', [[choice(0)], [choice(1), choice(2)]], '1+2'],
    ['a row that is too long', choices(7, 7), '5+2'],
    ['more rows than there are', choices(8, 1), '5+3'],
    ['as many buttons as fit', choices(25, 1), '5+5+5+5+5'],
    ['one more', choices(26, 1), 's25+s1'],
    ['as many options as fit', choices(125, 1), 's25+s25+s25+s25+s25'],
  ])('%s', ([, rows, expected]) => {
    expect(callsOf({ choices: rows }).map(shape)).toEqual([expected])
  })

  test('what has no place is told in words, and reported', () => {
    const { parts, fallbacks } = plan(message({ choices: choices(127, 1) }))
    expect(fallbacks).toEqual(['choicesAsList'])
    expect((parts[0]!.call as PostCall).content).toBe('Which?\n\n• Choice 125\n• Choice 126')
  })
})

describe('files', () => {
  const MIB = 1024 * 1024

  test.for<[string, Partial<ToResident>, [string, number][]]>([
    ['with the words', { files: [file('a', 1), file('b', 1)] }, [['Which?', 2]]],
    ['without words', { text: plain(''), files: [file('a', 1)] }, [['', 1]]],
    [
      'more than ten',
      { files: Array.from({ length: 12 }, () => file('a', 1)) },
      [
        ['Which?', 10],
        ['', 2],
      ],
    ],
    [
      'more than a request holds',
      { files: Array.from({ length: 3 }, () => file('a', 10 * MIB)) },
      [
        ['Which?', 2],
        ['', 1],
      ],
    ],
    ['nothing at all', { text: plain(' ') }, []],
  ])('%s', ([, also, expected]) => {
    expect(callsOf(also).map(call => [call.content, call.files.length])).toEqual(expected)
  })

  test('one that is too large is named, and reported', () => {
    const { parts, fallbacks } = plan(message({ files: [file('film.mp4', LIMITS.file + 1)] }))
    expect(fallbacks).toEqual(['fileTooLarge'])
    expect((parts[0]!.call as PostCall).content).toMatch(/^Which\?\n\n📎 film\.mp4 \(10\.0 MB/)
  })

  test('buttons stand under the last message', () => {
    const calls = callsOf({ files: Array.from({ length: 12 }, () => file('a', 1)), choices: [[choice(0)]] })
    expect(calls.map(shape)).toEqual(['', '1'])
  })
})

test('whatever is to be said, Discord takes it, and every word is there', () => {
  const kind = fc.constantFrom('bold', 'italic', 'strike', 'code', 'quote', 'pre' as const)
  const words = fc.array(fc.constantFrom('*', '_', '~', '`', 'word', '<@1>', '\n', '\n\n', ' ', '👨‍👩‍👧‍👦', 'عنوان'), {
    minLength: 1,
    maxLength: 2500,
    size: 'max',
  })
  fc.assert(
    fc.property(words, fc.array(fc.tuple(kind, fc.nat(4000), fc.nat(2000)), { maxLength: 4 }), (pieces, marks) => {
      const spans = marks.map(([kind, start, length]) => ({ kind, start, end: start + length }))
      const text = normaliseSpans({ text: pieces.join(''), spans })
      const calls = callsOf({ text, choices: [[choice(0)]] })
      for (const { content, components } of calls) checkMessage({ body: { content, components }, files: [] }, false)
      const read = calls.map(({ content }) => wordsOf(readMarkdown(content))).join('')
      expect(read.replace(/[\s\u200b]/g, '')).toBe(text.text.replace(/\s/g, ''))
    }),
    { numRuns: 40 },
  )
})
