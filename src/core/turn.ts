/**
 * A turn: everything that waits for one person, answered in memory. What it returns is committed at once, or not at all.
 */
import type { CaseDraft, CaseKind, Helped, SaidMessage, WarmCase } from './case.ts'
import type { StoredFile, TakenFile } from './files.ts'
import type { ResidentEvent } from './inbound.ts'
import type { LookedUp, Lookup } from './lookup.ts'
import type { Address } from './network.ts'
import type { ToResident } from './outbound.ts'
import type { PairAct } from './panel/pairing.ts'
import type { PanelAct } from './panel/panel-act.ts'
import type { SurveyAnswer } from './panel/survey-answer.ts'
import type { Language } from './place.ts'
import type { RichText } from './rich-text.ts'

export interface TurnInput {
  readonly address: Address
  /** As the last turn left it; absent at first contact or after everything ended. */
  readonly state: ConversationState | undefined
  /** In the network's order; none where only time has passed. */
  readonly heard: readonly Heard[]
  readonly warmCases: readonly WarmCase[]
  /** What turns before this one wanted to know, as far as it still matters. */
  readonly lookedUp: readonly LookedUp[]
  /** Until when staff have blocked this person; absent where they are heard. */
  readonly blockedUntil?: Date
  /** True where they are on the panel. */
  readonly onPanel?: boolean
  /** True where they want nothing but answers to their own cases. */
  readonly stopped?: boolean
  /**
   * The survey that was put to them last, is open or closed a short while ago, and of which they have answered nothing, or
   * were told since where to go on; one that they test goes first. `arrived`: false where nobody can tell whether they got
   * it. `at`: when it was put last, ISO 8601.
   */
  readonly asked?: { readonly waveId: string; readonly arrived: boolean; readonly at: string }
  /** A turn reads no clock. */
  readonly now: Date
}

export interface Heard {
  readonly event: ResidentEvent
  /** What became of the files of a message, in their order. */
  readonly files: readonly TakenFile[]
  /** The case that it is about: it replies to, changes or deletes a message of that case. */
  readonly about?: AboutCase
}

export interface AboutCase {
  readonly caseId: string
  readonly kind: CaseKind
  /** Nobody works on it, nor on one as which it goes on. */
  readonly settled: boolean
}

export interface TurnOutcome {
  readonly state: ConversationState | undefined
  readonly messages: readonly TurnMessage[]
  readonly effects: readonly Effect[]
  /**
   * How many of `heard` were dealt with: fewer than all where the rest has to see the effects first, or waits for what
   * the turn `wants`. At least one of those there are, unless it wants something.
   */
  readonly handled: number
  /** When a turn is to be taken though nothing was heard; absent where time brings nothing about. */
  readonly wakeAt?: Date
  /** What has to be known before the first of `heard` that was not dealt with. */
  readonly wants?: Lookup
}

export interface TurnMessage extends Pick<ToResident, 'text' | 'choices' | 'files' | 'invite'> {
  /** It may tell what they answered to a survey: nothing of it stays, whatever becomes of it. */
  readonly ofAnswers?: true
}

/** JSON, kept between turns. Its inside belongs to `src/conversation`. */
export type ConversationState = Readonly<Record<string, unknown>>

/** What a turn brings about beside messages. Each kind is carried out by the action of the same name. */
export type Effect =
  /** The action answers the resident with the reference, who has it and by when. */
  | { readonly kind: 'openCase'; readonly draft: CaseDraft }
  | {
      readonly kind: 'addToCase'
      readonly caseId: string
      readonly text: RichText
      readonly files: readonly StoredFile[]
      /** The messages that it came in. */
      readonly said: readonly SaidMessage[]
    }
  /** How much it helped, or a word to it. */
  | { readonly kind: 'rateCase'; readonly caseId: string; readonly helped?: Helped; readonly words?: RichText }
  /** The resident takes a case back. */
  | { readonly kind: 'withdrawCase'; readonly caseId: string }
  /** What was settled is not right after all. */
  | {
      readonly kind: 'reopenCase'
      readonly caseId: string
      readonly text: RichText
      readonly files: readonly StoredFile[]
      readonly said: readonly SaidMessage[]
    }
  /** A message that went to a case says something else now. */
  | { readonly kind: 'changeWords'; readonly messageId: string; readonly text: RichText }
  | { readonly kind: 'deleteWords'; readonly messageId: string }
  /** About their own membership of the panel. */
  | { readonly kind: 'panel'; readonly act: PanelAct }
  /** Whether this chat is that of somebody of staff. The action says what came of it. */
  | { readonly kind: 'pair'; readonly act: PairAct }
  /** What they answer to a survey's question. The action puts the next one, or thanks them. */
  | ({ readonly kind: 'answerSurvey' } & AnswerToSurvey)
  /** Puts a survey's question again, after something else came in between. */
  | { readonly kind: 'askSurvey'; readonly waveId: string; readonly question: number; readonly language: Language }
  /** What they answered is taken out of a survey, or of all in which it can still be told. */
  | { readonly kind: 'eraseAnswers'; readonly waveId: string | 'all' }
  /** The address left (blocked the bot) or came back. */
  | { readonly kind: 'setReachable'; readonly reachable: boolean }

export interface AnswerToSurvey {
  readonly waveId: string
  /** Index of the question in the version that the wave is of. */
  readonly question: number
  /** Null: skipped. */
  readonly answer: SurveyAnswer | null
  /** True where more of it may come: the question stays. */
  readonly stays: boolean
  /** The person's. */
  readonly language: Language
}

export type Converse = (input: TurnInput) => Promise<TurnOutcome>
