/**
 * An edit of the message that answered a survey's question changes the answer, as long as the survey is open, and as long as
 * it is known which answer that was.
 */
import { readTyped } from '../../asking/read-typed.ts'
import { joinRich, type RichText } from '../../core/rich-text.ts'
import type { TypedAnswer } from '../talk-state.ts'
import type { Turn } from '../turn.ts'
import { hintFor } from './hint-for.ts'
import { answerQuestion, findSurvey, standingIn, voiceFor } from './own-survey.ts'
import { isKnown } from './typed-answers.ts'

/**
 * @param messageId  Of a message that is in no case, and in nothing that is under way.
 * @returns False where it has nothing to do with surveys, as far as can be told.
 */
export function hearSurveyEdit(turn: Turn, messageId: string, text: RichText): boolean {
  const { typed = [], answeredInWords } = turn.state
  const { say } = turn.world
  const found = typed.find(one => one.messageId === messageId)
  if (!found || !isKnown(turn, found)) {
    // It may as well be a greeting of last week: who has answered in words is told where answers are.
    if (answeredInWords && turn.input.onPanel) turn.notes.push(say('survey.edit.unknown'))
    return answeredInWords === true
  }
  changeAnswer(turn, found, text)
  return true
}

function changeAnswer(turn: Turn, { waveId, question: index }: TypedAnswer, text: RichText): void {
  const { say } = turn.world
  const own = findSurvey(turn, waveId)
  if (turn.wants) return
  const question = own?.survey.questions[index]
  if (!own || !question || own.given[question.key] === undefined) {
    turn.notes.push(say('survey.edit.unknown'))
    return
  }
  const standing = standingIn(turn, own)
  if (standing !== 'open') {
    turn.notes.push(say(standing === 'late' ? 'survey.edit.closed' : `survey.refused.${standing}`))
    return
  }
  const voice = voiceFor(turn, own)
  const read = readTyped(question, text.text, voice)
  const answer = read.kind === 'answer' ? read.answer : read.kind === 'skip' ? null : undefined
  if (answer === undefined) {
    turn.notes.push(joinRich([hintFor(question, voice, 0), say('survey.edit.stays')], '\n'))
    return
  }
  const isSame = JSON.stringify(answer) === JSON.stringify(own.given[question.key])
  if (!isSame) answerQuestion(turn, own, index, answer)
}
