/**
 * The turn at work: what is known, what is to be said and done. Lives for one turn, in memory, and changes as it goes.
 */

import type { SurveyMessage } from '../asking/question-message.ts'
import type { FileRefusal } from '../core/files.ts'
import type { Lookup } from '../core/lookup.ts'
import type { Network } from '../core/network.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Effect, TurnInput } from '../core/turn.ts'
import type { Talk } from './flow.ts'
import type { World } from './move.ts'
import { refusalNotes } from './refusals.ts'
import type { ScriptEngine } from './script-engine.ts'
import type { Option } from './step.ts'
import type { TalkState } from './talk-state.ts'

/** What is the same for all turns, made once at start. */
export interface House {
  readonly engine: ScriptEngine
  /** In the order of the menu, new versions before old ones. Pins and photos out of the blue begin the first. */
  readonly talks: readonly Talk[]
  /** True for words that tell of an emergency. */
  readonly isEmergency: (words: string) => boolean
  /** True where a typed address can be looked up. */
  readonly canGeocode: boolean
  /** True for networks where people can send pins. */
  readonly hasPins: (network: Network) => boolean
}

export interface Turn {
  readonly house: House
  /** Changes with the person's language. */
  world: World
  readonly input: TurnInput
  /** The channel in which a button was pressed, and in which it is answered. */
  readonly here: string | undefined
  state: TalkState
  /** Said before the next question, whatever it will be. */
  readonly notes: RichText[]
  /** Said before the question when it stays. */
  hint: RichText | undefined
  show: Show
  readonly effects: Effect[]
  /** What has to be known before what is being heard can be answered. */
  wants: Lookup | undefined
}

/** The turn before something was heard: to be taken again once more is known. */
type Snapshot = Pick<Turn, 'world' | 'state' | 'hint' | 'show'> & { readonly notes: number; readonly effects: number }

export function snapshotOf({ world, state, hint, show, notes, effects }: Turn): Snapshot {
  return { world, state, hint, show, notes: notes.length, effects: effects.length }
}

export function rewind(turn: Turn, { notes, effects, ...before }: Snapshot): void {
  Object.assign(turn, before)
  turn.notes.length = notes
  turn.effects.length = effects
}

/** What the person sees at the end of the turn: what was shown before it was answered or is out of date. */
export type Show =
  | { readonly what: 'nothing' }
  | { readonly what: 'dialogue' }
  | { readonly what: 'aside' }
  | { readonly what: 'menu'; readonly lead: RichText }
  /** A survey's question, or what was answered. Its tokens work however old they are, and nothing of it is kept. */
  | { readonly what: 'survey'; readonly message: SurveyMessage; readonly asks?: SideQuestion }
  /** One's own cases, one's panel. The codes of its options are tokens that work however old they are. */
  | {
      readonly what: 'view'
      readonly text: RichText
      readonly options: readonly (readonly Option[])[]
      readonly asks?: SideQuestion
    }

/** What is asked beside any dialogue: something about the panel, whether to pair this chat, whether to erase answers. */
export type SideQuestion = 'panel' | 'pairing' | 'erasing'

export function showMenu(turn: Turn, lead: RichText): void {
  turn.show = { what: 'menu', lead }
  turn.hint = undefined
}

/** Shows the question that waits, with a word before it; the menu where none waits. */
export function showWhereWeAre(turn: Turn, hint: RichText | undefined, otherwise: RichText): void {
  const { aside, dialogue } = turn.state
  if (aside || dialogue) {
    turn.show = { what: aside ? 'aside' : 'dialogue' }
    turn.hint = hint
  } else showMenu(turn, otherwise)
}

/** Says which files were left out and why. */
export function noteRefused(turn: Turn, refused: readonly FileRefusal[]): void {
  turn.notes.push(...refusalNotes(refused, turn.world.say))
}

/** Changes the state; what is `undefined` is taken out of it. */
export function keep(turn: Turn, change: { readonly [K in keyof TalkState]?: TalkState[K] | undefined }): void {
  const next = { ...turn.state, ...change }
  for (const key of Object.keys(change) as (keyof TalkState)[]) if (next[key] === undefined) delete next[key]
  turn.state = next as TalkState
}

/** Number of the first prompt that is still to be sent. */
export function nextPrompt(turn: Turn): number {
  return turn.state.prompt + 1
}
