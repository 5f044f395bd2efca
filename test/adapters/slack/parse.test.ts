/**
 * Payloads in, inbounds out. They have the shapes of Slack's documentation
 * (https://docs.slack.dev/reference/events/message, /reference/block-kit/blocks/rich-text-block,
 * /reference/interaction-payloads/block_actions-payload).
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from '../../../adapters/slack/parse.ts'
import type { RichText } from '../../../src/core/rich-text.ts'
import payloads from '../../fixtures/slack/payloads.json' with { type: 'json' }

type Label = keyof typeof payloads

const wrote = (text: RichText, files: readonly object[] = []) => ({
  network: 'slack',
  externalId: 'Ev123ABC456',
  lane: 'slack:C123ABC456:1355517000.000100',
  position: '1355517523000005',
  event: {
    from: 'desk',
    team: 'T123ABC456',
    channel: 'C123ABC456',
    thread: '1355517000.000100',
    user: 'U123ABC456',
    did: { kind: 'wrote', ts: '1355517523.000005', text, files },
  },
})
const words = (text: string, ...spans: RichText['spans']) => wrote({ text, spans })

const TRIGGER = '12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3'

const pressed = (thread: string, messageTs: string, actionId: string, action = actionId) => ({
  network: 'slack',
  externalId: `1548426417.840180:UA8RXUSPL:${messageTs}:${actionId}`,
  lane: `slack:CBR2V3XEX:${thread}:UA8RXUSPL`,
  position: '1548426417840180',
  event: {
    from: 'desk',
    team: 'T9TK3CUKW',
    channel: 'CBR2V3XEX',
    thread,
    user: 'UA8RXUSPL',
    did: { kind: 'pressed', messageTs, action, value: 'click_me_123', trigger: TRIGGER },
  },
})

const filledIn = (filled: object) => ({
  network: 'slack',
  externalId: 'view:12466734323.1395872398.d8c1bb837935619ccad0f624c448ffb3',
  lane: 'slack:CBR2V3XEX:1548261231.000200:UA8RXUSPL',
  position: '0',
  event: {
    from: 'desk',
    team: 'T9TK3CUKW',
    channel: 'CBR2V3XEX',
    thread: '1548261231.000200',
    user: 'UA8RXUSPL',
    did: { kind: 'submitted', action: 'status', value: '1042:new', filled, files: [] },
  },
})

const changed = (did: object) => ({
  ...wrote({ text: '', spans: [] }),
  position: '1358878755000001',
  event: { ...wrote({ text: '', spans: [] }).event, did },
})

const CREW = {
  ref: 'https://files.slack.com/files-pri/T123ABC456-F123ABC456/crew.jpg',
  name: 'crew.jpg',
  mediaType: 'image/jpeg',
  bytes: 12_345,
}

const EXPECTED: Readonly<Partial<Record<Label, object>>> = {
  'plain words in a thread': words('Hello world'),
  'every style and a link': words(
    'bold italic strike code both see our page or https://example.org',
    { kind: 'bold', start: 0, end: 4 },
    { kind: 'italic', start: 5, end: 11 },
    { kind: 'strike', start: 12, end: 18 },
    { kind: 'code', start: 19, end: 23 },
    { kind: 'bold', start: 24, end: 28 },
    { kind: 'italic', start: 24, end: 28 },
    { kind: 'link', start: 33, end: 41, url: 'https://example.org/a?b=1&c=2' },
  ),
  "emoji, with skin tone, and the workspace's own": words('👋 👍🏽 :harbourside:'),
  'lists, quote and preformatted': words(
    'What we do:\n• look\n• mend\n  3. third\n  4. fourth\nyou wrote this\ncrew 7\nThursday\nRegards',
    { kind: 'bold', start: 42, end: 48 },
    { kind: 'quote', start: 49, end: 63 },
    { kind: 'pre', start: 64, end: 79 },
  ),
  'mentions of people, groups, channels and everybody': words(
    '@U222, @highways, @S444, #potholes, @C666, here',
    { kind: 'mention', start: 0, end: 5, id: 'U222' },
    { kind: 'mention', start: 18, end: 23, id: 'S444' },
    { kind: 'mention', start: 36, end: 41, id: 'C666' },
  ),
  'a date and a colour': words('2024-07-11 at 15:03 #F405B3'),
  'a reply that went to the channel too': words('for all to see'),
  'a file with a caption': wrote({ text: 'look', spans: [] }, [CREW]),
  'a file alone': wrote({ text: '', spans: [] }, [CREW]),
  'a file of a shared channel, without its address': wrote({ text: '', spans: [] }, [{ ref: 'file:F777' }]),
  'a file in the messages with us': {
    ...wrote({ text: '', spans: [] }),
    lane: 'slack:D123ABC456',
    event: {
      ...{ from: 'desk', team: 'T123ABC456', channel: 'D123ABC456', user: 'U123ABC456' },
      did: { kind: 'wroteToUs', text: { text: 'look', spans: [] }, files: [CREW] },
    },
  },
  'no blocks: escapes and references': words(
    '5 < 6 && @U222: our page, https://example.org, a@example.org, #potholes, @highways, Feb 18, 2014, channel *as typed*',
    { kind: 'mention', start: 9, end: 14, id: 'U222' },
    { kind: 'link', start: 16, end: 24, url: 'https://example.org?a=1&b=2' },
    { kind: 'link', start: 47, end: 60, url: 'mailto:a@example.org' },
  ),
  'NUL and an override': words('abc gpj.exe', { kind: 'bold', start: 0, end: 3 }),
  'an edit': changed({ kind: 'edited', ts: '1355517523.000005', text: { text: 'Hello, world!', spans: [] } }),
  'a deletion': changed({ kind: 'deleted', ts: '1355517523.000005' }),
  'a press on a card': pressed('1548261231.000200', '1548261231.000200', 'WaXA'),
  'a press in a thread, on one of several buttons of the same action': pressed(
    '1548261231.000200',
    '1548261299.000200',
    'choose#3',
    'choose',
  ),
  'a press in what one person sees': pressed('1548261231.000200', '1548261299.000200', 'WaXA'),
  'eyes on a message of ours': {
    ...wrote({ text: '', spans: [] }),
    lane: 'slack:C123ABC456:1355517000.000100:U123ABC456',
    event: { ...wrote({ text: '', spans: [] }).event, did: { kind: 'looked', messageTs: '1355517000.000100' } },
  },
  'a form that was filled in': filledIn({ choice: 'planned', plannedFor: '2026-11-30', person: 'U222' }),
  'a form whose values are of wrong types': filledIn({}),
}

describe('payloads', () => {
  test.for(Object.keys(payloads) as Label[])('%s', label => {
    expect(label in EXPECTED || label.startsWith('ignored: ')).toBe(true)
    expect(parse(payloads[label])).toEqual(EXPECTED[label])
  })
})

/** Payloads that were damaged somewhere: any one value replaced by anything. */
const damaged = fc
  .tuple(fc.constantFrom(...Object.values(payloads)), fc.nat(), fc.anything({ withNullPrototype: true }))
  .map(([payload, at, value]) => replaceOne(payload, at, value))

