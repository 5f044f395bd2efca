/**
 * A member of staff pressed a button of ours.
 */
import { CLAIM, HISTORY, UNASSIGN } from '../actions/case-card.ts'
import { UNMERGE } from '../actions/case-menu.ts'
import { RETRY_NEWS } from '../actions/not-told.ts'
import { OUTCOME_BUTTONS } from '../actions/panel/outcome-posts.ts'
import { APPROVE, APPROVE_ALL_THE_SAME } from '../actions/reply-buttons.ts'
import type { DeskEvent, Did } from '../core/inbound.ts'
import { BRING_IN, openBringIn } from './bring-in.ts'
import { caseFormOf } from './case-forms.ts'
import type { Act } from './desk.ts'
import { type DeskWork, type LATER, nothing } from './desk-work.ts'
import { INVITATION_BUTTONS, pressedOnInvitation } from './panel/pressed-on-invitation.ts'
import { pressedOnOutcome } from './panel/pressed-on-outcome.ts'
import { pressedOnSurvey, SURVEY_BUTTONS } from './panel/pressed-on-survey.ts'
import { pressedOnWords, WORDS_BUTTONS } from './panel/pressed-on-words.ts'
import { pressedOnCard } from './pressed-on-card.ts'
import { pressedOnDraft } from './pressed-on-draft.ts'
import { pressedOnNews } from './pressed-on-news.ts'
import { OVER_TIME_BUTTONS, pressedOnOverTime } from './pressed-on-over-time.ts'
import { pressedOnReply, REPLY_BUTTONS } from './pressed-on-reply.ts'
import { pressedOnResults, RESULTS_BUTTONS } from './pressed-on-results.ts'
import { pressedOnWave, WAVE_BUTTONS } from './pressed-on-wave.ts'

export type Pressed = Extract<Did, { kind: 'pressed' }>

/** The room of each button, by its name. Those that open a form about a case are beside them. */
const ROOMS: Readonly<
  Record<string, (work: DeskWork, event: DeskEvent, pressed: Pressed) => Promise<Act | typeof LATER>>
> = {
  ...Object.fromEntries(Object.keys(REPLY_BUTTONS).map(action => [action, pressedOnReply])),
  [APPROVE]: pressedOnDraft,
  [APPROVE_ALL_THE_SAME]: pressedOnDraft,
  ...Object.fromEntries(WAVE_BUTTONS.map(action => [action, pressedOnWave])),
  ...Object.fromEntries(SURVEY_BUTTONS.map(action => [action, pressedOnSurvey])),
  ...Object.fromEntries(INVITATION_BUTTONS.map(action => [action, pressedOnInvitation])),
  ...Object.fromEntries(Object.values(OUTCOME_BUTTONS).map(action => [action, pressedOnOutcome])),
  ...Object.fromEntries(WORDS_BUTTONS.map(action => [action, pressedOnWords])),
  ...Object.fromEntries(RESULTS_BUTTONS.map(action => [action, pressedOnResults])),
  ...Object.fromEntries(OVER_TIME_BUTTONS.map(action => [action, pressedOnOverTime])),
  [RETRY_NEWS]: pressedOnNews,
  [CLAIM]: pressedOnCard,
  [UNASSIGN]: pressedOnCard,
  [HISTORY]: pressedOnCard,
  [UNMERGE]: pressedOnCard,
  [BRING_IN]: openBringIn,
}

export async function preparePressed(work: DeskWork, event: DeskEvent, pressed: Pressed): Promise<Act | typeof LATER> {
  const room = Object.hasOwn(ROOMS, pressed.action)
    ? ROOMS[pressed.action]
    : caseFormOf(pressed.action) && pressedOnCard
  if (room) return room(work, event, pressed)
  work.log.warn({ action: pressed.action }, 'a button was pressed that nobody knows')
  return nothing
}
