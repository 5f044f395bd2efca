/**
 * No more than three seconds of a network's pace waits in the outbox, whatever it is that waits: a pause or a STOP holds soon.
 */
import { expect, test } from 'vitest'
import { createSurveySending } from '../../src/jobs/send-surveys.ts'
import { createLog } from '../../src/log.ts'
import { loadPlace } from '../../src/place.ts'
import { connect } from '../../src/store/database.ts'
import { queue } from '../../src/store/outbox.ts'
import { addWave } from '../../src/store/panel/waves.ts'
import { createDatabase } from '../support/database.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'

const NOON = new Date('2027-03-01T12:00Z')
const PACE = 30
const AHEAD_S = 3

test('of a thousand reminders that fall due together a few are queued at a time', async () => {
  const database = await createDatabase()
  const { db } = connect(database.url, 2)
  const place = await loadPlace('example/place.yaml')
  const survey = benches(place, 'schedule: { remindAfterDays: 2, closesAfterDays: 5 }')
  await keepSurvey(db, survey)
  const { id } = await db.transaction().execute(trx =>
    addWave(trx, {
      survey: survey.key,
      version: 1,
      state: 'sending',
      startsAt: new Date('2027-02-27T12:00Z'),
      closesAt: new Date('2027-03-04T12:00Z'),
      seed: '1',
    }),
  )
  const members = await addMembers(
    db,
    Array.from({ length: 1_000 }, (_, n) => ({ address: `telegram:${n}`, timeZone: 'UTC' })),
  )
  await db
    .insertInto('invitations')
    .values(
      members.map(member => ({
        wave_id: id,
        member_id: member,
        how: 'drawn',
        state: 'sent',
        due_at: NOON,
        remind_at: NOON,
        network: 'telegram',
      })),
    )
    .execute()
  const sending = createSurveySending({
    db,
    context: () => ({ place, now: NOON, perSecond: new Map([['telegram', PACE]]), newChatsAnHour: new Map() }),
    send: async work => {
      await db.transaction().execute(async trx => queue(trx, await work(trx), null))
    },
    log: createLog('silent'),
  })
  const waiting = async () =>
    (await db.selectFrom('outbox').select('id').where('bulk', '=', true).where('settled_at', 'is', null).execute())
      .length

  for (let step = 0; step < 5; step += 1) await sending.step()
  expect(await waiting()).toBe(PACE * AHEAD_S)
  await db.updateTable('outbox').set({ settled_at: NOON }).execute()
  await sending.step()
  expect(await waiting()).toBe(PACE * AHEAD_S)
  await db.destroy()
  await database.drop()
})
