/**
 * Block this person: an approver's act, told to the person once; until that day nothing of theirs reaches a case.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { cardOf, choosesInMenu, showsOnCard, whispersTo } from '../support/cards.ts'
import { type PlaceCopy, placeWith } from '../support/places.ts'
import { asksQuestion, commands, hears, type Thread, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000
const ONLY_LEA = 'Only approvers can do that: Lea. Nothing was changed.'

let place: PlaceCopy
let town: Town
/** An approver of every department by the place file. */
let lea: SlackUser
beforeAll(async () => {
  const own = 'objections: { en: "Write to the ombudsman.", es: "Escriba al defensor." }'
  place = await placeWith('frontDesk: desk', `${own}\nfrontDesk: desk`)
  town = await startTown({ placeFile: place.file })
  lea = approver(town)
})
afterEach(() => {
  for (const user of [lea, town.priya]) while (user.view) user.dismisses()
})
afterAll(async () => {
  await town[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

function approver(of: Town): SlackUser {
  const user = of.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  for (const { channel } of of.place.departments.values()) of.slack.join(user, channel)
  return user
}

/** ISO date, so many days from now. */
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

async function blocks(of: Town, by: SlackUser, thread: Thread, until: string) {
  await choosesInMenu(of, by, thread, 'block')
  return by.submits({ until, reason: 'Threats.' })
}

async function newCase(person: TelegramPerson | DiscordPerson) {
  const reference = await asksQuestion(person)
  return { id: reference.split('-')[1]!, thread: await threadOf(town, reference) }
}

/** Until everything that was said has had its turn. */
async function allHeard(of: Town): Promise<void> {
  const { db } = of.connections
  await eventually(async () =>
    expect(await db.selectFrom('inbox').select('id').where('done_at', 'is', null).execute()).toEqual([]),
  )
}

const counting = (person: TelegramPerson | DiscordPerson, words: RegExp) =>
  person.heard().filter(heard => words.test(heard)).length

test('told once, then one sentence a day; staff still reach them, others notice nothing; unblocked they are heard', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const other = await newCase(ana)
  const { id, thread } = await newCase(ana)
  await blocks(town, lea, thread, inDays(3))
  await hears(ana, /will not be read until .*20\d\d[\s\S]*999[\s\S]*Write to the ombudsman\./)
  expect(ana.heard().join()).not.toContain('Threats')
  await eventually(() => expect(thread.posts().join()).toMatch(/Lea\s+blocked\s+Ana\s+until[\s\S]*Threats\./))
  for (const card of [thread, other.thread]) await showsOnCard(town, card, /Blocked until\s*:\s+\w+, \d/)

  const posts = [thread.posts().length, other.thread.posts().length]
  ana.says('you will see')
  await hears(ana, /is not read until/)
  ana.says('you will see again')
  ana.presses('/report')
  ana.presses('/cases')
  await allHeard(town)
  expect(counting(ana, /is not read until/)).toBe(1)
  expect(ana.heard().at(-1)).toMatch(/is not read until/)
  expect([thread.posts().length, other.thread.posts().length]).toEqual(posts)
  const { db } = town.connections
  const kept = await db.selectFrom('inbox').select('event').where('event', 'is not', null).execute()
  expect(JSON.stringify(kept)).toMatch(/you will see"[\s\S]*you will see again"/)

  town.priya.writes(thread.channel, 'We open at ten.', { thread: thread.ts })
  await hears(ana, /We open at ten\./)
  const ben = town.telegram.addPerson({ firstName: 'Ben', languageCode: 'en' })
  await newCase(ben)
  expect(counting(ben, /not read/)).toBe(0)

  const { view } = await choosesInMenu(town, lea, thread, 'block')
  expect(view.title.text).toBe('Unblock this person')
  await lea.submits({ reason: 'We talked.' })
  await hears(ana, /is read again from now on/)
  await eventually(() => expect(thread.posts().join()).toMatch(/Lea\s+unblocked\s+Ana[\s\S]*We talked\./))
  await eventually(() => expect(wordsOf(cardOf(town, other.thread))).not.toContain('Blocked until'))
  ana.says('thank you')
  await hears(ana, /Which|which/)
  const events = await db
    .selectFrom('case_events as e')
    .innerJoin('case_event_words as w', 'w.event_id', 'e.id')
    .select(['e.kind', 'e.actor', 'w.words'])
    .where('e.case_id', '=', id)
    .where('e.kind', 'in', ['blocked', 'unblocked'])
    .orderBy('e.id')
    .execute()
  expect(events).toEqual([
    { kind: 'blocked', actor: 'U0LEAD', words: { reason: 'Threats.' } },
    { kind: 'unblocked', actor: 'U0LEAD', words: { reason: 'We talked.' } },
  ])
})

test('an agent may not, by menu or by a forged form; what is wrong is said at its field', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Cleo', languageCode: 'en' })
  const { thread } = await newCase(ana)
  const menu = await choosesInMenu(town, lea, thread, 'block')
  lea.dismisses()
  expect(menu.view.title.text).toBe('Block this person')
  town.priya.presses(thread.channel, thread.ts, 'menu#1', optionOf(thread))
  await eventually(() => expect(whispersTo(town, town.priya)).toContain(ONLY_LEA))
  expect(town.priya.view).toBeUndefined()

  const blocked = () =>
    town.connections.db.selectFrom('conversations').select('address').where('blocked_until', '>', new Date()).execute()
  await choosesInMenu(town, lea, thread, 'block')
  const sent = await lea.submits({ until: inDays(-1), reason: 'Threats.' })
  expect(lea.view?.errors).toEqual({ until: expect.stringMatching(/after today/) })
  const values = (until: string, reason: string) => ({
    until: { until: { type: 'datepicker', selected_date: until } },
    reason: { reason: { type: 'plain_text_input', value: reason } },
  })
  const { private_metadata: carried } = sent.view as { private_metadata: string }
  const unblock = { private_metadata: carried.replace(/"(\d+)"/, '"$1:unblock"') }
  const elsewhere = { private_metadata: carried.replace(/"(\d+)"/, '"99999"') }
  const priya = { id: town.priya.id, team_id: 'T0FOLKMOOT' }
  const good = values(inDays(3), 'Threats.')
  const forged: readonly (readonly [object, object, object])[] = [
    [{}, {}, {}],
    [{}, values('9999-12-31', 'Threats.'), {}],
    [{}, values("2026-02-31'; --", 'Threats.'), {}],
    [{}, values(inDays(3), 'x'.repeat(1_001)), {}],
    [unblock, good, {}],
    [elsewhere, good, {}],
    [{}, good, { user: priya }],
  ]
  for (const [n, [view, state, more]] of forged.entries()) {
    const body = {
      ...sent,
      ...more,
      trigger_id: `7.${n}.aa`,
      view: { ...sent.view, ...view, state: { values: state } },
    }
    expect((await town.slack.interact(body)).answer, `${n}`).toMatchObject({ response_action: 'errors' })
  }
  expect(await blocked()).toEqual([])
})

test('two approvers at once: one blocks, the other is told that it changed; the person hears of it once', async () => {
  const dora = town.telegram.addPerson({ firstName: 'Dora', languageCode: 'en' })
  const { thread } = await newCase(dora)
  await choosesInMenu(town, lea, thread, 'block')
  const sent = await lea.submits({ until: inDays(2), reason: 'Threats.' })
  const twice = { ...sent, trigger_id: '8.1.aa' }
  expect((await town.slack.interact(twice)).answer).toMatchObject({
    errors: { reason: expect.stringMatching(/changed in the meantime/) },
  })
  await hears(dora, /will not be read until/)
  expect(counting(dora, /will not be read until/)).toBe(1)
})

test('on Discord: privacy notice and language work meanwhile; it ends by itself on that day', async () => {
  await using plainTown = await startTown()
  const by = approver(plainTown)
  const eve = plainTown.discord.addPerson({ username: 'eve', globalName: 'Eve' })
  const thread = await threadOf(plainTown, await asksQuestion(eve))
  await blocks(plainTown, by, thread, inDays(1))
  await hears(eve, /will not be read until[\s\S]*at the town hall of Harbourside/)
  eve.says('you will see')
  await hears(eve, /is not read until/)
  commands(eve, 'privacy')
  await hears(eve, /Harbourside[\s\S]*Discord/)
  commands(eve, 'language')
  await hears(eve, /language/i)
  eve.taps('Español')
  await hears(eve, /español/)
  await showsOnCard(plainTown, thread, /Blocked until/)
  await plainTown.moveClock(2 * DAY_MS)
  await eventually(() => expect(wordsOf(cardOf(plainTown, thread))).not.toMatch(/Blocked until/))
  eve.says('Lo siento.')
  await eventually(() => expect(thread.posts().join()).toContain('Lo siento.'))
  expect(thread.posts().join()).not.toContain('you will see')
})

function optionOf(thread: Thread): string {
  return /"value":"(block \d+)"/.exec(JSON.stringify(cardOf(town, thread).blocks))![1]!
}
