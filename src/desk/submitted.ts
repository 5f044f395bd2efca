/**
 * A member of staff filled in a form. Who may is asked again: minutes may lie between opening it and sending it.
 */
import { ANSWER, ASSIGN, STATUS } from '../actions/case-card.ts'
import { speakToStaff } from '../actions/context.ts'
import type { DeskEvent, Did } from '../core/inbound.ts'
import { submitAnswer } from './answer.ts'
import { submitAssign } from './assign-form.ts'
import { caseAtHand } from './case-at-hand.ts'
import type { Act } from './desk.ts'
import { type DeskWork, LATER, nothing } from './desk-work.ts'
import { submitStatus } from './status-form.ts'

type Submitted = Extract<Did, { kind: 'submitted' }>

/** The field of each form at which it is said that somebody may not. */
const FIRST_FIELD: Readonly<Record<string, string>> = { [STATUS]: 'choice', [ASSIGN]: 'person', [ANSWER]: 'kind' }

export async function prepareSubmitted(
  work: DeskWork,
  event: DeskEvent,
  submitted: Submitted,
): Promise<Act | typeof LATER> {
  const { action, value, filled } = submitted
  const field = Object.hasOwn(FIRST_FIELD, action) ? FIRST_FIELD[action] : undefined
  if (field === undefined) {
    work.log.warn({ action }, 'a form was filled in that nobody knows')
    return nothing
  }
  const [caseId = '', seen = ''] = value.split(':')
  const hand = await caseAtHand(work, event, caseId)
  if ('instead' in hand) {
    if (hand.instead === LATER) return LATER
    const errors = { [field]: speakToStaff(work.place)('desk.mayNot').text }
    return async () => ({ messages: [], answer: { kind: 'errors', errors } })
  }
  if (action === ANSWER) return submitAnswer(work, event, hand, submitted)
  return action === STATUS ? submitStatus(work, hand, seen, filled) : submitAssign(work, hand, filled)
}
