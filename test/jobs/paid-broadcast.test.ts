/**
 * Surveys at the pace that a town pays for, against a Telegram that refuses what is too much.
 */
import { afterEach, expect, test } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import type { TelegramStandIn } from '../../sandbox/telegram/stand-in.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { queue } from '../../src/store/outbox.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'
import { eventually, startTown, type Town, type TownOptions } from '../support/town.ts'

const PEOPLE = 70
/** At least, however slow the machine is. */
const REFUSED = 20
const PAID = { TELEGRAM_PAID_BROADCAST_PER_SECOND: '1000' }

let town: Town
afterEach(() => town[Symbol.asyncDispose]())

/** Launches a survey that goes to all of them, at noon. */
async function asks(
  options: TownOptions,
  before: (telegram: TelegramStandIn) => void = () => {},
): Promise<readonly TelegramPerson[]> {
  town = await startTown({ started: false, ...options })
  const { db } = town.connections
  const people = Array.from({ length: PEOPLE }, (_, n) =>
    town.telegram.addPerson({ firstName: `Person ${n}`, languageCode: 'en', started: true }),
  )
  await addMembers(
    db,
    people.map(({ user }) => ({ address: `telegram:${user.id}` })),
  )
  const noon = new Date('2027-03-01T12:00Z')
  town.advance(noon.getTime() - Date.now())
  await town.start()
  await keepSurvey(db, benches(town.place))
  const launched = await db
    .transaction()
    .execute(trx => launchSurvey(trx, 'benches', { id: 'U0LEAD', name: 'Lea' }, { place: town.place, now: noon }))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await queue(db, launched.messages, null)
  before(town.telegram)
  await town.moveClock(1_000)
  return people
}

const isAsked = (person: TelegramPerson) => person.heard().filter(text => /Where should they stand/.test(text)).length
const everybodyOnce = (people: readonly TelegramPerson[]) =>
  eventually(() => expect(people.map(isAsked)).toEqual(people.map(() => 1)), 60_000)
/** Whether what was posted was paid for, and how it was answered. */
const posted = () =>
  town.telegram.journal
    .filter(({ method }) => method === 'sendMessage')
    .map(({ params, status }) => `${Object(params).allow_paid_broadcast} ${status}`)

test('a survey is paid for, an answer in a talk never is', async () => {
  const people = await asks({ env: PAID, telegramLimits: { paidBroadcasts: true } })
  await everybodyOnce(people)
  expect(new Set(posted())).toEqual(new Set(['true 200']))

  const [ana] = people
  ana!.taps('The quay')
  await eventually(() => expect(ana!.heard().at(-1)).toMatch(/The quay/))
  ana!.presses('/report')
  await eventually(() => expect(ana!.heard().at(-1)).toMatch(/What is the problem/))
  expect(posted().slice(PEOPLE)).toEqual(['undefined 200', 'undefined 200'])
})

test('nothing is paid unless the town says so: 30 a second are never too many', async () => {
  await everybodyOnce(await asks({ telegramLimits: { paidBroadcasts: false } }))
  expect(new Set(posted())).toEqual(new Set(['undefined 200']))
})

test('where paying is not switched on at Telegram, it refuses what is too much, and everybody is asked once all the same', async () => {
  await everybodyOnce(
    await asks({ env: PAID, telegramLimits: { paidBroadcasts: false } }, ({ faults }) =>
      faults.on('sendMessage', { kind: 'status', status: 429, retryAfterS: 1 }, REFUSED),
    ),
  )
  expect(posted().filter(post => post === 'true 429').length).toBeGreaterThanOrEqual(REFUSED)
  expect(posted().filter(post => post === 'true 200')).toHaveLength(PEOPLE)
})
