/**
 * The message with a wave's results, in its survey's thread: posted once there are some, then changed where it stands.
 */
import type { StoredFile } from '../../core/files.ts'
import type { DeskButton, ToDesk } from '../../core/outbound.ts'
import { isFree } from '../../core/panel/free-answer.ts'
import type { Trx } from '../../store/database.ts'
import { type NewOutbound, updateLane } from '../../store/outbox.ts'
import { noteResultsWritten, type ResultsWave } from '../../store/panel/results.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { DESK } from '../to-desk.ts'
import { countedQuestions } from './counted.ts'
import type { ResultsContent } from './results-content.ts'
import { surveyLane } from './wave-line.ts'

/** Opens the choice of what people are grouped by. */
export const RESULTS_BY = 'resultsBy'
/** Opens the choice of the question that is compared over time. */
export const OVER_TIME = 'overTime'
/** Opens what people wrote. */
export const RESULTS_WORDS = 'resultsWords'
/** Sends the answers as files to who presses it. */
export const RESULTS_EXPORT = 'resultsExport'

/** @param picture  Of what the words say; absent where there is none. */
export async function tellResults(
  trx: Trx,
  wave: ResultsWave,
  content: ResultsContent,
  picture: StoredFile | undefined,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { id, survey, channel, thread, post, words } = wave
  if (channel === null || thread === null) return []
  await noteResultsWritten(trx, wave, content.text.text, context.now)
  if (content.text.text === words) return []
  const shown = { text: content.text, buttons: buttonsOf(wave, content, context), ...(picture && { picture }) }
  if (post !== null) {
    const message: ToDesk = { to: 'desk', kind: 'postUpdate', channel, ts: post, ...shown }
    return [{ network: DESK, lane: updateLane(`${channel}:${post}`), message }]
  }
  const message: ToDesk = { to: 'desk', kind: 'post', thread: { channel, ts: thread }, files: [], ...shown }
  return [{ network: DESK, lane: surveyLane(survey), message, purpose: { kind: 'results', waveId: id } }]
}

function buttonsOf(
  { id, definition, closedAt }: ResultsWave,
  { counted, comparable }: ResultsContent,
  { place }: ActionContext,
): readonly DeskButton[] {
  const say = speakToStaff(place)
  const hasWords = counted && definition.questions.some(isFree)
  const button = (action: string, label: string): DeskButton => ({ action, value: id, label })
  return [
    ...(counted && countedQuestions(definition).length > 0 ? [button(RESULTS_BY, say('results.by.button').text)] : []),
    ...(comparable ? [button(OVER_TIME, say('results.overTime.button').text)] : []),
    ...(hasWords ? [button(RESULTS_WORDS, say('results.words.button').text)] : []),
    ...(counted && closedAt ? [button(RESULTS_EXPORT, say('results.export.button').text)] : []),
  ]
}
