/**
 * What staff do to an app, through the real Bolt: modals one above the other, App Home, menus, commands, shortcuts
 * (https://docs.slack.dev/surfaces/modals, https://docs.slack.dev/interactivity).
 */
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver } from '@slack/bolt'
import { expect, test, vi } from 'vitest'
import { readManifest } from '../../sandbox/slack/manifest.ts'
import { startSlack } from '../../sandbox/slack/stand-in.ts'
import { openRoom, QUIET, type Room, SECRETS } from './bolt.ts'

const text = (words: string) => ({ type: 'plain_text' as const, text: words })
const input = (id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: id,
  label: text(id),
  element: { action_id: id, ...element },
  ...more,
})
const option = (value: string) => ({ text: text(`Option ${value}`), value })
const menu = { options: [option('1'), option('2')] }
const button = (id: string) => ({ type: 'button', action_id: id, text: text(id), value: 'v' })
const modal = (blocks: object[], more: object = {}) => ({
  type: 'modal',
  callback_id: 'form',
  title: text('Title'),
  submit: text('Send'),
  blocks,
  ...more,
})
const words = (id: string, more: object = {}) => input(id, { type: 'plain_text_input' }, more)

const ASKED = {
  homeTab: true,
  takesMessages: true,
  events: ['app_home_opened', 'message.channels'],
  commands: [{ command: '/moot', description: 'Find cases' }],
  shortcuts: [
    { name: 'Make a case', type: 'message', callback_id: 'make', description: 'From this message' },
    { name: 'Find', type: 'global', callback_id: 'find', description: 'A case' },
  ],
} as const

const openForPriya = (room: Room, view: object) =>
  room.call('views.open', { trigger_id: room.standIn.trigger(room.priya), view })

const room = (listen?: (app: App) => void) => openRoom(ASKED, {}, listen)

test('every kind of field, filled in and sent', async () => {
  const sent = vi.fn()
  await using r = await room(app => {
    app.view('form', async ({ ack, view }) => {
      sent(view.state.values)
      await ack()
    })
  })
  const { priya, standIn } = r
  const blocks = [
    words('words'),
    input('choice', { type: 'static_select', ...menu }),
    input('several', { type: 'multi_static_select', ...menu, max_selected_items: 2 }),
    input('radio', { type: 'radio_buttons', ...menu, initial_option: option('2') }),
    input('boxes', { type: 'checkboxes', ...menu }, { optional: true }),
    input('day', { type: 'datepicker' }),
    input('hour', { type: 'timepicker' }),
    input('person', { type: 'users_select' }),
    input('channel', { type: 'conversations_select' }),
    input('link', { type: 'url_text_input' }),
    input('mail', { type: 'email_text_input' }),
    input('count', { type: 'number_input', is_decimal_allowed: false, min_value: '1' }),
    input('files', { type: 'file_input', max_files: 2, filetypes: ['jpg'] }),
  ]
  expect(await openForPriya(r, modal(blocks))).toMatchObject({ ok: true })
  const filled = {
    words: 'hello',
    choice: '1',
    several: ['1', '2'],
    day: '2026-11-30',
    hour: '09:30',
    person: priya.id,
    channel: r.channel.id,
    link: 'https://example.org/a',
    mail: 'a@example.org',
    count: '3',
    files: [{ name: 'a.jpg', mediaType: 'image/jpeg', bytes: Buffer.from('picture') }],
  }
  for (const [wrong, why] of [
    [{ choice: '9' }, 'has no option'],
    [{ several: ['1', '2', '1'] }, 'takes fewer'],
    [{ hour: '24:00' }, 'wants a time'],
    [{ link: 'nowhere' }, 'wants an address'],
    [{ mail: 'nobody' }, 'wants an e-mail'],
    [{ count: '1.5' }, 'whole number'],
    [{ count: '0' }, 'too small'],
    [{ files: [{ name: 'a.exe', mediaType: 'x', bytes: Buffer.from('x') }] }, 'does not take'],
  ] as const)
    await expect(priya.submits({ ...filled, ...wrong })).rejects.toThrow(why)
  await priya.submits(filled)
  const values = sent.mock.lastCall?.[0]
  expect(values).toMatchObject({
    words: { words: { type: 'plain_text_input', value: 'hello' } },
    choice: { choice: { selected_option: option('1') } },
    several: { several: { selected_options: [option('1'), option('2')] } },
    radio: { radio: { selected_option: option('2') } },
    boxes: { boxes: { selected_options: [] } },
    hour: { hour: { selected_time: '09:30' } },
    channel: { channel: { selected_conversation: r.channel.id } },
    files: { files: { type: 'file_input', files: [{ name: 'a.jpg', mimetype: 'image/jpeg', user: priya.id }] } },
  })
  const [file] = values.files.files.files
  const response = await fetch(file.url_private_download, { headers: { authorization: 'Bearer xoxb-sandbox' } })
  expect(await response.text()).toBe('picture')
  expect(priya.view).toBeUndefined()
  expect(standIn.complaints).toEqual([])
})

