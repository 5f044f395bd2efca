/**
 * The clock of the jobs: what is due is done once, what fails is done again.
 */
import { expect, test } from 'vitest'
import { createClock, type Job } from '../../src/jobs/clock.ts'
import { connect } from '../../src/store/database.ts'
import { createDatabase } from '../support/database.ts'

const NIGHT = { hour: 3, minute: 0 }

test('a job of the night is done once a day; one that fails is done again; all others are done all the same', async () => {
  await using database = await createDatabase()
  const { db } = connect(database.url, 2)
  let now = new Date('2026-11-22T12:00Z')
  const done: string[] = []
  const troubles: string[] = []
  const job = (name: string, when: Job['when'], fails: () => boolean = () => false): Job => ({
    name,
    when,
    async run(at) {
      if (fails()) throw new Error('not now')
      done.push(`${name} ${at.toISOString().slice(8, 16)}`)
    },
  })
  let ill = true
  const log = { debug() {}, info() {}, warn() {}, error: (_: object, message: string) => void troubles.push(message) }
  const jobs = [job('ill', NIGHT, () => ill), job('night', NIGHT), job('look', 'eachTick')]
  const start = () => createClock({ db, jobs, timeZone: () => 'UTC', now: () => now, log })
  const clock = start()

  await Promise.all([clock.tick(), clock.tick()])
  expect(done).toEqual(['night 22T12:00', 'look 22T12:00', 'look 22T12:00'])
  expect(troubles).toHaveLength(2)

  ill = false
  done.length = 0
  now = new Date('2026-11-23T02:59Z')
  await clock.tick()
  expect(done).toEqual(['ill 23T02:59', 'look 23T02:59'])

  done.length = 0
  now = new Date('2026-11-25T08:00Z')
  await start().tick()
  await start().tick()
  expect(done).toEqual(['ill 25T08:00', 'night 25T08:00', 'look 25T08:00', 'look 25T08:00'])
  await db.destroy()
})
