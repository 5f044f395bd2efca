/**
 * Telegram's stand-in is as strict as the original: what the Bot API refuses, it refuses, in the same words.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { type Caller, startCaller } from './telegram-caller.ts'

let api: Caller
let ana: TelegramPerson
/** The complaints that a test expects. */
let complaints: readonly string[]

beforeEach(async () => {
  api = await startCaller()
  ana = api.telegram.addPerson({ firstName: 'Ana', started: true })
  complaints = []
})

afterEach(async () => {
  await api.telegram.close()
  expect(api.telegram.complaints).toEqual(complaints)
})

const say = (params: object) => api.call('sendMessage', { chat_id: ana.user.id, text: 'hello', ...params })
const button = (data: unknown) => ({ inline_keyboard: [[{ text: 'One', callback_data: data }]] })

describe('sendMessage refuses', () => {
  const bold = (offset: number, length: number) => [{ type: 'bold', offset, length }]
  const table: Readonly<Record<string, readonly [object, string]>> = {
    'no text': [{ text: '' }, 'message text is empty'],
    'white space': [{ text: ' \n ' }, 'message text is empty'],
    '4,097 units': [{ text: 'é'.repeat(4_097) }, 'message is too long'],
    'emoji count twice': [{ text: '👍'.repeat(2_049) }, 'message is too long'],
    'a number as text': [{ text: 5 }, 'parameter "text" must be of type String'],
    'a number as a string': [{ chat_id: '5' }, 'parameter "chat_id" must be of type Integer'],
    'an unknown chat': [{ chat_id: 3 }, 'chat not found'],
    NUL: [{ text: 'a\0b' }, 'strings must be encoded in UTF-8'],
    'a lone surrogate': [{ text: 'a\ud800' }, 'strings must be encoded in UTF-8'],
    'an entity past the end': [{ entities: bold(3, 3) }, 'ENTITY_BOUNDS_INVALID'],
    'an entity before the beginning': [{ entities: bold(-1, 3) }, 'ENTITY_BOUNDS_INVALID'],
    'an empty entity': [{ entities: bold(0, 0) }, 'ENTITY_BOUNDS_INVALID'],
    'half an emoji': [{ text: '👍', entities: bold(0, 1) }, 'ENTITY_BOUNDS_INVALID'],
    'an entity of no type': [
      { entities: [{ offset: 0, length: 1 }] },
      "can't parse MessageEntity: Unsupported type specified",
    ],
    'a link to nowhere': [
      { entities: [{ type: 'text_link', offset: 0, length: 1 }] },
      'can\'t parse MessageEntity: Can\'t find field "url"',
    ],
    '65 bytes of data': [{ reply_markup: button('é'.repeat(33)) }, 'BUTTON_DATA_INVALID'],
    'no bytes of data': [{ reply_markup: button('') }, 'BUTTON_DATA_INVALID'],
    'a button that does nothing': [
      { reply_markup: button(undefined) },
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    '101 buttons': [
      { reply_markup: { inline_keyboard: Array(101).fill([{ text: 'x', callback_data: 'x' }]) } },
      'REPLY_MARKUP_TOO_LONG',
    ],
    'markup as text': [{ reply_markup: '{}' }, "can't parse reply_markup: object expected"],
  }
  test.for(Object.entries(table))('%s', async ([, [params, description]]) => {
    expect(await say(params)).toEqual({
      status: 400,
      ok: false,
      error_code: 400,
      description: `Bad Request: ${description}`,
    })
    expect(ana.heard()).toEqual([])
  })
})

test('limits are taken to the last unit', async () => {
  expect((await say({ text: 'é'.repeat(4_096) })).ok).toBe(true)
  expect((await say({ text: '👍', entities: [{ type: 'bold', offset: 0, length: 2 }] })).ok).toBe(true)
  expect((await say({ reply_markup: button('é'.repeat(32)) })).ok).toBe(true)
})

test('white space at the ends goes, and entities move along', async () => {
  const { result } = await say({ text: '  hello \n', entities: [{ type: 'bold', offset: 2, length: 7 }] })
  expect(result).toMatchObject({ text: 'hello', entities: [{ type: 'bold', offset: 0, length: 5 }] })
})

describe('who may be written to', () => {
  test('nobody who did not write first', async () => {
    const ben = api.telegram.addPerson({ firstName: 'Ben' })
    const first = { chat_id: ben.user.id }
    expect(await say(first)).toMatchObject({
      status: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    })
    ben.presses('/start')
    expect((await say(first)).status).toBe(200)
  })

  test('nobody who blocked the bot', async () => {
    ana.blocks()
    expect(await say({})).toMatchObject({ status: 403, description: 'Forbidden: bot was blocked by the user' })
    ana.unblocks()
    expect((await say({})).status).toBe(200)
  })
})

test('a wrong token is 401, an unknown method 404 and a complaint', async () => {
  const response = await fetch(`${api.telegram.apiRoot}/bot2:other/getMe`)
  expect([response.status, await response.json()]).toEqual([
    401,
    { ok: false, error_code: 401, description: 'Unauthorized' },
  ])
  expect(await api.call('sendDice', { chat_id: ana.user.id })).toMatchObject({ status: 404, description: 'Not Found' })
  await say({ parse_mod: 'HTML' })
  complaints = ['unknown method sendDice', 'sendMessage: unknown parameter parse_mod']
})

test('edits and deletions change what stands in the chat', async () => {
  const { result } = await say({ reply_markup: button('x') })
  const edit = { chat_id: ana.user.id, message_id: result.message_id, text: 'bye' }
  expect((await api.call('editMessageText', edit)).result).toMatchObject({ text: 'bye', edit_date: expect.any(Number) })
  expect(ana.chat.map(({ text, reply_markup }) => [text, reply_markup])).toEqual([['bye', undefined]])
  expect((await api.call('editMessageText', edit)).description).toMatch(/^Bad Request: message is not modified/)
  expect((await api.call('editMessageText', { ...edit, message_id: 9_999 })).description).toBe(
    'Bad Request: message to edit not found',
  )
  await api.call('editMessageReplyMarkup', { ...edit, text: undefined, reply_markup: button('y') })
  expect(ana.chat[0]?.reply_markup).toEqual(button('y'))
  expect((await api.call('deleteMessage', { chat_id: edit.chat_id, message_id: edit.message_id })).result).toBe(true)
  expect(ana.chat).toEqual([])
})

test('a tap is answered by its id only', async () => {
  await say({ reply_markup: button('x') })
  const tap = ana.taps('One')
  expect((await api.call('answerCallbackQuery', { callback_query_id: '1' })).status).toBe(400)
  expect(ana.tapAnswered(tap)).toBe(false)
  await api.call('answerCallbackQuery', { callback_query_id: tap.callback_query?.id })
  expect(ana.tapAnswered(tap)).toBe(true)
  expect(() => ana.taps('Two')).toThrow('no button "Two"')
})

describe('files', () => {
  async function upload(method: string, field: string, bytes: number, caption = '') {
    const form = new FormData()
    form.set('chat_id', String(ana.user.id))
    form.set(field, new Blob([new Uint8Array(bytes).fill(0xff)]), 'a.jpg')
    form.set('caption', caption)
    return await api.send(method, form)
  }
  const MB = 1024 * 1024

  test('of more than 20 MB cannot be fetched', async () => {
    const [small, large] = [20 * MB, 20 * MB + 1].map(
      bytes => ana.sendsDocument(new Uint8Array(bytes), { fileName: 'a.bin', mediaType: 'x/y' }).message?.document,
    )
    const { result } = await api.call('getFile', { file_id: small?.file_id })
    expect((await api.fetchFile(result.file_path)).byteLength).toBe(20 * MB)
    expect((await api.call('getFile', { file_id: large?.file_id })).description).toBe('Bad Request: file is too big')
    expect((await api.call('getFile', { file_id: 'none' })).status).toBe(400)
  })

  test('of more than 50 MB cannot be sent', async () => {
    expect((await upload('sendDocument', 'document', 50 * MB)).status).toBe(200)
    expect((await upload('sendDocument', 'document', 50 * MB + 1)).status).toBe(413)
  })

  test('that are no pictures are no photos', async () => {
    expect((await upload('sendPhoto', 'photo', 100)).description).toBe('Bad Request: IMAGE_PROCESS_FAILED')
    expect((await upload('sendDocument', 'photo', 100)).description).toBe(
      'Bad Request: there is no document in the request',
    )
    complaints = ['sendDocument: unknown parameter photo']
  })

  test('take a caption of 1,024 units', async () => {
    expect((await upload('sendDocument', 'document', 10, 'é'.repeat(1_024))).status).toBe(200)
    expect((await upload('sendDocument', 'document', 10, 'é'.repeat(1_025))).description).toBe(
      'Bad Request: message caption is too long',
    )
  })
})

test('commands are checked and kept per language', async () => {
  const commands = [{ command: 'report', description: 'Report' }]
  expect((await api.call('setMyCommands', { commands, language_code: 'en' })).result).toBe(true)
  expect((await api.call('getMyCommands', { language_code: 'en' })).result).toEqual(commands)
  expect((await api.call('getMyCommands')).result).toEqual([])
  const wrong = [{ command: 'Report', description: 'Report' }]
  expect((await api.call('setMyCommands', { commands: wrong })).description).toBe('Bad Request: BOT_COMMAND_INVALID')
})

test('a person answers a message, edits and reacts; reactions reach a bot that asked for them', async () => {
  ana.says('hello')
  const asked = (await say({ text: 'What is it?' })).result as { message_id: number }
  const answer = ana.says('A lamp', { replyTo: asked.message_id })
  expect(answer.message?.reply_to_message?.text).toBe('What is it?')
  await api.call('getUpdates', { offset: answer.update_id + 1, timeout: 0 })
  ana.reacts(asked.message_id, '👍')
  expect(ana.reactionOn(asked.message_id)).toBe('👍')
  expect(api.telegram.pending).toBe(0)

  await api.call('getUpdates', { timeout: 0, allowed_updates: ['message_reaction'] })
  const taken = ana.reacts(asked.message_id, '')
  expect(taken.message_reaction).toMatchObject({ old_reaction: [{ emoji: '👍' }], new_reaction: [] })
  expect(ana.reactionOn(asked.message_id)).toBeUndefined()
  expect(api.telegram.pending).toBe(1)
})

test('the bot answers to a message that is there', async () => {
  const message = ana.says('hello').message
  await say({ text: 'yes', reply_parameters: { message_id: message?.message_id } })
  expect(ana.chat.at(-1)?.reply_to_message?.text).toBe('hello')
  const refused = await say({ text: 'no', reply_parameters: { message_id: 999 } })
  expect(refused.description).toBe('Bad Request: message to be replied not found')
})

test('in a group the bot gets what calls it, and may write there until it is removed', async () => {
  const { group } = api.telegram
  expect(ana.saysInGroup('Lovely weather, @somebody_else')).toBeUndefined()
  expect(ana.saysInGroup('/report@another_bot')).toBeUndefined()
  expect(ana.saysInGroup('@folkmoot_bot the lamp is out')?.message?.chat).toMatchObject({ type: 'group' })
  expect(ana.saysInGroup('/report@folkmoot_bot')?.message?.chat.id).toBe(group.id)
  const said = await api.call('sendMessage', { chat_id: group.id, text: 'Write to me alone' })
  expect(said.ok).toBe(true)
  const { message_id } = said.result as { message_id: number }
  expect(ana.saysInGroup('Why?', { replyTo: message_id })).toBeDefined()
  expect(group.messages).toHaveLength(6)
  expect(ana.chat).toEqual([])
})

test('a group that becomes a supergroup is another chat, and the old one says which', async () => {
  const { group } = api.telegram
  const { id } = group
  expect(() => ana.opensTopic('Roads')).toThrow(/not a forum/)
  ana.upgradesGroup()
  expect(group.id).not.toBe(id)
  expect(await api.call('sendMessage', { chat_id: id, text: 'Hello' })).toMatchObject({
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: group.id },
  })
  const said = ana.saysInGroup('@folkmoot_bot')?.message
  expect(said?.chat).toMatchObject({ id: group.id, type: 'supergroup' })
})

