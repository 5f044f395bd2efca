import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callOf, deletionOf, inboundOfDeletion, parse } from '../../../adapters/discord/parse.ts'
import { acknowledgementOf } from '../../../adapters/discord/parse-interaction.ts'
import type { ResidentEvent } from '../../../src/core/inbound.ts'
import { plain } from '../../../src/core/rich-text.ts'

/**
 * Payloads after the examples of https://docs.discord.com/developers/resources/message and
 * https://docs.discord.com/developers/interactions/receiving-and-responding.
 */
const dispatches: Readonly<Record<string, { readonly t: string; readonly d: unknown }>> = JSON.parse(
  readFileSync(new URL('../../fixtures/discord/dispatches.json', import.meta.url), 'utf8'),
)

const message = { kind: 'message', messageId: '334385199974967042', files: [], text: { text: 'Supa Hot', spans: [] } }
const dm = { channel: '290926798999357250' }
const image = {
  ref: 'https://cdn.discordapp.com/attachments/1012345678900020080/1234567891233211234/my_image.png?ex=65d903de&is=65c68ede&hm=2481f30dd67f503f54d020ae3b5533b9987fae4e55f2b4e3926e08a3fa3ee24f&',
  name: 'my_image.png',
  mediaType: 'image/png',
  bytes: 84243,
}
const mason = { firstName: 'Mason' }
const token = { token: '845027738276462632/aW50ZXJhY3Rpb24', expiresAt: '2021-05-24T19:15:19.685Z' }
const interaction = { person: { ...mason, language: 'es-ES' } }
const inDm = { ...interaction, channel: '772908445358620702' }

/** What comes of each payload; undefined for what is ignored. */
const EXPECTED: Readonly<Record<string, Partial<ResidentEvent> | undefined>> = {
  'a message in a DM': { ...dm, person: mason, said: message as never },
  'a name that nobody chose': { ...dm, person: { firstName: 'mason' }, said: message as never },
  'a reply to a message': { ...dm, person: mason, said: { ...message, replyTo: '306588351130107906' } as never },
  'a mention and custom emoji': {
    ...dm,
    person: mason,
    said: {
      ...message,
      text: {
        text: '@Nelly look :mmLol::b1nzy: @…',
        spans: [
          { kind: 'mention', start: 0, end: 6 },
          { kind: 'mention', start: 27, end: 29 },
        ],
      },
    } as never,
  },
  'a picture with words': {
    ...dm,
    person: mason,
    said: { ...message, text: { text: 'here', spans: [] }, files: [image] } as never,
  },
  'a picture and a video with words': {
    ...dm,
    person: mason,
    said: { ...message, text: { text: 'here', spans: [] }, files: [image], leftOut: 'video' } as never,
  },
  'a video': { ...dm, person: mason, said: { kind: 'unsupported', what: 'video' } },
  'a voice message': { ...dm, person: mason, said: { kind: 'unsupported', what: 'voice' } },
  'a sticker': { ...dm, person: mason, said: { kind: 'unsupported', what: 'sticker' } },
  'a poll': { ...dm, person: mason, said: { kind: 'unsupported', what: 'poll' } },
  'a forwarded message': { ...dm, person: mason, said: { kind: 'unsupported', what: 'other' } },
  'our own message': undefined,
  'a message in a server': undefined,
  'a message of a webhook': undefined,
  'the notice of a pinned message': undefined,
  'an edit': {
    ...dm,
    person: mason,
    said: { kind: 'edit', messageId: '334385199974967042', text: { text: 'Super hot', spans: [] } },
  },
  'a preview that Discord added': undefined,
  'an update without words': undefined,
  'a deleted message': undefined,
  'a slash command in a DM': { ...inDm, token, said: { kind: 'command', name: 'report', argument: '' } },
  'a slash command with words': { ...inDm, token, said: { kind: 'command', name: 'report', argument: 'pothole' } },
  'a slash command in a server': {
    ...interaction,
    inPublic: true,
    token,
    said: { kind: 'command', name: 'report', argument: '' },
  },
  'a button': { ...inDm, said: { kind: 'tap', messageId: '334385199974967042', token: 'click_one' } },
  'an option of a select': { ...inDm, said: { kind: 'tap', messageId: '334385199974967042', token: 'pothole' } },
  'a button in a server': {
    ...interaction,
    inPublic: true,
    token: { ...token, here: '772908445358620702', replaces: true },
    said: { kind: 'tap', messageId: '334385199974967042', token: 'click_one' },
  },
  'a form without the button that opened it': undefined,
  'a context menu command': undefined,
  'a kind of event that we do not know': undefined,
}

