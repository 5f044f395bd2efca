/**
 * A member of staff filled in a form. Who may is asked again: minutes may lie between opening it and sending it.
 */
import { NOT_YET } from '../actions/panel/ask-for-launch.ts'
import { OUTCOME_BUTTONS } from '../actions/panel/outcome-posts.ts'
import { HOME_BUTTONS } from '../actions/panel/survey-home.ts'
import { RESULTS_WORDS } from '../actions/panel/tell-results.ts'
import type { DeskEvent, Did } from '../core/inbound.ts'
import { hearsNobody } from '../store/followers.ts'
import { BRING_IN, submitBringIn } from './bring-in.ts'
import { caseAtHand } from './case-at-hand.ts'
import { goesOn, nobodyToReach, wrong } from './case-form.ts'
import { caseFormOf } from './case-forms.ts'
import type { Act } from './desk.ts'
import { type DeskWork, LATER, nothing } from './desk-work.ts'
import { submitDecline } from './panel/decline-form.ts'
import { submitNotYet } from './panel/not-yet-form.ts'
import { submitOutcome } from './panel/outcome-form.ts'
import { isPhotosForm, submitPhotos } from './panel/photos-form.ts'
import { NEW_SURVEY, partFormOf, submitSurveyForm } from './panel/survey-forms.ts'
import { submitTest } from './panel/test-form.ts'
import { isWordForm, submitWord } from './panel/word-form.ts'

type Submitted = Extract<Did, { kind: 'submitted' }>

export async function prepareSubmitted(
  work: DeskWork,
  event: DeskEvent,
  submitted: Submitted,
): Promise<Act | typeof LATER> {
  const { action, value } = submitted
  if (action === BRING_IN) return submitBringIn(work, event, submitted)
  // was looked at: there is nothing to do
  if (action === HOME_BUTTONS.test) return submitTest(work, event, submitted)
  if (action === HOME_BUTTONS.preview || action === RESULTS_WORDS) return nothing
  if (isPhotosForm(action)) return submitPhotos(work, event, submitted)
  if (isWordForm(action)) return submitWord(work, event, submitted)
  if (action === NOT_YET) return submitNotYet(work, event, submitted)
  if (action === OUTCOME_BUTTONS.say) return submitOutcome(work, event, submitted)
  if (action === OUTCOME_BUTTONS.decline) return submitDecline(work, event, submitted)
  if (action === NEW_SURVEY || partFormOf(action)) return submitSurveyForm(work, event, submitted)
  const form = caseFormOf(action)
  if (!form) {
    work.log.warn({ action }, 'a form was filled in that nobody knows')
    return nothing
  }
  const [caseId = '', seen = ''] = value.split(':')
  const hand = await caseAtHand(work, event, caseId, form.act)
  if ('instead' in hand) {
    if (hand.instead === LATER) return LATER
    return wrong({ [form.firstField]: hand.why.text })
  }
  if (hand.about.mergedInto !== null) return wrong({ [form.firstField]: goesOn(work, hand.about.mergedInto).text })
  if (form.act === 'reply' && (await hearsNobody(work.db, hand.about))) {
    return wrong({ [form.firstField]: nobodyToReach(work).text })
  }
  return form.submit(work, hand, { ...submitted, event, seen })
}
