/**
 * A form about a case: what it asks, and what its answer does.
 */
import type { DeskForm, Filled } from '../core/desk-views.ts'
import type { CaseAtHand } from './case-at-hand.ts'
import type { Act } from './desk.ts'
import type { DeskWork } from './desk-work.ts'

export interface CaseForm {
  /** The field at which it is said that somebody may not. */
  readonly firstField: string
  readonly open: (work: DeskWork, hand: CaseAtHand) => DeskForm | Promise<DeskForm>
  /** @param seen  What the form's value says behind the id of the case: how it stood when the form was opened. */
  readonly submit: (work: DeskWork, hand: CaseAtHand, seen: string, filled: Filled) => Act | Promise<Act>
}

/** The act that leaves a form open, with a sentence at a field. */
export function wrong(errors: Readonly<Record<string, string>>): Act {
  return async () => ({ messages: [], answer: { kind: 'errors', errors } })
}
