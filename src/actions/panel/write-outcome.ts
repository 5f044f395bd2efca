/**
 * What came of a survey is written, and shown in its thread as members will get it. Until somebody approves it, it can be
 * changed.
 *
 * It is kept while the form waits; it is shown after that, with nobody waiting: its picture has to be fetched by then, and
 * those who answered are counted.
 */
import type { StoredFile } from '../../core/files.ts'
import type { SurveyOutcome } from '../../core/panel/outcome.ts'
import type { RichText } from '../../core/rich-text.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { type OutcomeWaves, wavesForOutcome } from '../../store/panel/outcome-waves.ts'
import {
  noteOutcomeShown,
  openOutcome,
  outcomeStamp,
  type SurveyForOutcome,
  saveOutcome,
  setOutcomePicture,
  takeSurveyForOutcome,
  type WrittenOutcome,
} from '../../store/panel/outcomes.ts'
import { recordSurveyEvent } from '../../store/panel/survey-events.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { postUpdate } from '../to-desk.ts'
import type { Asked } from './ask-for-launch.ts'
import { outcomePreview, outcomeQuestion, type SurveyInSlack, saidOfOutcome } from './outcome-posts.ts'

/** What somebody filled in. */
export type OutcomeWords = Omit<SurveyOutcome, 'people'>

/** Which outcome was written, and by which of its changes. */
export interface Written {
  readonly survey: SurveyInSlack
  readonly outcome: WrittenOutcome
}

/** @param stamp  Of what stood there when the form was opened (`outcomeStamp`). */
export async function writeOutcome(
  trx: Trx,
  { key, stamp }: { readonly key: string; readonly stamp: string },
  words: OutcomeWords,
  by: Colleague,
  { place, now }: ActionContext,
): Promise<Extract<Asked, { kind: 'not' }> | (Extract<Asked, { kind: 'done' }> & Written)> {
  const say = speakToStaff(place)
  const survey = await takeSurveyForOutcome(trx, key)
  if (!survey) return { kind: 'not', why: say('builder.gone') }
  if (!isInSlack(survey)) return { kind: 'not', why: say('builder.moment') }
  const before = await openOutcome(trx, key)
  if ((await outcomeStamp(trx, key)) !== stamp)
    return { kind: 'not', why: before ? say('outcome.wrong.overtaken', before.by) : say('outcome.wrong.approved') }
  const { upToWave } = await wavesForOutcome(trx, key, words.kind)
  if (upToWave === '0') return { kind: 'not', why: say('outcome.nobodyAsked') }
  const outcome = await saveOutcome(trx, key, words, by, now)
  const detail = { number: outcome.number, revision: outcome.revision, outcome: outcome.kind }
  await recordSurveyEvent(trx, { survey: key, at: now, by, kind: 'outcomeWritten', detail })
  const messages = before?.post ? [postUpdate(survey.channel, before.post, say('outcome.changedBy', by))] : []
  return { kind: 'done', messages, survey, outcome }
}

/** What was found out after it was written. */
export interface ToShow {
  readonly waves: OutcomeWaves
  /** How many answered those, and how many of them get it. */
  readonly people: number
  readonly hear: number
  /** That came with it. */
  readonly picture?: StoredFile
  /** Why the one that came with it is not there. */
  readonly noPicture?: RichText
}

/** Puts it into the thread as members get it, and asks. Who changed it meanwhile has it shown after this. */
export async function showOutcome(
  trx: Trx,
  { survey: key, id, revision }: Pick<WrittenOutcome, 'survey' | 'id' | 'revision'>,
  { waves, people, hear, picture, noPicture }: ToShow,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const survey = await takeSurveyForOutcome(trx, key)
  const written = await openOutcome(trx, key)
  if (!survey || !isInSlack(survey) || written?.id !== id) return []
  if (picture) await setOutcomePicture(trx, id, picture)
  const problem = noPicture ? [saidOfOutcome(survey, [written.by.id], noPicture, [])] : []
  if (written.revision !== revision) return problem
  await noteOutcomeShown(trx, id, { waves, people })
  const outcome = { ...written, people, picture: picture ?? written.picture }
  return [
    ...problem,
    outcomePreview(survey, outcome, context),
    outcomeQuestion(survey, outcome, { hear, open: waves.open }, context),
  ]
}

/** @internal Whether its message stands there, below which its outcome is talked about. */
export function isInSlack(survey: SurveyForOutcome): survey is SurveyInSlack {
  return survey.channel !== null && survey.thread !== null
}
