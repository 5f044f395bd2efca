/**
 * Somebody of staff wrote to Folkmoot itself, where nobody else is: a survey's file is kept; on all else is said, now and
 * then, what can be done here.
 */
import { speakToStaff } from '../actions/context.ts'
import { direct } from '../actions/to-desk.ts'
import type { DeskEvent, Did } from '../core/inbound.ts'
import { recall, remember } from '../store/memory.ts'
import type { Act } from './desk.ts'
import type { DeskWork } from './desk-work.ts'
import { isSurveyFile, keepsSurveyFiles } from './panel/survey-file.ts'

/** Nobody is told the same more often. */
const HELP_EVERY_MS = 3_600_000

export async function prepareWroteToUs(
  work: DeskWork,
  event: DeskEvent,
  { files }: Extract<Did, { kind: 'wroteToUs' }>,
): Promise<Act> {
  const surveys = files.filter(isSurveyFile)
  if (surveys.length > 0 && work.place.panel) return keepsSurveyFiles(work, event, surveys)
  return async trx => {
    const name = `told what to write here ${event.user}`
    const now = work.now()
    const before = await recall(trx, name)
    if (before !== undefined && now.getTime() - Date.parse(before) < HELP_EVERY_MS) return { messages: [] }
    await remember(trx, name, now.toISOString())
    const say = speakToStaff(work.place)
    return { messages: [direct(event.user, say(work.place.panel ? 'surveyFile.help' : 'surveyFile.helpNoPanel'))] }
  }
}
