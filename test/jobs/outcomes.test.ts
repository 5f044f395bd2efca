/**
 * What time brings about once a survey was answered: its owner is asked what came of it, again and again, and what was
 * approved is told, once, to those who answered and want to hear. By a clock that the tests move.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { approveOutcome } from '../../src/actions/panel/approve-outcome.ts'
import { askForOutcomes } from '../../src/actions/panel/ask-for-outcomes.ts'
import { queueOutcome } from '../../src/actions/panel/queue-outcome.ts'
import { type OutcomeWords, showOutcome, writeOutcome } from '../../src/actions/panel/write-outcome.ts'
import type { Trx } from '../../src/store/database.ts'
import { queue } from '../../src/store/outbox.ts'
import { beginTelling, outcomesBeingTold } from '../../src/store/panel/outcome-hearers.ts'
import { countThoseWhoAnswered, wavesForOutcome } from '../../src/store/panel/outcome-waves.ts'
import { openOutcome, outcomeStamp } from '../../src/store/panel/outcomes.ts'
import { ownOutcomes } from '../../src/store/panel/own-outcomes.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { clockOf, haveAnswered, launches } from '../support/outcomes.ts'
import { addMembers, benches, type TestMember } from '../support/panel.ts'
import { hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000

let town: Town
let clock: Awaited<ReturnType<typeof clockOf>>
beforeAll(async () => {
  town = await startTown({ started: false })
  clock = await clockOf(town, new Date('2027-03-01T12:00Z'))
  await town.start()
})
afterAll(async () => town[Symbol.asyncDispose]())

const posts = (): readonly SlackMessage[] =>
  town.slack.channels.find(({ id }) => id === town.place.panel!.channel)!.messages
const below = (thread: string) => posts().filter(one => one.thread_ts === thread && one.ts !== thread)
const context = () => ({ place: town.place, now: clock.now(), newChatsAnHour: new Map() })
const events = async (survey: string, kind: 'outcomeWanted' | 'outcomeTold') =>
  (
    await town.connections.db
      .selectFrom('survey_events')
      .select('at')
      .where('survey', '=', survey)
      .where('kind', '=', kind)
      .orderBy('id')
      .execute()
  ).map(({ at }) => at.toISOString().slice(0, 10))
const heardBy = async (survey: string) =>
  (
    await town.connections.db
      .selectFrom('outcome_hearers as h')
      .innerJoin('outcomes as o', 'o.id', 'h.outcome_id')
      .select(['h.member_id', 'h.state'])
      .where('o.survey', '=', survey)
      .orderBy('o.number')
      .orderBy('h.member_id')
      .execute()
  ).map(({ state }) => state)

function person(name: string): TelegramPerson {
  return town.telegram.addPerson({ firstName: name, started: true })
}
const addressOf = ({ user }: TelegramPerson) => `telegram:${user.id}` as const

const DECIDED: OutcomeWords = { kind: 'decided', words: { en: 'Yes.' }, link: null, picture: null, nextBy: null }

const LEA = { id: 'U0LEAD', name: 'Lea' }
const OMAR = { id: 'U0ADMIN', name: 'Omar' }

async function writes(survey: string, words: OutcomeWords) {
  const { db } = town.connections
  const stamp = await outcomeStamp(db, survey)
  return db.transaction().execute(async trx => {
    const done = await writeOutcome(trx, { key: survey, stamp }, words, LEA, context())
    if (done.kind === 'not') throw new Error(done.why.text)
    await queue(trx, done.messages, null)
    return done.outcome
  })
}

/** Written by one, and shown. @returns What the question below it says. */
async function written(survey: string, words: OutcomeWords): Promise<string> {
  const { db } = town.connections
  const { id, revision, kind } = await writes(survey, words)
  const waves = await wavesForOutcome(db, survey, kind)
  const found = { waves, ...(await countThoseWhoAnswered(db, survey, waves, clock.now())) }
  await db.transaction().execute(async trx => {
    await queue(trx, await showOutcome(trx, { survey, id, revision }, found, context()), null)
  })
  // the question has to stand there before it can be pressed
  const ts = await eventually(async () => {
    const open = await openOutcome(db, survey)
    if (!open?.post) throw new Error('the question does not stand there yet')
    return open.post
  })
  return wordsOf(posts().find(one => one.ts === ts)!)
}

