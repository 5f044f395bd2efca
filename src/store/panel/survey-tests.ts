/**
 * Surveys as their authors tested them, each in one paired chat.
 */
import type { Address } from '../../core/network.ts'
import type { OwnSurvey } from '../../core/panel/own-survey.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { SurveyAnswers } from '../../core/panel/survey-answer.ts'
import { waveOfTest } from '../../core/panel/survey-test.ts'
import type { Db, Trx } from '../database.ts'
import { picturesOf } from './drafts.ts'

/** @returns Its number. */
export async function addTest(
  trx: Trx,
  { address, survey, expiresAt }: { readonly address: Address; readonly survey: Survey; readonly expiresAt: Date },
): Promise<string> {
  const { id } = await trx
    .insertInto('survey_tests')
    .values({ address, survey: survey.key, definition: JSON.stringify(survey), expires_at: expiresAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A test as who answers it sees it. Nothing where it is none of theirs, or gone. */
export async function ownTest(
  db: Db | Trx,
  { address, id }: { readonly address: Address; readonly id: string },
): Promise<OwnSurvey | undefined> {
  const row = await db
    .selectFrom('survey_tests')
    .select(['survey', 'definition', 'given', 'finished', 'expires_at'])
    .where('id', '=', id)
    .where('address', '=', address)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    ...{ waveId: waveOfTest(id), survey: row.definition, given: row.given, hasFinished: row.finished },
    pictures: Object.fromEntries(await picturesOf(db, row.survey)),
    ...{ stopped: false, hasLeft: false, isPosted: false, isTraceable: true, isFull: false },
    closesAt: row.expires_at.toISOString(),
  }
}

/** @param finished  They came to the end with it, or had before. */
export async function keepTestAnswers(
  trx: Trx,
  id: string,
  { given, finished }: { readonly given: SurveyAnswers; readonly finished: boolean },
): Promise<void> {
  await trx
    .updateTable('survey_tests')
    .set({ given: JSON.stringify(given), finished })
    .where('id', '=', id)
    .execute()
}

/** Those whose time is over, with what was answered. */
export async function dropOldTests(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('survey_tests').where('expires_at', '<=', now).execute()
}
