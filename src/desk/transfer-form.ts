/**
 * The form behind *Transfer…*: who takes a case, and why.
 */
import { TRANSFER } from '../actions/case-menu.ts'
import { inLanguage, reference, speakToStaff } from '../actions/context.ts'
import { transferCase } from '../actions/transfer-case.ts'
import type { FormField } from '../core/desk-views.ts'
import type { Place } from '../core/place.ts'
import { type CaseForm, wrong } from './case-form.ts'
import { readReason, reasonField } from './reason-field.ts'

export const transferForm: CaseForm = {
  act: 'transfer',
  firstField: 'department',
  open({ place }, { about }) {
    const say = speakToStaff(place)
    return {
      action: TRANSFER,
      value: `${about.id}:${about.department}`,
      title: say('desk.move.title', { reference: reference(place, about.id) }).text,
      submit: say('desk.move.save').text,
      cancel: say('button.cancel').text,
      fields: [
        { ...departmentField(place, about.department), label: say('desk.move.to').text, required: true },
        reasonField(say('desk.move.reason').text, say('desk.move.reasonHint').text),
      ],
    }
  },
  submit(work, { about, by }, { seen, filled: { department = '', reason } }) {
    const { place } = work
    const say = speakToStaff(place)
    const to = place.departments.get(department)
    const { why, wrong: noReason } = readReason(place, reason)
    if (about.department !== seen) return wrong({ department: say('desk.move.moved').text })
    if (!to) return wrong({ department: say('desk.move.noDepartment').text })
    if (to.key === about.department) return wrong({ department: say('desk.move.sameDepartment').text })
    if (noReason !== undefined) return wrong({ reason: noReason })
    return async trx => {
      const messages = await transferCase(trx, about, { to, reason: why, by }, { place, now: work.now() })
      if (messages) return { messages }
      return { messages: [], answer: { kind: 'errors', errors: { department: say('desk.move.moved').text } } }
    }
  },
}

/** @param except  Who has it now. */
export function departmentField(place: Place, except: string): Extract<FormField, { kind: 'choice' }> {
  const options = [...place.departments.values()].filter(({ key }) => key !== except)
  return {
    key: 'department',
    kind: 'choice',
    label: '',
    required: false,
    options: options.map(({ key, name }) => ({ value: key, label: inLanguage(place, name, place.languages[0]) })),
  }
}
