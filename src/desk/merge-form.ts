/**
 * The form behind *Merge into…*: the case in which this one goes on, looked for by its reference or by words. What is nearby is
 * offered first.
 */
import { MERGE } from '../actions/case-menu.ts'
import { inLanguage, reference, speakToStaff } from '../actions/context.ts'
import { mergeCase } from '../actions/merge-case.ts'
import type { FormOption } from '../core/desk-views.ts'
import type { DeskEvent } from '../core/inbound.ts'
import type { Place } from '../core/place.ts'
import { caseById } from '../store/cases.ts'
import { type Candidate, casesLike, casesNear, goesOnAs } from '../store/merges.ts'
import { caseAtHand } from './case-at-hand.ts'
import { type CaseForm, wrong } from './case-form.ts'
import type { DeskWork } from './desk-work.ts'
import type { Searched } from './open-form.ts'

/** Shorter words are in everything. */
const LEAST_LETTERS = 3

export const mergeForm: CaseForm = {
  act: 'merge',
  firstField: 'into',
  open({ place }, { about }) {
    const say = speakToStaff(place)
    return {
      action: MERGE,
      value: about.id,
      title: say('desk.merge.title', { reference: reference(place, about.id) }).text,
      submit: say('desk.merge.save').text,
      cancel: say('button.cancel').text,
      fields: [
        { kind: 'text', text: say('desk.merge.what', { name: about.firstName }) },
        {
          key: 'into',
          kind: 'search',
          label: say('desk.merge.into').text,
          hint: say('desk.merge.intoHint').text,
          required: true,
        },
      ],
    }
  },
  async submit(work, { about, by }, { filled: { into = '' } }) {
    const { db, place } = work
    const say = speakToStaff(place)
    const chosen = /^\d{1,18}$/.test(into) ? await caseById(db, await goesOnAs(db, into)) : undefined
    if (!chosen) return wrong({ into: say('desk.merge.noCase').text })
    if (chosen.id === about.id) return wrong({ into: say('desk.merge.itself').text })
    return async trx => {
      const messages = await mergeCase(trx, about, { into: chosen, by }, { place, now: work.now() })
      if (messages) return { messages }
      return { messages: [], answer: { kind: 'errors', errors: { into: say('desk.merge.notOpen').text } } }
    }
  },
}

/** Whoever may not work on the case finds nothing. */
export async function searchMerge(work: DeskWork, event: DeskEvent, { value, query }: Searched) {
  const hand = await caseAtHand(work, event, value, 'merge')
  if ('instead' in hand) return []
  const words = query.trim()
  const found =
    words === ''
      ? await casesNear(work.db, hand.about.id)
      : await casesLike(work.db, hand.about.id, asked(work.place, words))
  return found.map(one => optionOf(work.place, one))
}

function asked(place: Place, words: string): { readonly number: string | undefined; readonly words: string } {
  const prefix = place.reference.toLowerCase()
  const number = /^(?:([a-z0-9]+)-)?(\d{1,15})$/.exec(words.toLowerCase())
  const isReference = number !== null && (number[1] === undefined || number[1] === prefix)
  return { number: isReference ? number[2] : undefined, words: words.length < LEAST_LETTERS ? '' : words }
}

function optionOf(place: Place, { id, category, words, placeWords, metres }: Candidate): FormOption {
  const say = speakToStaff(place)
  const found = place.categories.get(category ?? '')
  const about = found ? inLanguage(place, found.name, place.languages[0]) : say('desk.question').text
  const near = metres === null ? undefined : say('desk.merge.metres', { metres: Math.round(metres) }).text
  const description = [near, placeWords, words?.text].filter(Boolean).join(' · ')
  return { value: id, label: `${reference(place, id)} · ${about}`, ...(description && { description }) }
}
