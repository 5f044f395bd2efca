/**
 * What staff ask for their own eyes: a command, and the next part of its answer. Answered at once, by the quick lane.
 */
import type { DeskForm } from './desk-views.ts'
import type { DeskButton } from './outbound.ts'
import type { RichText } from './rich-text.ts'

export interface StaffAsks {
  /** Who asks, as the staff tool knows them. */
  readonly user: string
  /** What was typed behind the command; or the value of a button named `ASK` under an answer. */
  readonly asked: { readonly by: 'command' | 'button'; readonly words: string }
}

/** Fits into one message; only who asked sees it. */
export interface StaffAnswer {
  readonly text: RichText
  readonly buttons: readonly DeskButton[]
  /** Opened at once in the place of the words, which are said where that does not work. */
  readonly form?: { readonly channel: string; readonly form: DeskForm }
}

/** Name of the buttons that ask for another part. */
export const ASK = 'ask'
