/**
 * What drawing a block needs to know: names, what is filled in, and what is done when somebody acts on an element.
 */
import type { SlackHeld, SlackOption } from '../view.ts'
import type { Names } from './slack-text.ts'

/** An element, by its block and its action. */
export interface Target {
  readonly block: string
  readonly action: string
}

export interface Named {
  readonly id: string
  readonly name: string
}

export interface Drawing {
  readonly names: Names
  readonly people: readonly Named[]
  readonly channels: readonly Named[]
  /** Unique on the page, for labels and descriptions. */
  readonly scope: string
  /** What an element holds, where it is filled in already. */
  readonly held: (target: Target) => SlackHeld | undefined
  /** What the app offered at the last search in this block. */
  readonly found: (block: string) => readonly SlackOption[]
  /** A button is pressed, or something chosen that the app wants to hear of at once. */
  readonly press: (target: Target, chosen?: string) => void
  readonly lookUp: (target: Target, typed: string) => void
  /** A field that the app wants to hear of holds this now. */
  readonly report: (target: Target, held: string | readonly string[]) => void
}
