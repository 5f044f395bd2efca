/**
 * One's own answers, as long as anybody can tell whose they are: seen, answered anew, erased.
 */
import { inLanguage, type SurveyVoice, surveyVoice } from '../../asking/question-message.ts'
import { wordsOfAnswer } from '../../asking/words-of-answer.ts'
import { answerTo } from '../../core/lookup.ts'
import type { Choice } from '../../core/outbound.ts'
import type { OwnOutcome } from '../../core/panel/outcome.ts'
import type { OwnSurvey } from '../../core/panel/own-survey.ts'
import type { SurveyQuestion } from '../../core/panel/survey.ts'
import type { SurveyAnswer } from '../../core/panel/survey-answer.ts'
import { OWN_ANSWERS, surveyToken } from '../../core/panel/survey-token.ts'
import { joinRich, type RichText } from '../../core/rich-text.ts'
import { shorten } from '../../core/shorten.ts'
import { LABEL } from '../steps/pages.ts'
import { coordinatesOf } from '../steps/where.ts'
import { keep, type Turn } from '../turn.ts'
import { findOutcome, outcomeLines } from './own-outcomes.ts'
import { findSurvey, standingIn, voiceFor } from './own-survey.ts'

export type OwnAnswersWish =
  | { readonly what: 'list' }
  /** `yes`: erase, asked once more. */
  | { readonly what: 'show' | 'erase' | 'yes'; readonly waveId: string }
  | { readonly what: 'eraseAll' }
  | { readonly what: 'yesAll' }

const ALL = `${OWN_ANSWERS}.all`

/** Nothing where it is no such token. */
export function readOwnAnswersToken(token: string): OwnAnswersWish | undefined {
  if (token === OWN_ANSWERS) return { what: 'list' }
  if (token === ALL) return { what: 'eraseAll' }
  if (token === `${ALL}.yes`) return { what: 'yesAll' }
  const [, waveId, act] = /^panel\.answers\.(\d{1,18})(?:\.(erase|yes))?$/.exec(token) ?? []
  if (waveId === undefined) return undefined
  return { what: act === 'erase' || act === 'yes' ? act : 'show', waveId }
}

export function hearOwnAnswers(turn: Turn, wish: OwnAnswersWish) {
  if (wish.what === 'list') return showList(turn)
  if (wish.what === 'eraseAll') return askToEraseAll(turn)
  if (wish.what === 'yesAll') return eraseAll(turn)
  const own = findSurvey(turn, wish.waveId)
  if (turn.wants) return
  if (!own?.isTraceable || Object.keys(own.given).length === 0)
    return show(turn, turn.world.say('survey.mine.none'), [])
  switch (wish.what) {
    case 'show': {
      const outcome = findOutcome(turn, wish.waveId)
      return outcome === undefined ? undefined : showAnswers(turn, own, outcome)
    }
    case 'erase':
      return askToErase(turn, own)
    case 'yes':
      turn.effects.push({ kind: 'eraseAnswers', waveId: own.waveId })
      if (turn.state.survey?.waveId === own.waveId) keep(turn, { survey: undefined })
      turn.notes.push(turn.world.say('survey.mine.erased'))
  }
}

function showList(turn: Turn) {
  const { say, language, lookedUp } = turn.world
  const known = answerTo({ kind: 'answered' }, lookedUp)
  if (!known) {
    turn.wants = { kind: 'answered' }
    return
  }
  if (known.surveys.length === 0) return show(turn, say('survey.mine.none'), [])
  const choices = known.surveys.map(one => {
    const label = inLanguage(one.title, surveyVoice(one, language).language)
    return [{ token: `${OWN_ANSWERS}.${one.waveId}`, label: shorten(label, LABEL) }]
  })
  // The list may be longer than it shows.
  const all = known.surveys.length > 1 ? [[{ token: ALL, label: say('survey.mine.eraseAll').text }]] : []
  show(turn, say('survey.mine.heading'), [...choices, ...all])
}

function askToEraseAll(turn: Turn): void {
  const { say } = turn.world
  askWhether(turn, say('survey.mine.eraseAllAsk'), `${ALL}.yes`, OWN_ANSWERS)
}

function eraseAll(turn: Turn): void {
  turn.effects.push({ kind: 'eraseAnswers', waveId: 'all' })
  keep(turn, { survey: undefined, typed: undefined })
  turn.notes.push(turn.world.say('survey.mine.erased'))
}

function showAnswers(turn: Turn, own: OwnSurvey, outcome: OwnOutcome | null): void {
  const { say } = turn.world
  const voice = voiceFor(turn, own)
  const answered = own.survey.questions.flatMap((question, index) => {
    const answer = own.given[question.key]
    return answer === undefined ? [] : [{ question, index, answer }]
  })
  const canChange = standingIn(turn, own) === 'open'
  const lines = answered.map(({ question, answer }) =>
    say('survey.mine.answer', {
      question: inLanguage(question.ask, voice.language),
      answer: inWords(question, answer, voice),
    }),
  )
  const changes = answered.map(({ question, index }) => [
    {
      token: surveyToken(own.waveId, index, { kind: 'ask' }),
      label: shorten(inLanguage(question.ask, voice.language), LABEL),
    },
  ])
  const came = outcome ? outcomeLines(turn, outcome) : []
  show(turn, joinRich([...lines, ...came, ...(canChange ? [say('survey.mine.change')] : [])], '\n\n'), [
    ...(canChange ? changes : []),
    [{ token: `${OWN_ANSWERS}.${own.waveId}.erase`, label: say('survey.mine.erase').text }],
  ])
}

function askToErase(turn: Turn, own: OwnSurvey): void {
  const { say } = turn.world
  const title = inLanguage(own.survey.title, voiceFor(turn, own).language)
  const token = `${OWN_ANSWERS}.${own.waveId}`
  askWhether(turn, say('survey.mine.eraseAsk', { title }), `${token}.yes`, token)
}

function inWords(question: SurveyQuestion, answer: SurveyAnswer | null, voice: SurveyVoice): string {
  const { say } = voice
  if (answer === null) return say('survey.mine.skipped').text
  if (typeof answer === 'object' && 'sha256' in answer) return say('survey.mine.photo').text
  if (typeof answer === 'object' && 'latitude' in answer)
    return say('survey.mine.pin', { place: coordinatesOf(answer) }).text
  return wordsOfAnswer(question, answer, voice) ?? String(answer)
}

/** @param no  Leads back. */
function askWhether(turn: Turn, text: RichText, yes: string, no: string): void {
  const { say } = turn.world
  const choices = [
    [{ token: yes, label: say('survey.mine.eraseYes').text }],
    [{ token: no, label: say('survey.mine.keep').text }],
  ]
  turn.show = { what: 'survey', message: { text, choices, files: [] }, asks: 'erasing' }
}

function show(turn: Turn, text: RichText, choices: readonly (readonly Choice[])[]): void {
  turn.show = { what: 'survey', message: { text, choices, files: [] } }
}