describe('payloads', () => {
  test('every fixture is expected', () => {
    expect(Object.keys(EXPECTED)).toEqual(Object.keys(dispatches))
  })

  test.for(Object.entries(dispatches))('%s', ([label, { t, d }]) => {
    const inbound = parse(t, d)
    const expected = EXPECTED[label]
    if (!expected) return expect(inbound).toBeUndefined()
    const address = 'discord:53908099506183680'
    expect(inbound).toMatchObject({ network: 'discord', lane: address })
    expect(inbound?.event).toEqual({ from: 'resident', address, ...expected })
  })

  test.for([
    ['a message in a DM', 'message:334385199974967042', '334385199974967042'],
    // The last snowflake of the millisecond of the edit.
    ['an edit', 'edit:334385199974967042:1499794080500', String(((1499794080500n - 1420070400000n) << 22n) + 4194303n)],
    ['a button', 'interaction:846462639134605312', '846462639134605312'],
  ])('identity and order of %s', ([label = '', externalId, position]) => {
    expect(parse(dispatches[label]?.t ?? '', dispatches[label]?.d)).toMatchObject({ externalId, position })
  })

  test.for([
    ['a slash command in a DM', 'words'],
    ['a slash command in a server', 'wordsForOneself'],
    ['a button', 'note'],
    ['a button in a server', 'note'],
    ['a form without the button that opened it', undefined],
    ['a message in a DM', undefined],
  ])('the first answer to %s', ([label = '', as]) => {
    expect(acknowledgementOf(dispatches[label]?.t ?? '', dispatches[label]?.d)?.as).toBe(as)
  })

  test('a form that was sent is a tap with words on the button that opened it', () => {
    const component = { type: 4, id: 2, custom_id: 'words', value: 'More shade' }
    const data = { custom_id: 'sv.1.0.write', components: [{ type: 18, id: 1, component }] }
    const pressed = dispatches['a button in a server']?.d as object
    const inbound = parse('INTERACTION_CREATE', { ...pressed, type: 5, data })
    const said = { kind: 'tap', messageId: '334385199974967042', token: 'sv.1.0.write', words: plain('More shade') }
    expect(inbound?.event).toMatchObject({ inPublic: true, said, token: { replaces: true } })
  })

  test.for([
    ['start:help', undefined],
    ['here:panel_square', '772908445358620702'],
  ])('the button %s leads to the direct messages, or is answered where it stands', ([custom_id = '', here]) => {
    const pressed = dispatches['a button in a server']?.d as { readonly message: object }
    const data = { component_type: 2, custom_id }
    const message = { ...pressed.message, flags: 0 }
    const event = parse('INTERACTION_CREATE', { ...pressed, data, message })?.event
    expect(event).toMatchObject({ said: { kind: 'command', name: 'start', argument: custom_id.split(':')[1] } })
    expect(event && 'token' in event && event.token?.here).toBe(here)
  })

  test('words are cleaned of what no database takes', () => {
    const payload = { ...(dispatches['a message in a DM']?.d as object), content: 'a\u0000b\ud800c \u202egpj.exe' }
    expect(parse('MESSAGE_CREATE', payload)?.event).toMatchObject({ said: { text: { text: 'abc gpj.exe' } } })
  })
})

