/**
 * A form about a case: what it asks, and what its answer does.
 */
import { reference, speakToStaff } from '../actions/context.ts'
import type { DeskForm, FilledForm } from '../core/desk-views.ts'
import type { DeskEvent } from '../core/inbound.ts'
import type { RichText } from '../core/rich-text.ts'
import type { StaffAct } from '../core/roles.ts'
import type { CaseAtHand } from './case-at-hand.ts'
import type { Act } from './desk.ts'
import type { DeskWork } from './desk-work.ts'

export interface CaseForm {
  /** Who may: asked when it is opened, and again when it is sent. */
  readonly act: StaffAct
  /** The field at which it is said that somebody may not. */
  readonly firstField: string
  /** @param seen  What the button's value says behind the id of the case. */
  readonly open: (work: DeskWork, hand: CaseAtHand, seen: string) => DeskForm | Promise<DeskForm>
  readonly submit: (work: DeskWork, hand: CaseAtHand, sent: SentForm) => Act | Promise<Act>
}

export interface SentForm extends FilledForm {
  readonly event: DeskEvent
  /** What its value says behind the id of the case: how it stood when the form was opened. */
  readonly seen: string
}

/** The act that leaves a form open, with a sentence at a field. */
export function wrong(errors: Readonly<Record<string, string>>): Act {
  return async () => ({ messages: [], answer: { kind: 'errors', errors } })
}

/** Staff brought the case in: there is no chat. */
export function nobodyToReach({ place }: DeskWork): RichText {
  return speakToStaff(place)('desk.rang.nobody')
}

/** A merged case is worked on in the one as which it goes on. */
export function goesOn({ place }: DeskWork, into: string): RichText {
  return speakToStaff(place)('desk.merge.goesOn', { other: reference(place, into) })
}
