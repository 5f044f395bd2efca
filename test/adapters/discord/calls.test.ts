/**
 * What keeps Discord from stopping us, how its refusals read, and where files may come from.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createCircuitBreaker } from '../../../adapters/discord/circuit-breaker.ts'
import { fetchFile, originsOf } from '../../../adapters/discord/fetch-file.ts'
import { TOWN_TALK } from '../../../sandbox/discord/world.ts'
import type { Adapter } from '../../../src/core/adapter.ts'
import { addressOf } from '../../../src/core/network.ts'
import type { ToChannel, ToResident } from '../../../src/core/outbound.ts'
import { plain } from '../../../src/core/rich-text.ts'
import { callsTo, startTown } from './town.ts'

const POST = 'POST /channels/:id/messages'

function say(adapter: Adapter<ToResident>, to: { readonly id: string; readonly channel?: string }, key = 'key') {
  const channel = to.channel === undefined ? {} : { channel: to.channel }
  const message: ToResident = {
    to: 'resident',
    address: `discord:${to.id}`,
    ...channel,
    text: plain('x'),
    choices: [],
    files: [],
  }
  const [part] = adapter.plan(message).parts
  const open = () => Promise.reject(new Error('no files here'))
  return adapter.send(part!, { key, mayHaveArrived: false, queuedAt: new Date(), open })
}

describe('the circuit breaker', () => {
  const MINUTE = 60_000

  test('opens at 1,000 refusals in 10 minutes, and closes as they grow old', () => {
    const breaker = createCircuitBreaker()
    for (let count = 0; count < 999; count++) breaker.note(403, null, count * 100)
    expect(breaker.waitMs(MINUTE * 2)).toBe(0)
    breaker.note(401, null, MINUTE * 2)
    expect(breaker.waitMs(MINUTE * 2)).toBe(MINUTE * 8)
    expect(breaker.waitMs(MINUTE * 10 + 1)).toBe(0)
  })

  test.for<[number, string | null]>([
    [200, null],
    [404, null],
    [500, null],
    [429, 'shared'],
  ])('%i of scope %s is not counted', ([status, scope]) => {
    const breaker = createCircuitBreaker()
    for (let count = 0; count < 2000; count++) breaker.note(status, scope, 0)
    expect(breaker.waitMs(0)).toBe(0)
  })
})

describe('refusals', () => {
  test.for<[string, string]>([
    ['50007', 'BLOCKED'],
    ['50278', 'BLOCKED'],
    ['10003', 'BLOCKED'],
    ['50006', 'REJECTED'],
    ['40005', 'REJECTED'],
    ['20028', 'THROTTLED'],
    ['40003', 'THROTTLED'],
  ])('%s is %s', async ([error, code]) => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const adapter = await town.start()
    town.discord.faults.on(POST, { kind: 'refuse', error }, 1)
    await expect(say(adapter, { id: ben.id, channel: ben.dmId })).rejects.toMatchObject({ name: 'SendError', code })
    expect(await say(adapter, { id: ben.id, channel: ben.dmId })).toMatch(/^\d+$/)
  })

  test('of our token make messages wait, and the next call asks again', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const adapter = await town.start()
    town.discord.faults.on(POST, { kind: 'status', status: 401 }, 1)
    await expect(say(adapter, { id: ben.id, channel: ben.dmId })).rejects.toMatchObject({
      code: 'UNREACHABLE',
      mayHaveArrived: false,
    })
    expect(await say(adapter, { id: ben.id, channel: ben.dmId })).toMatch(/^\d+$/)
  })

  test('five messages to one channel in 5 s, then the network’s own pause', async () => {
    await using town = await startTown({ messagesPer5s: 5 })
    const ben = town.discord.addPerson({ username: 'ben' })
    const adapter = await town.start()
    for (let index = 0; index < 5; index++) await say(adapter, { id: ben.id, channel: ben.dmId }, `key ${index}`)
    const error = await say(adapter, { id: ben.id, channel: ben.dmId }, 'key 6').catch(error => error)
    expect(error).toMatchObject({ code: 'THROTTLED' })
    expect(error.retryAfterMs).toBeGreaterThan(3000)
    expect(error.retryAfterMs).toBeLessThanOrEqual(5000)
    expect(callsTo(town.discord, POST)).toBe(5)
  })
})

describe('DM channels', () => {
  const people = (town: Awaited<ReturnType<typeof startTown>>, count: number) =>
    Array.from({ length: count }, (_, index) => town.discord.addPerson({ username: `p${index}` }))
  const opened = (town: Awaited<ReturnType<typeof startTown>>) => callsTo(town.discord, 'POST /users/@me/channels')

  test('are opened once each, where it may be just now', async () => {
    await using town = await startTown()
    const adapter = await town.start()
    const [ana, ben, cem] = people(town, 3)
    await say(adapter, { id: ana!.id }, 'first')
    await say(adapter, { id: ana!.id }, 'again')
    expect(ana!.heard()).toEqual(['x', 'x'])
    expect(opened(town)).toBe(1)

    town.inbox.answerOpenings(async address => {
      if (address === addressOf('discord', ben!.id)) return { kind: 'known', channel: ben!.dmId }
      return { kind: 'wait', ms: 3_000_000 }
    })
    await say(adapter, { id: ben!.id }, 'known')
    expect(ben!.heard()).toEqual(['x'])
    const held = await say(adapter, { id: cem!.id }, 'one too many').catch(error => error)
    expect(held).toMatchObject({ code: 'THROTTLED', ownPace: true, retryAfterMs: 3_000_000 })
    town.inbox.answerOpenings(async () => {
      throw new Error('the database is away')
    })
    const unasked = await say(adapter, { id: cem!.id }, 'not asked').catch(error => error)
    expect(unasked).toMatchObject({ code: 'THROTTLED', ownPace: true })
    expect(opened(town)).toBe(1)
  })

  test('where Discord says that it is too fast, new ones wait and nobody else', async () => {
    await using town = await startTown({ newDmsPer10Minutes: 2 })
    const adapter = await town.start()
    const [ana, ben, cem, dora] = people(town, 4)
    for (const { id } of [ana!, ben!]) await say(adapter, { id }, `first ${id}`.slice(0, 25))
    for (const { id } of [cem!, dora!]) {
      const refused = await say(adapter, { id }, `too many ${id}`.slice(0, 25)).catch(error => error)
      expect(refused).toMatchObject({ code: 'THROTTLED', ownPace: true })
      expect(refused.retryAfterMs).toBeGreaterThan(60_000)
    }
    expect(opened(town)).toBe(3)
    await say(adapter, { id: ana!.id }, 'again')
    expect(ana!.heard()).toEqual(['x', 'x'])
  })
})

describe('a post in a channel', () => {
  test('that may stand there is looked for, long after Discord forgot its key', async () => {
    let offsetMs = 0
    await using town = await startTown({ now: () => Date.now() + offsetMs })
    const adapter = await town.start()
    const post: ToChannel = {
      to: 'channel',
      kind: 'post',
      channel: TOWN_TALK,
      text: plain('What about the squares?'),
      choices: [[{ token: 'sv.1', label: 'Answer' }]],
      files: [],
    }
    const [part] = adapter.plan(post).parts
    const open = () => Promise.reject(new Error('no files here'))
    const first = { key: 'first', mayHaveArrived: false, queuedAt: new Date(), open }
    await adapter.send(part!, first)

    // The same words, weeks later: another post.
    offsetMs += 20 * 86_400_000
    const again = { ...first, key: 'again', queuedAt: new Date(Date.now() + offsetMs) }
    town.discord.faults.on(POST, { kind: 'resetAfter' }, 1)
    await expect(adapter.send(part!, again)).rejects.toMatchObject({ code: 'UNREACHABLE', mayHaveArrived: true })
    const ids = () => town.discord.serverMessages.map(({ id }) => id)
    expect(ids()).toHaveLength(2)

    offsetMs += 3_600_000
    expect(await adapter.send(part!, { ...again, mayHaveArrived: true })).toBe(ids()[1])
    expect(ids()).toHaveLength(2)
    const other = { ...again, key: 'other', mayHaveArrived: true, queuedAt: new Date(Date.now() + offsetMs) }
    expect(await adapter.send(part!, other)).toBe(ids()[2])
  })
})

describe('files', () => {
  const origins = originsOf('https://discord.com/api')
  const options = { maxBytes: 1000, signal: new AbortController().signal }

  test.for([
    'http://127.0.0.1:1/attachments/1/2/x.png',
    'http://169.254.169.254/latest/meta-data',
    'https://cdn.discordapp.com.example.org/attachments/1/2/x.png',
    'http://cdn.discordapp.com/attachments/1/2/x.png',
    'file:///etc/passwd',
    'no address',
  ])('are not fetched from %s', async ref => {
    await expect(fetchFile({ ref }, { ...options, origins })).rejects.toMatchObject({
      code: 'REJECTED',
      message: expect.stringContaining('not on the CDN'),
    })
  })

  test('of a redirect, or longer than said, are refused', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/redirect') response.writeHead(302, { location: '/short' }).end()
      else response.end(Buffer.alloc(request.url === '/short' ? 10 : 2000))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const allowed = originsOf(`${root}/api`)
    for (const path of ['/redirect', '/long'])
      await expect(fetchFile({ ref: root + path, bytes: 10 }, { ...options, origins: allowed })).rejects.toMatchObject({
        code: 'REJECTED',
      })
    expect(await fetchFile({ ref: `${root}/x` }, { ...options, maxBytes: 2000, origins: allowed })).toHaveLength(2000)
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
})
