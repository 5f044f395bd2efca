/**
 * A survey is stopped: no more waves are made of it, and those that go out reach nobody else.
 */
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { workingCopy } from '../../store/panel/drafts.ts'
import { endSurvey, wavesGoingOn } from '../../store/panel/launches.ts'
import { recordSurveyEvent } from '../../store/panel/survey-events.ts'
import type { ActionContext } from '../context.ts'
import { holdWave } from './hold-wave.ts'
import { tellSurveyHome } from './survey-home.ts'

/** @returns Undefined where it is not launched. */
export async function stopSurvey(
  trx: Trx,
  key: string,
  by: Colleague,
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  if (!(await endSurvey(trx, key))) return undefined
  for (const wave of await wavesGoingOn(trx, key)) await holdWave(trx, wave, 'stopped', by, context)
  await recordSurveyEvent(trx, { survey: key, at: context.now, by, kind: 'ended' })
  const copy = await workingCopy(trx, key)
  return copy ? [tellSurveyHome(copy, context)] : []
}