test('a modal changes while it is filled in: what was typed stays where the field is the same', async () => {
  await using r = await room(app => {
    app.action('kind', async ({ ack, body, client }) => {
      await ack()
      if (body.type !== 'block_actions' || !body.view) return
      const view = modal([input('kind', { type: 'static_select', ...menu }), words('words'), words('extra')])
      await client.apiCall('views.update', { view_id: body.view.id, hash: body.view.hash, view })
    })
  })
  const { priya, standIn } = r
  const kind = input('kind', { type: 'static_select', ...menu }, { dispatch_action: true })
  const { view } = await openForPriya(r, modal([kind, words('words')]))
  priya.fills({ words: 'typed', kind: '2' })
  await expect.poll(() => priya.view?.view.blocks).toHaveLength(3)
  expect(priya.view?.state).toMatchObject({
    words: { words: { value: 'typed' } },
    kind: { kind: { selected_option: option('2') } },
    extra: { extra: { value: null } },
  })
  const { id, hash } = view as { id: string; hash: string }
  const changed = { view_id: id, view: modal([words('other')]) }
  expect(await r.call('views.update', { ...changed, hash })).toMatchObject({ error: 'hash_conflict' })
  expect(await r.call('views.update', { ...changed, view_id: 'V0NONE' })).toMatchObject({ error: 'not_found' })
  priya.dismisses()
  expect(await r.call('views.update', changed)).toMatchObject({ error: 'not_found' })
  expect(() => priya.pressesIn('view', 'words')).toThrow('no form open')
  expect(standIn.complaints).toEqual([])
})

test('modals lie one above the other, three at most, and say when they are closed', async () => {
  const closed = vi.fn()
  await using r = await room(app => {
    app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, view, body }) => {
      closed(view.id, body.type === 'view_closed' && body.is_cleared)
      await ack()
    })
    app.action('more', async ({ ack, body, client }) => {
      await ack()
      if (!('trigger_id' in body)) return
      await client.apiCall('views.push', { trigger_id: body.trigger_id, view: body.type === 'block_actions' && LAYER })
    })
  })
  const { priya } = r
  const LAYER = modal([{ type: 'actions', elements: [button('more')] }], { notify_on_close: true })
  expect(await r.call('views.push', { trigger_id: r.standIn.trigger(priya), view: LAYER })).toMatchObject({
    error: 'not_found',
  })
  await openForPriya(r, LAYER)
  const root = priya.view?.id
  for (const depth of [2, 3]) {
    const below = priya.view?.id
    priya.pressesIn('view', 'more')
    await expect.poll(() => priya.view).toMatchObject({ root, previous: below })
    expect(r.standIn.workspace.screens.get(priya.id)).toHaveLength(depth)
  }
  const { trigger_id } = priya.pressesIn('view', 'more')
  await expect.poll(() => r.standIn.journal.filter(call => call.method === 'views.push')).toHaveLength(4)
  expect(await r.call('views.push', { trigger_id, view: LAYER })).toMatchObject({ error: 'push_limit_reached' })
  const front = priya.view?.id
  priya.dismisses()
  await expect.poll(() => closed.mock.calls).toEqual([[front, false]])
  expect(priya.view?.previous).toBe(root)
})

