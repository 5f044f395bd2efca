/**
 * "You said, we did" as members live it: they answer, wait, are told what came of it, and find it again in *My panel*, on
 * both networks and in their language. At noon, by a clock of its own.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { clockOf, haveAnswered, launches } from '../support/outcomes.ts'
import { addMembers, benches } from '../support/panel.ts'
import { picture } from '../support/pictures.ts'
import { commands, hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let clock: Awaited<ReturnType<typeof clockOf>>
let channel: string
let lea: SlackUser
let omar: SlackUser
let ana: TelegramPerson
let amal: TelegramPerson
let eva: DiscordPerson

beforeAll(async () => {
  town = await startTown({ started: false })
  channel = town.place.panel!.channel
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  omar = town.slack.addUser({ id: 'U0ADMIN', name: 'Omar', kind: 'member' })
  for (const user of [lea, omar]) town.slack.join(user, channel)
  ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en', started: true })
  amal = town.telegram.addPerson({ firstName: 'Amal', languageCode: 'ar', started: true })
  eva = town.discord.addPerson({ username: 'eva', globalName: 'Eva', locale: 'es-ES' })
  await addMembers(town.connections.db, [
    { address: `telegram:${ana.user.id}` },
    { address: `telegram:${amal.user.id}`, language: 'ar' },
    { address: `discord:${eva.id}`, language: 'es' },
  ])
  clock = await clockOf(town, new Date('2027-03-01T12:00Z'))
  await town.start()
})
afterAll(async () => town[Symbol.asyncDispose]())

const posts = (): readonly SlackMessage[] => town.slack.channels.find(({ id }) => id === channel)!.messages
const postWith = (thread: string, label: string) =>
  eventually(() => {
    const found = posts().findLast(
      one => one.thread_ts === thread && one.ts !== thread && buttonsOf(one).some(button => button.label === label),
    )
    expect(found, posts().map(wordsOf).join(' | ')).toBeDefined()
    return found!
  })

/** Writes what came of it, as the post asks that has this button; somebody else approves it. */
async function tells(thread: string, filled: Parameters<SlackUser['submits']>[0]): Promise<void> {
  lea.presses(channel, (await postWith(thread, 'Say what came of it…')).ts, 'outcomeSay')
  await eventually(() => expect(lea.view).toBeDefined())
  await lea.submits(filled)
  await eventually(() => expect(lea.view).toBeUndefined())
  omar.presses(channel, (await postWith(thread, 'Approve and send')).ts, 'outcomeApprove')
}

test('from an answer to what came of it, on each network and in each language', async () => {
  const { db } = town.connections
  const thread = await launches(town, benches(town.place, 'outcomeBy: 2027-03-10'), clock.now())
  await hears(ana, /Where should they stand/)
  await hears(eva, /¿Dónde deben estar/)
  ana.taps('The park')
  await hears(ana, /Thank you/)
  eva.taps('El muelle')
  await hears(eva, /Gracias/)
  await hears(amal, /Where should they stand/)
  amal.taps('The quay')
  await hears(amal, /Thank you/)

  commands(ana, 'panel')
  await hears(ana, /My panel/)
  ana.taps('What came of it')
  expect(await hears(ana, /What came of the surveys/)).toMatch(
    /Benches\nNot decided yet\. We said that you hear of it by Wednesday,? 10 March 2027\./,
  )

  // asked when the town opens, not before
  await clock.goTo(new Date('2027-03-10T08:30Z'))
  expect(posts().map(wordsOf).join('\n')).not.toMatch(/What shall they hear/)
  await clock.goTo(new Date('2027-03-10T09:00:30Z'))
  const asked = await postWith(thread, 'Not yet…')
  expect(wordsOf(asked)).toMatch(/by Wednesday,? 10 March 2027 they hear what came of\s+Benches/)

  lea.presses(channel, asked.ts, 'outcomeNotYet')
  await eventually(() => expect(JSON.stringify(lea.view?.view.blocks)).toContain('"block_id":"nextBy"'))
  lea.dismisses()

  await clock.goTo(new Date('2027-03-31T12:00Z'))
  ana.taps('What came of it')
  expect(await hears(ana, /No answer yet/)).toMatch(
    /We said that you hear of it by Wednesday,? 10 March 2027\.\nWe asked the office of Harbourside again on Wednesday,? 31 March 2027\./,
  )

  // ten are few enough to be told of, and not to be told
  const others = await addMembers(
    db,
    Array.from({ length: 9 }, (_, n) => ({ address: `telegram:9${n}`, pausedUntil: new Date('2028-01-01') })),
  )
  await haveAnswered(db, 'benches', others)
  await tells(thread, {
    kind: 'decided',
    'words-en': 'Ten benches stand on the quay now.',
    'words-es': 'Diez bancos están en el muelle.',
    link: 'https://town.example/benches',
    picture: [{ name: 'quay.jpg', mediaType: 'image/jpeg', bytes: await picture() }],
  })
  expect(await hears(ana, /You said, we did/)).toBe(
    'You said, we did: Benches\n\nTen benches stand on the quay now.\n\nRead more\n\n12 people answered.',
  )
  expect(await hears(eva, /Usted opinó/)).toMatch(/Diez bancos están en el muelle[\s\S]*Respondieron 12 personas\./)
  expect(await hears(amal, /قلتم فعملنا/)).toMatch(/Ten benches[\s\S]*أجاب 12 شخصًا/)

  ana.taps('My panel')
  await hears(ana, /Surveys come to you here/)
  ana.taps('What came of it')
  expect(await hears(ana, /What came of the surveys/)).toMatch(
    /^Your answers counted in 1 decision\.[\s\S]*Benches\nTen benches stand on the quay now\.$/,
  )
  ana.taps('Benches')
  await hears(ana, /^You said, we did: Benches/)
  ana.taps('My panel')
  await hears(ana, /Surveys come to you here/)
  ana.taps('My answers')
  await hears(ana, /surveys you answered/)
  ana.taps('Benches')
  expect(await hears(ana, /Where should they stand/)).toMatch(/The park\n\nYou said, we did: Benches\n\nTen benches/)
  commands(eva, 'panel')
  await hears(eva, /Mi panel/)
  eva.taps('Qué se decidió')
  await hears(eva, /^Sus respuestas contaron en 1 decisión\.[\s\S]*Diez bancos/)
})

test('who has answered nothing finds nothing, also behind a button that is none of theirs', async () => {
  const ben = town.telegram.addPerson({ firstName: 'Ben', languageCode: 'en', started: true })
  await addMembers(town.connections.db, [{ address: `telegram:${ben.user.id}` }])
  commands(ben, 'panel')
  await hears(ben, /My panel/)
  ben.taps('What came of it')
  await hears(ben, /There is nothing here yet/)
})