/** What was shown is approved by another. @returns Why not; undefined where it goes out. */
async function approves(survey: string): Promise<string | undefined> {
  const { db } = town.connections
  const { id, revision } = (await openOutcome(db, survey))!
  return db.transaction().execute(async trx => {
    const done = await approveOutcome(trx, { survey, id, revision }, OMAR, context())
    if (done.kind === 'not') return done.why.text
    await queue(trx, done.messages, null)
    return undefined
  })
}

async function approved(survey: string, words: OutcomeWords): Promise<void> {
  await written(survey, words)
  expect(await approves(survey)).toBeUndefined()
}

test('the owner is asked when the town opens on the day, weekly after it, and anew on a new day', async () => {
  const thread = await launches(town, benches(town.place, 'key: asked', 'outcomeBy: 2027-03-10'), clock.now())
  const [member] = await addMembers(town.connections.db, [{ address: addressOf(person('Ana')) }])
  await haveAnswered(town.connections.db, 'asked', [member!])
  await clock.goTo(new Date('2027-03-10T08:30Z'))
  expect(await events('asked', 'outcomeWanted')).toEqual([])
  await clock.goTo(new Date('2027-03-10T09:00:30Z'))
  await clock.goTo(new Date('2027-03-16T15:00Z'))
  expect(await events('asked', 'outcomeWanted')).toEqual(['2027-03-10'])
  const [first] = await eventually(() => {
    const found = below(thread).filter(one => buttonsOf(one).some(({ label }) => label === 'Not yet…'))
    expect(found.length).toBe(1)
    return found
  })
  expect(wordsOf(first!)).toMatch(/What shall they hear/)
  expect(JSON.stringify(first!.blocks)).toContain('"user_id":"U0LEAD"')

  // it is asked once, also where two processes look at the same moment, and where one is started anew
  const later = { place: town.place, now: new Date('2027-03-17T09:00Z') }
  const { db } = town.connections
  const asked = await db.transaction().execute(async one => {
    const first = await askForOutcomes(one, later)
    const second = await db.transaction().execute(other => askForOutcomes(other, later))
    return [first.length, second.length]
  })
  expect(asked).toEqual([1, 0])
  await town.stop()
  await town.start()
  await clock.goTo(new Date('2027-03-23T12:00Z'))
  expect(await events('asked', 'outcomeWanted')).toEqual(['2027-03-10', '2027-03-17'])

  await approved('asked', { ...DECIDED, kind: 'notYet', nextBy: '2027-03-26' })
  await clock.goTo(new Date('2027-03-30T12:00Z'))
  const asks = ['2027-03-10', '2027-03-17', '2027-03-30']
  expect(await events('asked', 'outcomeWanted')).toEqual(asks)
  await approved('asked', DECIDED)
  await clock.goTo(new Date('2027-06-01T12:00Z'))
  expect(await events('asked', 'outcomeWanted')).toEqual(asks)
})

