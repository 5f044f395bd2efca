/**
 * The forms behind *Details…* and *Escalate…*: what staff note on a case for each other, and a call for the approvers.
 */
import { DETAILS, ESCALATE } from '../actions/case-menu.ts'
import { reference, speakToStaff } from '../actions/context.ts'
import { escalateCase, noteDetails } from '../actions/note-details.ts'
import { PRIORITIES } from '../core/case.ts'
import { HIDDEN, MOST_REASON, readDetails, SHOWN } from '../core/case-details.ts'
import { cleanText } from '../core/clean-text.ts'
import type { DeskForm, FormField } from '../core/desk-views.ts'
import { mayDo } from '../core/roles.ts'
import { detailsOf } from '../store/case-details.ts'
import { type CaseForm, wrong } from './case-form.ts'
import { readReason, reasonField } from './reason-field.ts'

export const detailsForm: CaseForm = {
  act: 'assign',
  firstField: 'priority',
  async open({ db, place }, { about }): Promise<DeskForm> {
    const say = speakToStaff(place)
    const now = await detailsOf(db, about.id)
    const words = (key: string, label: string, given: string, most: number): FormField => ({
      key,
      kind: 'words',
      label,
      required: false,
      most,
      given,
    })
    return {
      action: DETAILS,
      value: about.id,
      title: say('desk.details.title', { reference: reference(place, about.id) }).text,
      submit: say('desk.details.save').text,
      cancel: say('button.cancel').text,
      fields: [
        {
          key: 'priority',
          kind: 'choice',
          label: say('desk.details.priority').text,
          required: true,
          options: PRIORITIES.map(value => ({ value, label: say(`desk.details.priorities.${value}`).text })),
          given: now?.priority ?? 'normal',
        },
        {
          ...words('tags', say('desk.details.tags').text, now?.tags.join(', ') ?? '', 500),
          hint: say('desk.details.tagsHint').text,
        },
        words('url', say('desk.details.url').text, now?.link?.url ?? '', 2_000),
        words('label', say('desk.details.label').text, now?.link?.label ?? '', 80),
        {
          key: 'hidden',
          kind: 'choice',
          label: say('desk.details.public').text,
          required: true,
          options: [
            { value: SHOWN, label: say('desk.details.shown').text },
            { value: HIDDEN, label: say('desk.details.hidden').text },
          ],
          given: now?.hiddenReason == null ? SHOWN : HIDDEN,
        },
        words('reason', say('desk.details.why').text, now?.hiddenReason ?? '', MOST_REASON),
      ],
    }
  },
  async submit(work, { about, by, role }, { filled }) {
    const { db, place } = work
    const say = speakToStaff(place)
    const { priority = '', tags = '', url = '', label = '', hidden = '', reason = '' } = filled
    const read = readDetails({
      priority,
      tags: cleanText(tags),
      url,
      label: cleanText(label),
      hidden,
      reason: cleanText(reason),
    })
    if ('problems' in read) {
      const errors = Object.entries(read.problems).map(([field, problem]) => [
        field,
        say(`desk.details.wrong.${problem}`).text,
      ])
      return wrong(Object.fromEntries(errors))
    }
    const before = await detailsOf(db, about.id)
    if (before?.hiddenReason !== read.hiddenReason && !mayDo(role, 'hide'))
      return wrong({ hidden: say('desk.notTrainees').text })
    return async trx => ({ messages: await noteDetails(trx, about, read, by, { place, now: work.now() }) })
  },
}

export const escalateForm: CaseForm = {
  act: 'escalate',
  firstField: 'reason',
  open({ place }, { about }) {
    const say = speakToStaff(place)
    return {
      action: ESCALATE,
      value: about.id,
      title: say('desk.details.escalateTitle', { reference: reference(place, about.id) }).text,
      submit: say('desk.details.escalateSave').text,
      cancel: say('button.cancel').text,
      fields: [reasonField(say('desk.details.escalateWhy').text, say('desk.details.escalateHint').text)],
    }
  },
  submit(work, { about, by }, { filled: { reason } }) {
    const { place } = work
    const { why, wrong: noReason } = readReason(place, reason)
    if (noReason !== undefined) return wrong({ reason: noReason })
    return async trx => ({
      messages: await escalateCase(trx, about, { reason: why, by }, { place, now: work.now() }),
    })
  },
}
