/**
 * The page's server: who may speak to it, and what it serves. A town without Folkmoot is enough here.
 */
import { type IncomingHttpHeaders, request } from 'node:http'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PageServer, servePage } from '../../sandbox/server.ts'
import { type Cast, startCast } from '../../sandbox/town/cast.ts'
import { openTown } from '../../sandbox/town/town.ts'
import type { View } from '../../sandbox/view.ts'
import { loadPlace } from '../../src/place.ts'

let cast: Cast
let page: PageServer
let kills = 0
/** The first person of Telegram's stand-in. */
const ana = 'telegram:5000000001'
const ben = () => `discord:${cast.discord.people[0]?.id}`
const lastId = () => cast.discord.people[0]?.dm.at(-1)?.id ?? ''
const moved: number[] = []

beforeAll(async () => {
  const place = await loadPlace('example/place.yaml')
  cast = await startCast(place)
  const worker = () => ({
    view: { state: 'ready' as const, starts: 1, aheadMs: 0 },
    kill: () => (kills += 1),
    moveClock: async (ms: number) => void moved.push(ms),
  })
  page = await servePage(
    openTown({
      place,
      cast,
      dataDir: '/somewhere',
      worker,
      ledger: () => undefined,
      line: () => undefined,
      launchSample: async () => undefined,
    }),
    0,
  )
})

afterAll(async () => {
  await page?.close()
  await cast?.close()
})

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Node's own client: `fetch` sets Host and Origin as it likes. */
function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number
    headers: IncomingHttpHeaders
    body: Buffer
  }>()
  const { port, host } = new URL(page.url)
  const sent = request({ host: '127.0.0.1', port, path, method, headers: { host, ...headers } }, response => {
    const chunks: Buffer[] = []
    response.on('data', chunk => chunks.push(chunk))
    response.on('error', reject)
    response.on('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(chunks),
      }),
    )
  })
  sent.on('error', reject)
  sent.end(body)
  return promise
}

const act = (what: unknown, headers: Readonly<Record<string, string>> = {}) =>
  ask('/api/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof what === 'string' ? what : JSON.stringify(what),
  })

/** The first view that a page gets when it looks now. */
async function look(): Promise<View> {
  const response = await fetch(`${page.url}api/live`)
  let text = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (text.includes('\n\n')) break
  }
  return JSON.parse(text.slice('data: '.length, text.indexOf('\n\n')))
}

