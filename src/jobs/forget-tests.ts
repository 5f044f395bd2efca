/**
 * Tests of surveys go with what was answered once their day is over, and links that pair a chat once nobody can follow them.
 */
import type { Db } from '../store/database.ts'
import { dropOldCodes } from '../store/panel/pairings.ts'
import { dropOldTests } from '../store/panel/survey-tests.ts'
import type { Job } from './clock.ts'

export function forgetTestsJob(db: Db): Job {
  return {
    name: 'forget tests',
    when: 'eachTick',
    async run(now) {
      await dropOldTests(db, now)
      await dropOldCodes(db, now)
    },
  }
}