describe('what is said in a server', () => {
  const us = '1000000000000000001'
  const said = { ...(dispatches['a message in a DM']?.d as object), guild_id: '290926798626357999', content: 'hello' }

  test.for([
    ['names somebody', { mentions: [{ id: us }] }, [us]],
    ['answers somebody without naming them', { referenced_message: { author: { id: us } } }, [us]],
    ['names nobody', {}, undefined],
    ['names somebody, by a bot', { mentions: [{ id: us }], author: { id: us, bot: true } }, undefined],
    ['is a notice of Discord', { mentions: [{ id: us }], type: 7 }, undefined],
    ['is no server', { mentions: [{ id: us }], guild_id: undefined }, undefined],
  ] as const)('%s', ([, fields, named]) => {
    const call = callOf('MESSAGE_CREATE', { ...said, ...fields })
    expect(call?.named).toEqual(named)
    expect(parse('MESSAGE_CREATE', { ...said, ...fields })?.event.from).toBe(
      'guild_id' in fields ? 'resident' : undefined,
    )
  })

  test('is not passed on: only that we were called, and where', () => {
    const event = callOf('MESSAGE_CREATE', { ...said, mentions: [{ id: us }] })?.inbound.event
    expect(event).toMatchObject({ inPublic: true, called: { messageId: '334385199974967042' } })
    expect(event).toMatchObject({ said: { text: { text: '' }, files: [] } })
    expect(event).not.toHaveProperty('channel')
  })
})

describe('anything at all', () => {
  const kinds = fc.constantFrom('MESSAGE_CREATE', 'MESSAGE_UPDATE', 'INTERACTION_CREATE', 'READY')

  test('is Inbound or nothing, and never throws', () => {
    fc.assert(
      fc.property(kinds, fc.anything({ withNullPrototype: true, withBigInt: true }), (t, d) => {
        expect([undefined, 'discord']).toContain(parse(t, d)?.network)
        acknowledgementOf(t, d)
        callOf(t, d)
      }),
    )
  })

  test('neither does a good payload with one field gone wrong', () => {
    const good = fc.constantFrom(...Object.values(dispatches))
    fc.assert(
      fc.property(good, fc.nat(), fc.jsonValue(), (dispatch, at, value) => {
        const broken = withOneFieldChanged(dispatch.d, at, value)
        const inbound = parse(dispatch.t, broken)
        acknowledgementOf(dispatch.t, broken)
        callOf(dispatch.t, broken)
        if (!inbound) return
        expect(inbound.position).toMatch(/^\d{1,19}$/)
        expect(BigInt.asIntN(64, BigInt(inbound.position))).toBe(BigInt(inbound.position))
        expect(JSON.parse(JSON.stringify(inbound))).toEqual(inbound)
      }),
      { numRuns: 1000 },
    )
  })
})

function withOneFieldChanged(payload: unknown, at: number, value: unknown): unknown {
  const paths: string[][] = []
  const walk = (node: unknown, path: string[]) => {
    if (path.length > 0) paths.push(path)
    if (typeof node !== 'object' || node === null) return
    for (const [key, child] of Object.entries(node)) walk(child, [...path, key])
  }
  walk(payload, [])
  const path = paths[at % paths.length] ?? []
  const copy = structuredClone(payload)
  const parent = path.slice(0, -1).reduce((node, key) => node[key as never], copy as object)
  Object.assign(parent, { [path.at(-1) ?? '']: value })
  return copy
}

/** After the fields of https://docs.discord.com/developers/events/gateway-events#message-delete */
test('a deletion in a DM names message and channel, and counts after all that came within its millisecond', () => {
  const gone = { id: '334385199974967042', channel_id: '290926798999357250' }
  const deletion = { messageId: gone.id, channel: gone.channel_id }
  expect(deletionOf('MESSAGE_DELETE', gone)).toEqual(deletion)
  expect(inboundOfDeletion(deletion, '53908099506183680', Date.parse('2021-05-24T19:00:00Z'))).toMatchObject({
    externalId: 'deletion:334385199974967042',
    lane: 'discord:53908099506183680',
    event: { channel: '290926798999357250', said: { kind: 'deleted', messageId: '334385199974967042' } },
  })
})

test.each([
  ['of a server', 'MESSAGE_DELETE', { id: '1', channel_id: '2', guild_id: '3' }],
  ['without a channel', 'MESSAGE_DELETE', { id: '1' }],
  ['malformed', 'MESSAGE_DELETE', null],
  ['of another name', 'MESSAGE_CREATE', { id: '1', channel_id: '2' }],
])('a deletion %s is none of ours', (_, t, d) => expect(deletionOf(t, d)).toBeUndefined())
