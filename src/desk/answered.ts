/**
 * What somebody wrote in a form stands in the thread: their files are fetched, and it goes to the resident.
 */
import { sendAnswer } from '../actions/answer-case.ts'
import { speakToStaff } from '../actions/context.ts'
import { markMessage, threadPost } from '../actions/to-desk.ts'
import type { DeskEvent, Did } from '../core/inbound.ts'
import { answerById, takeAnswer } from '../store/answers.ts'
import { caseById } from '../store/cases.ts'
import { goesOn } from './case-form.ts'
import type { Act } from './desk.ts'
import { type DeskWork, nothing, tell } from './desk-work.ts'
import { staffAt } from './staff-at.ts'
import { whatWasLeftOut } from './wrote.ts'

export async function prepareAnswered(
  work: DeskWork,
  event: DeskEvent,
  { answerId, ts }: Extract<Did, { kind: 'answered' }>,
): Promise<Act> {
  const answer = await answerById(work.db, answerId)
  const about = answer && (await caseById(work.db, answer.caseId))
  if (!answer || !about) return nothing
  const { channel, thread = null } = event
  const staff = await staffAt(work, event, { about, channel }, 'reply')
  if ('instead' in staff) return notSent(event, ts, answerId, staff.instead)
  const { mergedInto } = about
  if (mergedInto !== null) {
    const words = tell(event, goesOn(work, mergedInto))
    return notSent(event, ts, answerId, async () => ({ messages: [words] }))
  }

  const taken = await work.takeFiles(answer.files)
  const files = taken.flatMap(t => (t.kept ? [t.file] : []))
  const leftOut = whatWasLeftOut(work, about, answer.files, taken)
  const say = speakToStaff(work.place)
  if (answer.words === '' && files.length === 0) {
    return notSent(event, ts, answerId, async () => ({
      messages: [...leftOut, tell(event, say('desk.nothingToSend'))],
    }))
  }
  const trainee = staff.role === 'trainee'
  const shown = files.length > 0 ? [threadPost(about.id, { text: say('desk.answerFiles'), files })] : []
  return async trx => {
    const context = { place: work.place, now: work.now() }
    return {
      messages: [
        ...(await sendAnswer(trx, about, answer, { channel, thread, ts, files, trainee }, context)),
        ...shown,
        ...leftOut,
      ],
    }
  }
}

/** The post says so, and its author why. */
function notSent({ channel }: DeskEvent, ts: string, answerId: string, instead: Act): Act {
  return async trx => {
    await takeAnswer(trx, answerId)
    const { messages } = await instead(trx)
    return { messages: [markMessage(channel, ts, 'failed'), ...messages] }
  }
}