test('told once, to those who answered and want to hear: not who left, paused or was not asked; who sleeps, in the morning', async () => {
  await clock.goTo(new Date('2027-06-02T12:00Z'))
  const { db } = town.connections
  const names = ['Here', 'New York', 'Paused', 'Left', 'Stopped', 'Away', 'Silent', 'Never asked', 'Leaves'] as const
  const people = Object.fromEntries(names.map(name => [name, person(name)])) as Record<
    (typeof names)[number],
    TelegramPerson
  >
  const options: Partial<Record<(typeof names)[number], Partial<TestMember>>> = {
    'New York': { timeZone: 'America/New_York' },
    Paused: { pausedUntil: new Date('2028-01-01') },
    Left: { leftAt: new Date('2027-05-01') },
    Silent: { direct: false },
    // none of a pace or a cap holds it back
    Here: { pace: 'monthly', lastAskedAt: new Date('2027-06-01T12:00Z') },
    Leaves: { timeZone: 'America/New_York' },
  }
  const ids = await addMembers(
    db,
    names.map(name => ({ address: addressOf(people[name]), ...options[name] })),
  )
  const mark = (name: 'Stopped' | 'Away', set: 'stopped_at' | 'unreachable_since') =>
    db
      .updateTable('conversations')
      .set({ [set]: new Date('2027-05-01') })
      .where('address', '=', addressOf(people[name]))
      .execute()
  await mark('Stopped', 'stopped_at')
  await mark('Away', 'unreachable_since')
  const audience = 'audience: { areas: [North Hill] }'
  const thread = await launches(town, benches(town.place, 'key: heard', audience), clock.now())
  await haveAnswered(
    db,
    'heard',
    ids.filter((_, n) => names[n] !== 'Never asked'),
  )
  await approved('heard', DECIDED)
  // seven in the morning in New York
  await clock.goTo(new Date('2027-06-03T11:00Z'))
  await hears(people.Here, /You said, we did: Benches\n\nYes\./)
  await eventually(async () =>
    expect(await heardBy('heard')).toEqual(['sent', 'due', 'dropped', 'unreachable', 'dropped', 'due']),
  )
  people.Leaves.says('STOP')
  await hears(people.Leaves, /You have left the panel/)
  expect(await heardBy('heard')).toEqual(['sent', 'due', 'dropped', 'unreachable', 'dropped', 'dropped'])
  expect(await events('heard', 'outcomeTold')).toEqual([])

  await clock.goTo(new Date('2027-06-03T13:01Z'))
  await hears(people['New York'], /You said, we did/)
  await eventually(async () => expect((await heardBy('heard'))[1]).toBe('sent'))
  await clock.goTo(new Date('2027-06-03T13:02Z'))
  await eventually(() =>
    expect(below(thread).map(wordsOf).join('\n')).toMatch(
      /Omar approved it\. All told: 2 of 6 got it as a message\.\s+The others paused, left, or could not be reached/,
    ),
  )
  expect((await events('heard', 'outcomeTold')).length).toBe(1)
  for (const name of ['Paused', 'Left', 'Stopped', 'Away', 'Silent', 'Never asked', 'Leaves'] as const)
    expect(people[name].heard().join('\n'), name).not.toMatch(/You said, we did/)
})

test('a later outcome goes to those who answered since, and more of the same to those who heard before', async () => {
  await clock.goTo(new Date('2027-06-07T12:00Z'))
  const { db } = town.connections
  const [ana, ben, cem] = [person('Ana'), person('Ben'), person('Cem')]
  const everybody = [ana, ben, cem].map(one => ({ address: addressOf(one) }))
  const [first, second, third] = await addMembers(db, everybody)
  const schedule = 'schedule: { repeat: "0 12 * * 1", closesAfterDays: 2 }'
  await launches(town, benches(town.place, 'key: weekly', 'outcomeBy: 2027-07-01', schedule), clock.now())
  await clock.goTo(new Date('2027-06-14T11:00:30Z'))
  await haveAnswered(db, 'weekly', [first!])
  await approved('weekly', { ...DECIDED, words: { en: 'The first half.' } })
  await hears(ana, /The first half\./)
  // who answers after that may read it, but had no part in it
  await haveAnswered(db, 'weekly', [third!])
  const ofCem = () => ownOutcomes(db, addressOf(cem), 0)
  expect(await ofCem()).toMatchObject({ decisions: 0, outcomes: [{ outcome: { words: { en: 'The first half.' } } }] })
  await approved('weekly', { ...DECIDED, words: { en: 'It stands there.' } })
  await hears(ana, /It stands there\./)
  await hears(cem, /It stands there\./)
  expect(await ofCem()).toMatchObject({ decisions: 1 })

  await clock.goTo(new Date('2027-06-21T11:00:30Z'))
  await haveAnswered(db, 'weekly', [second!])
  await clock.goTo(new Date('2027-06-23T12:00Z'))
  await approved('weekly', { ...DECIDED, words: { en: 'The second half.' } })
  await hears(ben, /The second half\./)
  await clock.goTo(new Date(clock.now().getTime() + DAY_MS))
  expect(ana.heard().join('\n')).not.toMatch(/The second half/)
  expect(ben.heard().join('\n')).not.toMatch(/The first half|It stands there/)
})

