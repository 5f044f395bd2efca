/**
 * The stand-in refuses what Slack refuses, in Slack's words (https://docs.slack.dev/reference/methods), and tells events
 * as Slack tells them.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Logger, LogLevel, WebClient } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import { compose } from '../../sandbox/slack/compose.ts'
import { type SlackOptions, type SlackStandIn, startSlack } from '../../sandbox/slack/stand-in.ts'

const SECRETS = { botToken: 'xoxb-sandbox', appToken: 'xapp-sandbox', signingSecret: 'sandbox-secret' }

const nothing = () => undefined
const QUIET: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
}

interface Room extends AsyncDisposable {
  readonly standIn: SlackStandIn
  readonly channel: SlackStandIn['channels'][number]
  /** The answer, also where it is a refusal. */
  call(method: string, params?: object, token?: string): Promise<Record<string, unknown>>
}

async function open(options: Partial<SlackOptions> = {}): Promise<Room> {
  const standIn = await startSlack({ ...SECRETS, ...options })
  const channel = standIn.addChannel({ name: 'highways', id: 'C0HIGHWAYS' })
  return {
    standIn,
    channel,
    async call(method, params = {}, token = SECRETS.botToken) {
      const retryConfig = { retries: 0 }
      const client = new WebClient(token, { slackApiUrl: standIn.apiRoot, retryConfig, logger: QUIET })
      return client.apiCall(method, { ...params }).catch(error => error.data)
    },
    [Symbol.asyncDispose]: () => standIn.close(),
  }
}