test('parse never throws, whatever comes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), damaged), payload => {
      const inbound = parse(payload)
      if (inbound === undefined) return
      if (inbound.event.from !== 'desk') throw new Error('not of the desk')
      expect(BigInt.asIntN(64, BigInt(inbound.position))).toBe(BigInt(inbound.position))
      const { did, channel, thread, user } = inbound.event
      const lane = thread === undefined ? `slack:${channel}` : `slack:${channel}:${thread}`
      expect(inbound.lane).toBe(
        ['wrote', 'wroteToUs', 'edited', 'deleted'].includes(did.kind) ? lane : `${lane}:${user}`,
      )
      if ('text' in did) for (const { start, end } of did.text.spans) expect(start).toBeLessThan(end)
    }),
    { numRuns: 1_000 },
  )
})

test('no id and no escape of Slack reaches the words, but in a mention that will be named', () => {
  const element = fc.oneof(
    fc.record({ type: fc.constant('text'), text: fc.constantFrom('hello ', 'a < b & c', 'line\n') }),
    fc.constantFrom(
      { type: 'user', user_id: 'U0SECRET' },
      { type: 'usergroup', usergroup_id: 'S0SECRET' },
      { type: 'channel', channel_id: 'C0SECRET' },
      { type: 'broadcast', range: 'channel' },
      { type: 'emoji', name: 'tada', unicode: '1f389' },
      { type: 'team', team_id: 'T0SECRET' },
    ),
  )
  fc.assert(
    fc.property(fc.array(element, { minLength: 1 }), elements => {
      const { event, ...rest } = payloads['plain words in a thread']
      const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
      const inbound = parse({ ...rest, event: { ...event, blocks } })
      if (inbound?.event.from !== 'desk' || inbound.event.did.kind !== 'wrote') return
      const { text, spans } = inbound.event.did.text
      const unnamed = spans.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
      expect(unnamed).not.toMatch(/0SECRET|&(lt|gt|amp);|<[@#!]/)
    }),
  )
})

function replaceOne(value: unknown, at: number, by: unknown): unknown {
  let left = at % countOf(value)
  const walk = (node: unknown): unknown => {
    if (left-- === 0) return by
    if (Array.isArray(node)) return node.map(walk)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child)]))
  }
  return walk(value)
}

function countOf(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 1
  return 1 + Object.values(node).reduce((sum: number, child) => sum + countOf(child), 0)
}
