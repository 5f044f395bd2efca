/**
 * Somebody of staff pairs their own chat on either network: by a link or a code that is good once, after one question, with
 * no rights; and ends it from either side.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { addressOf } from '../../src/core/network.ts'
import { hashOfCode } from '../../src/store/panel/pairings.ts'
import { asksMoot, pairs, payloadIn, toldInMessages } from '../support/pairing.ts'
import { commands, hears } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let lea: SlackUser
let omar: SlackUser

beforeAll(async () => {
  town = await startTown()
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  omar = town.slack.addUser({ id: 'U0ADMIN', name: 'Omar', kind: 'member' })
  for (const user of [lea, omar]) town.slack.join(user, town.place.panel!.channel)
})
afterAll(() => town[Symbol.asyncDispose]())

const onTelegram = (firstName = 'Lea') => town.telegram.addPerson({ firstName, languageCode: 'en' })
const chats = () =>
  town.connections.db.selectFrom('paired_chats').select(['address', 'user_id']).orderBy('address').execute()
const at = (person: TelegramPerson) => addressOf('telegram', person.user.id)
const told = (user: SlackUser, words: RegExp) =>
  eventually(() => expect(toldInMessages(town, user).join('\n')).toMatch(words))

test('a chat on each network is paired after a question, and ended from either side', async () => {
  const mine = onTelegram()
  await pairs(town, lea, mine)
  await told(lea, /Your Telegram chat is paired with you now/)
  const hers = town.discord.addPerson({ username: 'lea', globalName: 'Lea', locale: 'en-GB' })
  await pairs(town, lea, hers)
  await told(lea, /Your Discord chat is paired with you now/)
  expect(await asksMoot(town, lea, 'pair')).toMatch(/Paired now: Telegram and Discord/)

  // it is no membership, and no conversation is left open by it
  const { db } = town.connections
  expect(await db.selectFrom('members').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('cases').selectAll().execute()).toEqual([])
  const { state } = await db
    .selectFrom('conversations')
    .select('state')
    .where('address', '=', at(mine))
    .executeTakeFirstOrThrow()
  expect(state).not.toHaveProperty('pairing')
  expect(state).not.toHaveProperty('source')

  hers.taps('End the pairing')
  await hears(hers, /not paired any more/)
  await told(lea, /Your Discord chat is not paired with you any more/)
  expect(await asksMoot(town, lea, 'unpair')).toBe('Not paired any more: Telegram.')
  expect(await asksMoot(town, lea, 'unpair')).toBe('No chat is paired with you.')
  expect(await chats()).toEqual([])
  commands(mine, 'unpair')
  await hears(mine, /not paired with anybody/)
})

test('a code is good once and for ten minutes, and only its hash is kept', async () => {
  const answer = await asksMoot(town, lea, 'pair')
  const payload = payloadIn(answer)
  expect(answer).toContain(`https://t.me/folkmoot_bot?start=${payload}`)
  const { db } = town.connections
  const [row] = await db.selectFrom('pairing_codes').selectAll().execute()
  expect(row?.code_hash.toString('hex')).toBe(hashOfCode(payload.slice('pair_'.length)))

  const [first, second] = [onTelegram(), onTelegram('Mallory')]
  for (const person of [first, second]) {
    person.presses(`/start ${payload}`)
    await hears(person, /pair this chat with Lea/)
  }
  first.taps('Yes')
  await hears(first, /This chat is paired/)
  second.taps('Yes')
  await hears(second, /no longer good/)
  // a second tap on what was answered pairs nothing
  first.taps('Yes')
  await hears(first, /no longer good/)
  expect(await chats()).toEqual([{ address: at(first), user_id: 'U0LEAD' }])

  second.presses(`/start pair_${'0'.repeat(32)}`)
  await eventually(() => expect(second.heard().filter(words => /no longer good/.test(words))).toHaveLength(2))
  const late = payloadIn(await asksMoot(town, omar, 'pair'))
  town.advance(11 * 60_000)
  second.says(late)
  await eventually(() => expect(second.heard().filter(words => /no longer good/.test(words))).toHaveLength(3))
  await asksMoot(town, lea, 'unpair')
})

test('no pairs nothing; a chat has one person, and a person one chat of a network', async () => {
  const shared = onTelegram()
  shared.presses(`/start ${payloadIn(await asksMoot(town, lea, 'pair'))}`)
  await hears(shared, /pair this chat/)
  shared.says('no')
  await hears(shared, /nothing is paired/)
  expect(await chats()).toEqual([])

  await pairs(town, lea, shared)
  await pairs(town, omar, shared)
  await told(lea, /Your Telegram chat is not paired with you any more/)
  expect(await chats()).toEqual([{ address: at(shared), user_id: 'U0ADMIN' }])
  const other = onTelegram('Omar')
  await pairs(town, omar, other)
  expect(await chats()).toEqual([{ address: at(other), user_id: 'U0ADMIN' }])

  // who wants nothing from us any more gets no tests either
  other.says('STOP ALL')
  await told(omar, /Your Telegram chat is not paired with you any more/)
  expect(await chats()).toEqual([])
})

test('who may not make surveys gets no code, and who leaves the channel or the workspace has no paired chat', async () => {
  expect(await asksMoot(town, town.priya, 'pair')).toMatch(/Only organisers of the panel/)
  await pairs(town, lea, onTelegram())
  await pairs(town, omar, onTelegram('Omar'))
  town.slack.leave(lea, town.place.panel!.channel)
  await eventually(async () => expect((await chats()).map(one => one.user_id)).toEqual(['U0ADMIN']))
  town.slack.deactivate(omar)
  await eventually(async () => expect(await chats()).toEqual([]))
})