test('what is decided is of the waves that are over: who answers the one that is open hears what comes of that', async () => {
  await clock.goTo(new Date('2027-06-24T12:00Z'))
  const { db } = town.connections
  const [ana, ben] = [person('Ana'), person('Ben')]
  const [first, second] = await addMembers(db, [{ address: addressOf(ana) }, { address: addressOf(ben) }])
  const schedule = 'schedule: { repeat: "0 12 * * 1", closesAfterDays: 7 }'
  await launches(town, benches(town.place, 'key: always', 'outcomeBy: 2027-07-01', schedule), clock.now())
  await clock.goTo(new Date('2027-06-28T11:00:30Z'))
  await haveAnswered(db, 'always', [first!])
  // as long as nothing is over, it is of what is open, and says so
  const early = await written('always', { ...DECIDED, words: { en: 'Very early.' } })
  expect(early).toMatch(
    /^1 person .*\s+People are still answering\. Who answers after you approve this does not get it/,
  )

  await clock.goTo(new Date('2027-07-05T11:00:30Z'))
  const soon = await written('always', { ...DECIDED, words: { en: 'The first week.' } })
  expect(soon).toMatch(/^1 person .*\s+It goes to those whose time to answer is over\. Who answers now hears later/)
  expect(await approves('always')).toBeUndefined()
  await haveAnswered(db, 'always', [second!])
  await hears(ana, /The first week\./)
  const mine = () => ownOutcomes(db, addressOf(ben), 0)
  // nor was he promised anything: the day was over before he was asked
  expect(await mine()).toMatchObject({ decisions: 0, outcomes: [{ outcome: null, promisedBy: null }] })

  // whoever approves is to know who gets it: meanwhile it would be others
  await written('always', { ...DECIDED, words: { en: 'The second week.' } })
  await clock.goTo(new Date('2027-07-12T11:00:30Z'))
  expect(await approves('always')).toMatch(/The survey has gone out again or ended since this was shown/)
  await approved('always', { ...DECIDED, words: { en: 'The second week.' } })
  await hears(ben, /The second week\./)
  expect(await mine()).toMatchObject({ decisions: 1, outcomes: [{ outcome: { kind: 'decided' } }] })
  expect(ben.heard().join('\n')).not.toMatch(/The first week|Very early/)
  expect(ana.heard().join('\n')).not.toMatch(/The second week|Very early/)

  // that nothing is decided yet is for everybody
  const later = await written('always', { ...DECIDED, kind: 'notYet', nextBy: '2027-09-01' })
  expect(later).not.toMatch(/still answering|time to answer/)
})

test('two processes that tell at the same moment queue each message once', async () => {
  await clock.goTo(new Date('2027-07-19T12:00Z'))
  const { db } = town.connections
  await launches(town, benches(town.place, 'key: crowd', 'audience: { areas: [North Hill] }'), clock.now())
  const ids = await addMembers(
    db,
    Array.from({ length: 40 }, (_, n) => ({ address: `telegram:88${n}` })),
  )
  await haveAnswered(db, 'crowd', ids)
  await writes('crowd', DECIDED)
  expect(await approves('crowd'), 'nobody has seen it').toMatch(/does not wait for approval/)
  await written('crowd', DECIDED)
  await town.stop()
  const { id, revision } = (await openOutcome(db, 'crowd'))!
  const approvals = await Promise.all(
    [1, 2].map(() =>
      db.transaction().execute(trx => approveOutcome(trx, { survey: 'crowd', id, revision }, OMAR, context())),
    ),
  )
  expect(approvals.map(({ kind }) => kind).toSorted()).toEqual(['done', 'not'])
  const begun = await db.transaction().execute(async one => {
    const first = await beginTelling(one, clock.now())
    return [first, await db.transaction().execute(other => beginTelling(other, clock.now()))]
  })
  expect(begun).toEqual([true, false])
  const outcome = (await outcomesBeingTold(db)).find(({ survey }) => survey === 'crowd')!
  const batch = { outcome, network: 'telegram', limit: 30 } as const
  const queues = async (trx: Trx) =>
    (await queueOutcome(trx, batch, town.place.panel!, context())).messages.map(({ lane }) => lane)
  const queued = await db.transaction().execute(async one => {
    const first = await queues(one)
    return [first, await db.transaction().execute(queues)]
  })
  expect(queued.map(lanes => lanes.length)).toEqual([30, 10])
  expect(new Set(queued.flat()).size).toBe(40)
  expect(new Set(await heardBy('crowd'))).toEqual(new Set(['queued']))
})
