/**
 * New private chats: never more in an hour than a network bears, whoever opens them, and who has to wait is left alone until
 * there is room.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueInvitations } from '../../src/actions/panel/queue-invitations.ts'
import type { Place } from '../../src/core/place.ts'
import { loadPlace } from '../../src/place.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { openChat } from '../../src/store/panel/new-chats.ts'
import { addWave } from '../../src/store/panel/waves.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'

const NOON = new Date('2027-03-01T12:00Z')
const HOUR_MS = 3_600_000
const AN_HOUR = 5
const PEOPLE = 43

let database: TestDatabase
let connections: Connections
let place: Place
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 8)
  place = await loadPlace('example/place.yaml')
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

const ask = (person: number, now: Date, anHour = AN_HOUR) =>
  openChat(connections.db, { address: `discord:${person}`, network: 'discord', anHour, now })

test('asked at the same moment from many sides, so many may be opened and no more; who was let once is let again', async () => {
  const all = await Promise.all(Array.from({ length: 30 }, (_, person) => ask(person, NOON)))
  const opened = all.flatMap(({ kind }, person) => (kind === 'open' ? [person] : []))
  expect(opened).toHaveLength(AN_HOUR)
  expect(all.filter(({ kind }) => kind === 'wait')).toEqual(
    Array.from({ length: 25 }, () => ({ kind: 'wait', ms: HOUR_MS })),
  )
  const later = new Date(NOON.getTime() + HOUR_MS / 2)
  expect(await ask(opened[0]!, later)).toEqual({ kind: 'open' })
  expect(await ask(100, later)).toEqual({ kind: 'wait', ms: HOUR_MS / 2 })
  expect(await ask(100, new Date(NOON.getTime() + HOUR_MS + 1))).toEqual({ kind: 'open' })
})

test('whose chat is known is not counted', async () => {
  await addMembers(connections.db, [{ address: 'discord:200' }])
  await connections.db
    .updateTable('conversations')
    .set({ channel: 'D200' })
    .where('address', '=', 'discord:200')
    .execute()
  expect(await ask(200, NOON, 0)).toEqual({ kind: 'known', channel: 'D200' })
})

test('who has to wait is looked at once, and again in an hour that has room for them', async () => {
  const { db } = connections
  await db.deleteFrom('new_chats').execute()
  const survey = benches(place, 'schedule: { closesAfterDays: 5 }')
  await keepSurvey(db, survey)
  const closesAt = new Date('2027-03-06T12:00Z')
  const { id } = await db
    .transaction()
    .execute(trx =>
      addWave(trx, { survey: survey.key, version: 1, state: 'sending', startsAt: NOON, closesAt, seed: '1' }),
    )
  const never = [0, 0] as const
  const members = await addMembers(
    db,
    Array.from({ length: PEOPLE }, (_, n) => ({ address: `discord:${1_000 + n}`, quiet: never })),
  )
  const invitation = { wave_id: id, how: 'drawn', state: 'due', due_at: NOON, network: 'discord' } as const
  await db
    .insertInto('invitations')
    .values(members.map(member => ({ ...invitation, member_id: member })))
    .execute()
  const wave = { id, survey: survey.key, version: 1, closesAt }
  const batch = { wave, asked: { survey, waveId: id, pictures: {} }, network: 'discord', limit: 10 } as const

  const asked: number[] = []
  let taken = 0
  for (let now = NOON; asked.length < PEOPLE; now = new Date(now.getTime() + 600_000)) {
    const context = { place, now, newChatsAnHour: new Map([['discord', AN_HOUR]]) }
    for (let more = 1; more > 0; ) {
      const queued = await db.transaction().execute(trx => queueInvitations(trx, batch, place.panel!, context))
      more = queued.taken
      taken += queued.taken
      for (const _ of queued.messages) asked.push(now.getTime())
    }
    expect(now < closesAt).toBe(true)
  }
  for (const at of asked)
    expect(asked.filter(other => other > at - HOUR_MS && other <= at).length).toBeLessThanOrEqual(AN_HOUR)
  expect(asked.at(-1)! - NOON.getTime()).toBe(Math.floor((PEOPLE - 1) / AN_HOUR) * HOUR_MS)
  // The first batch is looked at twice by those in it who have to wait.
  expect(taken).toBeLessThanOrEqual(PEOPLE + 10)
})
