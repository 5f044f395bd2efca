/**
 * Updates in, inbounds out. The payloads have the shapes of the Bot API's documentation
 * (https://core.telegram.org/bots/webhooks#testing-your-bot-with-updates and /bots/api#available-types).
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseUpdate, tapOf } from '../../../adapters/telegram/parse.ts'
import type { Said } from '../../../src/core/inbound.ts'
import updates from '../../fixtures/telegram/updates.json' with { type: 'json' }

const SELF = { id: 7_000_000_001, username: 'folkmoot_bot', commands: new Set(['start', 'report']) }

type Label = keyof typeof updates
const message = (text: string, more: object = {}) => ({
  kind: 'message',
  messageId: '1365',
  text: { text, spans: [] },
  files: [],
  ...more,
})
const pin = { point: { latitude: 50.72, longitude: -1.88 } }
const unsupported = (what: string) => ({ kind: 'unsupported', what })

const SAID: Readonly<Record<string, unknown>> = {
  text: message('Hello'),
  'text with every entity': {
    ...message(''),
    text: {
      text: 'bold italic strike code pre quote link https://a.example @ben Ben under',
      spans: [
        { kind: 'bold', start: 0, end: 4 },
        { kind: 'italic', start: 5, end: 11 },
        { kind: 'strike', start: 12, end: 18 },
        { kind: 'code', start: 19, end: 23 },
        { kind: 'pre', start: 24, end: 27 },
        { kind: 'quote', start: 28, end: 33 },
        { kind: 'link', start: 34, end: 38, url: 'https://b.example/x' },
        { kind: 'link', start: 39, end: 56, url: 'https://a.example' },
        { kind: 'mention', start: 57, end: 61 },
        { kind: 'mention', start: 62, end: 65, id: '2222222' },
      ],
    },
  },
  'entities out of bounds, reversed, of no type': message('short'),
  NUL: message('abc'),
  command: { kind: 'command', name: 'start', argument: '', messageId: '1365' },
  'command with a payload': { kind: 'command', name: 'start', argument: 'case-HB-1042', messageId: '1365' },
  'command for us by name': { kind: 'command', name: 'report', argument: 'the lamp is out', messageId: '1365' },
  'command for another bot, in private': message('/report@other_bot'),
  'command within a sentence': message('type /report to begin'),
  'photo with a caption': {
    ...message(''),
    text: { text: 'the hole', spans: [{ kind: 'bold', start: 4, end: 8 }] },
    files: [{ ref: 'large', mediaType: 'image/jpeg', bytes: 120_931 }],
  },
  'photo of an album': message('', {
    album: '13000000000000001',
    files: [{ ref: 'p1', mediaType: 'image/jpeg', bytes: 1_101 }],
  }),
  document: message('', {
    files: [{ ref: 'AwADBAADbXXXXXXXXXXXGBdhD2l6_XX', name: 'plan.pdf', mediaType: 'application/pdf', bytes: 446 }],
  }),
  pin: message('', { place: pin }),
  'live location': message('', { place: pin }),
  venue: message('', { place: { ...pin, words: 'Town Hall, 1 Quay Street' } }),
  'reply to us': message('yes', { replyTo: '1334' }),
  'reply to oneself': message('yes', { replyTo: '1334' }),
  voice: unsupported('voice'),
  'voice with words': message('the lamp buzzes', { leftOut: 'voice' }),
  video: message('look', { leftOut: 'video' }),
  'video of an album': message('', { leftOut: 'video', album: '13000000000000001' }),
  'video without words': unsupported('video'),
  'video note': unsupported('video'),
  'animation, a document as well': unsupported('video'),
  sticker: unsupported('sticker'),
  poll: unsupported('poll'),
  contact: unsupported('contact'),
  audio: unsupported('voice'),
  dice: unsupported('other'),
  forwarded: message('Forwarded'),
  'edited words': { kind: 'edit', messageId: '1365', text: { text: 'Edited text', spans: [] } },
  'edited caption': { kind: 'edit', messageId: '1365', text: { text: 'Edited caption', spans: [] } },
  tap: { kind: 'tap', messageId: '1366', token: 'a1b2c3' },
  'tap on a message too old to show': { kind: 'tap', messageId: '1366', token: 'a1b2c3' },
  blocked: { kind: 'left' },
  unblocked: { kind: 'returned' },
}

const IN_PUBLIC: Readonly<Record<string, unknown>> = {
  'in a group, a command': { kind: 'command', name: 'report', argument: '', messageId: '1365' },
  'in a group, by name': {
    ...message(''),
    text: { text: '@Folkmoot_bot the lamp is out', spans: [{ kind: 'mention', start: 0, end: 13 }] },
  },
  'in a group, a reply to us': message('thanks', { replyTo: '1334' }),
}

const IGNORED: readonly Label[] = [
  'pin outside the world',
  'live location that moved',
  'tap on an inline message',
  'tap on a game',
  'added to a group',
  'in a group, among themselves',
  'in a group, a command for another bot',
  'in a group, somebody else’s command',
  'in a group, in the name of a channel',
  'in a group, an anonymous administrator',
  'another bot',
  'service message',
  'channel post',
  'inline query',
  'a kind that does not exist yet',
  'no update id',
]

describe('parseUpdate', () => {
  test.for(Object.entries(SAID))('%s', ([label, said]) => {
    expect(parseUpdate(updates[label as Label], SELF)).toEqual({
      network: 'telegram',
      externalId: expect.stringMatching(/^10000:[mets]/),
      lane: 'telegram:1111111',
      position: '10000',
      event: {
        from: 'resident',
        address: 'telegram:1111111',
        person: { firstName: 'Ana', language: 'es' },
        said,
      },
    })
  })

  test.for(Object.entries(IN_PUBLIC))('%s', ([label, said]) => {
    const inbound = parseUpdate(updates[label as Label], SELF)
    expect(inbound?.event).toMatchObject({
      address: 'telegram:1111111',
      inPublic: true,
      called: { group: '-1001234567890', messageId: '1365' },
    })
    expect(saidIn(inbound)).toEqual(said)
  })

  test.for(IGNORED)('ignored: %s', label => {
    expect(parseUpdate(updates[label], SELF)).toBeUndefined()
  })

  test('every fixture is in one of the tables', () => {
    const tables = [...Object.keys(SAID), ...Object.keys(IN_PUBLIC), ...IGNORED]
    expect(tables.toSorted()).toEqual(Object.keys(updates).toSorted())
  })

  test('a lone surrogate is no character', () => {
    const update = structuredClone(updates.text)
    update.message.text = 'a\ud800b'
    expect(saidIn(parseUpdate(update, SELF))).toEqual(message('ab'))
  })

  test('an id that is used again after a quiet week names another thing', () => {
    const [before, after] = [updates.text, structuredClone(updates.text)]
    after.message.message_id += 1
    expect(parseUpdate(after, SELF)?.externalId).not.toBe(parseUpdate(before, SELF)?.externalId)
    expect(parseUpdate(structuredClone(before), SELF)?.externalId).toBe(parseUpdate(before, SELF)?.externalId)
  })

  test('two edits of one message are two deliveries', () => {
    const [first, second] = [updates['edited words'], structuredClone(updates['edited words'])]
    second.edited_message.edit_date += 1
    expect(parseUpdate(second, SELF)?.externalId).not.toBe(parseUpdate(first, SELF)?.externalId)
  })
})

describe('whatever comes', () => {
  /** Any JSON, and our own fixtures with any JSON in the place of any of their fields. */
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }),
    fc
      .tuple(
        fc.constantFrom(...Object.values(updates)),
        fc.infiniteStream(fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' })),
        fc.nat(30),
      )
      .map(([update, values, at]) => replaceNth(update, at, () => values.next().value)),
  )

  test('parse gives an inbound or nothing', () => {
    fc.assert(
      fc.property(anything, update => {
        const inbound = parseUpdate(update, SELF)
        if (!inbound) return
        expect(inbound.position).toMatch(/^\d{1,16}$/)
        expect(inbound.lane).toMatch(/^telegram:\d+$/)
        const stored = JSON.stringify(inbound)
        expect(stored).not.toContain('\\u0000')
        expect(stored.isWellFormed() && !/\\ud[89a-f]/.test(stored)).toBe(true)
        const said = saidIn(inbound)
        const text = said && 'text' in said ? said.text : { text: '', spans: [] }
        for (const { start, end } of text.spans) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.text.length)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  test('a tap to answer is a string or nothing', () => {
    fc.assert(fc.property(anything, update => ['string', 'undefined'].includes(typeof tapOf(update))))
  })
})

function saidIn(inbound: ReturnType<typeof parseUpdate>): Said | undefined {
  return inbound?.event.from === 'resident' ? inbound.event.said : undefined
}

/** A copy of `value` with the `at`th of its leaves and branches replaced, counted depth first. */
function replaceNth(value: unknown, at: number, replacement: () => unknown): unknown {
  let count = 0
  const walk = (node: unknown): unknown => {
    count += 1
    if (count === at + 1) return replacement()
    if (Array.isArray(node)) return node.map(walk)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child)]))
  }
  return walk(value)
}
