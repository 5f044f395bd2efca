/**
 * How the page reads the networks' formatted text.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDiscord } from '../../sandbox/page/discord-text.ts'
import type { Piece } from '../../sandbox/page/piece.ts'
import { readMrkdwn, readRichText } from '../../sandbox/page/slack-text.ts'
import { readTelegram } from '../../sandbox/page/telegram-text.ts'

/** Pieces as one line: `bold(text)`, `link[url](text)`. */
function line(pieces: readonly Piece[]): string {
  return pieces
    .map(piece => {
      if (typeof piece === 'string') return piece
      if (piece.kind === 'list') return piece.items.map(item => `${piece.ordered ? '#' : '*'}(${line(item)})`).join('')
      return piece.kind === 'link'
        ? `link[${piece.url}](${line(piece.pieces)})`
        : `${piece.kind}(${line(piece.pieces)})`
    })
    .join('')
}

/** The words alone. */
function words(pieces: readonly Piece[]): string {
  return pieces
    .map(piece => {
      if (typeof piece === 'string') return piece
      return piece.kind === 'list' ? piece.items.map(words).join('') : words(piece.pieces)
    })
    .join('')
}

describe('Discord', () => {
  test.each([
    ['**bold** and *italic*', 'bold(bold) and italic(italic)'],
    ['***both***', 'bold(*both)*'],
    ['**a *b* c**', 'bold(a italic(b) c)'],
    ['__under__ ~~gone~~ ||secret||', 'underline(under) strike(gone) spoiler(secret)'],
    ['\\*not italic\\* 2 * 3 * 4', '*not italic* 2 * 3 * 4'],
    ['snake_case_name', 'snake_case_name'],
    ['`**code**`', 'code(**code**)'],
    ['```js\nlet a\n```after', 'pre(let a)after'],
    ['> one\n> two\nthree', 'quote(one\ntwo)three'],
    ['- a\n- b', '*(a)*(b)'],
    ['# Head\nrest', 'heading(Head)\nrest'],
    [
      '[town](https://example.org/a) <https://example.org/b>',
      'link[https://example.org/a](town) link[https://example.org/b](https://example.org/b)',
    ],
    ['see https://example.org/c.', 'see link[https://example.org/c](https://example.org/c).'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['unclosed **bold', 'unclosed **bold'],
  ])('%j', (content, expected) => {
    expect(line(readDiscord(content))).toBe(expected)
  })

  test('any words are read to an end, and letters are never lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab *_~|`>\\[]()<>#-\n') }), content => {
        const letters = (text: string) => text.replace(/[^ab]/g, '')
        expect(letters(words(readDiscord(content)))).toBe(letters(content))
      }),
    )
  })
})

describe('Telegram', () => {
  test.each([
    ['bold', [{ type: 'bold', offset: 0, length: 4 }], 'bold(bold)'],
    [
      'a big day',
      [
        { type: 'bold', offset: 2, length: 7 },
        { type: 'italic', offset: 6, length: 3 },
      ],
      'a bold(big italic(day))',
    ],
    ['👍🏽 ok', [{ type: 'code', offset: 5, length: 2 }], '👍🏽 code(ok)'],
    [
      'here',
      [{ type: 'text_link', offset: 0, length: 4, url: 'https://example.org' }],
      'link[https://example.org](here)',
    ],
    ['example.org', [{ type: 'url', offset: 0, length: 11 }], 'link[https://example.org](example.org)'],
    ['new', [{ type: 'custom_emoji', offset: 0, length: 3 }], 'new'],
  ])('%j', (text, entities, expected) => {
    expect(line(readTelegram(text, entities))).toBe(expected)
  })
})

describe('Slack', () => {
  const names = {
    user: (id: string) => (id === 'U1' ? 'Priya' : id),
    channel: (id: string) => (id === 'C1' ? 'desk' : id),
  }

  test.each([
    ['*bold* _it_ ~no~ `x`', 'bold(bold) italic(it) strike(no) code(x)'],
    ['2*3*4 snake_case_name', '2*3*4 snake_case_name'],
    ['a &lt;b&gt; &amp;amp;', 'a <b> &amp;'],
    ['<https://example.org|the town>', 'link[https://example.org](the town)'],
    ['<@U1> in <#C1> says <!channel>', 'mention(@Priya) in mention(#desk) says mention(@channel)'],
    [':white_check_mark: :unknown:', '✅ :unknown:'],
  ])('mrkdwn %j', (text, expected) => {
    expect(line(readMrkdwn(text, names))).toBe(expected)
  })

  test('rich text', () => {
    const section = (...elements: object[]) => ({ type: 'rich_text_section', elements })
    const pieces = readRichText(
      [
        section(
          { type: 'text', text: 'Hi ' },
          { type: 'text', text: 'all', style: { bold: true, italic: true } },
          { type: 'user', user_id: 'U1' },
          { type: 'emoji', name: 'wave', unicode: '1f44b' },
          { type: 'emoji', name: 'harbour' },
          { type: 'link', url: 'https://example.org' },
        ),
        section({ type: 'text', text: 'Next' }),
        { type: 'rich_text_list', style: 'ordered', elements: [section({ type: 'text', text: 'one' })] },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: '<!channel> *x*' }] },
      ],
      names,
    )
    expect(line(pieces)).toBe(
      'Hi bold(italic(all))mention(@Priya)👋:harbour:link[https://example.org](https://example.org)\nNext#(one)quote(<!channel> *x*)',
    )
  })

  test('whatever JSON stands in the blocks, reading it does not fail', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), elements => {
        expect(() => readRichText(elements, names)).not.toThrow()
      }),
    )
  })
})
