/**
 * Where other desks failed their residents, and no other test holds it shut: see docs/desk-lessons.md.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { showsOnCard } from '../support/cards.ts'
import { picture } from '../support/pictures.ts'
import { pressesWhisper } from '../support/replies.ts'
import { hears, opensCase, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

test('work that is cut off before its commit is done all the same, once, and a repeat of the event adds nothing', async () => {
  const { person, thread } = await opensCase(town, 'Ana')
  const { pool } = town.connections
  const holder = await pool.connect()
  await holder.query('begin')
  await holder.query('lock table replies in access exclusive mode')
  const event = town.priya.writes(thread.channel, 'From ten to four.', { thread: thread.ts })
  const cutOff = await eventually(async () => {
    const { rows } = await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    expect(rows.length).toBeGreaterThan(0)
    return rows.length
  })
  expect(cutOff).toBeGreaterThan(0)
  await holder.query('rollback')
  holder.release()

  await hears(person, /From ten to four/)
  expect(await town.slack.redeliver(event)).toBe(true)
  town.priya.writes(thread.channel, 'And on Mondays too.', { thread: thread.ts })
  await hears(person, /And on Mondays too/)
  expect(person.heard().filter(text => text.includes('From ten to four'))).toHaveLength(1)
})

test('a picture on a bad line keeps its place before the words that follow, both ways', async () => {
  const { person, thread } = await opensCase(town, 'Ben')
  town.slack.faults.on('files.completeUploadExternal', { kind: 'status', status: 503 }, 2)
  person.sendsPhoto(await picture(), { caption: 'first the picture' })
  person.says('then the words')
  await eventually(() => expect(thread.posts().join('\n')).toContain('then the words'))
  const posts = thread.posts().join('\n')
  expect(posts.indexOf('first the picture')).toBeGreaterThanOrEqual(0)
  expect(posts.indexOf('first the picture')).toBeLessThan(posts.indexOf('then the words'))
  const messages = town.slack.channels.find(c => c.id === thread.channel)!.messages
  const pictureAt = messages.findIndex(m => m.thread_ts === thread.ts && (m.files?.length ?? 0) > 0)
  expect(pictureAt).toBeGreaterThanOrEqual(0)
  expect(pictureAt).toBeLessThan(messages.findIndex(m => wordsOf(m).includes('then the words')))

  town.telegram.faults.on('sendPhoto', { kind: 'status', status: 502 }, 2)
  const files = [{ name: 'map.jpg', mediaType: 'image/jpeg', bytes: await picture('#208040') }]
  town.priya.writes(thread.channel, 'Here is the map.', { thread: thread.ts, files })
  town.priya.writes(thread.channel, 'It is from this year.', { thread: thread.ts })
  await hears(person, /It is from this year/)
  const photoAt = person.chat.findIndex(m => m.photo !== undefined && m.from?.is_bot)
  expect(photoAt).toBeGreaterThan(0)
  expect(photoAt).toBeLessThan(person.chat.findIndex(m => m.text?.includes('It is from this year')))
})

test('a photo of staff without a word is a reply', async () => {
  const { person, thread } = await opensCase(town, 'Cleo')
  const files = [{ name: 'mended.jpg', mediaType: 'image/jpeg', bytes: await picture() }]
  const reply = town.priya.writes(thread.channel, '', { thread: thread.ts, files })
  await eventually(() => expect(person.chat.some(m => m.photo !== undefined)).toBe(true))
  await eventually(() => expect(thread.marks(reply.event.ts as string)).toEqual(['white_check_mark']))
})

test('groups, escapes and emoji of Slack arrive as names and characters', async () => {
  const { person, thread } = await opensCase(town, 'Dana')
  town.slack.addUsergroup({ id: 'S0CREW', handle: 'lamp-crew', name: 'Lamp crew', users: [town.priya] })
  town.priya.writes(thread.channel, 'Parks & Gardens <!subteam^S0CREW> say 2 < 3 :tada:', { thread: thread.ts })
  await pressesWhisper(town, town.priya, thread, 'send-held', /Dana/)
  const heard = await hears(person, /Parks/)
  expect(heard).toContain('Parks & Gardens')
  expect(heard).toContain('2 < 3 🎉')
  expect(heard).not.toMatch(/S0CREW|subteam|&amp;|&lt;|:tada:/)
})

test('what we change ourselves is nobody’s edit: nothing is said of it, to nobody', async () => {
  const { person, thread } = await opensCase(town, 'Eli')
  town.priya.presses(thread.channel, thread.ts, 'claim')
  await showsOnCard(town, thread, /With\s*: Priya/)
  const heard = person.heard()
  const posts = thread.posts()
  town.priya.writes(thread.channel, 'Hello Eli', { thread: thread.ts })
  await hears(person, /Hello Eli/)
  expect(person.heard().slice(0, -1)).toEqual(heard)
  expect(thread.posts().slice(0, -1)).toEqual(posts)
})
