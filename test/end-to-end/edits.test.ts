/**
 * What a resident typed and edits afterwards: staff see it old and new, whatever of the report it was.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { showsOnCard } from '../support/cards.ts'
import { commands, hears, sendsReport, type Thread, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

function edits(person: TelegramPerson | DiscordPerson, words: string, instead: string): void {
  if ('chat' in person) person.edits(person.chat.findLast(({ text }) => text === words)!.message_id, instead)
  else person.edits(person.dm.findLast(({ content }) => content === words)!.id, instead)
}

const told = (thread: Thread, before: string, now: string) =>
  eventually(() => expect(thread.posts().join('\n')).toMatch(new RegExp(`Before:\\s+${before}\\s+Now:\\s+${now}`)))

// Each waits for its card, which changes every 5 s.
test.concurrent.each(['telegram', 'discord'] as const)('on %s: an answer, the place and the remark', async network => {
  const ana =
    network === 'telegram'
      ? town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
      : town.discord.addPerson({ username: 'ana', globalName: 'Ana', locale: 'en-GB' })
  commands(ana, 'report')
  await hears(ana, /What is the problem/)
  ana.says('It has stood there for weeks')
  await hears(ana, /What is it about/)
  ana.says('Abandoned vehicle')
  await hears(ana, /Which make and colour/)
  ana.says('A red van')
  await hears(ana, /Where is it/)
  ana.says('Behind the old mill')
  await hears(ana, /(?:add photos|Which part)/)
  if (/Which part/.test(ana.heard().at(-1)!)) ana.taps('Skip')
  await hears(ana, /add photos/)
  edits(ana, 'A red van', 'A blue van')
  ana.says('Skip')
  expect(await hears(ana, /Is this right/)).toContain('A blue van')
  ana.taps('Add a remark for staff only')
  await hears(ana, /staff/)
  ana.says('Ring me after six')
  await hears(ana, /Is this right/)
  const { thread, card } = await sendsReport(town, ana)
  expect(card).toContain('A blue van')

  edits(ana, 'A blue van', 'A white van')
  await told(thread, 'A blue van', 'A white van')
  await showsOnCard(town, thread, /A white van/)
  edits(ana, 'Behind the old mill', 'Behind the new mill')
  await told(thread, 'Behind the old mill', 'Behind the new mill')
  await showsOnCard(town, thread, /Behind the new mill/)
  edits(ana, 'Ring me after six', 'Ring me after seven')
  await told(thread, 'Ring me after six', 'Ring me after seven')
  await showsOnCard(town, thread, /Ring me after seven/)
  edits(ana, 'Abandoned vehicle', 'Pothole')
  await told(thread, 'Abandoned vehicle', 'Pothole')
  await showsOnCard(town, thread, /Abandoned vehicle/)

  commands(ana, 'cases')
  expect(await hears(ana, /It has stood there/)).toMatch(/You, .+: “It has stood there for weeks”/)
})

test('words behind a command are the description, and their edit is its edit', async () => {
  const eli = town.telegram.addPerson({ firstName: 'Eli', languageCode: 'en' })
  eli.says('/ask When do the bells rnig?')
  await hears(eli, /What is it about/)
  edits(eli, '/ask When do the bells rnig?', '/ask When do the bells ring?')
  eli.taps('Not sure')
  expect(await hears(eli, /Is this right/)).toContain('When do the bells ring?')
  eli.says('Send question')
  const reference = /\w+-\d+/.exec(await hears(eli, /reference is/))![0]
  const thread = await threadOf(town, reference)
  edits(eli, '/ask When do the bells ring?', '/ask When do the bells ring on Sundays?')
  await told(thread, 'When do the bells ring\\?', 'When do the bells ring on Sundays\\?')
  await showsOnCard(town, thread, /ring on Sundays/)
})
