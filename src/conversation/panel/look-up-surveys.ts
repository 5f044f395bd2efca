/**
 * Surveys that turns want to know, all at once: many answer at the same time. Tests, which are few, one by one.
 */
import type { Address } from '../../core/network.ts'
import type { OwnSurvey } from '../../core/panel/own-survey.ts'
import { testOf } from '../../core/panel/survey-test.ts'
import type { Db } from '../../store/database.ts'
import { ownSurveys } from '../../store/panel/invited.ts'
import { ownTest } from '../../store/panel/survey-tests.ts'

interface Asking {
  readonly address: Address
  readonly waveId: string
}

/** @returns In their order; undefined where it is none of theirs. */
export async function lookUpSurveys(db: Db, asking: readonly Asking[]): Promise<readonly (OwnSurvey | undefined)[]> {
  const sent = asking.filter(({ waveId }) => testOf(waveId) === undefined)
  const found = new Map((await ownSurveys(db, sent)).map((survey, n) => [sent[n], survey]))
  const surveys: (OwnSurvey | undefined)[] = []
  for (const one of asking) {
    const id = testOf(one.waveId)
    surveys.push(id === undefined ? found.get(one) : await ownTest(db, { address: one.address, id }))
  }
  return surveys
}
