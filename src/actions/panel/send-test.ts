/**
 * Sends a survey as it is now to its author's own paired chats, in one language. What is right of it is tested; what stands
 * in the way of the rest is said before.
 */
import { firstMessage, surveyVoice } from '../../asking/question-message.ts'
import type { Survey } from '../../core/panel/survey.ts'
import { TEST_MS, waveOfTest } from '../../core/panel/survey-test.ts'
import { inEveryLanguage, inItsLanguages } from '../../core/panel/survey-texts.ts'
import type { Language, Place } from '../../core/place.ts'
import { checkDraft } from '../../panel/check-draft.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { picturesOf } from '../../store/panel/drafts.ts'
import type { PairedChat } from '../../store/panel/pairings.ts'
import { addTest } from '../../store/panel/survey-tests.ts'
import type { ActionContext } from '../context.ts'

/** What of a survey can be tested in a language. */
export interface Testable {
  /** With the questions that are right, in this language alone; perhaps without any. */
  readonly survey: Survey
  /** Indexes of the questions that are left out. */
  readonly leftOut: readonly number[]
}

export function testableIn(survey: Survey, language: Language, place: Place): Testable {
  const complete = survey.questions.filter(question => inEveryLanguage(question, [language]))
  const reduced = inItsLanguages({ ...survey, languages: [language], questions: complete })
  const right = withRightQuestions(reduced, place)
  const kept = new Set(right.questions.map(({ key }) => key))
  return { survey: right, leftOut: survey.questions.flatMap(({ key }, n) => (kept.has(key) ? [] : [n])) }
}

/** One that hangs on a question which is left out is left out as well. */
function withRightQuestions(survey: Survey, place: Place): Survey {
  const wrong = new Set(
    checkDraft(survey, place).flatMap(({ path }) => (path[0] === 'questions' && path.length > 1 ? [path[1]] : [])),
  )
  if (wrong.size === 0) return survey
  return withRightQuestions({ ...survey, questions: survey.questions.filter((_, n) => !wrong.has(n)) }, place)
}

/**
 * @param survey  With one question at least.
 * @param user  Whose chats they are; told where one cannot be reached.
 */
export async function sendTest(
  trx: Trx,
  { survey, user, chats }: { readonly survey: Survey; readonly user: string; readonly chats: readonly PairedChat[] },
  { now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const pictures = Object.fromEntries(await picturesOf(trx, survey.key))
  const voice = surveyVoice(survey, survey.languages[0])
  const messages: NewOutbound[] = []
  for (const { address, network, channel } of chats) {
    const id = await addTest(trx, { address, survey, expiresAt: new Date(now.getTime() + TEST_MS) })
    const first = firstMessage({ waveId: waveOfTest(id), survey, pictures }, voice)
    messages.push({
      network,
      lane: address,
      message: { to: 'resident', address, ...(channel !== null && { channel }), ...first },
      purpose: { kind: 'surveyTest', user },
    })
  }
  return messages
}
