/**
 * The page that each of staff has of their own in the staff tool. It is made anew each time they open it or choose something
 * in it, and holds what it needs to know of before.
 */
import type { Filled, FormOption } from './desk-views.ts'
import type { DeskButton } from './outbound.ts'
import type { RichText } from './rich-text.ts'

export interface HomeAsks {
  /** Whose it is, as the staff tool knows them. */
  readonly user: string
  /** As the page before carried it, empty where there was none. Nothing is believed of it. */
  readonly carried: string
  /** What is chosen and typed in it. */
  readonly filled: Filled
  /** The button that was pressed; absent where it was opened, or something was chosen. */
  readonly pressed?: { readonly action: string; readonly value: string }
}

export interface StaffHome {
  /** At most 3,000 UTF-16 units; comes back. */
  readonly carried: string
  /** At most 90. */
  readonly items: readonly HomeItem[]
}

export type HomeItem =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: RichText }
  | { readonly kind: 'line' }
  /** At most 25. */
  | { readonly kind: 'buttons'; readonly buttons: readonly DeskButton[] }
  /** At most 5, side by side. */
  | { readonly kind: 'choices'; readonly key: string; readonly choices: readonly HomeChoice[] }
  /** Typed, and sent with Enter. */
  | {
      readonly kind: 'words'
      readonly key: string
      readonly label: string
      readonly given: string
      readonly most: number
    }

export interface HomeChoice {
  /** Of letters only; names the value in `filled`. */
  readonly key: string
  /** What is chosen first stands for not choosing; at most 100. */
  readonly options: readonly FormOption[]
  readonly given: string
}