test.for<[string, object, (r: Room) => void]>([
  [
    'errors',
    { response_action: 'errors', errors: { a: 'Too short.' } },
    ({ priya, standIn }) => {
      expect(standIn.complaints).toEqual([])
      expect(priya.view?.errors).toEqual({ a: 'Too short.' })
    },
  ],
  [
    'update',
    { response_action: 'update', view: modal([words('b')]) },
    ({ priya }) => expect(priya.view?.view.blocks).toMatchObject([{ block_id: 'b' }]),
  ],
  [
    'push',
    { response_action: 'push', view: modal([words('b')]) },
    ({ priya }) => expect(priya.view?.previous).toMatch(/^V/),
  ],
  ['clear', { response_action: 'clear' }, ({ priya }) => expect(priya.view).toBeUndefined()],
  [
    'errors for no field',
    { response_action: 'errors', errors: { z: 'Nowhere.' } },
    ({ standIn }) => expect(standIn.complaints).toHaveLength(1),
  ],
  [
    'a view that Slack refuses',
    { response_action: 'update', view: modal([]) },
    ({ standIn }) => expect(standIn.complaints).toHaveLength(1),
  ],
])('a submission is answered with %s', async ([, answer, check]) => {
  await using r = await room(app => {
    app.view('form', async ({ ack }) => ack(answer as never))
  })
  await openForPriya(r, modal([words('a')]))
  await r.priya.submits({ a: 'x' })
  check(r)
})

test('a menu asks the app for its options', async () => {
  const asked = vi.fn()
  await using r = await room(app => {
    app.options('case', async ({ ack, payload }) => {
      asked(payload.value, payload.block_id)
      const options =
        payload.value === 'too many' ? Array.from({ length: 101 }, (_, n) => option(String(n))) : [option('7')]
      await ack({ options })
    })
    app.view('form', async ({ ack }) => ack())
  })
  const { priya, standIn } = r
  await openForPriya(r, modal([input('case', { type: 'external_select', min_query_length: 2 })]))
  await expect(priya.looksUp('view', 'case', 'x')).rejects.toThrow('from 2 letters')
  await expect(priya.submits({ case: '7' })).rejects.toThrow('has no option')
  expect(await priya.looksUp('view', 'case', 'lamp')).toEqual([option('7')])
  expect(asked).toHaveBeenLastCalledWith('lamp', 'case')
  expect(await priya.looksUp('view', 'case', 'too many')).toEqual([])
  expect(standIn.complaints).toEqual([expect.stringContaining('must hold 1 to 100 items')])
  const { view } = await priya.submits({ case: '7' })
  expect(view).toMatchObject({ state: { values: { case: { case: { selected_option: option('7') } } } } })
})

test('App Home: opened, published, pressed in', async () => {
  const pressed = vi.fn()
  const opened = vi.fn()
  await using r = await room(app => {
    app.event('app_home_opened', async ({ event }) => opened(event.tab, event.view?.callback_id))
    app.action('next', async ({ ack, body }) => {
      pressed(body.type === 'block_actions' && [body.container, body.view?.hash])
      await ack()
    })
  })
  const { priya } = r
  priya.opensHome()
  await expect.poll(() => opened.mock.lastCall).toEqual(['home', undefined])
  const view = { type: 'home', callback_id: 'desk', blocks: [{ type: 'actions', elements: [button('next')] }] }
  expect(await r.call('views.publish', { user_id: priya.id, view })).toMatchObject({ ok: true })
  const { id, hash } = priya.home!
  priya.pressesIn('home', 'next')
  await expect.poll(() => pressed.mock.lastCall).toEqual([[{ type: 'view', view_id: id }, hash]])
  expect(await r.call('views.publish', { user_id: priya.id, view, hash: 'old' })).toMatchObject({
    error: 'hash_conflict',
  })
  expect(await r.call('views.publish', { user_id: priya.id, view, hash })).toMatchObject({ ok: true, view: { id } })
  expect(await r.call('views.publish', { user_id: priya.id, view: modal([words('a')]) })).toMatchObject({
    error: 'invalid_arguments',
  })
  priya.opensHome()
  await expect.poll(() => opened.mock.lastCall).toEqual(['home', 'desk'])
  await using without = await openRoom({ homeTab: false })
  expect(await without.call('views.publish', { user_id: without.priya.id, view })).toMatchObject({
    error: 'not_enabled',
  })
})

test('nobody writes to an app whose messages are read only', async () => {
  await using r = await openRoom({ takesMessages: false })
  expect(() => r.priya.writesToApp('hello')).toThrow(/read only/)
})

