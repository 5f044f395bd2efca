import { Client, GatewayIntentBits, type Message, Partials } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { type DiscordStandIn, startDiscord } from '../../sandbox/discord/stand-in.ts'
import type { Fault } from '../../sandbox/faults.ts'

const token = 'discord-token'

type Body = Readonly<Record<string, unknown>>

async function start(options: Partial<Parameters<typeof startDiscord>[0]> = {}) {
  const discord = await startDiscord({ token, messagesPer5s: 1000, ...options })
  const call = async (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${discord.apiRoot}/v10${path}`, {
      method,
      headers: {
        authorization: `Bot ${token}`,
        'user-agent': 'DiscordBot (https://example.org, 1)',
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Body }
  }
  return { discord, call, [Symbol.asyncDispose]: () => discord.close() }
}

describe('the real discord.js', () => {
  test('logs in, hears a person, answers, and taps come back', async () => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben', globalName: 'Ben' })
    await using client = await login(town.discord)
    const heard: Message[] = []
    client.on('messageCreate', message => {
      if (!message.author.bot) heard.push(message)
    })
    ben.says('hello')
    await expect.poll(() => heard.map(({ content }) => content)).toEqual(['hello'])

    await heard[0]!.reply({
      content: 'What is it?',
      components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Report', custom_id: 'report' }] }],
    })
    const tapped = new Promise<string>(resolve =>
      client.on('interactionCreate', async interaction => {
        if (!interaction.isButton()) return
        await interaction.deferUpdate()
        resolve(interaction.customId)
      }),
    )
    ben.taps('Report')
    expect(await tapped).toBe('report')
    expect(ben.heard()).toEqual(['What is it?'])
    expect(town.discord.complaints).toEqual([])
  })

  test('takes up a dropped connection without losing what was said meanwhile', async () => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben' })
    await using client = await login(town.discord)
    const heard: string[] = []
    client.on('messageCreate', message => void heard.push(message.content))
    town.discord.gateway.drop({ invalidate: false })
    ben.says('in the gap')
    await expect.poll(() => heard).toEqual(['in the gap'])
  })
})

describe('strictness', () => {
  const row = (...components: unknown[]) => ({ type: 1, components })
  const button = (index: number, also: object = {}) => ({
    type: 2,
    style: 1,
    label: `b${index}`,
    custom_id: `b${index}`,
    ...also,
  })
  const select = (count: number, also: object = {}) => ({
    type: 3,
    custom_id: 'select',
    options: Array.from({ length: count }, (_, index) => ({ label: `o${index}`, value: `o${index}` })),
    ...also,
  })
  const rows = (count: number) => Array.from({ length: count }, (_, index) => row(button(index)))

  test.for<[string, object, number, number | undefined]>([
    ['2,000 characters', { content: 'x'.repeat(2000) }, 200, undefined],
    ['2,001 characters', { content: 'x'.repeat(2001) }, 400, 50035],
    ['content that is no text', { content: 5 }, 400, 50035],
    ['nothing', {}, 400, 50006],
    ['white space', { content: ' \n' }, 400, 50006],
    ['five rows', { content: 'x', components: rows(5) }, 200, undefined],
    ['six rows', { content: 'x', components: rows(6) }, 400, 50035],
    [
      'six buttons in a row',
      { content: 'x', components: [row(...[1, 2, 3, 4, 5, 6].map(n => button(n)))] },
      400,
      50035,
    ],
    ['an empty row', { content: 'x', components: [row()] }, 400, 50035],
    ['a button outside a row', { content: 'x', components: [button(1)] }, 400, 50035],
    ['a label of 81', { content: 'x', components: [row(button(1, { label: 'x'.repeat(81) }))] }, 400, 50035],
    ['no label', { content: 'x', components: [row(button(1, { label: undefined }))] }, 400, 50035],
    ['a custom_id of 101', { content: 'x', components: [row(button(1, { custom_id: 'x'.repeat(101) }))] }, 400, 50035],
    ['an empty custom_id', { content: 'x', components: [row(button(1, { custom_id: '' }))] }, 400, 50035],
    ['a custom_id twice', { content: 'x', components: [row(button(1), button(1))] }, 400, 50035],
    ['a style that is none', { content: 'x', components: [row(button(1, { style: 9 }))] }, 400, 50035],
    ['a select of 25', { content: 'x', components: [row(select(25))] }, 200, undefined],
    ['a select of 26', { content: 'x', components: [row(select(26))] }, 400, 50035],
    ['an empty select', { content: 'x', components: [row(select(0))] }, 400, 50035],
    ['two selects in a row', { content: 'x', components: [row(select(1), select(1))] }, 400, 50035],
    [
      'a value twice',
      {
        content: 'x',
        components: [
          row(
            select(1, {
              options: [
                { label: 'a', value: 'v' },
                { label: 'b', value: 'v' },
              ],
            }),
          ),
        ],
      },
      400,
      50035,
    ],
    ['a nonce of 26', { content: 'x', nonce: 'x'.repeat(26) }, 400, 50035],
  ])('%s', async ([, body, status, code]) => {
    await using town = await start()
    const { dmId } = town.discord.addPerson({ username: 'ben' })
    const answer = await town.call('POST', `/channels/${dmId}/messages`, body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(town.discord.complaints).toHaveLength(status === 200 ? 0 : 1)
  })

  test('a wrong field is named in a tree of errors', async () => {
    await using town = await start()
    const { dmId } = town.discord.addPerson({ username: 'ben' })
    const components = [row(button(1)), row(button(2, { label: '' }))]
    const { body } = await town.call('POST', `/channels/${dmId}/messages`, { content: 'x', components })
    expect(body.errors).toEqual({
      components: {
        1: {
          components: {
            0: {
              label: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 80 in length.' }] },
            },
          },
        },
      },
    })
  })

  test('any other call fails loudly', async () => {
    await using town = await start()
    expect(await town.call('GET', '/guilds/1')).toMatchObject({
      status: 404,
      body: { message: '404: Not Found', code: 0 },
    })
    expect(town.discord.complaints).toEqual(['no such call: GET /api/v10/guilds/1'])
  })

  test('a wrong token, no User-Agent, an unknown channel, broken JSON', async () => {
    await using town = await start()
    const { dmId } = town.discord.addPerson({ username: 'ben' })
    expect(await town.call('GET', '/users/@me', undefined, { authorization: 'Bot wrong' })).toMatchObject({
      status: 401,
    })
    expect(await town.call('GET', '/users/@me', undefined, { 'user-agent': 'curl' })).toMatchObject({
      body: { code: 40333 },
    })
    expect(await town.call('GET', '/channels/123456789012345678')).toMatchObject({ status: 404, body: { code: 10003 } })
    expect(await town.call('POST', `/channels/${dmId}/messages`, '{')).toMatchObject({
      status: 400,
      body: { code: 50109 },
    })
  })

  test('a file over 10 MiB', async () => {
    await using town = await start()
    const { dmId } = town.discord.addPerson({ username: 'ben' })
    const post = async (bytes: number) => {
      const form = new FormData()
      form.set('payload_json', '{}')
      form.set('files[0]', new Blob([new Uint8Array(bytes)]), 'x.bin')
      const headers = { authorization: `Bot ${token}`, 'user-agent': 'DiscordBot (x, 1)' }
      const response = await fetch(`${town.discord.apiRoot}/v10/channels/${dmId}/messages`, {
        method: 'POST',
        headers,
        body: form,
      })
      return [response.status, ((await response.json()) as Body).code]
    }
    expect(await post(10 * 1024 * 1024)).toEqual([200, undefined])
    expect(await post(10 * 1024 * 1024 + 1)).toEqual([413, 40005])
  })

  test('closed DMs, and open again', async () => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben' })
    ben.closesDms()
    expect(await town.call('POST', `/channels/${ben.dmId}/messages`, { content: 'x' })).toMatchObject({
      status: 403,
      body: { code: 50007 },
    })
    ben.opensDms()
    expect(await town.call('POST', `/channels/${ben.dmId}/messages`, { content: 'x' })).toMatchObject({ status: 200 })
  })

  test('who left the server, and an account that is gone', async () => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben' })
    const write = () => town.call('POST', `/channels/${ben.dmId}/messages`, { content: 'x' })
    ben.leavesServer()
    expect(await write()).toMatchObject({ status: 403, body: { code: 50278 } })
    ben.joinsServer()
    expect(await write()).toMatchObject({ status: 200 })
    town.discord.removePerson(ben)
    expect(await write()).toMatchObject({ status: 404, body: { code: 10003 } })
    expect(town.discord.people).toEqual([])
  })

  test('the same nonce gives the same message, when enforced and for some minutes', async () => {
    let ahead = 0
    await using town = await start({ now: () => Date.now() + ahead })
    const { dmId } = town.discord.addPerson({ username: 'ben' })
    const post = async (also: object) =>
      (await town.call('POST', `/channels/${dmId}/messages`, { content: 'x', nonce: 'n', ...also })).body.id
    const first = await post({ enforce_nonce: true })
    expect(await post({ enforce_nonce: true })).toBe(first)
    expect(await post({})).not.toBe(first)
    ahead = 10 * 60_000
    expect(await post({ enforce_nonce: true })).not.toBe(first)
  })

  test('messages after an id come oldest page first, newest on top', async () => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben' })
    for (const content of ['a', 'b', 'c', 'd']) ben.says(content)
    const read = async (query: string) =>
      ((await town.call('GET', `/channels/${ben.dmId}/messages?${query}`)).body as never as { content: string }[]).map(
        ({ content }) => content,
      )
    expect(await read(`after=${ben.dm[0]!.id}&limit=2`)).toEqual(['c', 'b'])
    expect(await read(`before=${ben.dm[3]!.id}&limit=2`)).toEqual(['c', 'b'])
    expect(await read('limit=100')).toEqual(['d', 'c', 'b', 'a'])
    expect(await town.call('GET', `/channels/${ben.dmId}/messages?limit=101`)).toMatchObject({ body: { code: 50035 } })
  })

  test('too many messages to one channel, too many calls of all', async () => {
    await using town = await start({ messagesPer5s: 5, callsPerSecond: 7 })
    const { dmId } = town.discord.addPerson({ username: 'ben' })
    const post = () => town.call('POST', `/channels/${dmId}/messages`, { content: 'x' })
    const first = await post()
    expect(first.headers.get('x-ratelimit-remaining')).toBe('4')
    for (let index = 0; index < 4; index++) await post()
    const limited = await post()
    expect(limited).toMatchObject({ status: 429, body: { global: false } })
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(3)
    const statuses = []
    for (let index = 0; index < 3; index++) statuses.push((await town.call('GET', '/users/@me')).body.global)
    expect(statuses).toEqual([undefined, true, true])
  })

  test('attachments lie under addresses that are signed and expire', async () => {
    let ahead = 0
    await using town = await start({ now: () => Date.now() + ahead })
    const ben = town.discord.addPerson({ username: 'ben' })
    ben.says('', { attachments: [{ name: 'a b.txt', contentType: 'text/plain', bytes: Buffer.from('hello') }] })
    const { url, filename } = ben.dm[0]!.attachments[0]!
    expect(filename).toBe('a_b.txt')
    expect(await (await fetch(url)).text()).toBe('hello')
    expect((await fetch(url.replace(/hm=./, 'hm=0').replace(/hm=0/, 'hm=x'))).status).toBe(404)
    ahead = 25 * 3_600_000
    expect((await fetch(url)).status).toBe(404)
  })
})

describe('interactions', () => {
  const DEFER = { type: 5 }

  async function startCommand(options: Parameters<typeof start>[0] = {}) {
    const town = await start(options)
    const application = (await town.call('GET', '/applications/@me')).body.id
    await town.call('PUT', `/applications/${application}/commands`, [{ name: 'report', description: 'Report' }])
    const ben = town.discord.addPerson({ username: 'ben' })
    const { id, token } = ben.commands('report').d as { id: string; token: string }
    const respond = (body: unknown) => town.call('POST', `/interactions/${id}/${token}/callback`, body)
    const webhook = `/webhooks/${application}/${token}`
    return { ...town, ben, respond, webhook, application }
  }

  test('are answered once', async () => {
    await using town = await startCommand()
    expect((await town.respond(DEFER)).status).toBe(204)
    expect((await town.respond(DEFER)).body).toMatchObject({ code: 40060 })
  })

  test('are answered within 3 s', async () => {
    let ahead = 0
    await using town = await startCommand({ now: () => Date.now() + ahead })
    ahead = 3001
    expect((await town.respond(DEFER)).body).toMatchObject({ code: 10062 })
  })

  test('take no answer of another kind', async () => {
    await using town = await startCommand()
    expect((await town.respond({ type: 6 })).body).toMatchObject({ code: 50035 })
    expect((await town.respond({ type: 99 })).body).toMatchObject({ code: 50035 })
    expect((await town.respond({ type: 4, data: {} })).body).toMatchObject({ code: 50006 })
  })

  test('have no webhook before they are answered, and none after 15 minutes', async () => {
    let ahead = 0
    await using town = await startCommand({ now: () => Date.now() + ahead })
    expect((await town.call('POST', town.webhook, { content: 'x' })).body).toMatchObject({ code: 10015 })
    await town.respond(DEFER)
    expect((await town.call('PATCH', `${town.webhook}/messages/@original`, { content: 'x' })).status).toBe(200)
    expect((await town.call('POST', town.webhook, { content: 'y' })).status).toBe(200)
    expect(town.ben.heard()).toEqual(['x', 'y'])
    expect((await town.call('DELETE', `${town.webhook}/messages/@original`)).status).toBe(204)
    expect((await town.call('GET', `${town.webhook}/messages/@original`)).body).toMatchObject({ code: 10008 })
    ahead = 15 * 60_000 + 1000
    expect((await town.call('POST', town.webhook, { content: 'z' })).body).toMatchObject({ code: 50027 })
    expect(town.ben.heard()).toEqual(['y'])
  })

  test('can be started by registered commands and shown buttons only', async () => {
    await using town = await startCommand()
    expect(() => town.ben.commands('other')).toThrow('registered no such command')
    expect(() => town.ben.taps('Nowhere')).toThrow('sees no button')
    const wrong = await town.call('PUT', `/applications/${town.application}/commands`, [
      { name: 'No Good', description: 'x' },
    ])
    expect(wrong.body).toMatchObject({ code: 50035 })
  })
})

describe('the gateway', () => {
  test.for<[string, object, number]>([
    ['a wrong token', { op: 2, d: { token: 'wrong', intents: 1, properties: {} } }, 4004],
    ['intents that are none', { op: 2, d: { token, intents: 2 ** 30, properties: {} } }, 4013],
    ['an unknown opcode', { op: 99, d: {} }, 4001],
    ['a presence before IDENTIFY', { op: 3, d: {} }, 4003],
  ])('closes on %s', async ([, payload, code]) => {
    await using town = await start()
    expect(await closeCodeAfter(town.discord, JSON.stringify(payload))).toBe(code)
  })

  test('closes on what is no JSON', async () => {
    await using town = await start()
    expect(await closeCodeAfter(town.discord, '{')).toBe(4002)
  })

  test('gives direct messages to sessions that asked for them', async () => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben' })
    await using asked = await connect(town.discord, 1 << 12)
    await using without = await connect(town.discord, 1)
    ben.says('hello')
    await expect.poll(() => asked.heard).toContain('MESSAGE_CREATE')
    await expect.poll(() => without.heard).toContain('GUILD_CREATE')
    expect(without.heard).not.toContain('MESSAGE_CREATE')
  })

  test('gives the words said in the server only where they name the bot, and reactions to who asked', async () => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben' })
    await using server = await connect(town.discord, GatewayIntentBits.GuildMessages)
    await using reactions = await connect(town.discord, GatewayIntentBits.DirectMessageReactions)
    expect(ben.saysInServer('good morning').d).toMatchObject({ content: '', channel_type: 0 })
    expect(ben.saysInServer('@Folkmoot good morning').d).toMatchObject({
      content: expect.stringMatching(/^<@\d+> good morning$/),
    })
    await expect.poll(() => server.heard.filter(t => t === 'MESSAGE_CREATE')).toHaveLength(2)
    expect(town.discord.serverMessages.map(({ content }) => content)[0]).toBe('good morning')

    const said = ben.says('hello').d as { id: string }
    ben.reacts(said.id, '👍')
    expect(ben.reactionOn(said.id)).toBe('👍')
    await expect.poll(() => reactions.heard).toContain('MESSAGE_REACTION_ADD')
    expect(server.heard).not.toContain('MESSAGE_REACTION_ADD')
  })

  test('brings voice messages and stickers as Discord has them', async () => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben' })
    expect(ben.sendsVoice(new Uint8Array(8)).d).toMatchObject({ flags: 1 << 13, attachments: [{ duration_secs: 3 }] })
    expect(ben.sendsSticker('wave').d).toMatchObject({ content: '', sticker_items: [{ name: 'wave' }] })
  })

  test('forgets a session after its time, and what happened meanwhile', async () => {
    let ahead = 0
    await using town = await start({ now: () => Date.now() + ahead, resumeWindowMs: 60_000 })
    const ben = town.discord.addPerson({ username: 'ben' })
    const first = await connect(town.discord, 1 << 12)
    await first[Symbol.asyncDispose]()
    await expect.poll(() => town.discord.gateway.connected).toBe(0)
    ben.says('kept for a while')
    const resume = { op: 6, d: { token, session_id: first.sessionId, seq: 1 } }
    await using second = await connect(town.discord, resume)
    await expect.poll(() => second.heard).toEqual(['MESSAGE_CREATE', 'RESUMED'])
    await second[Symbol.asyncDispose]()
    await expect.poll(() => town.discord.gateway.connected).toBe(0)
    ahead = 61_000
    await using third = await connect(town.discord, resume)
    await expect.poll(() => third.heard).toEqual(['op 9'])
  })

  test('drops a connection when told to', async () => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben' })
    await using session = await connect(town.discord, 1 << 12)
    town.discord.faults.on('gateway', { kind: 'reset' }, 1)
    ben.says('never sent')
    await expect.poll(() => session.closed).toBe(true)
    expect(session.heard).toEqual(['READY'])
  })
})

describe('faults', () => {
  test.for<[string, Fault, number]>([
    ['a status', { kind: 'status', status: 503 }, 0],
    ['a refusal', { kind: 'refuse', error: '50007' }, 0],
    ['a reset', { kind: 'reset' }, 0],
    ['a reset after', { kind: 'resetAfter' }, 1],
  ])('%s, once', async ([, fault, arrived]) => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben' })
    town.discord.faults.on('POST /channels/:id/messages', fault, 1)
    const post = () => town.call('POST', `/channels/${ben.dmId}/messages`, { content: 'x' })
    const answer = await post().catch(() => undefined)
    expect(answer?.status).not.toBe(200)
    expect(ben.heard()).toHaveLength(arrived)
    expect((await post()).status).toBe(200)
    expect(town.discord.complaints).toEqual([])
  })
})

async function closeCodeAfter(discord: DiscordStandIn, payload: string): Promise<number> {
  const socket = new WebSocket(`${discord.root.replace('http', 'ws')}/?v=10&encoding=json`)
  return new Promise(resolve => {
    socket.onmessage = () => socket.send(payload)
    socket.onclose = ({ code }) => resolve(code)
  })
}

/** A session of a given set of intents, or a resumed one; writes down what it hears. */
async function connect(discord: DiscordStandIn, how: number | object) {
  const socket = new WebSocket(`${discord.root.replace('http', 'ws')}/?v=10&encoding=json`)
  const session = { heard: [] as string[], sessionId: '', closed: false }
  const first = typeof how === 'number' ? { op: 2, d: { token, intents: how, properties: {} } } : how
  const answered = new Promise<void>(resolve => {
    socket.onmessage = ({ data }) => {
      const { op, t, d } = JSON.parse(data)
      if (op === 10) return socket.send(JSON.stringify(first))
      session.heard.push(t ?? `op ${op}`)
      if (t === 'READY') session.sessionId = d.session_id
      resolve()
    }
    socket.onclose = () => {
      session.closed = true
      resolve()
    }
  })
  await answered
  return Object.assign(session, { [Symbol.asyncDispose]: async () => socket.close(4200) })
}

async function login(discord: DiscordStandIn) {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    rest: { api: discord.apiRoot },
  })
  const ready = new Promise(resolve => client.once('clientReady', resolve))
  await client.login(token)
  await ready
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.destroy() })
}
