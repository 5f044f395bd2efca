/**
 * What came of a survey is approved, or put back to whoever wrote it. What is approved is exactly what was shown.
 */
import { plain } from '../../core/rich-text.ts'
import { isoDayAt } from '../../core/time-zone.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import { wavesForOutcome } from '../../store/panel/outcome-waves.ts'
import {
  noteDeclined,
  noteOutcomeApproved,
  openOutcome,
  takeSurveyForOutcome,
  type WrittenOutcome,
} from '../../store/panel/outcomes.ts'
import { recordSurveyEvent } from '../../store/panel/survey-events.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { postUpdate } from '../to-desk.ts'
import type { Asked } from './ask-for-launch.ts'
import { OUTCOME_BUTTONS, type SurveyInSlack, saidOfOutcome } from './outcome-posts.ts'
import { isInSlack } from './write-outcome.ts'

/** Which outcome, as it was shown. */
export interface ShownOutcome {
  readonly survey: string
  readonly id: string
  readonly revision: number
}

/** From here on it goes out; whoever answered hears it. */
export async function approveOutcome(
  trx: Trx,
  shown: ShownOutcome,
  by: Colleague,
  { place, now }: ActionContext,
): Promise<Asked> {
  const say = speakToStaff(place)
  const waiting = await takeShown(trx, shown)
  if (!waiting) return { kind: 'not', why: say('outcome.notWaiting') }
  const { survey, outcome } = waiting
  if (place.panel?.secondPerson && (by.id === outcome.madeBy || by.id === outcome.by.id))
    return { kind: 'not', why: say('outcome.secondPerson') }
  const waves = await wavesForOutcome(trx, survey.key, outcome.kind)
  // other people than it was shown for
  if (waves.afterWave !== outcome.waves?.afterWave || waves.upToWave !== outcome.waves.upToWave)
    return { kind: 'not', why: say('outcome.otherWaves') }
  await noteOutcomeApproved(trx, outcome.id, by, { now, today: isoDayAt(now, place.timeZone) })
  const detail = { number: outcome.number, revision: outcome.revision, outcome: outcome.kind }
  await recordSurveyEvent(trx, { survey: survey.key, at: now, by, kind: 'outcomeApproved', detail })
  return {
    kind: 'done',
    messages: outcome.post ? [postUpdate(survey.channel, outcome.post, say('outcome.approvedBy', by))] : [],
  }
}

/** @param words  Why not like this; for who wrote it. */
export async function declineOutcome(
  trx: Trx,
  shown: ShownOutcome,
  words: string,
  by: Colleague,
  { place, now }: ActionContext,
): Promise<Asked> {
  const say = speakToStaff(place)
  const waiting = await takeShown(trx, shown)
  if (!waiting) return { kind: 'not', why: say('outcome.notWaiting') }
  const { survey, outcome } = waiting
  await noteDeclined(trx, outcome.id)
  const detail = { number: outcome.number, revision: outcome.revision }
  await recordSurveyEvent(trx, { survey: survey.key, at: now, by, kind: 'outcomeDeclined', detail })
  const change = { action: OUTCOME_BUTTONS.change, value: survey.key, label: say('outcome.button.change').text }
  const calls = [outcome.by.id].filter(person => person !== by.id)
  const why = say('outcome.declineSays', { name: by.name, words: plain(words) })
  return {
    kind: 'done',
    messages: [
      ...(outcome.post ? [postUpdate(survey.channel, outcome.post, say('outcome.declinedBy', by))] : []),
      saidOfOutcome(survey, calls, why, [change]),
    ],
  }
}

/** Undefined where it does not wait for approval any more, or says something else by now. */
async function takeShown(
  trx: Trx,
  { survey: key, id, revision }: ShownOutcome,
): Promise<{ readonly survey: SurveyInSlack; readonly outcome: WrittenOutcome } | undefined> {
  const survey = await takeSurveyForOutcome(trx, key)
  const outcome = await openOutcome(trx, key)
  if (!survey || !outcome || !isInSlack(survey)) return undefined
  return outcome.id === id && outcome.revision === revision && outcome.state === 'asked' && outcome.waves !== null
    ? { survey, outcome }
    : undefined
}
