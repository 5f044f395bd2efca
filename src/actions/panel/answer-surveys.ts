/**
 * Residents answer surveys: each answer is kept under a pseudonym, and the next question is put, or they are thanked.
 *
 * Answers of many people are taken together, in a handful of statements. Whether somebody may answer is asked here, at the
 * time it happens: places in quotas are taken in the same transaction.
 */
import { questionMessage, type SurveyMessage, type SurveyVoice, surveyVoice } from '../../asking/question-message.ts'
import { wordsOfAnswer } from '../../asking/words-of-answer.ts'
import type { ReplyToken } from '../../core/inbound.ts'
import { type Address, networkOf } from '../../core/network.ts'
import { isFree } from '../../core/panel/free-answer.ts'
import { keyDaysOf } from '../../core/panel/key-life.ts'
import { isSettled, type Standing, standingOf } from '../../core/panel/own-survey.ts'
import { applicable, nextQuestion, type SurveyAnswers } from '../../core/panel/survey-answer.ts'
import { joinRich, type RichText } from '../../core/rich-text.ts'
import type { AnswerToSurvey } from '../../core/turn.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { answeredWaves, findInvited, type Invited, isFull } from '../../store/panel/invited.ts'
import { eraseResponse, type SavedResponse, saveResponses, takePlaces } from '../../store/panel/responses.ts'
import { takeUpPosts } from '../../store/panel/wave-posts.ts'
import type { ActionContext } from '../context.ts'
import { type Shown, shownOnce, thanksFor } from './thanks-for.ts'

/** Whoever answers, and where they are reached. */
export interface Answering extends AnswerToSurvey {
  readonly address: Address
  /** The network's own channel of this person, where it has one. */
  readonly channel: string | null
  /** They answer by a button in a channel, and go on there. */
  readonly token?: ReplyToken
}

/** Whom a question is put to. */
export type Asking = Pick<Answering, 'address' | 'channel' | 'token' | 'waveId' | 'question' | 'language'>

type Told = Pick<SurveyMessage, 'text' | 'choices' | 'files'>

/** @param answering  Each person once. */
export async function answerSurveys(
  trx: Trx,
  answering: readonly Answering[],
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  if (answering.length === 0) return []
  await takeUpPosts(trx, answering, context.now)
  const found = new Map((await findInvited(trx, answering, { holdKeys: true })).map(one => [one.address, one]))
  const wanting = answering.map(answer => judge(answer, found.get(answer.address), context))
  const fresh = wanting.flatMap(one => ('save' in one && !one.invited.hasBegun ? [one.invited] : []))
  const places = await takePlaces(
    trx,
    fresh.map(({ waveId, quotas }) => ({ waveId, numbers: quotas.map(({ number }) => number) })),
  )
  const without = new Set(fresh.filter((_, n) => !places[n]).map(({ address }) => address))
  const taken = wanting.map(one => (without.has(one.answer.address) ? refused(one.answer, 'full') : one))
  await saveResponses(
    trx,
    taken.flatMap(one => ('save' in one ? [one.save] : [])),
  )
  const messages: NewOutbound[] = []
  const shown = shownOnce(trx, context.now)
  for (const one of taken) {
    const told = 'save' in one ? await tell(one, shown, context) : one.told
    messages.push(outbound(one.answer, told))
  }
  return messages
}

/** Puts a question again that something else came in between. */
export async function askSurvey(trx: Trx, asked: Asking, context: ActionContext): Promise<readonly NewOutbound[]> {
  const [invited] = await findInvited(trx, [asked])
  if (!invited?.survey.questions[asked.question]) return []
  const standing = standingIn(invited, context)
  if (standing !== 'open' && standing !== 'late') return []
  const voice = voiceFor(invited, asked)
  const { text, ...rest } = questionMessage(invited, asked.question, voice, invited.given)
  return [outbound(asked, { ...rest, text: joinRich([voice.say('survey.again'), text], '\n\n') })]
}

