/**
 * kill -9 while a survey goes out from two processes: nobody is left out, nobody is asked twice.
 */
import { expect, test } from 'vitest'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { queue } from '../../src/store/outbox.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'
import { placeWith } from '../support/places.ts'
import { startProcess } from '../support/process.ts'
import { eventually, startTown } from '../support/town.ts'

const PEOPLE = 200
/** So many have it when a process is killed. */
const KILLS = [15, 60, 110]
/** Processes live by the machine's clock: these members have no quiet hours. */
const NEVER_QUIET = [0, 0] as const

test('killed three times in the middle of a wave: each member has it once, or it is known that nobody can tell', async () => {
  await using place = await placeWith('blockedDates: [2026-12-24, 2026-12-25]', 'blockedDates: []')
  await using town = await startTown({ started: false, placeFile: place.file })
  const { telegram, connections } = town
  const people = Array.from({ length: PEOPLE }, (_, n) => telegram.addPerson({ firstName: `P${n}`, started: true }))
  await addMembers(
    connections.db,
    people.map(({ user }) => ({ address: `telegram:${user.id}`, quiet: NEVER_QUIET })),
  )
  const processes = [await startProcess(town.env), await startProcess(town.env)]
  const survey = benches(town.place)
  await keepSurvey(connections.db, survey)
  await connections.db.transaction().execute(async trx => {
    const lea = { id: 'U0LEAD', name: 'Lea' }
    const launched = await launchSurvey(trx, survey.key, lea, { place: town.place, now: new Date() })
    if (launched.kind === 'launched') await queue(trx, launched.messages, null)
  })

  const asked = () => people.filter(person => person.heard().length > 0).length
  for (const [n, many] of KILLS.entries()) {
    await eventually(() => expect(asked()).toBeGreaterThanOrEqual(many), 60_000)
    await processes[n % 2]!.kill()
    processes[n % 2] = await startProcess(town.env, { ready: false })
  }
  const states = () =>
    connections.db
      .selectFrom('invitations as i')
      .innerJoin('members as m', 'm.id', 'i.member_id')
      .select(['m.address', 'i.state'])
      .execute()
  await eventually(async () => {
    const all = await states()
    expect(all).toHaveLength(PEOPLE)
    expect(all.filter(({ state }) => state !== 'sent' && state !== 'unknown')).toEqual([])
  }, 60_000)
  for (const one of processes) expect(await one.stop()).toBe(0)

  const unknown = new Set((await states()).filter(({ state }) => state === 'unknown').map(({ address }) => address))
  for (const person of people) {
    const times = person.heard().length
    if (unknown.has(`telegram:${person.user.id}`)) expect(times).toBeLessThanOrEqual(1)
    else expect(times).toBe(1)
  }
  // Only what was under way when a process died.
  expect(unknown.size).toBeLessThan(PEOPLE / 4)
  const waves = await connections.db.selectFrom('waves').select('number').execute()
  expect(waves).toEqual([{ number: 1 }])
}, 180_000)
