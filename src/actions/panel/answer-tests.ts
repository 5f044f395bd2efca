/**
 * Answers to a survey that is tested: taken as those of members are, kept with the test alone, and gone with it.
 */
import { markTest, questionMessage, type SurveyMessage, surveyVoice } from '../../asking/question-message.ts'
import { wordsOfAnswer } from '../../asking/words-of-answer.ts'
import { networkOf } from '../../core/network.ts'
import { keyDaysOf } from '../../core/panel/key-life.ts'
import { type OwnSurvey, standingOf } from '../../core/panel/own-survey.ts'
import { applicable, nextQuestion } from '../../core/panel/survey-answer.ts'
import { testOf } from '../../core/panel/survey-test.ts'
import { joinRich } from '../../core/rich-text.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { keepTestAnswers, ownTest } from '../../store/panel/survey-tests.ts'
import type { ActionContext } from '../context.ts'
import type { Answering, Asking } from './answer-surveys.ts'
import { shownOnce, thanksFor } from './thanks-for.ts'

export async function answerTest(
  trx: Trx,
  answering: Answering,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const own = await openTest(trx, answering, context)
  const question = own?.survey.questions[answering.question]
  if (!own || !question) {
    const { say } = surveyVoice({ languages: [answering.language] }, answering.language)
    return [outbound(answering, { text: say('survey.refused.testOver'), choices: [], files: [] })]
  }
  const given = applicable(own.survey, { ...own.given, [question.key]: answering.answer })
  const finished = nextQuestion(own.survey, given) === undefined && (own.hasFinished || !answering.stays)
  await keepTestAnswers(trx, testOf(own.waveId) ?? '', { given, finished })
  return [outbound(answering, await told(trx, answering, { ...own, given }, context))]
}

/** Puts a question again that something else came in between. */
export async function askTest(trx: Trx, asked: Asking, context: ActionContext): Promise<readonly NewOutbound[]> {
  const own = await openTest(trx, asked, context)
  if (!own?.survey.questions[asked.question]) return []
  const voice = surveyVoice(own.survey, asked.language)
  return [outbound(asked, questionMessage(own, asked.question, voice, own.given, [voice.say('survey.again')]))]
}

async function openTest(
  trx: Trx,
  { address, waveId }: Pick<Asking, 'address' | 'waveId'>,
  { place, now }: ActionContext,
): Promise<OwnSurvey | undefined> {
  const own = await ownTest(trx, { address, id: testOf(waveId) ?? '' })
  return own && standingOf(own, now, keyDaysOf(place)) === 'open' ? own : undefined
}

/** @param own  As it was found, with what is answered now. */
async function told(
  trx: Trx,
  { question, answer, stays, language }: Answering,
  own: OwnSurvey,
  context: ActionContext,
): Promise<SurveyMessage> {
  const { survey, given } = own
  const voice = surveyVoice(survey, language)
  if (stays) return questionMessage(own, question, voice, given)
  const words = wordsOfAnswer(survey.questions[question]!, answer, voice)
  const notes = words === undefined ? [] : [voice.say('survey.yours', { answer: words })]
  const next = nextQuestion(survey, given)
  if (next !== undefined) return questionMessage(own, next, voice, given, notes)
  if (own.hasFinished) {
    const text = markTest(own, voice, joinRich([...notes, voice.say('survey.changed')], '\n\n'))
    return { text, choices: [], files: [] }
  }
  const thanks = await thanksFor({ asked: own, given, voice, notes }, shownOnce(trx, context.now), context)
  const text = joinRich([thanks.text, voice.say('survey.testEnd')], '\n\n')
  return { ...thanks, text: markTest(own, voice, text) }
}

function outbound({ address, channel }: Pick<Asking, 'address' | 'channel'>, message: SurveyMessage): NewOutbound {
  return {
    network: networkOf(address),
    lane: address,
    message: { to: 'resident', address, ...message, ...(channel && { channel }) },
    purpose: { kind: 'answered' },
  }
}