test('a command: answered at once, and later at its address, five times', async () => {
  await using r = await room(app => {
    app.command('/moot', async ({ command, ack, respond }) => {
      await (command.text === 'slow' ? ack() : ack(`You said ${command.text} in ${command.channel_name}`))
      if (command.text === 'later') await respond({ text: 'Later', response_type: 'in_channel' })
    })
  })
  const { priya, standIn, channel } = r
  const whispers = () => standIn.ephemerals.filter(e => e.user === priya.id).map(e => e.message.text)
  const { response_url: url } = await priya.runs('/moot  find lamp ', channel.id)
  expect(whispers()).toEqual(['You said find lamp in highways'])
  await priya.runs('/moot later', channel.id)
  await expect.poll(() => channel.messages.map(m => m.text)).toEqual(['Later'])
  const before = whispers()
  await priya.runs('/moot slow', channel.id)
  expect(whispers()).toEqual(before)
  const answers = async (body: object) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
    return [response.status, await response.text()]
  }
  expect(await answers({ text: '' })).toEqual([500, expect.stringContaining('no_text')])
  for (let n = 0; n < 5; n += 1) expect(await answers({ text: 'x' })).toEqual([200, 'ok'])
  expect(await answers({ text: 'x' })).toEqual([404, expect.stringContaining('used_url')])
  await expect(priya.runs('/other', channel.id)).rejects.toThrow('not a valid command')
  await expect(priya.runs('/moot', channel.id, { thread: '1.1' })).rejects.toThrow('not supported in threads')
  standIn.faults.on('events', { kind: 'reset' }, 1)
  await priya.runs('/moot', channel.id)
  expect(whispers().at(-1)).toContain('dispatch_failed')
  expect(standIn.complaints).toEqual([])
})

test('what was pressed is replaced or taken away by an answer', async () => {
  await using r = await room(app => {
    app.action('change', async ({ ack, respond }) => {
      await ack()
      await respond({ text: 'Changed', replace_original: true })
    })
    app.action('remove', async ({ ack, respond }) => {
      await ack()
      await respond({ delete_original: true })
    })
  })
  const { priya, channel, standIn } = r
  const blocks = [{ type: 'actions', elements: [button('change'), button('remove')] }]
  const { message_ts: whisper } = await r.call('chat.postEphemeral', { channel: channel.id, user: priya.id, blocks })
  const { ts } = await r.call('chat.postMessage', { channel: channel.id, blocks })
  priya.presses(channel.id, String(whisper), 'remove')
  await expect.poll(() => standIn.ephemerals).toEqual([])
  priya.presses(channel.id, String(ts), 'change')
  await expect.poll(() => channel.messages[0]?.text).toBe('Changed')
})

test('a menu in a message: what was chosen is told', async () => {
  const chosen = vi.fn()
  await using r = await room(app => {
    app.action(/.*/, async ({ ack, action }) => {
      chosen(action)
      await ack()
    })
  })
  const { priya, channel } = r
  const elements = [
    { type: 'overflow', action_id: 'more', ...menu },
    { type: 'static_select', action_id: 'pick', ...menu },
  ]
  const { ts } = await r.call('chat.postMessage', { channel: channel.id, blocks: [{ type: 'actions', elements }] })
  priya.presses(channel.id, String(ts), 'more', '2')
  await expect.poll(() => chosen.mock.lastCall).toMatchObject([{ type: 'overflow', selected_option: option('2') }])
  priya.presses(channel.id, String(ts), 'pick', '1')
  await expect.poll(() => chosen.mock.lastCall).toMatchObject([{ type: 'static_select', selected_option: option('1') }])
  expect(() => priya.presses(channel.id, String(ts), 'pick', '3')).toThrow('has no option')
})

test('shortcuts, of a message and everywhere', async () => {
  const used = vi.fn()
  await using r = await room(app => {
    app.shortcut(/.*/, async ({ ack, shortcut }) => {
      used(shortcut)
      await ack()
    })
  })
  const { priya, channel, standIn } = r
  const { ts } = priya.writes(channel.id, 'someone rang').event
  await priya.usesShortcut('make', { channel: channel.id, ts: String(ts) })
  expect(used.mock.lastCall).toMatchObject([
    { type: 'message_action', callback_id: 'make', message: { text: 'someone rang' }, channel: { id: channel.id } },
  ])
  const { trigger_id } = await priya.usesShortcut('find')
  expect(await r.call('views.open', { trigger_id, view: modal([words('a')]) })).toMatchObject({ ok: true })
  await expect(priya.usesShortcut('make')).rejects.toThrow('no global shortcut')
  expect(standIn.complaints).toEqual([])
})

