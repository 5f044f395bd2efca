/**
 * Postgres ends the connections that hold the locks while two processes send: each takes the other for dead.
 */
import { expect, test } from 'vitest'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { queue } from '../../src/store/outbox.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'
import { placeWith } from '../support/places.ts'
import { startProcess } from '../support/process.ts'
import { eventually, startTown } from '../support/town.ts'

const PEOPLE = 240
/** So many have it when the locks are lost. Some three seconds' worth is in a process's hands then. */
const LOSSES = [10, 80]
/** Processes live by the machine's clock: these members have no quiet hours. */
const NEVER_QUIET = [0, 0] as const

test('what a process has in hand when it loses its locks is sent by one of the two', async () => {
  await using place = await placeWith('blockedDates: [2026-12-24, 2026-12-25]', 'blockedDates: []')
  await using town = await startTown({ started: false, placeFile: place.file })
  const { telegram, connections } = town
  const people = Array.from({ length: PEOPLE }, (_, n) => telegram.addPerson({ firstName: `P${n}`, started: true }))
  await addMembers(
    connections.db,
    people.map(({ user }) => ({ address: `telegram:${user.id}`, quiet: NEVER_QUIET })),
  )
  await using _first = await startProcess(town.env)
  await using _second = await startProcess(town.env)
  const survey = benches(town.place)
  await keepSurvey(connections.db, survey)
  await connections.db.transaction().execute(async trx => {
    const lea = { id: 'U0LEAD', name: 'Lea' }
    const launched = await launchSurvey(trx, survey.key, lea, { place: town.place, now: new Date() })
    if (launched.kind === 'launched') await queue(trx, launched.messages, null)
  })

  const asked = () => people.filter(person => person.heard().length > 0).length
  for (const many of LOSSES) {
    await eventually(() => expect(asked()).toBeGreaterThanOrEqual(many), 60_000)
    const { rowCount } = await connections.pool.query(`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'folkmoot locks'`)
    expect(rowCount).toBe(2)
  }
  await eventually(async () => {
    const states = await connections.db.selectFrom('invitations').select('state').execute()
    expect(states).toHaveLength(PEOPLE)
    expect(states.filter(({ state }) => state !== 'sent' && state !== 'unknown')).toEqual([])
  }, 60_000)
  expect(people.filter(person => person.heard().length > 1).map(({ user }) => user.first_name)).toEqual([])
}, 180_000)
