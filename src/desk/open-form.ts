/**
 * Forms that somebody has before them: what becomes of one when something in it was chosen or pressed, and the options
 * that its search fields offer. Looked up at once and answered at once: nothing is written.
 */
import { ANSWER } from '../actions/case-card.ts'
import { MERGE } from '../actions/case-menu.ts'
import { OUTCOME_BUTTONS } from '../actions/panel/outcome-posts.ts'
import { HOME_BUTTONS } from '../actions/panel/survey-home.ts'
import { RESULTS_WORDS } from '../actions/panel/tell-results.ts'
import type { Doors } from '../core/adapter.ts'
import type { FormChange, FormOption } from '../core/desk-views.ts'
import type { DeskEvent, Did } from '../core/inbound.ts'
import { changedAnswer } from './answer.ts'
import type { DeskWork } from './desk-work.ts'
import { searchMerge } from './merge-form.ts'
import { changedOutcomeForm } from './panel/outcome-form.ts'
import { changedWords } from './panel/pressed-on-words.ts'
import { changedPreview } from './panel/preview-form.ts'
import { changedSurveyForm } from './panel/survey-forms.ts'
import { changedTest } from './panel/test-form.ts'

export type Changed = Extract<Did, { kind: 'changed' }>
export type Searched = Extract<Did, { kind: 'searched' }>

/** The room of each form that changes, by its name. */
const CHANGES: Readonly<
  Record<string, (work: DeskWork, event: DeskEvent, changed: Changed) => Promise<FormChange | undefined>>
> = {
  [ANSWER]: changedAnswer,
  [HOME_BUTTONS.question]: changedSurveyForm,
  [OUTCOME_BUTTONS.say]: changedOutcomeForm,
  [HOME_BUTTONS.preview]: changedPreview,
  [HOME_BUTTONS.test]: changedTest,
  [RESULTS_WORDS]: changedWords,
}

/** The room of each form in which one can search, by its name. */
const SEARCHES: Readonly<
  Record<string, (work: DeskWork, event: DeskEvent, searched: Searched) => Promise<readonly FormOption[]>>
> = { [MERGE]: searchMerge }

export function answerOpenForms(work: () => DeskWork): Pick<Doors, 'change' | 'suggest'> {
  const unknown = (action: string) => work().log.warn({ action }, 'something was done in a form that nobody knows')
  return {
    async change(event) {
      const { did } = event
      if (did.kind !== 'changed') return undefined
      const room = Object.hasOwn(CHANGES, did.action) ? CHANGES[did.action] : undefined
      if (!room) unknown(did.action)
      return room?.(work(), event, did)
    },
    async suggest(event) {
      const { did } = event
      if (did.kind !== 'searched') return []
      const room = Object.hasOwn(SEARCHES, did.action) ? SEARCHES[did.action] : undefined
      if (!room) unknown(did.action)
      return (await room?.(work(), event, did)) ?? []
    },
  }
}
