/**
 * What staff fill in: forms that stand before everything else, opened while the press that asked for one is fresh.
 */

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
  /** At least one. */
  readonly fields: readonly FormField[]
}

export type FormField = {
  /** Of letters only; names the value when it comes back. */
  readonly key: string
  readonly label: string
  readonly hint?: string
  readonly required: boolean
} /** At least one option, at most 100. */ & (
  | { readonly kind: 'choice'; readonly options: readonly FormOption[] }
  | { readonly kind: 'words'; readonly most: number }
  | { readonly kind: 'date' }
  /** A member of staff; the value is their id. */
  | { readonly kind: 'person' }
)

export interface FormOption {
  readonly value: string
  readonly label: string
}

/** Values by the key of their field, as they came: nothing is believed of them. What was left empty is absent. */
export type Filled = Readonly<Record<string, string>>

/** What a submitted form is answered with. With `errors` it stays open, with everything that was typed. */
export type FormAnswer =
  | { readonly kind: 'close' }
  /** A sentence for each field that is wrong, by its key. */
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
