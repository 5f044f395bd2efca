/**
 * Surveys as their waves have them. A version never changes, so that each is read once.
 */
import type { AskedSurvey } from '../../core/panel/own-survey.ts'
import type { Db } from '../../store/database.ts'
import { surveyAt } from '../../store/panel/surveys.ts'
import type { SendingWave } from '../../store/panel/waves.ts'

const MOST_KEPT = 50

export function askedSurveys(db: Db): (wave: SendingWave) => Promise<AskedSurvey> {
  const kept = new Map<string, AskedSurvey>()
  return async ({ id, survey, version }) => {
    const known = kept.get(id)
    if (known) return known
    const asked = { waveId: id, ...(await surveyAt(db, survey, version)) }
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(id, asked)
    return asked
  }
}
