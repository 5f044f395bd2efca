/**
 * Empties events that no turn could take, where they may tell what somebody answered in a survey: they are kept to be looked
 * into, but not for longer than a day.
 */
import type { Db } from '../store/database.ts'
import { emptyFailedAnswers } from '../store/panel/failed-answers.ts'
import type { Job } from './clock.ts'

export function emptyFailedAnswersJob(db: Db): Job {
  return { name: 'empty failed answers', when: 'eachTick', run: now => emptyFailedAnswers(db, now) }
}
