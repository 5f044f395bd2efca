/**
 * Two pictures to choose from, a photo and a place: made in Slack by one, launched by another, answered on both networks.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { addressOf } from '../../src/core/network.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { picture } from '../support/pictures.ts'
import { answersOf, joins } from '../support/surveys.ts'
import { commands, hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const NOON = new Date('2027-03-01T12:00Z')

let town: Town
let lea: SlackUser
let omar: SlackUser
let channel: string
beforeAll(async () => {
  town = await startTown()
  channel = town.place.panel!.channel
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  omar = town.slack.addUser({ id: 'U0ADMIN', name: 'Omar', kind: 'member' })
  for (const user of [lea, omar]) town.slack.join(user, channel)
  await town.moveClock(NOON.getTime() - Date.now())
})
afterAll(() => town[Symbol.asyncDispose]())

const messages = () => town.slack.channels.find(one => one.id === channel)!.messages
const closed = () => eventually(() => expect(lea.view).toBeUndefined())
function fail(what: string): never {
  throw new Error(`there is no ${what} yet`)
}
const withButton = (label: string) =>
  eventually(() => {
    const message = messages().findLast(one => buttonsOf(one).some(button => button.label === label)) ?? fail(label)
    return { ts: message.ts, action: buttonsOf(message).find(button => button.label === label)!.actionId }
  })

async function adds(
  filled: Parameters<SlackUser['submits']>[0] & { readonly kind: string; readonly 'ask-en': string },
) {
  const { ts, action } = await withButton('Add a question…')
  lea.presses(channel, ts, action)
  await eventually(() => expect(lea.view).toBeDefined())
  lea.fills({ kind: filled.kind })
  // The form follows the kind: what this kind has no use for goes, what it needs comes.
  await eventually(() => {
    const shown = JSON.stringify(lea.view?.view.blocks)
    for (const field of [...Object.keys(filled), 'options-en', 'pictures'])
      expect(shown.includes(`"block_id":"${field}"`)).toBe(field in filled)
  })
  await lea.submits(filled)
  await closed()
}

async function presses(user: SlackUser, label: string): Promise<void> {
  const { ts, action } = await withButton(label)
  user.presses(channel, ts, action)
}

/** The survey's message, which is changed every few seconds at most. */
const homeSays = (words: RegExp) =>
  eventually(() => expect(wordsOf(messages().find(one => wordsOf(one).includes('Square'))!)).toMatch(words))

/** Somebody on the panel who has talked to us before. */
async function member(person: TelegramPerson | DiscordPerson) {
  commands(person, 'help')
  await hears(person, /reach/)
  const address = 'user' in person ? addressOf('telegram', String(person.user.id)) : addressOf('discord', person.id)
  return joins(town.connections.db, address)
}

test('two pictures, a photo and a place, from the form in Slack to answers on both networks', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const ben = town.discord.addPerson({ username: 'ben', globalName: 'Ben', locale: 'en-GB' })
  const ids = [await member(ana), await member(ben)]

  await lea.runs('/moot survey new', channel)
  await eventually(() => expect(lea.view).toBeDefined())
  await lea.submits({ 'title-en': 'Square', 'why-en': 'We build it anew.', owner: 'U0LEAD', outcomeBy: '2036-04-15' })
  await closed()
  const pictures = await Promise.all(
    ['#308040', '#3050a0'].map(async (colour, n) => ({
      name: `${n}.jpg`,
      mediaType: 'image/jpeg',
      bytes: await picture(colour),
    })),
  )
  // Slack does not give the files away just now: the form is taken all the same, and one that is none is told afterwards
  town.slack.faults.on('download', { kind: 'status', status: 503 })
  const broken = { name: 'broken.jpg', mediaType: 'image/jpeg', bytes: Buffer.from('not a picture') }
  const ask = { kind: 'pictures', 'ask-en': 'Which one do you like better?', 'options-en': 'Trees\nWater' }
  await adds({ ...ask, pictures: [pictures[0]!, broken] })
  await homeSays(/Question 1: Both pictures have to be there/)
  town.slack.faults.clear()
  await eventually(() =>
    expect(messages().map(wordsOf).join('\n')).toMatch(
      /The pictures of question 1 are not there: broken\.jpg \(a kind of file .*“Question 1…”/,
    ),
  )
  await presses(lea, 'Question 1…')
  await eventually(() => expect(lea.view).toBeDefined())
  await lea.submits({ pictures })
  await closed()
  await homeSays(/Trees · Water\n(?!.*Both pictures)/s)
  await adds({ kind: 'photo', 'ask-en': 'What does it look like today?' })
  await adds({ kind: 'pin', 'ask-en': 'Where would you sit?' })
  await presses(lea, 'Ask for launch')
  await presses(omar, 'Launch')
  for (const person of [ana, ben]) await hears(person, /Which one do you like better\?\n1\\?\. Trees\n2\\?\. Water/)
  // Telegram has no buttons below an album: the pictures come first, then the question.
  expect(ana.chat.filter(({ photo }) => photo).length).toBe(2)
  expect(ben.dm.at(-1)!.attachments.map(({ description }) => description)).toEqual(['Trees', 'Water'])
  ana.taps('Water')
  ben.says('1')
  await hears(ana, /✓ Water\n\nWhat does it look like today\?/)
  await hears(ben, /✓ Trees\n\nWhat does it look like today\?/)

  ana.says('Ugly')
  await hears(ana, /I need a photo here/)
  ana.sendsPhoto(await picture())
  ben.says('', { attachments: [{ name: 'a.jpg', bytes: await picture(), contentType: 'image/jpeg' }] })
  const [latitude, longitude] = town.somewhere
  for (const person of [ana, ben]) await hears(person, /Where would you sit\?\nSend a pin/)
  ana.sendsPin(latitude, longitude)
  ben.says(`${latitude}, ${longitude}`)
  for (const person of [ana, ben]) await hears(person, /Thank you, that was all/)

  const { id } = await town.connections.db.selectFrom('waves').select('id').executeTakeFirstOrThrow()
  const { key } = await town.connections.db.selectFrom('wave_keys').select('key').executeTakeFirstOrThrow()
  for (const [n, choice] of ['water', 'trees'].entries()) {
    expect(await answersOf(town.connections.db, { id, key }, ids[n]!)).toEqual({
      'which-one-do-you-like-better': choice,
      'what-does-it-look-like-today': expect.objectContaining({ mediaType: 'image/jpeg' }),
      'where-would-you-sit': { latitude: expect.closeTo(latitude, 5), longitude: expect.closeTo(longitude, 5) },
    })
  }
})
