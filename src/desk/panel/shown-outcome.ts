/**
 * Which outcome a button was about, and in which of its states.
 */
import type { ShownOutcome } from '../../actions/panel/approve-outcome.ts'
import type { Db } from '../../store/database.ts'
import { openOutcomeById } from '../../store/panel/outcomes.ts'

/** Undefined where it does not wait any more. @param value  As in 12:3. */
export async function shownOutcome(db: Db, value: string): Promise<ShownOutcome | undefined> {
  const [id = '', revision = ''] = value.split(':')
  const outcome = await openOutcomeById(db, id)
  return outcome && { survey: outcome.survey, id: outcome.id, revision: Number(revision) }
}