test('a topic takes what names its thread; a thread of replies is none', async () => {
  const { group } = api.telegram
  const say = (topic: number) => api.call('sendMessage', { chat_id: group.id, text: 'Here', message_thread_id: topic })
  ana.upgradesGroup()
  const roads = ana.opensTopic('Roads')
  expect((await say(roads)).ok).toBe(true)
  expect(group.messages.at(-1)).toMatchObject({ message_thread_id: roads, is_topic_message: true })
  const { message_id } = group.messages.at(-1)!
  const reply = ana.saysInGroup('Why?', { replyTo: message_id })?.message
  expect(reply).toMatchObject({ message_thread_id: roads })
  expect(reply).not.toHaveProperty('is_topic_message')
  expect((await say(message_id)).description).toBe('Bad Request: message thread not found')
})

test('a contact and a poll come as Telegram has them', () => {
  expect(ana.sendsContact('Grandma', '+44 1632 960123').message?.contact).toEqual({
    first_name: 'Grandma',
    phone_number: '+44 1632 960123',
  })
  expect(ana.sendsPoll('Where?', ['Here', 'There']).message?.poll).toMatchObject({
    question: 'Where?',
    options: [
      { text: 'Here', voter_count: 0 },
      { text: 'There', voter_count: 0 },
    ],
    type: 'regular',
  })
})

test('an account that is gone cannot be written to', async () => {
  api.telegram.removePerson(ana)
  expect(api.telegram.people).toEqual([])
  expect((await say({})).description).toBe('Bad Request: chat not found')
})
