/**
 * A step: one question of a dialogue, and everything that can be said to it. Pure; knows nothing of the engine.
 */
import type { Speak } from '../../locales/index.ts'
import type { Where } from '../core/case.ts'
import type { LookedUp, Lookup } from '../core/lookup.ts'
import type { Language, Place } from '../core/place.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Input } from './input.ts'

/** Answers by the name of their step; `null` is skipped. JSON, kept between turns. */
export type Given = Readonly<Record<string, unknown>>

/** What a step can see. */
export interface Scene {
  readonly place: Place
  readonly language: Language
  readonly say: Speak
  readonly now: Date
  readonly given: Given
  /** What the step itself left here while it waits: the page shown. */
  readonly draft: unknown
  readonly lookedUp: readonly LookedUp[]
  /** True where addresses can be looked up. */
  readonly canGeocode: boolean
  /** True where the person's network has pins. */
  readonly canSendPins: boolean
  /** Where the person's last case was. */
  readonly lastPlace: Where | undefined
}

export interface Step<Value = unknown> {
  readonly name: string
  /** The answer, where there is one and it was not skipped. */
  of(given: Given): Value | undefined
  /** False where it is not to be asked, given the other answers. */
  applies(scene: Scene): boolean
  /** True where it may be skipped. */
  optional(scene: Scene): boolean
  /** True for what is an answer today; the place file or the flow may have changed since it was given. */
  holds(value: unknown, scene: Scene): boolean
  /** True for what is no answer yet, and is kept all the same when the flow has changed. Default: nothing. */
  keeps?(value: unknown): boolean
  ask(scene: Scene): Ask
  /** @param option  The code of the choice that was tapped or typed. */
  take(input: Input, option: string | undefined, scene: Scene): Taken<Value>
  /** The piece of a message that this step is about. */
  readonly piece?: 'place' | 'photos'
  /** Takes its piece though another question is being asked. */
  early?(input: Input, scene: Scene): Early<Value> | undefined
  /** Keeps what an input hints at, to offer it when the question is put. Nothing is said of it. */
  suggest?(input: Input, scene: Scene): unknown
  /** What is said when an answer no longer applies and is left out. */
  leftOut?(scene: Scene): RichText
  /** The name of the answer on the card. */
  label(scene: Scene): string
  /** The answer as the card shows it. */
  show(value: Value, scene: Scene): RichText
  /** Never asked: the card offers it by this label, until there is an answer. */
  offer?(scene: Scene): string
  /** Said after a wrong answer. */
  hint(scene: Scene): RichText
  /** Said after the second wrong answer. */
  example(scene: Scene): RichText
}

/** A question as it is put. */
export interface Ask {
  readonly text: RichText
  /** In rows. */
  readonly choices: readonly (readonly Option[])[]
  /** What can be typed though it is not shown. */
  readonly typed?: readonly Option[]
  /** True where typing a choice's number chooses it. */
  readonly numbered?: boolean
}

export interface Option {
  /** ASCII, at most 48 bytes, and none of the engine's own: skip, back, cancel. */
  readonly code: string
  readonly label: string
  readonly synonyms?: readonly string[]
}

export type Taken<Value> =
  | { readonly kind: 'answer'; readonly value: Value; readonly note?: RichText; readonly also?: Given }
  /** Part of an answer: kept, and the question stays. `also`: other answers that it adds to, by their step's name. */
  | { readonly kind: 'part'; readonly value: Value; readonly note?: RichText; readonly also?: Given }
  /** Nothing was answered, the question is put another way (the next page). */
  | { readonly kind: 'turn'; readonly draft: unknown }
  | { readonly kind: 'unclear'; readonly hint?: RichText; readonly draft?: unknown }
  /** Cannot be told without it: the same input comes again with the answer among `Scene.lookedUp`. */
  | { readonly kind: 'lookup'; readonly lookup: Lookup }
  | { readonly kind: 'send' }
  /** To another step, by its name. */
  | { readonly kind: 'go'; readonly step: string; readonly changing: boolean }

export interface Early<Value> {
  readonly value: Value
  readonly note: RichText
}

/** The answer of a step by its name. What a state holds was checked by `holds` before a dialogue went on with it. */
export function answerOf<Value>(given: Given, name: string): Value | undefined {
  return (given[name] ?? undefined) as Value | undefined
}
