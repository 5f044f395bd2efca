/**
 * `/moot panel invite`: the ways to the panel, with a picture to scan, for who organises it.
 */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { type PlaceCopy, placeWithAll } from '../support/places.ts'
import { hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let place: PlaceCopy
let town: Town
/** In the panel's channel and in no department's. */
let omar: SlackUser
beforeAll(async () => {
  place = await placeWithAll(
    ['organisers: [U0LEAD]', 'organisers: [U0OMAR]'],
    ['confirmTwice: false', 'confirmTwice: true'],
  )
  town = await startTown({ placeFile: place.file })
  omar = town.slack.addUser({ id: 'U0OMAR', name: 'Omar', kind: 'member' })
  town.slack.join(omar, town.place.panel!.channel)
})
afterAll(async () => {
  await town[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

async function asks(user: SlackUser, typed: string): Promise<string> {
  const answers = () => town.slack.ephemerals.filter(one => one.user === user.id).map(one => one.message)
  const before = answers().length
  await user.runs(`/moot panel ${typed}`, town.place.panel!.channel)
  return eventually(() => {
    expect(answers()).toHaveLength(before + 1)
    return wordsOf(answers().at(-1)!)
  })
}

test('an organiser gets both ways, and a picture of the one to scan in their messages', async () => {
  const answer = await asks(omar, 'invite library_2')
  expect(answer).toContain('https://t.me/folkmoot_bot?start=panel_library_2')
  expect(answer).toMatch(/https:\/\/discord\.com\/users\/\d+ ?, then \/panel/)
  const picture = await eventually(() => {
    const file = town.slack.channels.flatMap(({ messages }) => messages.flatMap(({ files = [] }) => files)).at(-1)
    expect(file?.name).toMatch(/^panel_library_2.*\.png$/)
    return file!
  })
  expect(picture.alt_txt).toBe('https://t.me/folkmoot_bot?start=panel_library_2')
  expect(await sharp(town.slack.uploads.get(picture.id)!.bytes).metadata()).toMatchObject({ format: 'png', width: 800 })
})

test('the link leads to the panel, and is on record with who joins by it, once they said so twice', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  ana.presses('/start panel_library_2')
  await hears(ana, /write STOP/)
  ana.taps('Join')
  await hears(ana, /One more tap/)
  const { db } = town.connections
  expect(await db.selectFrom('members').select('source').execute()).toEqual([])
  ana.taps('Yes, I join')
  await hears(ana, /Welcome to the panel/)
  expect(await db.selectFrom('members').select('source').execute()).toEqual([{ source: 'library_2' }])
  const rows = await db.selectFrom('consents').select(['act', 'source']).orderBy('id').execute()
  expect(rows).toEqual([
    { act: 'joined', source: 'library_2' },
    { act: 'confirmed', source: 'library_2' },
  ])
})

test('what is no source, or no request, is explained; others are told that they may not', async () => {
  expect(await asks(omar, 'invite the library')).toMatch(/Write “\/moot panel invite”/)
  expect(await asks(omar, 'invite bibliothèque')).toMatch(/letters from a to z/)
  expect(await asks(omar, `invite ${'x'.repeat(59)}`)).toMatch(/at most 58/)
  expect(await asks(omar, '')).toMatch(/Write “\/moot panel invite”/)
  expect(await asks(town.priya, 'invite')).toBe('Links to the panel are for those who organise it: ask an admin.')
})
