/**
 * *Not like this…*: what should be different about an outcome, for who wrote it.
 */
import { speakToStaff } from '../../actions/context.ts'
import { declineOutcome } from '../../actions/panel/approve-outcome.ts'
import { OUTCOME_BUTTONS } from '../../actions/panel/outcome-posts.ts'
import { cleanText } from '../../core/clean-text.ts'
import type { DeskForm, FilledForm } from '../../core/desk-views.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import type { Place } from '../../core/place.ts'
import { wrong } from '../case-form.ts'
import type { Act } from '../desk.ts'
import type { DeskWork } from '../desk-work.ts'
import { organiserAt } from './organiser-at.ts'
import { shownOutcome } from './shown-outcome.ts'

const MOST = 1_000

/** @param value  Of the button: which outcome, as it was shown. */
export function declineForm(place: Place, value: string): DeskForm {
  const say = speakToStaff(place)
  return {
    action: OUTCOME_BUTTONS.decline,
    value,
    title: say('outcome.title.decline').text,
    submit: say('builder.tell').text,
    cancel: say('button.cancel').text,
    fields: [{ key: 'words', kind: 'words', label: say('outcome.form.decline').text, required: true, most: MOST }],
  }
}

export async function submitDecline(work: DeskWork, event: DeskEvent, { value, filled }: FilledForm): Promise<Act> {
  const { place, now } = work
  const say = speakToStaff(place)
  const staff = await organiserAt(work, event)
  if ('instead' in staff) return wrong({ words: staff.why.text })
  const words = cleanText(filled.words ?? '').trim()
  if (words === '') return wrong({ words: say('outcome.wrong.words').text })
  if (words.length > MOST) return wrong({ words: say('builder.wrong.long', { most: String(MOST) }).text })
  const shown = await shownOutcome(work.db, value)
  if (!shown) return wrong({ words: say('outcome.notWaiting').text })
  return async trx => {
    const done = await declineOutcome(trx, shown, words, staff.by, { place, now: now() })
    return done.kind === 'done' ? { messages: done.messages } : wrong({ words: done.why.text })(trx)
  }
}
