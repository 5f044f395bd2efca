/**
 * Keeps a survey as somebody changed it, and brings its message up to date.
 */
import { tellSurveyHome } from '../../actions/panel/survey-home.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { saveDraft, takeWorkingCopy, type WorkingCopy } from '../../store/panel/drafts.ts'
import type { DeskWork } from '../desk-work.ts'

/** @param copy  As it is to be; still with the names of who changed it before. */
export async function saveCopy(
  trx: Trx,
  { place, now }: Pick<DeskWork, 'place' | 'now'>,
  by: Colleague,
  copy: WorkingCopy,
): Promise<readonly NewOutbound[]> {
  // what goes out was somebody's: who changes it begins something new
  const isOut = copy.launchedVersion === copy.version && !copy.isChanged
  const madeBy = isOut ? by.id : copy.madeBy
  await saveDraft(trx, copy.survey, { by, madeBy, ownerName: copy.ownerName, at: now() })
  const saved = await takeWorkingCopy(trx, copy.key)
  return saved ? [tellSurveyHome(saved, { place, now: now() })] : []
}
