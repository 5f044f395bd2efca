/**
 * `/moot`: staff find cases, see their own, and get help; each for their own eyes, and of what they may see.
 */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { SlackFile } from '../../sandbox/slack/wire.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { choosesInMenu } from '../support/cards.ts'
import { asksQuestion, hears, type Thread, threadIn, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let thread: Thread
const references: string[] = []

beforeAll(async () => {
  town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  for (const words of ['When does the café open?', 'Is the library open?', '<!channel> *bins*']) {
    references.push(await asksQuestion(ana, words))
  }
  thread = await threadOf(town, references[0]!)
  for (const reference of references) await threadOf(town, reference)
})
afterAll(async () => {
  await town[Symbol.asyncDispose]()
})

/** What the command is answered with, its newest answer last. */
function answersTo(user: SlackUser) {
  return town.slack.ephemerals.filter(one => one.user === user.id).map(one => one.message)
}

async function asks(user: SlackUser, typed: string, channel = thread.channel): Promise<string> {
  const before = answersTo(user).length
  await user.runs(`/moot ${typed}`, channel)
  return eventually(() => {
    const answers = answersTo(user)
    expect(answers.length).toBe(before + 1)
    return wordsOf(answers.at(-1)!)
  })
}

test('words find a case with its accents or without, and the answer leads into its thread', async () => {
  const answer = await asks(town.priya, 'find CAFE op')
  expect(answer).toContain(`${references[0]} · Question`)
  expect(answer).toContain('When does the café open?')
  expect(answer).not.toContain(references[1])
  const blocks = JSON.stringify(answersTo(town.priya).at(-1)!.blocks)
  expect(blocks).toContain(`/archives/${thread.channel}/p${thread.ts.replace('.', '')}`)
  expect(await asks(town.priya, 'find zeppelin')).toBe('No case that you can see has “zeppelin” in it.')
})

test('a reference is found however it is typed', async () => {
  for (const typed of [
    references[1]!,
    references[1]!.toLowerCase(),
    `find ${references[1]}`,
    references[1]!.slice(3),
  ]) {
    expect(await asks(town.priya, typed)).toContain('Is the library open?')
  }
  expect(await asks(town.priya, 'HB-999999')).toBe('There is no case HB-999999 that you can see.')
})

test('words of residents neither format nor ping', async () => {
  await asks(town.priya, 'find bins')
  const { blocks } = answersTo(town.priya).at(-1)!
  expect(JSON.stringify(blocks)).toContain('<!channel> *bins*')
  expect(JSON.stringify(blocks)).not.toContain('mrkdwn')
})

test('what is with somebody, and nobody else’s', async () => {
  expect(await asks(town.priya, 'mine')).toBe('You have no open case.')
  town.priya.presses(thread.channel, thread.ts, 'claim')
  await eventually(async () => expect(await asks(town.priya, 'mine')).toContain(references[0]))
  town.advance(60 * 86_400_000)
  expect(await asks(town.priya, 'mine')).toContain('overdue')
  town.advance(-60 * 86_400_000)
})

test('whatever else is typed gets the help', async () => {
  for (const typed of ['', 'help', 'HELP'])
    expect(await asks(town.priya, typed)).toMatch(/^You can ask for:.*\/moot find/s)
  expect(await asks(town.priya, 'dance <!here>')).toMatch(/^“dance” is nothing that I know.*\/moot mine/s)
  expect(await asks(town.priya, 'find')).toMatch(/^Say what to look for/)
})

test('a long list has parts; a button shows the next in the place of the one before', async () => {
  for (let n = 0; n < 8; n += 1) {
    await asksQuestion(town.telegram.addPerson({ firstName: 'Ben', languageCode: 'en' }), `Where is lamp ${n}?`)
  }
  expect(await asks(town.priya, 'find lamp')).toContain('lamp 7')
  const shown = answersTo(town.priya).length
  const { ts } = answersTo(town.priya).at(-1)!
  expect(buttonsOf(answersTo(town.priya).at(-1)!).map(one => one.label)).toEqual(['More'])
  town.priya.presses(thread.channel, ts, 'ask')
  await eventually(() => expect(wordsOf(answersTo(town.priya).at(-1)!)).toContain('lamp 1'))
  expect(answersTo(town.priya)).toHaveLength(shown)
  expect(wordsOf(answersTo(town.priya).at(-1)!)).not.toContain('lamp 7')
  expect(buttonsOf(answersTo(town.priya).at(-1)!).map(one => one.label)).toEqual(['Back'])
})

test('figures say of how many they are, and of which departments', async () => {
  const { ts, channel } = await threadOf(town, references[2]!)
  town.priya.presses(channel, ts, 'status')
  await eventually(() => expect(town.priya.view).toBeDefined())
  await town.priya.submits({ choice: 'fixed' })
  const all = await asks(town.priya, 'stats')
  expect(all).toMatch(/^All your departments: opened in the last 30 days/)
  expect(all).toMatch(/First reply: half of them within 0(\.\d)? hours \(of 1\)/)
  expect(all).toMatch(/Fixed or answered: half of them within 0(\.\d)? hours \(of 1\)/)
  expect(all).toMatch(/Did it help\? Yes 0 · Partly 0 · No 0 \(asked: 1\)/)
  const [one, other] = [...town.place.departments.values()]
  const empty = [one!, other!].find(({ key }) => key !== town.place.frontDesk)!
  expect(await asks(town.priya, `stats ${empty.name.en!.toUpperCase()} 90D`)).toMatch(
    /last 90 days[\s\S]*Cases: 0; [\s\S]*First reply: none yet/,
  )
  for (const typed of ['stats zeppelin', 'stats 0d', "stats '; drop"]) {
    expect(await asks(town.priya, typed)).toMatch(/is no department that you can see/)
  }
})

test('figures come as a picture too, to who asked and nobody else', async () => {
  const mo = town.slack.addUser({ name: 'Mo', kind: 'member' })
  town.slack.join(mo, thread.channel)
  const isChart = (file: SlackFile) => file.name.startsWith('folkmoot')
  const places = () => town.slack.channels.filter(({ messages }) => messages.some(one => one.files?.some(isChart)))
  expect(await asks(mo, 'stats')).toMatch(/You find the same as a picture in your messages with Folkmoot\.$/)
  const [first, picture] = await eventually(() => {
    const own = places().find(({ im }) => im === mo.id)
    expect(own?.messages).toHaveLength(2)
    return own!.messages
  })
  expect(places().every(({ im }) => im !== undefined)).toBe(true)
  expect(wordsOf(first!)).toMatch(/^All your departments: opened in the last 30 days/)
  const [file] = picture!.files!
  expect(file!.alt_txt).toMatch(/Cases: Opened \d+; Still open \d+; Overdue \d+\. .*Did it help\? \(asked: 1\): Yes 0/)
  const { format } = await sharp(town.slack.uploads.get(file!.id)!.bytes).metadata()
  expect(format).toBe('png')
})

test('whoever is in no department’s channel is told so in one sentence, and nothing else', async () => {
  const others = (['member', 'guest', 'stranger'] as const).map(kind =>
    town.slack.addUser({ name: `No ${kind}`, kind }),
  )
  const lobby = town.slack.addChannel({ id: 'C0LOBBY01', name: 'lobby' })
  for (const user of others) {
    town.slack.join(user, lobby.id)
    for (const typed of ['find library', references[1]!, 'mine', 'help']) {
      expect(await asks(user, typed, lobby.id)).toBe(
        'Only full members of this workspace who are in a department’s channel can ask that.',
      )
    }
  }
})

test('a case that went to another department is seen there alone; admins see all', async () => {
  const [here, there] = [...town.place.departments.values()]
  const lea = town.slack.addUser({ name: 'Lea', kind: 'member' })
  const channel = town.place.departments.get(town.place.frontDesk)!.channel
  const other = [here!, there!].find(one => one.channel !== channel)!
  town.slack.join(lea, channel)
  expect(await asks(lea, 'find library', channel)).toContain(references[1])
  const from = await threadOf(town, references[1]!)
  await choosesInMenu(town, town.priya, from, 'transfer')
  await town.priya.submits({ department: other.key, reason: 'Theirs.' })
  await threadIn(town, references[1]!, other.channel)
  expect(await asks(lea, 'find library', channel)).toMatch(/^No case/)
  expect(await asks(lea, references[1]!, channel)).toMatch(/^There is no case/)
  expect(await asks(town.priya, 'find library', channel)).toContain(references[1])
})

test('a forged press is answered, and tells nothing that its sender may not see', async () => {
  await asks(town.priya, 'find lamp')
  const body = town.priya.presses(thread.channel, answersTo(town.priya).at(-1)!.ts, 'ask')
  const zoe = town.slack.addUser({ name: 'Zoe', kind: 'guest' })
  for (const value of ['99 find lamp', '0 mine', '-1 x', '', 'find lamp', '0 find \u0000']) {
    const forged = {
      ...body,
      user: { id: zoe.id, username: 'zoe', name: 'zoe', team_id: 'T0TOWN' },
      actions: [{ ...body.actions[0]!, value }],
    }
    expect(await town.slack.interact(forged)).toMatchObject({ taken: true })
  }
  expect(answersTo(zoe).map(wordsOf).join('\n')).not.toContain('lamp')
  const late = { ...body, response_url: 'https://example.org/steal' }
  expect(await town.slack.interact(late)).toMatchObject({ taken: true })
})

test('while the database is away the person is told', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Cleo', languageCode: 'en' })
  await asksQuestion(ana, 'One more?')
  await hears(ana, /reference/)
  await town.stop()
  await town.priya.runs('/moot mine', thread.channel)
  expect(wordsOf(answersTo(town.priya).at(-1)!)).toContain('failed with the error')
  await town.start()
  expect(await asks(town.priya, 'mine')).toContain(references[0])
})
