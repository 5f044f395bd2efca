/**
 * Called in a group, or in a channel of a server: whoever called is led to the private chat; nothing of theirs is said or taken there.
 */
import { ComponentType } from 'discord.js'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf } from '../../src/core/network.ts'
import { joins } from '../support/surveys.ts'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const ours = () => town.telegram.group.messages.filter(({ from }) => from.is_bot)

async function invited(times: number) {
  return eventually(() => {
    expect(ours()).toHaveLength(times)
    return ours().at(-1)!
  })
}

test('a command there is answered with a button that begins it in private, also for who never wrote to us', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'es' })
  ana.saysInGroup('/report@folkmoot_bot hay un bache')
  const message = await invited(1)
  expect(message.text).toBe('Sigamos en privado, donde nadie más lee: toque el botón.')
  expect(message.reply_to_message?.from.first_name).toBe('Ana')
  const { username } = message.from
  expect(message.reply_markup?.inline_keyboard).toEqual([
    [{ text: 'Abrir el chat privado', url: `https://t.me/${username}?start=report` }],
  ])
  expect(ana.heard()).toEqual([])
  ana.says('/start report')
  await hears(ana, /Cuál es el problema|Qué ocurre|problema/)
})

test('what is said there goes to no case, though one is open; nor does it make anybody unreachable', async () => {
  const ben = town.telegram.addPerson({ firstName: 'Ben', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ben))
  const before = thread.posts().length
  const heard = ben.heard().length
  const message = await invited(1)
  ben.saysInGroup('thanks, and my neighbour is a thief', { replyTo: message.message_id })
  const { reply_markup: markup } = await invited(2)
  expect(markup?.inline_keyboard[0]?.[0]?.url).toMatch(/\?start=group$/)
  ben.says('This is for you alone')
  await eventually(() => expect(thread.posts().join()).toContain('This is for you alone'))
  expect(thread.posts()).toHaveLength(before + 1)
  expect(thread.posts().join()).not.toContain('thief')
  expect(ben.heard().slice(heard)).toEqual([expect.stringMatching(/^Passed on/)])
})

test('a group that becomes a supergroup meanwhile hears it there', async () => {
  const eve = town.telegram.addPerson({ firstName: 'Eve', languageCode: 'en' })
  const tries = () => town.telegram.journal.filter(({ method }) => method === 'sendMessage').length
  town.telegram.faults.on('sendMessage', { kind: 'status', status: 502 })
  const before = tries()
  eve.saysInGroup('@folkmoot_bot')
  await eventually(() => expect(tries()).toBeGreaterThan(before))
  eve.upgradesGroup()
  expect(ours()).toEqual([])
  town.telegram.faults.clear()
  const message = await invited(1)
  expect(message.chat).toMatchObject({ id: town.telegram.group.id, type: 'supergroup' })
  expect(message.reply_to_message).toBeUndefined()
})

test('called in a topic, we answer in that topic; outside of all, outside', async () => {
  const gil = town.telegram.addPerson({ firstName: 'Gil', languageCode: 'en' })
  const roads = gil.opensTopic('Roads')
  gil.saysInGroup('/report@folkmoot_bot', { topic: roads })
  expect(await invited(2)).toMatchObject({ message_thread_id: roads, is_topic_message: true })
  const [first] = ours()
  gil.saysInGroup('And here?', { replyTo: first!.message_id })
  expect(await invited(3)).not.toHaveProperty('message_thread_id')
})

test('STOP is heard there as well, and answered in private; who is not on the panel is shown the way', async () => {
  const { db } = town.connections
  const before = ours().length
  const mia = town.telegram.addPerson({ firstName: 'Mia', languageCode: 'en', started: true })
  const address = addressOf('telegram', String(mia.user.id))
  const memberId = await joins(db, address)
  mia.saysInGroup('/stop@folkmoot_bot')
  await hears(mia, /You have left the panel/)
  const { left_at: leftAt } = await db
    .selectFrom('members')
    .select('left_at')
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow()
  expect(leftAt).not.toBeNull()
  mia.saysInGroup('/stop@folkmoot_bot')
  expect((await invited(before + 1)).text).toMatch(/Let us go on in private/)
})

const oursInServer = () => town.discord.serverMessages.filter(({ author }) => author.bot)

async function invitedInServer(times: number) {
  return eventually(() => {
    expect(oursInServer()).toHaveLength(times)
    return oursInServer().at(-1)!
  })
}

