/**
 * The place file is taken up while the town lives: by whatever way it is put there, and only where it is right.
 */
import { readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { showsOnCard } from '../support/cards.ts'
import { placeWith } from '../support/places.ts'
import { asksQuestion, commands, hears, threadIn, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let file: string
const undo: (() => PromiseLike<void>)[] = []

beforeAll(async () => {
  const copy = await placeWith('name: Harbourside', 'name: Harbourside')
  town = await startTown({ placeFile: copy.file })
  file = copy.file
  undo.push(
    () => copy[Symbol.asyncDispose](),
    () => town[Symbol.asyncDispose](),
  )
})

afterAll(async () => {
  for (const step of undo.toReversed()) await step()
})

async function placeOf(url: string) {
  const { place } = (await (await fetch(`${url}/readyz`)).json()) as {
    place: { version: string; problems: readonly string[] }
  }
  return place
}

async function changed(from: string, to: string): Promise<string> {
  const text = await readFile(file, 'utf8')
  expect(text).toContain(from)
  return text.replace(from, to)
}

/** Waits until another version is in force. */
async function takenUp(before: string): Promise<void> {
  await eventually(async () =>
    expect(await placeOf(town.url())).toMatchObject({ version: expect.not.stringMatching(before) }),
  )
}

/** What the bot told this person where nobody else is. */
function directTo(user: string): readonly string[] {
  const channel = town.slack.channels.find(c => c.id.startsWith('D') && c.members.has(user))
  return channel?.messages.map(wordsOf) ?? []
}

test('a change is in force within seconds: for talks, for the desk, and in the menus of networks', async () => {
  const { version } = await placeOf(town.url())
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'fr' })
  commands(ana, 'help')
  await hears(ana, /Harbourside/)

  await writeFile(file, await changed('name: Harbourside', 'name: Newhaven'))
  await takenUp(version)
  commands(ana, 'help')
  await hears(ana, /Newhaven/)

  const { version: second } = await placeOf(town.url())
  expect(JSON.stringify(town.discord.commands)).toContain('Signaler')
  await writeFile(file, (await changed('reference: HB', 'reference: NH')).replace('[en, es, fr, ar]', '[en, es]'))
  await takenUp(second)
  await eventually(() => expect(JSON.stringify(town.discord.commands)).not.toContain('Signaler'))
  const reference = await asksQuestion(town.telegram.addPerson({ firstName: 'Ben', languageCode: 'en' }))
  expect(reference).toMatch(/^NH-/)
  const card = await threadOf(town, reference)
  expect(card.channel).toBe(town.place.departments.get('desk')!.channel)
})

test('an editor that puts another file in its place, and a link that comes to point elsewhere', async () => {
  const { version } = await placeOf(town.url())
  await writeFile(`${file}.new`, await changed('name: Newhaven', 'name: Oldport'))
  await rename(`${file}.new`, file)
  await takenUp(version)

  const { version: second } = await placeOf(town.url())
  const other = join(dirname(file), 'other.yaml')
  await writeFile(other, await changed('name: Oldport', 'name: Longbridge'))
  await rm(file)
  await symlink(other, file)
  await takenUp(second)
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  commands(ana, 'help')
  await hears(ana, /Longbridge/)
})

test('a wrong file changes nothing: its mistakes are told to admins once, and that it is right again', async () => {
  const admin = town.slack.addUser({ name: 'Rae', kind: 'member', id: town.place.admins[0]! })
  const right = await readFile(file, 'utf8')
  const { version } = await placeOf(town.url())
  await writeFile(file, right.replace('frontDesk: desk', 'frontDesk: nobody').replace('timeZone: ', 'timeZon: '))
  await eventually(async () =>
    expect(await placeOf(town.url())).toEqual({
      version,
      problems: expect.arrayContaining([expect.stringMatching(/^timeZon: unknown key/)]),
    }),
  )
  await eventually(() =>
    expect(directTo(admin.id)).toEqual([expect.stringMatching(/has a mistake[\s\S]*timeZon: unknown/)]),
  )
  expect(await asksQuestion(town.telegram.addPerson({ firstName: 'Cem', languageCode: 'en' }))).toMatch(/^NH-/)

  await writeFile(file, right)
  await eventually(() => expect(directTo(admin.id)).toHaveLength(2))
  expect(directTo(admin.id)[1]).toMatch(/right again/)
  expect(await placeOf(town.url())).toEqual({ version, problems: [] })
})

test('the areas count as part of it', async () => {
  const { version } = await placeOf(town.url())
  const areas = join(dirname(file), 'areas.geojson')
  const text = await readFile(areas, 'utf8')
  await writeFile(areas, '{')
  await eventually(async () =>
    expect((await placeOf(town.url())).problems).toEqual([expect.stringMatching(/^areas: .*not JSON/)]),
  )
  await writeFile(areas, `${text}\n`)
  await takenUp(version)
})

test('a department with another channel: its open cases have a card there, linked both ways, and the old thread still works', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const reference = await asksQuestion(ana)
  const old = await threadOf(town, reference)
  const desk = town.slack.addChannel({ name: 'new-desk', id: 'C0NEWDESK' })
  town.slack.join(town.priya, desk.id)
  const { version } = await placeOf(town.url())
  await writeFile(file, await changed('channel: C0DESK', 'channel: C0NEWDESK'))
  await takenUp(version)
  const there = await threadIn(town, reference, desk.id)
  await eventually(() =>
    expect(there.posts()).toEqual([expect.stringMatching(/in this channel from now on\.\s*The thread before/)]),
  )
  town.priya.writes(old.channel, 'From the old thread.', { thread: old.ts })
  await hears(ana, /From the old thread/)
  await eventually(() => expect(there.posts().join()).toMatch(/in an earlier thread\s+From the old thread/))
  town.priya.reacts(old.channel, old.ts, 'eyes')
  await showsOnCard(town, there, /With\s*:\s+Priya/)
})

test('a channel that is gone for good: what waited for it follows the card to the new one', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Eva', languageCode: 'en' })
  const reference = await asksQuestion(ana)
  const old = await threadIn(town, reference, 'C0NEWDESK')
  town.slack.archive(old.channel)
  ana.says('Is anybody there?')
  await eventually(async () =>
    expect(await (await fetch(`${town.url()}/readyz`)).text()).toContain('"door":"C0NEWDESK"'),
  )
  const last = town.slack.addChannel({ name: 'last-desk', id: 'C0LASTDESK' })
  town.slack.join(town.priya, last.id)
  await writeFile(file, await changed('channel: C0NEWDESK', 'channel: C0LASTDESK'))
  const there = await threadIn(town, reference, last.id)
  await eventually(() => expect(there.posts().join()).toMatch(/from now on[\s\S]*Is anybody there\?/))
})

test('a department that is gone: its open cases go to the front desk, and their residents hear so', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Fay', languageCode: 'en' })
  const reference = await asksQuestion(ana)
  const { db } = town.connections
  await db.updateTable('cases').set({ department: 'gone' }).where('id', '=', reference.split('-')[1]!).execute()
  await threadOf(town, reference)
  await writeFile(file, `${await readFile(file, 'utf8')}\n`)
  await hears(ana, /Front desk has it now/)
  const row = await db
    .selectFrom('cases')
    .select('department')
    .where('id', '=', reference.split('-')[1]!)
    .executeTakeFirst()
  expect(row).toEqual({ department: 'desk' })
})
