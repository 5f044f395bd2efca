/**
 * What came of a survey is written, and shown in its thread as members will get it. Until somebody approves it, it can be
 * changed.
 */
import type { SurveyOutcome } from '../../core/panel/outcome.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import {
  countThoseWhoAnswered,
  openOutcome,
  type SurveyForOutcome,
  saveOutcome,
  takeSurveyForOutcome,
  type WrittenOutcome,
  wavesForOutcome,
} from '../../store/panel/outcomes.ts'
import { recordSurveyEvent } from '../../store/panel/survey-events.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { postUpdate } from '../to-desk.ts'
import type { Asked } from './ask-for-launch.ts'
import { outcomePreview, outcomeQuestion, type SurveyInSlack } from './outcome-posts.ts'

/** What somebody filled in. */
export type OutcomeWords = Omit<SurveyOutcome, 'people'>

/** Names one state of what is written and not approved: who saw another one is overtaken. */
export function outcomeStamp(open: Pick<WrittenOutcome, 'number' | 'revision'> | undefined): string {
  return open ? `${open.number}.${open.revision}` : '0'
}

/** @param stamp  Of what stood there when the form was opened. */
export async function writeOutcome(
  trx: Trx,
  { key, stamp }: { readonly key: string; readonly stamp: string },
  words: OutcomeWords,
  by: Colleague,
  context: ActionContext,
): Promise<Asked> {
  const { place, now } = context
  const say = speakToStaff(place)
  const survey = await takeSurveyForOutcome(trx, key)
  if (!survey) return { kind: 'not', why: say('builder.gone') }
  if (!isInSlack(survey)) return { kind: 'not', why: say('builder.moment') }
  const before = await openOutcome(trx, key)
  if (outcomeStamp(before) !== stamp)
    return {
      kind: 'not',
      why: before ? say('outcome.wrong.overtaken', { name: before.by.name }) : say('outcome.notWaiting'),
    }
  const waves = await wavesForOutcome(trx, key)
  if (waves.upToWave === '0') return { kind: 'not', why: say('outcome.nobodyAsked') }
  const { people, hear } = await countThoseWhoAnswered(trx, key, waves, now)
  const saved = await saveOutcome(trx, key, { ...words, people }, by, now)
  const detail = { number: saved.number, revision: saved.revision, outcome: saved.kind }
  await recordSurveyEvent(trx, { survey: key, at: now, by, kind: 'outcomeWritten', detail })
  const earlier = before?.post ? [postUpdate(survey.channel, before.post, say('outcome.changedBy', by))] : []
  return {
    kind: 'done',
    messages: [...earlier, outcomePreview(survey, saved, context), outcomeQuestion(survey, saved, hear, context)],
  }
}

/** @internal Whether its message stands there, below which its outcome is talked about. */
export function isInSlack(survey: SurveyForOutcome): survey is SurveyInSlack {
  return survey.channel !== null && survey.thread !== null
}
