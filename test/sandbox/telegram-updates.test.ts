/**
 * Telegram's stand-in is as strict as the original: updates are kept until they are confirmed, by either way.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { type Caller, startCaller } from './telegram-caller.ts'

const WITHIN = { timeout: 20_000, interval: 5 }

let api: Caller
let ana: TelegramPerson

beforeEach(async () => {
  api = await startCaller()
  ana = api.telegram.addPerson({ firstName: 'Ana', started: true })
})

afterEach(async () => {
  await api.telegram.close()
  expect(api.telegram.complaints).toEqual([])
})

const say = (params: object) => api.call('sendMessage', { chat_id: ana.user.id, text: 'hello', ...params })

describe('getUpdates', () => {
  test('waits, gives again until confirmed, and counts from the offset', async () => {
    const waiting = api.call('getUpdates', { timeout: 5 })
    ana.says('one')
    ana.says('two')
    const { result: first } = await waiting
    expect(first[0].message.text).toBe('one')
    const { result: both } = await api.call('getUpdates')
    expect(both.map((update: { message: { text: string } }) => update.message.text)).toEqual(['one', 'two'])
    const { result: second } = await api.call('getUpdates', { offset: both[0].update_id + 1 })
    expect(second).toEqual([both[1]])
    expect((await api.call('getUpdates', { offset: both[1].update_id + 1 })).result).toEqual([])
    expect(api.telegram.pending).toBe(0)
  })

  test('ends the poller before, and gives way to a webhook', async () => {
    const first = api.call('getUpdates', { timeout: 5 })
    await vi.waitFor(async () => expect((await api.call('getUpdates')).ok).toBe(true), WITHIN)
    expect((await first).description).toMatch(/^Conflict: terminated by other getUpdates request/)
    await api.call('setWebhook', { url: 'http://127.0.0.1:9/hook' })
    expect((await api.call('getUpdates')).description).toMatch(
      /^Conflict: can't use getUpdates method while webhook is active/,
    )
    await api.call('deleteWebhook')
    expect((await api.call('getUpdates')).status).toBe(200)
  })

  test('brings what was asked for', async () => {
    await api.call('getUpdates', { allowed_updates: ['my_chat_member'] })
    ana.says('unheard')
    ana.blocks()
    expect((await api.call('getUpdates')).result).toMatchObject([{ my_chat_member: {} }])
    api.telegram.addUpdate({ update_id: 1, hologram: {} })
    expect((await api.call('getUpdates')).result).toMatchObject([{}, { hologram: {} }])
  })
})

describe('a webhook', () => {
  interface Post {
    readonly text: string
    readonly secret: unknown
  }

  /** @param answer  What the nth post is answered with, and when. */
  async function receiver(answer: (count: number) => number | Promise<number>) {
    const posts: Post[] = []
    const server = createServer(async (request, response) => {
      const body = JSON.parse(Buffer.concat(await request.toArray()).toString())
      posts.push({ text: body.message?.text, secret: request.headers['x-telegram-bot-api-secret-token'] })
      response.writeHead(await answer(posts.length)).end()
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    return {
      posts,
      url,
      [Symbol.asyncDispose]: async () => {
        server.closeAllConnections()
        await new Promise(resolve => server.close(resolve))
      },
    }
  }

  test('gets updates with the secret, again until 2xx, in order', async () => {
    await using hook = await receiver(count => (count <= 2 ? 503 : 200))
    await api.call('setWebhook', { url: hook.url, secret_token: 'abc' })
    ana.says('one')
    ana.says('two')
    await vi.waitFor(() => expect(api.telegram.pending).toBe(0), WITHIN)
    expect(hook.posts.map(post => post.text)).toEqual(['one', 'one', 'one', 'two'])
    expect(new Set(hook.posts.map(post => post.secret))).toEqual(new Set(['abc']))
  })

  test('gets what waited before it was set, and no more at once than it allows', async () => {
    const gate = Promise.withResolvers<number>()
    await using hook = await receiver(() => gate.promise)
    for (let index = 0; index < 30; index += 1) api.telegram.addPerson({ firstName: `P${index}` }).says('waited')
    await api.call('setWebhook', { url: hook.url, max_connections: 3 })
    await vi.waitFor(() => expect(hook.posts.length).toBeGreaterThanOrEqual(3), WITHIN)
    expect((await api.call('getWebhookInfo')).result).toMatchObject({ url: hook.url, max_connections: 3 })
    expect(hook.posts).toHaveLength(3)
    gate.resolve(200)
    await vi.waitFor(() => expect(hook.posts).toHaveLength(30), WITHIN)
  })

  test('is posted to again where its answer was lost', async () => {
    await using hook = await receiver(() => 200)
    await api.call('setWebhook', { url: hook.url })
    api.telegram.faults.on('webhook', { kind: 'resetAfter' }, 1)
    api.telegram.faults.on('webhook', { kind: 'reset' }, 1)
    const update = ana.says('twice')
    await vi.waitFor(() => expect(api.telegram.pending).toBe(0), WITHIN)
    expect(hook.posts).toHaveLength(2)
    api.telegram.redeliver(update)
    await vi.waitFor(() => expect(hook.posts).toHaveLength(3), WITHIN)
  })

  test('wants a decent secret', async () => {
    const { description } = await api.call('setWebhook', { url: 'http://127.0.0.1:9', secret_token: 'with space' })
    expect(description).toBe('Bad Request: secret token contains unallowed characters')
  })
})

describe('faults', () => {
  test('come as the network has them', async () => {
    api.telegram.faults.on('sendMessage', { kind: 'status', status: 429, retryAfterS: 7 }, 1)
    api.telegram.faults.on('sendMessage', { kind: 'refuse', error: 'Forbidden: user is deactivated' }, 1)
    api.telegram.faults.on('sendMessage', { kind: 'status', status: 502 }, 1)
    expect(await say({})).toMatchObject({
      status: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    })
    expect(await say({})).toMatchObject({ status: 403, description: 'Forbidden: user is deactivated' })
    expect(await say({})).toMatchObject({ status: 502 })
    expect(await say({})).toMatchObject({ status: 200 })
  })

  test('cut before, cut after, never answer', async () => {
    api.telegram.faults.on('sendMessage', { kind: 'reset' }, 1)
    await expect(say({ text: 'before' })).rejects.toThrow()
    api.telegram.faults.on('sendMessage', { kind: 'resetAfter' }, 1)
    await expect(say({ text: 'after' })).rejects.toThrow()
    api.telegram.faults.on('sendMessage', { kind: 'hang' }, 1)
    const patience = new AbortController()
    const hung = api.call('sendMessage', { chat_id: ana.user.id, text: 'never' }, patience.signal)
    const lost = expect(hung).rejects.toThrow()
    await expect.poll(() => ana.heard()).toEqual(['after', 'never'])
    patience.abort()
    await lost
  })
})

test('every change is told, the journal is kept short', async () => {
  const told = vi.fn()
  const stop = api.telegram.onChange(told)
  ana.says('hello')
  await say({})
  expect(told).toHaveBeenCalledTimes(2)
  stop()
  await say({})
  expect(told).toHaveBeenCalledTimes(2)
  expect(api.telegram.journal.map(({ method, status }) => [method, status])).toEqual([
    ['sendMessage', 200],
    ['sendMessage', 200],
  ])
})