/** Takes out all that somebody answered. The turn has said so; what nobody can find any more stays as it is. */
export async function eraseAnswers(trx: Trx, address: Address, which: string | 'all'): Promise<void> {
  const waves = which === 'all' ? await answeredWaves(trx, address) : [which]
  const asked = waves.map(waveId => ({ address, waveId }))
  for (const { waveId, memberId, pseudonym, survey } of await findInvited(trx, asked, { holdKeys: true }))
    if (pseudonym) await eraseResponse(trx, { waveId, memberId, pseudonym }, survey.audience.quotas)
}

interface Taken {
  readonly answer: Answering
  readonly invited: Invited
  readonly voice: SurveyVoice
  readonly given: SurveyAnswers
  readonly save: SavedResponse
}

interface Refused {
  readonly answer: Answering
  readonly told: Told
}

function judge(answer: Answering, invited: Invited | undefined, context: ActionContext): Taken | Refused {
  const question = invited?.survey.questions[answer.question]
  if (!invited || !question) return refused(answer, 'notYours')
  const standing = standingIn(invited, context)
  if (!invited.isInvited && (standing === 'open' || standing === 'late')) return refused(answer, 'closed')
  if (standing !== 'open' && standing !== 'late') return refused(answer, standing)
  if (!invited.pseudonym) return refused(answer, 'over')
  const isLate = standing === 'late'
  if (isLate && isSettled(invited, answer.question)) return refused(answer, 'closed')
  const { survey, memberId, waveId, pseudonym, cells } = invited
  const all = { ...invited.given, [question.key]: answer.answer }
  const given = applicable(survey, all)
  return {
    answer,
    invited,
    given,
    voice: voiceFor(invited, answer),
    save: {
      ...{ waveId, pseudonym, memberId, cells, question: question.key, answer: answer.answer, late: isLate },
      isFree: isFree(question),
      dropped: Object.keys(all).filter(key => !(key in given)),
      // One more tap on choices that were complete leaves those who came to the end there.
      finished: nextQuestion(survey, given) === undefined && (invited.hasFinished || !answer.stays),
    },
  }
}

function standingIn(invited: Invited, { place, now }: ActionContext): Standing {
  const isTraceable = invited.pseudonym !== null
  const own = { ...invited, closesAt: invited.closesAt.toISOString(), isTraceable, isFull: isFull(invited) }
  return standingOf(own, now, keyDaysOf(place))
}

function refused(answer: Answering, why: 'notYours' | 'closed' | Exclude<Standing, 'open' | 'late'>): Refused {
  const { say } = surveyVoice({ languages: [answer.language] }, answer.language)
  return { answer, told: { text: say(`survey.refused.${why}`), choices: [], files: [] } }
}

async function tell(
  { answer, invited, voice, given, save }: Taken,
  shown: Shown,
  context: ActionContext,
): Promise<Told> {
  const { survey } = invited
  const { say } = voice
  const late = save.late && !invited.wasLate ? [say('survey.late')] : []
  if (answer.stays) return questionMessage(invited, answer.question, voice, given, late)
  const words = wordsOfAnswer(survey.questions[answer.question]!, answer.answer, voice)
  const notes: RichText[] = [...(words === undefined ? [] : [say('survey.yours', { answer: words })]), ...late]
  const next = nextQuestion(survey, given)
  // What was answered in words is not said back: that it is changed is.
  const before = invited.given[save.question] ?? null
  if (next !== undefined && words === undefined && before !== null) notes.push(say('survey.changed'))
  if (next !== undefined) {
    const { text, ...rest } = questionMessage(invited, next, voice, given)
    return { ...rest, text: joinRich([...notes, text], '\n\n') }
  }
  if (invited.hasFinished) return { text: joinRich([...notes, say('survey.changed')], '\n\n'), choices: [], files: [] }
  return thanksFor({ asked: invited, given, voice, notes }, shown, context)
}

function voiceFor({ survey }: Invited, { language, token }: Pick<Asking, 'language' | 'token'>): SurveyVoice {
  return surveyVoice(survey, language, token !== undefined)
}

function outbound({ address, channel, token }: Pick<Asking, 'address' | 'channel' | 'token'>, told: Told): NewOutbound {
  return {
    network: networkOf(address),
    lane: address,
    message: { to: 'resident', address, ...told, ...(channel && { channel }), ...(token && { token }) },
    purpose: { kind: 'answered' },
  }
}
