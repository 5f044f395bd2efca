/**
 * A backup of some days ago was restored: what of surveys it had still to send went out since. It is held, and nobody gets
 * it twice; what comes after goes on.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { holdRestored } from '../../src/actions/panel/hold-restored.ts'
import { plain } from '../../src/core/rich-text.ts'
import { type Purpose, queue } from '../../src/store/outbox.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { clockOf, haveAnswered, launches } from '../support/outcomes.ts'
import { addMembers, benches } from '../support/panel.ts'
import { hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let clock: Awaited<ReturnType<typeof clockOf>>
beforeAll(async () => {
  town = await startTown({ started: false })
  clock = await clockOf(town, new Date('2027-03-01T12:00Z'))
  await town.start()
})
afterAll(async () => town[Symbol.asyncDispose]())

const NAMES = ['Due', 'Queued', 'Reminded', 'Told', 'Approved'] as const
type Name = (typeof NAMES)[number]

/** An outcome as it stood when the backup was made. @returns Its number in the database. */
async function outcome(survey: string, state: 'approved' | 'telling'): Promise<string> {
  const { db } = town.connections
  const wave = await db.selectFrom('waves').select('id').where('survey', '=', survey).executeTakeFirstOrThrow()
  const by = { by: 'U0LEAD', by_name: 'Lea', made_by: 'U0LEAD', at: clock.now() }
  const approved = {
    ...{ approved_by: 'U0ADMIN', approved_by_name: 'Omar', approved_at: clock.now(), approved_on: '2027-03-01' },
    ...{ after_wave: '0', up_to_wave: wave.id },
  }
  const { id } = await db
    .insertInto('outcomes')
    .values({
      ...{ survey, number: 1, state, kind: 'decided', words: JSON.stringify({ en: 'Told twice.' }), people: 1 },
      ...by,
      ...approved,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

test('nothing that a restored backup had still to send goes out twice; staff decide, and what is to come goes on', async () => {
  const { db } = town.connections
  const lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  const channel = town.place.panel!.channel
  town.slack.join(lea, channel)
  const of = (key: string, ...lines: readonly string[]) =>
    benches(town.place, `key: ${key}`, `why: { en: About ${key}., es: ${key}. }`, ...lines)
  // who is asked nothing by now: nobody is on the panel yet
  const thread = await launches(town, of('once'), clock.now())
  await launches(town, of('told'), clock.now())
  await launches(town, of('approved'), clock.now())
  await launches(town, of('weekly', 'schedule: { repeat: "0 12 * * 2", closesAfterDays: 3 }'), clock.now())
  await launches(town, of('later', 'schedule: { at: "2027-03-02T13:00", closesAfterDays: 9 }'), clock.now())
  await town.stop()

  const people = Object.fromEntries(
    NAMES.map(name => [name, town.telegram.addPerson({ firstName: name, started: true })]),
  ) as Record<Name, TelegramPerson>
  const addresses = NAMES.map(name => `telegram:${people[name].user.id}` as const)
  const ids = await addMembers(
    db,
    addresses.map(address => ({ address })),
  )
  const waveOf = async (survey: string) =>
    (await db.selectFrom('waves').select('id').where('survey', '=', survey).executeTakeFirstOrThrow()).id
  const once = await waveOf('once')
  const invitation = { wave_id: once, how: 'drawn', due_at: clock.now(), network: 'telegram' } as const
  await db
    .insertInto('invitations')
    .values([
      { ...invitation, member_id: ids[0]!, state: 'due' },
      { ...invitation, member_id: ids[1]!, state: 'queued' },
      { ...invitation, member_id: ids[2]!, state: 'sent', remind_at: new Date('2027-03-02T12:00Z') },
    ])
    .execute()
  await haveAnswered(db, 'told', [ids[3]!])
  await haveAnswered(db, 'approved', [ids[4]!])
  await outcome('approved', 'approved')
  const outcomeId = await outcome('told', 'telling')
  await db
    .insertInto('outcome_hearers')
    .values({ outcome_id: outcomeId, member_id: ids[3]!, network: 'telegram', state: 'queued', due_at: clock.now() })
    .execute()
  const waits = (n: number, purpose: Purpose) => ({
    ...({ network: 'telegram', lane: addresses[n]!, purpose, bulk: true } as const),
    message: { to: 'resident', address: addresses[n]!, text: plain('Told twice.'), choices: [], files: [] } as const,
  })
  await queue(
    db,
    [
      waits(1, { kind: 'invitation', waveId: once, memberId: ids[1]! }),
      waits(3, { kind: 'outcome', outcomeId, memberId: ids[3]! }),
    ],
    null,
  )

  await clock.goTo(new Date('2027-03-04T12:00Z'))
  const held = await db
    .transaction()
    .execute(trx => holdRestored(trx, { id: 'command line', name: 'root' }, { place: town.place, now: clock.now() }))
  expect(held).toEqual({
    waves: 3,
    surveys: [
      { key: 'weekly', next: new Date('2027-03-09T12:00Z') },
      { key: 'later', next: null },
    ],
    outcomes: ['approved', 'told'],
  })
  await town.start()
  await clock.goTo(new Date('2027-03-04T12:01Z'))

  // staff let one go on: who was not asked by then is asked
  const line = await eventually(async () => {
    const below = town.slack.channels.find(({ id }) => id === channel)!.messages.filter(m => m.thread_ts === thread)
    const found = below.find(one => buttonsOf(one).some(({ label }) => label === 'Go on'))
    expect(found, below.map(wordsOf).join(' | ')).toBeDefined()
    return found!
  })
  lea.presses(channel, line.ts, 'resumeWave')
  await hears(people.Due, /About once/)

  // the repeating one goes on with its next wave
  await clock.goTo(new Date('2027-03-09T12:00:30Z'))
  for (const name of ['Queued', 'Reminded', 'Told', 'Approved'] as const) await hears(people[name], /About weekly/)
  for (const name of NAMES)
    expect(people[name].heard().join('\n'), name).not.toMatch(/twice|About (later|told|approved)/)
  for (const name of ['Queued', 'Reminded', 'Told', 'Approved'] as const)
    expect(people[name].heard().join('\n'), name).not.toMatch(/About once/)
})