describe('who may speak to it', () => {
  const kill = { act: 'kill' }

  test.each([
    ['another name for this machine', { host: 'evil.example:3000' }],
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page on another port', { origin: 'http://localhost:1' }],
    ['a request across sites', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('%s is refused', async (_, headers) => {
    const before = kills
    expect((await act(kill, headers)).status).toBe(403)
    expect((await ask('/api/live', { headers })).status).toBe(403)
    expect(kills).toBe(before)
  })

  test('a form is no act, nor is a visit', async () => {
    expect((await act('act=kill', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    expect((await act(JSON.stringify(kill), { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await ask('/api/act')).status).toBe(405)
  })

  test('the page itself may act', async () => {
    const before = kills
    expect((await act(kill, { origin: new URL(page.url).origin })).status).toBe(204)
    expect(kills).toBe(before + 1)
  })
})

test("Folkmoot's clock moves on, never back", async () => {
  expect((await act({ act: 'moveClock', ms: 86_400_000 })).status).toBe(204)
  expect((await act({ act: 'moveClock', ms: -1 })).status).toBe(400)
  expect(moved).toEqual([86_400_000])
})

describe('acts', () => {
  test.each([
    ['broken JSON', '{"act":'],
    ['nothing', ''],
    ['an act that is not known', { act: 'format.disk' }],
    ['a field too many', { act: 'kill', why: 'because' }],
    ['a place that is none', { act: 'telegram.pin', person: ana, latitude: 91, longitude: 0 }],
    [
      'bytes that are no base64',
      { act: 'telegram.files', person: ana, files: [{ name: 'a', base64: '%' }], caption: '' },
    ],
    ['eleven pictures', { act: 'telegram.files', person: ana, files: Array(11).fill({ sample: 'lamp' }), caption: '' }],
    ['somebody without a name', { act: 'person.add', network: 'telegram', name: '  ', language: 'en' }],
  ])('%s: 400', async (_, what) => {
    expect((await act(what)).status).toBe(400)
  })

  test.each([
    ['a button that is not there', { act: 'telegram.tap', person: ana, message: '999', data: 'x' }],
    ['a resident who is not there', { act: 'telegram.say', person: 'telegram:3', text: 'x' }],
    ['another’s message to change', { act: 'telegram.edit', person: ana, message: '999', text: 'x' }],
    [
      'somebody of the staff who is not there',
      { act: 'slack.write', user: 'U0NOBODY', channel: 'C0', text: 'x', files: [] },
    ],
    ['a channel that is not there', { act: 'slack.write', user: 'U0LEAD', channel: 'C0NONE', text: 'x', files: [] }],
    [
      'a picture that is not there',
      { act: 'telegram.files', person: ana, files: [{ sample: 'nothing' }], caption: '' },
    ],
  ])('%s: 409 with a sentence', async (_, what) => {
    const answer = await act(what)
    expect(answer.status).toBe(409)
    expect(JSON.parse(answer.body.toString()).error).toMatch(/\w+ \w+/)
  })

  test('too much at once is refused unread', async () => {
    const answer = await ask('/api/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': String(30 * 1024 * 1024) },
    }).catch((error: NodeJS.ErrnoException) => error)
    expect(answer).toMatchObject({ status: 413 })
  })

  test('what people do is seen, and bad days as well', async () => {
    const tapped = await act({ act: 'discord.tap', person: ben(), message: '1', label: 'x' })
    expect(tapped.body.toString()).toContain('not connected to Discord')
    await act({ act: 'telegram.say', person: ana, text: 'hello ‮there' })
    await act({ act: 'telegram.files', person: ana, files: [{ sample: 'lamp' }, { sample: 'bin' }], caption: 'two' })
    await act({ act: 'discord.say', person: ben(), text: 'hi', files: [{ sample: 'lamp' }] })
    await act({ act: 'discord.react', person: ben(), message: lastId(), emoji: '👍' })
    await act({ act: 'telegram.block', person: ana, blocked: true })
    expect((await act({ act: 'telegram.say', person: ana, text: 'too late' })).status).toBe(409)
    expect((await act({ act: 'telegram.contact', person: ana })).status).toBe(409)
    await act({ act: 'discord.leave', person: ben(), left: true })
    const locked = await act({ act: 'discord.server', person: ben(), text: 'hello all' })
    expect(locked.body.toString()).toContain('have left the server')
    await act({ act: 'fault', network: 'slack', fault: 'revoked' })
    expect((await look()).faults.slack).toBe('revoked')
    await act({ act: 'fault', network: 'slack', fault: 'throttled' })
    const view = await look()
    const [seenByAna] = view.telegram.people
    const [said, first, second] = seenByAna?.messages ?? []
    expect(said).toMatchObject({ mine: true, text: 'hello ‮there' })
    expect([first?.text, second?.text, first?.album]).toEqual(['two', '', second?.album])
    expect(first?.album).toBeDefined()
    expect(seenByAna?.closed).toBe(true)
    expect(view.discord.people[0]?.messages.at(-1)).toMatchObject({
      content: 'hi',
      reaction: '👍',
      files: [{ name: 'lamp.jpg', picture: true }],
    })
    const channel = cast.slack.channels[0]?.id
    await act({ act: 'fault.archive', channel, archived: true })
    expect(view.faults).toMatchObject({ telegram: 'none', discord: 'none', slack: 'throttled', archived: [] })
    expect((await look()).faults.archived).toEqual([channel])
    expect((await act({ act: 'fault.database', still: true })).status).toBe(409)
    expect((await act({ act: 'fault.slow', slow: true })).status).toBe(409)

    expect((await act({ act: 'fault.none' })).status).toBe(204)
    const well = await look()
    const none = { telegram: 'none', discord: 'none', slack: 'none', archived: [], database: false, slow: false }
    expect(well.faults).toEqual(none)
    expect(well.telegram.people[0]?.closed).toBe(false)
    expect([view.discord.people[0]?.left, well.discord.people[0]?.left]).toEqual([true, false])
    await act({ act: 'telegram.contact', person: ana })
    await act({ act: 'telegram.poll', person: ana })
    expect((await look()).telegram.people[0]?.messages.slice(-2).map(({ other }) => other)).toEqual([
      'Contact: Grandma, +44 1632 960123',
      'Poll: Where should the bench stand? By the pond / By the gate',
    ])
    expect(well.atNetworks).toBeGreaterThan(0)
  })
})

test('people come, in a language of theirs, and go; the page has room for twelve', async () => {
  const add = (name: string, network = 'telegram', language = 'es') =>
    act({ act: 'person.add', network, name, language })
  expect((await add('Zoé', 'discord', 'fr')).status).toBe(204)
  expect((await add('ليلى', 'telegram', 'ar')).status).toBe(204)
  const { telegram, discord } = await look()
  expect(discord.people.at(-1)).toMatchObject({ name: 'Zoé', language: 'fr' })
  const layla = telegram.people.at(-1)
  expect(layla).toMatchObject({ name: 'ليلى', language: 'ar' })
  for (let n = 0; n < 8; n += 1) expect((await add(`Person ${n}`)).status).toBe(204)
  expect((await add('One more')).status).toBe(409)
  expect((await act({ act: 'person.remove', person: layla?.id })).status).toBe(204)
  expect((await look()).telegram.people.map(({ id }) => id)).not.toContain(layla?.id)
  expect((await act({ act: 'telegram.say', person: layla?.id, text: 'x' })).status).toBe(409)
})

describe('what it serves', () => {
  test('the page, with a policy that lets nothing foreign in', async () => {
    const answer = await ask('/')
    expect(answer.status).toBe(200)
    const policy = answer.headers['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(answer.body.toString()).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style="/)
  })

  test('TypeScript as JavaScript', async () => {
    const answer = await ask('/page.ts')
    expect(answer.headers['content-type']).toMatch(/^text\/javascript/)
    expect(answer.body.toString()).toContain('function show(')
    expect(answer.body.toString()).not.toMatch(/view: View|import type/)
  })

  test.each(['/../server.ts', '/%2e%2e/server.ts', '/..%2fserver.ts', '/tsconfig.json', '/nothing.ts', '//etc/passwd'])(
    'nothing outside of the page’s folder: %s',
    async path => {
      expect((await ask(path)).status).toBe(404)
    },
  )

  test('a picture by its content, anything else only to be saved', async () => {
    const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    const page = Buffer.from('<script>alert(1)</script>')
    const files = { 'a.jpg': png, 'b.jpg': page }
    for (const [name, bytes] of Object.entries(files)) {
      const sent = { act: 'discord.say', person: ben(), text: '', files: [{ name, base64: bytes.toString('base64') }] }
      expect((await act(sent)).status).toBe(204)
    }
    const held = (await look()).discord.people[0]!.messages.slice(-2).flatMap(message => message.files)
    const [picture, other] = await Promise.all(held.map(file => ask(file.url)))
    expect(picture?.body.equals(png)).toBe(true)
    expect(picture?.headers['content-type']).toBe('image/png')
    expect(other?.headers['content-type']).toBe('application/octet-stream')
    expect(other?.headers['content-disposition']).toMatch(/^attachment/)
    for (const answer of [picture, other]) {
      expect(answer?.headers['x-content-type-options']).toBe('nosniff')
      expect(answer?.headers['content-security-policy']).toContain('sandbox')
    }
    expect((await ask('/api/file/telegram/%E0%A4%A')).status).toBe(404)
  })
})