const section = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } })
const button = (more: object) => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: 'a', value: 'v', text: { type: 'plain_text', text: 'Go' }, ...more }],
})
const two = (element: object) => [
  { ...button(element), elements: [...button(element).elements, ...button(element).elements] },
]
const richText = (...elements: object[]) => [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
const post = (more: object) => ({
  method: 'chat.postMessage',
  params: { channel: 'C0HIGHWAYS', text: 'hello', ...more },
})
const blocks = (list: object[]) => post({ blocks: list })

interface Refusal {
  readonly method: string
  readonly params: object
  readonly error: string
}
const REFUSALS: Readonly<Record<string, Refusal>> = {
  'no such channel': { ...post({ channel: 'C0NONE' }), error: 'channel_not_found' },
  'neither text nor blocks': { ...post({ text: '' }), error: 'no_text' },
  'text over 40,000': { ...post({ text: 'x'.repeat(40_001) }), error: 'msg_too_long' },
  'no such thread': { ...post({ thread_ts: '1.000001' }), error: 'thread_not_found' },
  'metadata without a payload': { ...post({ metadata: { event_type: 'x' } }), error: 'invalid_metadata_format' },
  '51 blocks': { ...blocks(Array(51).fill({ type: 'divider' })), error: 'invalid_blocks' },
  'no blocks': { ...blocks([]), error: 'invalid_blocks' },
  'blocks that are none': { ...post({ blocks: 'words' }), error: 'invalid_blocks' },
  'an unknown block': { ...blocks([{ type: 'carousel' }]), error: 'invalid_blocks' },
  'section over 3,000': { ...blocks([section('x'.repeat(3_001))]), error: 'invalid_blocks' },
  'an empty section': { ...blocks([{ type: 'section' }]), error: 'invalid_blocks' },
  'header over 150': {
    ...blocks([{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]),
    error: 'invalid_blocks',
  },
  'a header in mrkdwn': {
    ...blocks([{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]),
    error: 'invalid_blocks',
  },
  'button over 75': {
    ...blocks([button({ text: { type: 'plain_text', text: 'x'.repeat(76) } })]),
    error: 'invalid_blocks',
  },
  'value over 2,000': { ...blocks([button({ value: 'x'.repeat(2_001) })]), error: 'invalid_blocks' },
  'action_id over 255': { ...blocks([button({ action_id: 'x'.repeat(256) })]), error: 'invalid_blocks' },
  'an action_id twice in a block': { ...blocks(two({})), error: 'invalid_blocks' },
  'a block_id twice': {
    ...blocks([
      { ...section('a'), block_id: 'x' },
      { ...section('b'), block_id: 'x' },
    ]),
    error: 'invalid_blocks',
  },
  'an empty text in rich text': { ...blocks(richText({ type: 'text', text: '' })), error: 'invalid_blocks' },
  'a link that is none': { ...blocks(richText({ type: 'link', url: 'javascript:x' })), error: 'invalid_blocks' },
  'a whisper to who is not there': {
    method: 'chat.postEphemeral',
    params: { channel: 'C0HIGHWAYS', user: 'U0NONE', text: 'x' },
    error: 'user_not_in_channel',
  },
  'an emoji that is none': {
    method: 'reactions.add',
    params: { channel: 'C0HIGHWAYS', timestamp: '1.000001', name: 'x y' },
    error: 'invalid_name',
  },
  'a reaction to nothing': {
    method: 'reactions.add',
    params: { channel: 'C0HIGHWAYS', timestamp: '1.000001', name: 'x' },
    error: 'message_not_found',
  },
  'an unknown person': { method: 'users.info', params: { user: 'U0NONE' }, error: 'user_not_found' },
  'a file that was never uploaded': {
    method: 'files.completeUploadExternal',
    params: { files: [{ id: 'F0NONE' }] },
    error: 'file_not_found',
  },
  'a file to delete that was never there': {
    method: 'files.delete',
    params: { file: 'F0NONE' },
    error: 'file_not_found',
  },
  'an old trigger': { method: 'views.open', params: { trigger_id: 'x', view: {} }, error: 'invalid_trigger_id' },
  'a bot’s token where an app’s is due': {
    method: 'apps.connections.open',
    params: {},
    error: 'not_allowed_token_type',
  },
}

test.for(Object.entries(REFUSALS))('refused: %s', async ([, { method, params, error }]) => {
  await using room = await open()
  expect(await room.call(method, params)).toMatchObject({ ok: false, error })
  expect(room.channel.messages).toEqual([])
  expect(room.standIn.complaints).toEqual([])
})

test('a method that we do not use is a complaint', async () => {
  await using room = await open()
  expect(await room.call('chat.scheduleMessage')).toMatchObject({ ok: false, error: 'unknown_method' })
  expect(room.standIn.complaints).toEqual(['chat.scheduleMessage: the stand-in does not know this method'])
})

test('tokens and scopes', async () => {
  await using room = await open()
  expect(await room.call('auth.test', {}, 'xoxb-other')).toMatchObject({ ok: false, error: 'invalid_auth' })
  expect(await room.call('auth.test', {}, '')).toMatchObject({ ok: false, error: 'not_authed' })
  expect(await room.call('auth.test')).toMatchObject({
    ok: true,
    response_metadata: { scopes: expect.arrayContaining(['chat:write']) },
  })
  room.standIn.scopes.delete('reactions:write')
  expect(await room.call('reactions.add')).toMatchObject({
    ok: false,
    error: 'missing_scope',
    needed: 'reactions:write',
  })
})

test('a channel that the bot left, or that is archived', async () => {
  await using room = await open()
  room.standIn.archive(room.channel.id)
  expect(await room.call('chat.postMessage', post({}).params)).toMatchObject({ error: 'is_archived' })
  room.standIn.unarchive(room.channel.id)
  room.standIn.kickBot(room.channel.id)
  expect(await room.call('chat.postMessage', post({}).params)).toMatchObject({ error: 'not_in_channel' })
  room.standIn.inviteBot(room.channel.id)
  expect(await room.call('chat.postMessage', post({}).params)).toMatchObject({ ok: true })
})

test('a reaction is there once', async () => {
  await using room = await open()
  const { ts } = await room.call('chat.postMessage', post({}).params)
  const params = { channel: room.channel.id, timestamp: ts, name: 'x' }
  expect(await room.call('reactions.add', params)).toMatchObject({ ok: true })
  expect(await room.call('reactions.add', params)).toMatchObject({ error: 'already_reacted' })
  expect(await room.call('reactions.remove', params)).toMatchObject({ ok: true })
  expect(await room.call('reactions.remove', params)).toMatchObject({ error: 'no_reaction' })
})

test('metadata is told to who asks for it, and pages have cursors', async () => {
  await using room = await open()
  const metadata = { event_type: 'folkmoot', event_payload: { key: '1.0' } }
  const { ts: root } = await room.call('chat.postMessage', post({ metadata }).params)
  for (let i = 0; i < 3; i += 1) await room.call('chat.postMessage', post({ thread_ts: root, text: `${i}` }).params)
  const where = { channel: room.channel.id, limit: 2 }
  const history = await room.call('conversations.history', where)
  expect(history.messages).toMatchObject([{ ts: root, reply_count: 3 }])
  expect(JSON.stringify(history)).not.toContain('event_payload')
  const first = await room.call('conversations.replies', { ...where, ts: root, include_all_metadata: true })
  expect(first.messages).toMatchObject([{ metadata }, { text: '0' }, { text: '1' }])
  const cursor = (first.response_metadata as { next_cursor: string }).next_cursor
  const second = await room.call('conversations.replies', { ...where, ts: root, cursor })
  expect(second.messages).toMatchObject([{ ts: root }, { text: '2' }])
  expect(second).toMatchObject({ has_more: false })
})

describe('events', () => {
  interface Request {
    readonly headers: Readonly<Record<string, unknown>>
    readonly body: Readonly<Record<string, unknown>>
  }

  /** An app that answers with these statuses, one after another, and then 200. */
  async function listener(...statuses: number[]) {
    const requests: Request[] = []
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', chunk => chunks.push(chunk))
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const json =
          request.headers['content-type'] === 'application/json' ? text : new URLSearchParams(text).get('payload')
        requests.push({ headers: request.headers, body: JSON.parse(json ?? '') })
        response.writeHead(statuses.shift() ?? 200).end()
      })
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const eventsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
    const dispose = async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
    return { requests, eventsUrl, [Symbol.asyncDispose]: dispose }
  }

  test('are told as Slack tells them: replies, edits, files, broadcasts, and the bot’s own', async () => {
    await using app = await listener()
    await using room = await open({ eventsUrl: app.eventsUrl })
    const { standIn, channel } = room
    const priya = standIn.addUser({ name: 'Priya', kind: 'member' })
    priya.writes(channel.id, 'root')
    const thread = channel.messages[0]!.ts
    const said = priya.writes(channel.id, 'a *bold* word', { thread })
    const ts = String(said.event.ts)
    priya.edits(channel.id, ts, 'another')
    priya.deletes(channel.id, ts)
    const bytes = Buffer.from('x')
    priya.writes(channel.id, '', { thread, files: [{ name: 'a.txt', mediaType: 'text/plain', bytes }] })
    priya.writes(channel.id, 'to all', { thread, broadcast: true })
    await room.call('chat.postMessage', post({ thread_ts: thread }).params)
    await expect.poll(() => app.requests.length).toBe(7)
    const events = app.requests.map(({ body }) => body.event as Record<string, unknown>)
    expect(events.map(event => event.subtype ?? 'plain').sort()).toEqual(
      ['file_share', 'message_changed', 'message_deleted', 'plain', 'plain', 'plain', 'thread_broadcast'].sort(),
    )
    expect(events.find(event => event.ts === ts)).toMatchObject({
      user: priya.id,
      thread_ts: thread,
      channel_type: 'channel',
    })
    expect(events.find(event => event.bot_id)).toMatchObject({ user: standIn.botUser, thread_ts: thread })
  })

  test('come again until they are acknowledged: at once, then later, each with its number and its reason', async () => {
    await using app = await listener(500, 503)
    await using room = await open({ eventsUrl: app.eventsUrl, retryDelaysMs: [0, 10, 10] })
    const priya = room.standIn.addUser({ name: 'Priya', kind: 'member' })
    const event = priya.writes(room.channel.id, 'hello')
    await expect.poll(() => app.requests.length).toBe(3)
    expect(app.requests.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2'])
    expect(app.requests[2]?.headers['x-slack-retry-reason']).toBe('http_error')
    expect(await room.standIn.redeliver(event)).toBe(true)
    expect(app.requests.map(({ body }) => body)).toEqual(Array(4).fill(event))
  })

  test('are given up after the last attempt', async () => {
    await using app = await listener(500, 500, 500, 500)
    await using room = await open({ eventsUrl: app.eventsUrl, retryDelaysMs: [0, 0, 0] })
    expect(await room.standIn.dispatch({ type: 'message', channel: room.channel.id })).toBe(false)
    expect(app.requests).toHaveLength(4)
  })

  test('a press is told once, with what it was pressed on', async () => {
    await using app = await listener(200, 500)
    await using room = await open({ eventsUrl: app.eventsUrl, retryDelaysMs: [0, 0, 0] })
    const priya = room.standIn.addUser({ name: 'Priya', kind: 'member' })
    const { ts } = await room.call('chat.postMessage', blocks([button({})]).params)
    const pressed = priya.presses(room.channel.id, String(ts), 'a')
    expect(await room.standIn.redeliver(pressed)).toBe(true)
    await expect.poll(() => app.requests.length).toBe(3)
    const press = app.requests.find(({ body }) => body.type === 'block_actions')
    expect(press?.body).toMatchObject({
      user: { id: priya.id },
      container: { type: 'message', message_ts: ts, channel_id: room.channel.id, is_ephemeral: false },
      actions: [{ type: 'button', action_id: 'a', value: 'v' }],
    })
    expect(() => priya.presses(room.channel.id, String(ts), 'other')).toThrow('no such element')
  })
})

test('the composer’s blocks', () => {
  const typed = 'Hi <@U1> *bold _both_* `code` :+1::own: https://e.org\n> quoted\n- one\n- two\n```pre```'
  expect(compose(typed).blocks).toEqual([
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Hi ' },
            { type: 'user', user_id: 'U1' },
            { type: 'text', text: ' ' },
            { type: 'text', text: 'bold ', style: { bold: true } },
            { type: 'text', text: 'both', style: { bold: true, italic: true } },
            { type: 'text', text: ' ' },
            { type: 'text', text: 'code', style: { code: true } },
            { type: 'text', text: ' ' },
            { type: 'emoji', name: '+1', unicode: '1f44d' },
            { type: 'emoji', name: 'own' },
            { type: 'text', text: ' ' },
            { type: 'link', url: 'https://e.org' },
            { type: 'text', text: '\n' },
          ],
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'quoted' }] },
        {
          type: 'rich_text_list',
          style: 'bullet',
          indent: 0,
          border: 0,
          elements: ['one', 'two'].map(text => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] })),
        },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'pre' }] },
      ],
    },
  ])
  expect(compose('5 < 6 & <@U1>').text).toBe('5 &lt; 6 &amp; <@U1>')
})
