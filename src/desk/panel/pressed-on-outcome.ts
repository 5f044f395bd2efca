/**
 * The buttons about what came of a survey. Who may is asked at each press: organisers, and to write it also whoever answers
 * for the survey.
 */
import { speakToStaff } from '../../actions/context.ts'
import { approveOutcome } from '../../actions/panel/approve-outcome.ts'
import { OUTCOME_BUTTONS } from '../../actions/panel/outcome-posts.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import { surveyForOutcome } from '../../store/panel/outcomes.ts'
import type { Act } from '../desk.ts'
import { type DeskWork, opens, tell } from '../desk-work.ts'
import type { Pressed } from '../pressed.ts'
import { declineForm } from './decline-form.ts'
import { organiserAt } from './organiser-at.ts'
import { outcomeForm } from './outcome-form.ts'
import { shownOutcome } from './shown-outcome.ts'

export async function pressedOnOutcome(work: DeskWork, event: DeskEvent, pressed: Pressed): Promise<Act> {
  switch (pressed.action) {
    case OUTCOME_BUTTONS.approve:
      return approves(work, event, pressed)
    case OUTCOME_BUTTONS.decline: {
      const staff = await organiserAt(work, event)
      return 'instead' in staff
        ? staff.instead
        : opens(staff.event, pressed.trigger, declineForm(work.place, pressed.value))
    }
    default:
      return opensOutcome(work, event, pressed)
  }
}

async function opensOutcome(work: DeskWork, event: DeskEvent, pressed: Pressed): Promise<Act> {
  const survey = await surveyForOutcome(work.db, pressed.value)
  const staff = await organiserAt(work, event, survey?.owner)
  if ('instead' in staff) return staff.instead
  if (!survey) return async () => ({ messages: [tell(staff.event, speakToStaff(work.place)('builder.gone'))] })
  const form = await outcomeForm(work, survey, pressed.action === OUTCOME_BUTTONS.notYet ? 'notYet' : undefined)
  return opens(staff.event, pressed.trigger, form)
}

async function approves(work: DeskWork, event: DeskEvent, { value }: Pressed): Promise<Act> {
  const { place, now, db } = work
  const staff = await organiserAt(work, event)
  if ('instead' in staff) return staff.instead
  const shown = await shownOutcome(db, value)
  return async trx => {
    const why = speakToStaff(place)('outcome.notWaiting')
    if (!shown) return { messages: [tell(staff.event, why)] }
    const done = await approveOutcome(trx, shown, staff.by, { place, now: now() })
    return { messages: done.kind === 'done' ? done.messages : [tell(staff.event, done.why)] }
  }
}
