/**
 * Whatever is said, what goes to Slack is within its limits, whole, and harmless. The stand-in's own checks judge.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TEXT_LIMIT } from '../../../adapters/slack/content.ts'
import { plan, type SlackCall } from '../../../adapters/slack/render.ts'
import { faultsOfBlocks } from '../../../sandbox/slack/blocks.ts'
import type { Block } from '../../../sandbox/slack/wire.ts'
import type { StoredFile } from '../../../src/core/files.ts'
import type { Card, DeskButton, ToDesk } from '../../../src/core/outbound.ts'
import { plain, type RichText, type Span } from '../../../src/core/rich-text.ts'
import { readShown } from '../../contract/slack-reader.ts'

const CARD: Card = {
  heading: 'HB-1042 · Pothole',
  facts: [
    { label: 'Area', value: 'North <!channel>' },
    { label: 'Where', value: '12 High St', url: 'https://map.example/?q=1,2' },
  ],
  words: plain('a *hole* <!channel> & more'),
  pictures: [],
  hint: 'What you write in this thread is sent to Ana. Begin with "note:" to keep it among staff.',
  buttons: [],
  menu: [],
}
const card = (more: Partial<Card>): ToDesk => ({ to: 'desk', kind: 'card', channel: 'C1', card: { ...CARD, ...more } })
const post = (text: RichText, more: object = {}): ToDesk => ({
  to: 'desk',
  kind: 'post',
  thread: { channel: 'C1', ts: '1.000001' },
  text,
  files: [],
  buttons: [],
  ...more,
})
const callsOf = (message: ToDesk) => plan(message).parts.map(part => part.call as SlackCall)
const contentsOf = (message: ToDesk) => callsOf(message).flatMap(call => ('content' in call ? [call.content] : []))
const shownOf = (message: ToDesk) =>
  contentsOf(message)
    .map(({ text, blocks }) => readShown({ text, blocks: blocks as readonly Block[] }).text)
    .join('\n')
const file = (name: string, bytes = 10): StoredFile => ({ sha256: name, mediaType: 'image/jpeg', bytes, name })

test('whom a post calls stands before its words, as people and groups that Slack notifies', () => {
  const [content] = contentsOf(post(plain('<@U9> is late'), { calls: ['U0LEAD', 'S0CREW'] }))
  expect(content?.blocks).toEqual([
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'user', user_id: 'U0LEAD' },
            { type: 'text', text: ' ' },
            { type: 'usergroup', usergroup_id: 'S0CREW' },
            { type: 'text', text: ' ' },
          ],
        },
        { type: 'rich_text_section', elements: [{ type: 'text', text: '<@U9> is late' }] },
      ],
    },
  ])
})

describe('a card', () => {
  test('reads from top to bottom as a card does', () => {
    const [call] = callsOf(card({ buttons: [{ action: 'take', value: '7', label: 'Take it', style: 'primary' }] }))
    expect(call).toEqual({
      do: 'post',
      channel: 'C1',
      content: {
        text: 'HB-1042 · Pothole\nArea: North &lt;!channel&gt;\nWhere: 12 High St\na *hole* &lt;!channel&gt; &amp; more',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'HB-1042 · Pothole', emoji: false } },
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'Area', style: { bold: true } },
                  { type: 'text', text: ': North <!channel>\n' },
                  { type: 'text', text: 'Where', style: { bold: true } },
                  { type: 'text', text: ': ' },
                  { type: 'link', url: 'https://map.example/?q=1,2', text: '12 High St' },
                ],
              },
            ],
          },
          {
            type: 'rich_text',
            elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: 'a *hole* <!channel> & more' }] }],
          },
          { type: 'context', elements: [{ type: 'plain_text', text: CARD.hint, emoji: false }] },
          {
            type: 'actions',
            elements: [
              {
                type: 'button',
                action_id: 'take',
                value: '7',
                style: 'primary',
                text: { type: 'plain_text', text: 'Take it', emoji: false },
              },
            ],
          },
        ],
      },
    })
  })

  test('what does not fit, and the pictures, go into its own thread', () => {
    const words = `begin ${'word '.repeat(2_000)}end`
    const calls = callsOf(card({ words: plain(words), pictures: [file('a.jpg'), file('b.jpg')] }))
    expect(calls.map(call => [call.do, 'thread' in call ? call.thread : undefined])).toEqual([
      ['post', undefined],
      ['post', 'own'],
      ['post', 'own'],
      ['upload', 'own'],
    ])
    expect(shownOf(card({ words: plain(words) }))).toContain('end')
    expect(plan(card({ words: plain(words) })).fallbacks).toEqual(['textSplit'])
  })
})

describe('a post', () => {
  test('says who speaks, and keeps formatting', () => {
    const text: RichText = {
      text: 'as you said\nquoted\n\ncode here\nlinked',
      spans: [
        { kind: 'italic', start: 0, end: 2 },
        { kind: 'quote', start: 12, end: 18 },
        { kind: 'pre', start: 20, end: 29 },
        { kind: 'link', start: 30, end: 36, url: 'https://example.org' },
      ],
    }
    expect(contentsOf(post(text, { author: 'Ana, resident' }))[0]?.blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Ana, resident', style: { bold: true } },
              { type: 'text', text: '\n' },
              { type: 'text', text: 'as', style: { italic: true } },
              { type: 'text', text: ' you said' },
            ],
          },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'quoted' }] },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'code here' }] },
          {
            type: 'rich_text_section',
            elements: [{ type: 'link', url: 'https://example.org', text: 'linked' }],
          },
        ],
      },
    ])
  })

  test.for([
    'javascript:alert(1)',
    'tg://user?id=1',
    'https://',
    `https://example.org/${'x'.repeat(3_000)}`,
    'no address',
  ])('an address that Slack does not take stays words: %.30s', url => {
    const text: RichText = { text: 'here', spans: [{ kind: 'link', start: 0, end: 4, url }] }
    expect(JSON.stringify(contentsOf(post(text)))).not.toContain('"link"')
    expect(shownOf(post(text))).toBe('here')
  })

  test('files follow the words, ten in a message', () => {
    const files = Array.from({ length: 12 }, (_, i) => file(`${i}.jpg`))
    const calls = callsOf(post(plain('see'), { files }))
    expect(calls.map(call => (call.do === 'upload' ? call.files.length : call.do))).toEqual(['post', 10, 2])
    expect(callsOf(post(plain(''), { files: [file('a.jpg')] })).map(call => call.do)).toEqual(['upload'])
  })

  test('a label that no button holds is told whole', () => {
    const label = 'A very long answer '.repeat(5).trim()
    const message = post(plain('Which?'), { buttons: [{ action: 'choose', value: '1', label }] })
    expect(shownOf(message)).toContain(label)
    expect(plan(message).fallbacks).toEqual(['choicesAsList'])
  })
})

test('a whisper in a thread tells it in its buttons, for a press says it in no other way', () => {
  const buttons = [{ action: 'send', value: '1', label: 'Send' }]
  const whisper = { to: 'desk', kind: 'whisper', channel: 'C1', user: 'U1', text: plain('Sure?'), buttons } as const
  const idOf = (message: ToDesk) => contentsOf(message)[0]?.blocks.at(-1)?.block_id
  expect(idOf({ ...whisper, thread: '12.000001' })).toBe('thread:12.000001:0')
  expect(idOf(whisper)).toBeUndefined()
})

const words = fc
  .array(
    fc.oneof(
      fc.constantFrom('<!channel>', '*bold*', '@here', '&amp;', 'عنوان', '👨‍👩‍👧‍👦', '\n', '> x', '```'),
      fc.string({ unit: 'grapheme' }),
    ),
    {
      maxLength: 60,
    },
  )
  .map(list => list.join(' '))
const long = fc
  .tuple(words, fc.integer({ min: 1, max: 400 }))
  .map(([text, times]) => `${text} `.repeat(times).slice(0, 20_000))
const anyWords = fc.oneof(words, long).map(text => text.toWellFormed())
const rich: fc.Arbitrary<RichText> = anyWords.chain(text =>
  fc
    .array(
      fc
        .tuple(
          fc.nat(text.length),
          fc.nat(text.length),
          fc.constantFrom('bold', 'quote', 'pre', 'code', 'mention', 'link'),
        )
        .map(
          ([a, b, kind]): Span => ({ start: Math.min(a, b), end: Math.max(a, b), kind, url: 'https://e.org' }) as Span,
        ),
      { maxLength: 8 },
    )
    .map(spans => ({ text, spans })),
)
const buttons: fc.Arbitrary<DeskButton[]> = fc.array(
  fc.record({
    action: fc.constantFrom('choose', 'retry', 'send'),
    value: fc.string({ maxLength: 2_000 }),
    label: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }),
  }),
  { maxLength: 60 },
)
const files = fc.array(
  fc.integer({ min: 1, max: 2_000_000_000 }).map(bytes => file('photo.jpg', bytes)),
  { maxLength: 12 },
)
const thread = { channel: 'C1', ts: '12.000001' }
const message: fc.Arbitrary<ToDesk> = fc.oneof(
  fc
    .record({ author: fc.option(words, { nil: undefined }), text: rich, files, buttons })
    .map(said => ({ to: 'desk', kind: 'post', thread, ...said }) as ToDesk),
  fc
    .record({ text: rich, buttons })
    .map(said => ({ to: 'desk', kind: 'whisper', channel: 'C1', user: 'U1', ...said }) as ToDesk),
  fc
    .record({
      heading: anyWords.map(text => `HB-1 ${text}`),
      facts: fc.array(fc.record({ label: fc.constant('Where'), value: anyWords }), { maxLength: 12 }),
      words: rich,
      pictures: files,
      hint: words,
      buttons,
      menu: fc.array(
        fc.record({
          action: fc.constant('move'),
          value: fc.constant('1042'),
          label: anyWords.filter(text => text !== ''),
        }),
        { maxLength: 5 },
      ),
    })
    .map(card => ({ to: 'desk', kind: 'card', channel: 'C1', card }) as ToDesk),
)

test('whatever is said is within the limits, and no reference to anybody', () => {
  fc.assert(
    fc.property(message, said => {
      for (const { text, blocks } of contentsOf(said)) {
        expect(faultsOfBlocks(blocks)).toEqual([])
        expect(text.length).toBeLessThanOrEqual(40_000)
        expect(text.replaceAll(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&]/)
        expect(JSON.stringify(blocks)).not.toMatch(/"type":"(mrkdwn|user|usergroup|channel|broadcast|emoji)"/)
      }
    }),
    { numRuns: 150 },
  )
})

test('no word is lost', () => {
  // a quote in the middle of a word stands on its own line
  const letters = (text: string) => text.replaceAll(/\s/g, '')
  fc.assert(
    fc.property(rich, text => {
      expect(letters(shownOf(post(text)))).toBe(letters(text.text))
      expect(letters(shownOf(card({ heading: '', facts: [], hint: '', words: text })))).toBe(letters(text.text))
      for (const { blocks } of contentsOf(post(text))) {
        const shown = readShown({ text: '', blocks: blocks as readonly Block[] })
        expect(letters(shown.text).length).toBeLessThanOrEqual(TEXT_LIMIT)
      }
    }),
    { numRuns: 100 },
  )
})
