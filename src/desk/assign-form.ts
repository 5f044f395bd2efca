/**
 * The form behind *Assign…*: who takes a case on.
 */
import { assignCase } from '../actions/assign-case.ts'
import { ASSIGN } from '../actions/case-card.ts'
import { reference, speakToStaff } from '../actions/context.ts'
import type { DeskForm, Filled } from '../core/desk-views.ts'
import type { Place } from '../core/place.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { CaseAtHand } from './case-at-hand.ts'
import type { Act } from './desk.ts'
import type { DeskWork } from './desk-work.ts'

export function assignForm(place: Place, about: CaseAtDesk): DeskForm {
  const say = speakToStaff(place)
  return {
    action: ASSIGN,
    value: about.id,
    title: say('desk.assignForm.title', { reference: reference(place, about.id) }).text,
    submit: say('desk.assignForm.save').text,
    cancel: say('button.cancel').text,
    fields: [{ key: 'person', kind: 'person', label: say('desk.assignForm.person').text, required: true }],
  }
}

/** The form offers everybody in the workspace: who may take it on is asked here. */
export async function submitAssign(
  work: DeskWork,
  { about, thread, by }: CaseAtHand,
  { person = '' }: Filled,
): Promise<Act> {
  const { place, directory } = work
  if (person === '' || (await directory.standing(thread.channel, person)) !== 'agent') {
    const errors = { person: speakToStaff(place)('desk.wrong.notMember').text }
    return async () => ({ messages: [], answer: { kind: 'errors', errors } })
  }
  const to = { id: person, name: await directory.nameOf(person) }
  return async trx => ({ messages: await assignCase(trx, about, { by, to, thread }, { place, now: work.now() }) })
}