test('who names us in a channel of a server gets one sentence and a button that begins it in their direct messages', async () => {
  const rosa = town.discord.addPerson({ username: 'rosa', globalName: 'Rosa', locale: 'es-ES' })
  const { id } = rosa.saysInServer('@Folkmoot my neighbour is a thief').d as { id: string }
  const message = await invitedInServer(1)
  expect(message.content).toBe('Let us go on in private, where nobody else reads along: tap the button.')
  expect(message.message_reference?.message_id).toBe(id)
  expect(message.mentions).toEqual([])
  expect(message.components).toMatchObject([
    { components: [{ type: ComponentType.Button, label: 'Open the private chat' }] },
  ])
  expect(rosa.heard()).toEqual([])

  rosa.taps('Open the private chat')
  await hears(rosa, /¿Qué desea hacer\?/)
  expect(rosa.ephemerals.map(({ content }) => content)).toEqual([expect.stringMatching(/^Sigamos en privado/)])
  const { rows } = await sql<{
    event: string
  }>`select event::text from inbox where lane = ${`discord:${rosa.id}`}`.execute(town.connections.db)
  expect(rows.map(({ event }) => event).join()).not.toContain('thief')
})

test('a reply to us there is a call too, with or without our name; its words go to no open case', async () => {
  const ben = town.discord.addPerson({ username: 'ben', locale: 'en-GB' })
  const thread = await threadOf(town, await asksQuestion(ben))
  const before = thread.posts().length
  const [invitation] = oursInServer()
  ben.saysInServer('and another thing', { replyTo: invitation!.id, ping: false })
  await invitedInServer(2)
  ben.saysInServer('not for us at all')
  ben.says('This is for you alone')
  await eventually(() => expect(thread.posts().join()).toContain('This is for you alone'))
  expect(thread.posts()).toHaveLength(before + 1)
  expect(oursInServer()).toHaveLength(2)
})

test('whose direct messages are closed is told so after the tap, for their eyes only', async () => {
  const leo = town.discord.addPerson({ username: 'leo', locale: 'es-ES' })
  leo.closesDms()
  leo.saysInServer('@folkmoot')
  await invitedInServer(3)
  leo.taps('Open the private chat')
  await eventually(() =>
    expect(leo.ephemerals.map(m => m.content)).toEqual([
      expect.stringMatching(/permita los mensajes directos/),
      expect.stringMatching(/¿Qué desea hacer\?/),
    ]),
  )
})

const refusedCalls = () => town.discord.journal.filter(({ status }) => status === 403 || status === 404).length

test.each(['50001', '50013', '160002', '10003'])(
  'in a channel that takes nothing from us (%s) nothing is said: whoever called hears it in direct messages, once',
  async error => {
    const ida = town.discord.addPerson({ username: `ida${error}`, locale: 'en-GB' })
    const thread = await threadOf(town, await asksQuestion(ida))
    const before = refusedCalls()
    const inServer = oursInServer().length
    const heard = ida.heard().length
    town.discord.faults.on('POST /channels/:id/messages', { kind: 'refuse', error }, 1)
    ida.saysInServer('@folkmoot')
    await hears(ida, /^I may not write where you called me\. .* tap the button to begin\.$/)
    ida.says('Are you there?')
    await eventually(() => expect(thread.posts().join()).toContain('Are you there?'))
    await hears(ida, /Passed on/)
    expect(ida.heard()).toHaveLength(heard + 2)
    expect(oursInServer()).toHaveLength(inServer)
    expect(refusedCalls()).toBe(before + 1)
    expect(thread.posts().join()).not.toMatch(/cannot be reached/)
  },
)

test('who never wrote to us hears it too, and begins by the button', async () => {
  const rafa = town.discord.addPerson({ username: 'rafa', locale: 'es-ES' })
  town.discord.faults.on('POST /channels/:id/messages', { kind: 'refuse', error: '50013' }, 1)
  rafa.saysInServer('@folkmoot')
  await hears(rafa, /^I may not write where you called me/)
  rafa.taps('Begin')
  await hears(rafa, /¿Qué desea hacer\?/)
})

test('where direct messages are closed as well nothing more is tried, and nobody counts as out of reach', async () => {
  const olga = town.discord.addPerson({ username: 'olga', locale: 'en-GB' })
  const thread = await threadOf(town, await asksQuestion(olga))
  olga.closesDms()
  const before = refusedCalls()
  town.discord.faults.on('POST /channels/:id/messages', { kind: 'refuse', error: '50013' }, 1)
  olga.saysInServer('@folkmoot')
  await eventually(() => expect(refusedCalls()).toBe(before + 2))
  olga.opensDms()
  olga.says('Are you there?')
  await hears(olga, /Passed on/)
  await eventually(() => expect(thread.posts().join()).toContain('Are you there?'))
  expect(refusedCalls()).toBe(before + 2)
  expect(thread.posts().join()).not.toMatch(/cannot be reached/)
})
