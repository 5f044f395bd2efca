import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toMarkdown } from '../../../adapters/discord/markdown.ts'
import { type MarkdownNode, readMarkdown, wordsOf } from '../../../sandbox/discord/markdown.ts'
import { normaliseSpans, plain, type RichText, type Span } from '../../../src/core/rich-text.ts'

const written = (text: RichText) => toMarkdown(text).content
const seen = (content: string) => wordsOf(readMarkdown(content)).replaceAll('\u200b', '')

describe('formatting', () => {
  const text = 'one two three'
  const two = { start: 4, end: 7 }
  const all = { start: 0, end: 13 }

  test.for<[string, RichText, string]>([
    ['bold', { text, spans: [{ kind: 'bold', ...two }] }, 'one **two** three'],
    ['italic', { text, spans: [{ kind: 'italic', ...two }] }, 'one _two_ three'],
    ['strike', { text, spans: [{ kind: 'strike', ...two }] }, 'one ~~two~~ three'],
    ['code', { text, spans: [{ kind: 'code', ...two }] }, 'one `two` three'],
    ['code with a backtick', { text: 'a`b', spans: [{ kind: 'code', start: 0, end: 3 }] }, '``a`b``'],
    ['a quote within a line', { text, spans: [{ kind: 'quote', ...two }] }, 'one \n> two\n three'],
    [
      'a quote of lines',
      { text: 'He said:\na\nb\nYes', spans: [{ kind: 'quote', start: 9, end: 12 }] },
      'He said:\n> a\n> b\nYes',
    ],
    ['a code block', { text, spans: [{ kind: 'pre', ...two }] }, 'one \n```\ntwo\n```\n three'],
    ['a mention', { text, spans: [{ kind: 'mention', ...two }] }, 'one two three'],
    [
      'nested',
      {
        text,
        spans: [
          { kind: 'italic', ...all },
          { kind: 'bold', ...two },
        ],
      },
      '_one _\u200b**_two_** _three_',
    ],
    [
      'a link with words',
      { text, spans: [{ kind: 'link', url: 'https://a.example/x_y', ...two }] },
      'one two (<https://a.example/x_y>) three',
    ],
    [
      'a link as it is',
      { text: 'see https://a.example/', spans: [{ kind: 'link', url: 'https://a.example', start: 4, end: 22 }] },
      'see <https://a.example>',
    ],
    [
      'a link of another kind',
      { text, spans: [{ kind: 'link', url: 'tel:+44_1', ...two }] },
      'one two (tel:+44\\_1) three',
    ],
    ['an address in plain words', plain('at https://a.example/x_y_z. Yes'), 'at <https://a.example/x_y_z>. Yes'],
  ])('%s', ([, rich, content]) => {
    expect(written(rich)).toBe(content)
  })

  test('what no mark can hold is shown bare, and reported', () => {
    const rich: RichText = { text: '`a``b`', spans: [{ kind: 'code', start: 0, end: 6 }] }
    expect(toMarkdown(rich).dropped).toBe(true)
    expect(seen(written(rich))).toBe('`a``b`')
  })
})

/** Pieces that mean something to Discord, and pieces that do not. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '*',
      '**',
      '_',
      '__',
      '~~',
      '`',
      '```',
      '||',
      '|',
      '>',
      '>>>',
      '#',
      '-#',
      '-',
      '1.',
      '\n',
      ' ',
      '\\',
      '[',
      '](',
      ')',
    ],
    ...[
      '<@123456789012345678>',
      '<@&1>',
      '<#1>',
      '@everyone',
      '@here',
      '<:a:1>',
      '<t:0:R>',
      '</report:1>',
      '<id:guide>',
    ],
    ...[
      '[x](https://a.example)',
      'https://a.example/x_y*z~',
      '<https://b.example>',
      'http://',
      'a',
      'word',
      '7',
      'é',
      '中',
      '👍🏽',
      'عنوان',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
)
const words = fc.array(piece, { minLength: 1, maxLength: 12 }).map(pieces => pieces.join(''))

const kinds = fc.constantFrom('bold', 'italic', 'strike', 'code', 'quote', 'pre') satisfies fc.Arbitrary<Span['kind']>
const rich = fc.tuple(words, fc.array(fc.tuple(kinds, fc.nat(40), fc.nat(40)), { maxLength: 5 })).map(([text, marks]) =>
  normaliseSpans({
    text,
    spans: marks.map(([kind, start, length]) => ({ kind, start, end: start + length })),
  }),
)

describe('properties', () => {
  test('plain words ping nobody, are formatted nowhere, and are read as they were written', () => {
    fc.assert(
      fc.property(words, text => {
        const nodes = readMarkdown(written(plain(text)))
        expect(nodes.filter(node => node.kind !== 'text' && !isAddress(node))).toEqual([])
        expect(wordsOf(nodes)).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  test('words in any formatting ping nobody, and none is lost', () => {
    fc.assert(
      fc.property(rich, text => {
        const nodes = readMarkdown(written(text))
        expect(tokensIn(nodes)).toEqual([])
        expect(withoutSpace(seen(written(text)))).toBe(withoutSpace(text.text))
      }),
      { numRuns: 2000 },
    )
  })

  test('bold is bold, and nothing else is', () => {
    fc.assert(
      fc.property(
        words.filter(text => !text.includes('://')),
        fc.nat(40),
        fc.nat(40),
        (text, start, length) => {
          const spans = [{ kind: 'bold' as const, start, end: start + length }]
          const bold = normaliseSpans({ text, spans })
          const [span] = bold.spans
          const expected = span ? text.slice(span.start, span.end) : ''
          const shown = boldIn(readMarkdown(written(bold))).join('')
          expect(withoutSpace(shown)).toBe(withoutSpace(expected))
        },
      ),
      { numRuns: 2000 },
    )
  })
})

function isAddress(node: MarkdownNode): boolean {
  return node.kind === 'link' && wordsOf(node.children) === node.url
}

function tokensIn(nodes: readonly MarkdownNode[]): readonly MarkdownNode[] {
  return nodes.flatMap(node => ('children' in node ? tokensIn(node.children) : node.kind === 'token' ? [node] : []))
}

function boldIn(nodes: readonly MarkdownNode[]): readonly string[] {
  return nodes.flatMap(node => {
    if (!('children' in node)) return []
    return node.kind === 'bold' ? [wordsOf(node.children)] : boldIn(node.children)
  })
}

/** Blocks begin on lines of their own, and addresses in marks are percent-encoded. */
function withoutSpace(text: string): string {
  return text
    .replace(/%(2A|7E|5F|5C|60)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/[\s\u200b]+/g, '')
}
