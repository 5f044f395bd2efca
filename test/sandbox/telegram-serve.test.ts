/**
 * The stand-in as a process of its own, driven from another one by its control door.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SERVE = new URL('../../sandbox/telegram/serve.ts', import.meta.url)

test('thousands write and are written to', async () => {
  await using served = await serve()
  await using hook = await receiver()
  const api = (method: string, params: object) => served.ask('POST', `/bot1:test/${method}`, params)
  await api('setWebhook', { url: hook.url })

  const updates = Array.from({ length: 2_000 }, (_, index) => messageOf(index + 1))
  const posted = await served.ask('POST', '/control/post', { updates, inFlight: 32 })
  expect(posted).toMatchObject({ statuses: { 200: 2_000 }, latenciesMs: { length: 2_000 } })
  expect(hook.texts()).toHaveLength(2_000)

  await Promise.all([1, 2, 3].map(id => api('sendMessage', { chat_id: id, text: `to ${id}` })))
  const { next, messages } = (await served.ask('GET', '/control/sent?since=1')) as { next: number; messages: unknown[] }
  expect([next, messages.length]).toEqual([3, 2])

  await served.ask('POST', '/control/faults', { method: 'sendMessage', fault: { kind: 'status', status: 502 } })
  expect(await api('sendMessage', { chat_id: 1, text: 'x' })).toMatchObject({ error_code: 502 })
  await served.ask('DELETE', '/control/faults')
  expect(await api('sendMessage', { chat_id: 1, text: 'x' })).toMatchObject({ ok: true })
  expect(await served.ask('GET', '/control/state')).toMatchObject({ pending: 0, sent: 4, complaints: [] })
})

function messageOf(id: number) {
  const from = { id, is_bot: false, first_name: `P${id}` }
  return {
    update_id: id,
    message: { message_id: id, from, chat: { id, type: 'private' }, date: 1, text: `from ${id}` },
  }
}

async function serve() {
  const child = spawn(process.execPath, [fileURLToPath(SERVE), '0', '1:test'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { apiRoot } = JSON.parse(line) as { apiRoot: string }
  return {
    ask: async (method: string, path: string, body?: object): Promise<unknown> => {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(apiRoot + path, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      return await response.json()
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      const [code] = await once(child, 'exit')
      expect(code).toBe(0)
    },
  }
}

async function receiver() {
  const texts: string[] = []
  const server = createServer(async (request, response) => {
    texts.push(JSON.parse(Buffer.concat(await request.toArray()).toString()).message.text)
    response.writeHead(200).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    texts: () => texts,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
