/**
 * The forms about a case, by the name of the act that opens each.
 */
import { ANSWER, ASK_RESIDENT, ASSIGN, STATUS } from '../actions/case-card.ts'
import { BLOCK, CATEGORY, DETAILS, ESCALATE, MERGE, TRANSFER } from '../actions/case-menu.ts'
import { CHANGE_REPLY, DECLINE, SEND_AT_ONCE } from '../actions/reply-buttons.ts'
import { openAnswer, submitAnswer } from './answer.ts'
import { askForm, submitAsk } from './ask-form.ts'
import { assignForm, submitAssign } from './assign-form.ts'
import { blockForm } from './block-form.ts'
import type { CaseForm } from './case-form.ts'
import { categoryForm } from './category-form.ts'
import { changeReplyForm } from './change-reply-form.ts'
import { detailsForm, escalateForm } from './details-form.ts'
import { declineForm, sendAtOnceForm } from './draft-forms.ts'
import { mergeForm } from './merge-form.ts'
import { statusForm, submitStatus } from './status-form.ts'
import { submitTemplate, TEMPLATE, templateForm } from './template-form.ts'
import { transferForm } from './transfer-form.ts'

const CASE_FORMS: Readonly<Record<string, CaseForm>> = {
  [ANSWER]: {
    act: 'reply',
    firstField: 'kind',
    open: openAnswer,
    submit: submitAnswer,
  },
  [ASK_RESIDENT]: {
    act: 'reply',
    firstField: 'words',
    open: ({ place, now }, { about }) => askForm(place, about, now().getTime()),
    submit: submitAsk,
  },
  [TEMPLATE]: {
    act: 'saveTemplate',
    firstField: 'name',
    open: ({ place }, { about }) => templateForm(place, about, { name: '', texts: {} }),
    submit: submitTemplate,
  },
  [STATUS]: {
    act: 'status',
    firstField: 'choice',
    open: ({ place }, { about }) => statusForm(place, about),
    submit: submitStatus,
  },
  [ASSIGN]: {
    act: 'assign',
    firstField: 'person',
    open: ({ place }, { about }) => assignForm(place, about),
    submit: (work, hand, { filled }) => submitAssign(work, hand, filled),
  },
  [TRANSFER]: transferForm,
  [CATEGORY]: categoryForm,
  [MERGE]: mergeForm,
  [ESCALATE]: escalateForm,
  [DETAILS]: detailsForm,
  [CHANGE_REPLY]: changeReplyForm,
  [DECLINE]: declineForm,
  [SEND_AT_ONCE]: sendAtOnceForm,
  [BLOCK]: blockForm,
}

export function caseFormOf(action: string): CaseForm | undefined {
  return Object.hasOwn(CASE_FORMS, action) ? CASE_FORMS[action] : undefined
}
