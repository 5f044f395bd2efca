/**
 * What the others said, at the end of a survey: a picture where there is one, words where there is none.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { fullWidth, SHEETS } from '../../src/charts/lettering.ts'
import { addressOf } from '../../src/core/network.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import { addMembers } from '../support/panel.ts'
import { aSurvey, aWave, comeToTheEnd, invites, joins, option, sends, type Wave } from '../support/surveys.ts'
import { commands, hears } from '../support/talks.ts'
import { startTown, type Town } from '../support/town.ts'

const parks = { ...option('parks', 'Parks'), name: { en: 'Parks', ar: 'حدائق' } }
const trees = { ...option('trees', 'Trees'), name: { en: 'Trees', ar: 'أشجار' } }
const survey: Survey = {
  ...aSurvey('green', [
    { key: 'more', kind: 'eitherOr', ask: { en: 'More of what?', ar: 'المزيد من ماذا؟' }, options: [parks, trees] },
  ]),
  title: { en: 'Green', ar: 'الخضرة' },
  why: { en: 'The council decides in March.', ar: 'يقرر المجلس في مارس.' },
  languages: ['en', 'ar'],
}

interface Asked {
  readonly town: Town
  readonly wave: Wave
}

/** A town in which eleven people answered: eight for parks, three for trees. */
async function elevenAnswered(town: Town): Promise<Asked> {
  const { db } = town.connections
  const wave = await aWave(db, survey)
  const members = await addMembers(
    db,
    Array.from({ length: 11 }, (_, n) => ({ address: addressOf('telegram', String(9_000 + n)) })),
  )
  await comeToTheEnd(db, wave.id, [
    { members: members.slice(0, 8), answers: { more: 'parks' } },
    { members: members.slice(8), answers: { more: 'trees' } },
  ])
  return { town, wave }
}

/** Somebody is asked, and answers. @returns What they hear then. */
async function answers(
  { town: { connections }, wave }: Asked,
  person: TelegramPerson | DiscordPerson,
  { language = 'en', label = 'Trees', thanked = /Thank you, that was all/ } = {},
): Promise<string> {
  const { db } = connections
  const address = 'user' in person ? addressOf('telegram', String(person.user.id)) : addressOf('discord', person.id)
  commands(person, 'help')
  await hears(person, /./)
  await invites(db, wave, await joins(db, address, { language }))
  await sends(db, wave, survey, address, language)
  await hears(person, language === 'ar' ? /المزيد من ماذا؟/ : /More of what\?/)
  person.taps(label)
  return hears(person, thanked)
}

let asked: Asked
beforeAll(async () => {
  asked = await elevenAnswered(await startTown())
})
afterAll(() => asked.town[Symbol.asyncDispose]())

test('who comes to the end before a picture is drawn sees bars of letters', async () => {
  const { telegram } = asked.town
  const heard = await answers(asked, telegram.addPerson({ firstName: 'Ana', languageCode: 'en' }))
  expect(heard).toMatch(/at least 10 people say so far:\n\nMore of what\?\n▓+░+ 67% Parks\n▓+░+ 33% Trees/)
})

test('on Telegram the picture comes with the words below it', async () => {
  const { town } = asked
  await town.moveClock(0)
  const ben = town.telegram.addPerson({ firstName: 'Ben', languageCode: 'en' })
  const heard = await answers(asked, ben)
  expect(heard).toMatch(/at least 10 people say so far:\n\nMore of what\? Parks 67% · Trees 33%/)
  expect(ben.chat.at(-1)!.photo).toBeDefined()
  const kept = await town.connections.db.selectFrom('shown_pictures').selectAll().orderBy('language').execute()
  expect(kept.map(({ language, people }) => [language, people])).toEqual([
    ['ar', 12],
    ['en', 12],
  ])
  expect(kept[1]!.file).toMatchObject({ mediaType: 'image/png', width: SHEETS.phone.zoom * fullWidth(SHEETS.phone) })
})

test('on Discord it has words for who does not see it, in the language of the survey for them', async () => {
  const { town } = asked
  const cem = town.discord.addPerson({ username: 'cem', globalName: 'Cem', locale: 'ar' })
  await answers(asked, cem, { language: 'ar', label: 'أشجار', thanked: /حدائق/ })
  const [picture] = cem.dm.at(-1)!.attachments
  expect(picture?.content_type).toBe('image/png')
  expect(picture?.description).toMatch(/^هذا ما يقوله.*المزيد من ماذا؟: حدائق 67.*; أشجار 33/)
  const bytes = town.discord.fileAt(picture!.url)!
  expect((await sharp(bytes).metadata()).format).toBe('png')
})

test('where no picture can be kept, words go as before', async () => {
  await using town = await startTown({ started: false })
  // Where files would be kept is no folder.
  await writeFile(join(town.env.DATA_DIR!, 'media'), '')
  await town.start()
  const without = await elevenAnswered(town)
  await answers(without, town.telegram.addPerson({ firstName: 'Dan', languageCode: 'en' }))
  await town.moveClock(0)
  const eve = town.telegram.addPerson({ firstName: 'Eve', languageCode: 'en' })
  expect(await answers(without, eve)).toMatch(/▓+░+ 67% Parks/)
  const kept = await town.connections.db.selectFrom('shown_pictures').select('file').execute()
  expect(kept).toEqual([{ file: null }, { file: null }])
})
