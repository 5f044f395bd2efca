/**
 * A form for one part of a survey: what it asks, and what becomes of the survey by what was filled in.
 */

import type { TextKey } from '../../../locales/index.ts'
import type { FilledForm, FormItem } from '../../core/desk-views.ts'
import type { RemoteFile } from '../../core/files.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Place } from '../../core/place.ts'
import type { DeskWork } from '../desk-work.ts'

export interface PartForm {
  readonly title: Extract<TextKey, `builder.title.${string}`>
  /** The field at which is said what belongs to no other. */
  readonly firstField: (survey: Survey, filled: FilledForm['filled']) => string
  /** @param part  Which of its kind: a question's key. */
  readonly fields: (shown: ShownPart, part: string) => readonly FormItem[]
  /** How it stands: who overtakes somebody else is told. */
  readonly partOf: (survey: Survey, part: string) => unknown
  readonly read: (work: DeskWork, survey: Survey, part: string, form: FilledForm) => ReadPart
}

export interface ShownPart {
  readonly place: Place
  readonly survey: Survey
  /** ISO date, by the town's clock. */
  readonly today: string
  /** @see DeskWork.channelNames */
  readonly channels: ReadonlyMap<string, string>
  /** As a form that stays open was filled in by then. */
  readonly filled?: FilledForm['filled']
}

export type ReadPart =
  | { readonly survey: Survey; readonly errors?: never; readonly chosen?: ChosenPictures }
  /** A sentence by field. */
  | { readonly errors: Readonly<Record<string, string>>; readonly survey?: never }

/** Two pictures of a question, which are fetched once the form is closed. */
export interface ChosenPictures {
  readonly question: string
  readonly files: readonly RemoteFile[]
}
