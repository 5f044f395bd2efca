/**
 * The form behind *Block this person…*; for whom it was done, the way out of it.
 */
import { blockPerson, unblockPerson } from '../actions/block-person.ts'
import { BLOCK } from '../actions/case-menu.ts'
import { speakToStaff } from '../actions/context.ts'
import { readBlock, reasonProblem, stillBlocked } from '../core/block.ts'
import { cleanText } from '../core/clean-text.ts'
import type { DeskForm } from '../core/desk-views.ts'
import type { Place } from '../core/place.ts'
import { isoDayAt } from '../core/time-zone.ts'
import { formatDate } from '../core/working-time.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import { type CaseForm, wrong } from './case-form.ts'
import { reasonField } from './reason-field.ts'

/** What the form's value says behind the id where it opened for somebody who was blocked. */
const UNBLOCK = 'unblock'

export const blockForm: CaseForm = {
  act: 'block',
  firstField: 'reason',
  open({ place, now }, { about }) {
    const until = stillBlocked(about.blockedUntil, now())
    return until ? unblocking(place, about, until) : blocking(place, about)
  },
  submit({ place, now }, { about, by }, { filled, seen }) {
    const { until = '', reason = '' } = filled
    const say = speakToStaff(place)
    const why = cleanText(reason).trim()
    const meanwhile = { kind: 'errors' as const, errors: { reason: say('desk.notTheirs').text } }
    if (seen === UNBLOCK) {
      const problem = reasonProblem(why)
      if (problem) return wrong({ reason: say(`desk.block.wrong.${problem}`).text })
      return async trx => {
        const messages = await unblockPerson(trx, about, { reason: why, by }, { place, now: now() })
        return messages ? { messages } : { messages: [], answer: meanwhile }
      }
    }
    const read = readBlock({ until, reason: why }, isoDayAt(now(), place.timeZone))
    if ('problems' in read) {
      const errors = Object.entries(read.problems).map(([field, problem]) => [
        field,
        say(`desk.block.wrong.${problem}`).text,
      ])
      return wrong(Object.fromEntries(errors))
    }
    return async trx => {
      const messages = await blockPerson(trx, about, { ...read, by }, { place, now: now() })
      return messages ? { messages } : { messages: [], answer: meanwhile }
    }
  },
}

function blocking(place: Place, about: CaseAtDesk): DeskForm {
  const say = speakToStaff(place)
  return {
    action: BLOCK,
    value: about.id,
    title: say('desk.block.title').text,
    submit: say('desk.block.save').text,
    cancel: say('button.cancel').text,
    fields: [
      {
        key: 'until',
        kind: 'date',
        label: say('desk.block.until').text,
        hint: say('desk.block.untilHint').text,
        required: true,
      },
      reasonField(say('desk.block.why').text, say('desk.block.whyHint', { name: about.firstName }).text),
    ],
  }
}

function unblocking(place: Place, about: CaseAtDesk, until: Date): DeskForm {
  const say = speakToStaff(place)
  const day = formatDate(until, place.languages[0], place.timeZone)
  return {
    action: BLOCK,
    value: `${about.id}:${UNBLOCK}`,
    title: say('desk.block.unblockTitle').text,
    submit: say('desk.block.unblockSave').text,
    cancel: say('button.cancel').text,
    fields: [
      { kind: 'text', text: say('desk.block.now', { name: about.firstName, day }) },
      reasonField(say('desk.block.why').text, say('desk.block.unblockHint', { name: about.firstName }).text),
    ],
  }
}
