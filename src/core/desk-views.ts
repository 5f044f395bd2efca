/**
 * What staff fill in: forms that stand before everything else, opened while the press that asked for one is fresh.
 */
import type { RemoteFile } from './files.ts'
import type { RichText } from './rich-text.ts'

/** The staff tool's forms. */
export interface DeskViews {
  /**
   * Opens a form for the person who pressed.
   *
   * @throws {SendError} REJECTED where the press is too long ago (Slack: 3 s), or was used before.
   */
  open(press: FreshPress, form: DeskForm): Promise<void>
}

export interface FreshPress {
  /** `Did.trigger` of the press. */
  readonly trigger: string
  readonly channel: string
  readonly thread?: string
}

export interface DeskForm {
  /** Which act it is for; comes back when it is submitted. */
  readonly action: string
  /** Comes back as it is. Not secret, never shown. */
  readonly value: string
  /** At most 24 UTF-16 units are shown. */
  readonly title: string
  readonly submit: string
  readonly cancel: string
  /** At least one field among them. */
  readonly fields: readonly FormItem[]
}

export type FormItem =
  | FormField
  /** Words to be read: what to do, or how it will look. */
  | { readonly kind: 'text'; readonly text: RichText }
  /** A press tells the desk how the form stands (`Did` of kind `changed`). */
  | { readonly kind: 'button'; readonly key: string; readonly label: string }
  /** Words of somebody, never formatted, and what can be done with them behind a menu: chosen there, it comes as the key's value. */
  | {
      readonly kind: 'entry'
      readonly key: string
      /** 3,000 UTF-16 units are shown. */
      readonly words: string
      /** Ours, beside the words. */
      readonly link?: { readonly label: string; readonly url: string }
      /** One line below. */
      readonly aside?: string
      /** One to five. */
      readonly acts: readonly FormOption[]
    }

export type FormField = {
  /** Letters, digits and hyphens; names the value when it comes back. */
  readonly key: string
  readonly label: string
  readonly hint?: string
  readonly required: boolean
  /**
   * Letters and digits. In a form that changes: with another edition `given` takes the place of what stood there, with
   * the same what was typed stays.
   */
  readonly edition?: string
} & (
  | {
      readonly kind: 'choice'
      /** At least one, at most 100. */
      readonly options: readonly FormOption[]
      /** Value of the option that is chosen already. */
      readonly given?: string
      /** The desk is told of each choice (`Did` of kind `changed`), and may change the form. */
      readonly live?: true
    }
  /** Options come while one types: `Did` of kind `searched`. */
  | { readonly kind: 'search'; readonly given?: FormOption }
  | {
      readonly kind: 'words'
      /** UTF-16 units, at most 3,000. */
      readonly most: number
      readonly oneLine?: true
      readonly given?: string
    }
  /** Several of the options, or none; the value is theirs, a line each. At least one option, at most 100. */
  | { readonly kind: 'choices'; readonly options: readonly FormOption[]; readonly given?: readonly string[] }
  /** ISO date. */
  | { readonly kind: 'date'; readonly given?: string }
  /** As in 09:30. */
  | { readonly kind: 'time'; readonly given?: string }
  /** A member of staff; the value is their id. */
  | { readonly kind: 'person'; readonly given?: string }
  /** They come with the form's `files`, at most this many, 10 at most. */
  | { readonly kind: 'files'; readonly most: number }
)

export interface FormOption {
  readonly value: string
  /** 75 UTF-16 units are shown, as of the description below it. */
  readonly label: string
  readonly description?: string
}

/** Values by the key of their field, as they came: nothing is believed of them. What was left empty is absent. */
export type Filled = Readonly<Record<string, string>>

/** A form as it stands before somebody. */
export interface FilledForm {
  /** The form's own. */
  readonly action: string
  readonly value: string
  readonly filled: Filled
  readonly files: readonly RemoteFile[]
}

/** It looks like this now; what was typed stays. */
export interface FormUpdate {
  readonly kind: 'update'
  readonly form: DeskForm
}

/** What a submitted form is answered with. With `errors` it stays open, with everything that was typed. */
export type FormAnswer =
  | { readonly kind: 'close' }
  /** Closes this form alone: the one below, from which it was opened, is there again. */
  | { readonly kind: 'back' }
  /** A sentence for each field that is wrong, by its key. */
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | FormUpdate

/** What becomes of a form in which something was chosen or pressed. */
export type FormChange =
  | FormUpdate
  /** Another is laid over it, until that is submitted or closed. */
  | { readonly kind: 'push'; readonly form: DeskForm }