test('a thread’s first message leaves its place behind when it is deleted', async () => {
  const heard = vi.fn()
  await using r = await room(app => {
    app.event('message', async ({ event }) => heard(event))
  })
  const { priya, channel } = r
  const { ts } = priya.writes(channel.id, 'first').event
  priya.writes(channel.id, 'reply', { thread: String(ts) })
  priya.deletes(channel.id, String(ts))
  await expect
    .poll(() => heard.mock.lastCall)
    .toMatchObject([
      { subtype: 'message_changed', message: { subtype: 'tombstone', ts }, previous_message: { text: 'first' } },
    ])
  expect(channel.messages).toHaveLength(2)
})

test.for<[string, object]>([
  ['a field that belongs in forms', { type: 'actions', elements: [{ type: 'plain_text_input', action_id: 'a' }] }],
  [
    'a menu whose first choice is none of its own',
    input('a', { type: 'static_select', ...menu, initial_option: option('9') }),
  ],
  [
    'eleven radio buttons',
    input('a', { type: 'radio_buttons', options: Array.from({ length: 11 }, (_, n) => option(`${n}`)) }),
  ],
  [
    'six things in an overflow',
    {
      type: 'actions',
      elements: [{ type: 'overflow', action_id: 'a', options: Array.from({ length: 6 }, (_, n) => option(`${n}`)) }],
    },
  ],
  ['a placeholder over 150', input('a', { type: 'users_select', placeholder: text('x'.repeat(151)) })],
  ['eleven files', input('a', { type: 'file_input', max_files: 11 })],
  ['a number without its kind', input('a', { type: 'number_input' })],
  ['a picture without words', { type: 'image', image_url: 'https://example.org/a.png' }],
  [
    'options beside groups',
    input('a', { type: 'static_select', ...menu, option_groups: [{ label: text('x'), ...menu }] }),
  ],
  ['a time that is none', input('a', { type: 'timepicker', initial_time: '25:00' })],
  [
    'a question without a way out',
    {
      type: 'actions',
      elements: [{ ...button('a'), confirm: { title: text('Sure?'), text: text('Really'), confirm: text('Yes') } }],
    },
  ],
])('a modal is refused for %s', async ([, block]) => {
  await using r = await room()
  expect(await openForPriya(r, modal([block]))).toMatchObject({ ok: false, error: 'invalid_arguments' })
})

test('in messages and App Home, no fields for files, numbers, addresses', async () => {
  await using r = await room()
  const blocks = [input('a', { type: 'file_input' })]
  expect(await r.call('chat.postMessage', { channel: r.channel.id, blocks })).toMatchObject({ error: 'invalid_blocks' })
  expect(await r.call('views.publish', { user_id: r.priya.id, view: { type: 'home', blocks } })).toMatchObject({
    error: 'invalid_arguments',
  })
})

test('by HTTP, a command is a form of its own, and its answer may be a message for all', async () => {
  const heard = vi.fn()
  const receiver = new HTTPReceiver({ signingSecret: SECRETS.signingSecret, endpoints: '/slack/events', logger: QUIET })
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: SECRETS.botToken, botId: 'B0FOLKMOOT', botUserId: 'U0FOLKMOOT' }),
    logger: QUIET,
    convoStore: false,
  })
  app.command('/moot', async ({ command, ack }) => {
    heard(command)
    await ack({ response_type: 'in_channel', text: 'For all' })
  })
  const server = await app.start(0)
  const { port } = server.address() as AddressInfo
  const manifest = { ...readManifest(), ...ASKED }
  const standIn = await startSlack({ ...SECRETS, manifest, eventsUrl: `http://127.0.0.1:${port}/slack/events` })
  const channel = standIn.addChannel({ name: 'highways' })
  const tom = standIn.addUser({ name: 'Tom', kind: 'member' })
  await tom.runs('/moot a & b', channel.id)
  expect(heard.mock.calls).toMatchObject([[{ command: '/moot', text: 'a & b', user_name: 'tom' }]])
  expect(channel.messages).toMatchObject([{ text: 'For all', bot_id: expect.any(String) }])
  expect(standIn.complaints).toEqual([])
  await app.stop()
  await standIn.close()
})
