/**
 * What is kept of a person's talk between two turns. JSON, small, with its version.
 */
import type { NoticeShown, SaidMessage, Where } from '../core/case.ts'
import type { Language } from '../core/place.ts'
import type { ConversationState } from '../core/turn.ts'
import { fromEarlier } from './earlier-states.ts'
import type { Held } from './input.ts'
import type { Given, Option } from './step.ts'
import type { SideQuestion } from './turn.ts'

export interface TalkState {
  readonly v: 1
  /** Number of the last prompt with buttons. */
  readonly prompt: number
  /** When the person was last heard, ISO 8601. */
  readonly at: string
  /** Since when what is under way counts as left, ISO 8601; until the person is heard again. */
  readonly restingSince?: string
  /** The person's language, where an event does not tell it. */
  readonly language?: Language
  /** How much was said since a minute began; `warned` once more was. `since`: ISO 8601. */
  readonly pace?: { readonly since: string; readonly words: number; readonly warned?: true }
  /** How many cases were opened on the last day that any were; an ISO date of the place. */
  readonly opened?: { readonly day: string; readonly cases: number }
  /** The day on which a blocked person was last told so; an ISO date of the place. */
  readonly blockedTold?: string
  /** The language that the person chose: what the network's profile says counts no more. */
  readonly ownLanguage?: Language
  /** The privacy notice that was shown last. */
  readonly notice?: NoticeShown
  /** The link that the person followed to us, until a case is opened. `at`: ISO 8601. */
  readonly source?: { readonly payload: string; readonly at: string }
  /** The pairing that this chat was asked about: the hash of its code. */
  readonly pairing?: { readonly hash: string }
  /** The survey in a channel that made them join, to be answered then. `at`: ISO 8601. */
  readonly posted?: { readonly waveId: string; readonly at: string }
  /** True once the panel was offered to them, or they left it: nobody asks again. */
  readonly panelOffered?: boolean
  /** The last button that was taken, to know a double tap. */
  readonly tapped?: string
  readonly dialogue?: Dialogue
  /** Dialogues that were left and may be taken up again, the oldest first. */
  readonly drafts?: readonly Draft[]
  /** The number of the last draft; none is given twice, so that old buttons stay true. */
  readonly lastDraft?: number
  readonly aside?: Aside
  /** When the emergency number was last shown, ISO 8601. */
  readonly warnedAt?: string
  /** Where the last case was. */
  readonly lastPlace?: Where
  /** The last question of staff that we thanked for the answer to. */
  readonly answered?: string
  /** The case that the person said of how much it helped, a moment ago. `at`: ISO 8601. */
  readonly rated?: { readonly caseId: string; readonly at: string }
  /** The survey's question that waits for them, by its index. `at`: since when, ISO 8601. `wrong`: wrong answers to it. */
  readonly survey?: SurveyPlace
  /** Which of their messages answered which question of a survey, for some hours: an edit of it changes the answer. */
  readonly typed?: readonly TypedAnswer[]
  /** True once they answered a survey in words. */
  readonly answeredInWords?: true
  /** The buttons of the cases that were shown last, as long as nothing else was: they can be typed as well. */
  readonly view?: readonly Option[]
  /** What our last message asked beside any dialogue, as long as nothing else was shown. */
  readonly asks?: SideQuestion
  /** The last time we said that words were passed on to a case. */
  readonly passedOn?: { readonly caseId: string; readonly at: string }
}

export interface SurveyPlace {
  readonly waveId: string
  readonly question: number
  readonly at: string
  readonly wrong?: number
}

/** `at`: when it was said, ISO 8601. */
export interface TypedAnswer {
  readonly waveId: string
  /** Index of the question. */
  readonly question: number
  readonly messageId: string
  readonly at: string
}

export interface Dialogue {
  /** The flow with its version, `report@1`. */
  readonly id: string
  /** The question that waits, by name. */
  readonly step: string
  /** Number of the first prompt of this question: buttons of earlier prompts are old. */
  readonly since: number
  readonly given: Given
  readonly draft?: unknown
  /** Wrong answers to this question. */
  readonly wrong: number
  /** True where the card sent the person here. */
  readonly changing?: true
  /** What was typed for which answer, in which message, so that an edit finds it. */
  readonly said: readonly SaidFor[]
  /** The link that it was begun by, or soon after. */
  readonly source?: string
  /** The settled case that it takes up again. */
  readonly follows?: string
}

export interface Draft {
  readonly number: number
  /** ISO 8601. */
  readonly leftAt: string
  readonly dialogue: Dialogue
}

/** `step`: the name of the question that it answers. */
export interface SaidFor extends SaidMessage {
  readonly step: string
}

const ASIDES = ['emergency', 'takeUp', 'whichCase', 'whichFlow', 'language'] as const

/** About one case of the person's own. */
const CASE_ASIDES = ['add', 'withdraw', 'notRight'] as const

/** A question of ours beside any dialogue; what was said waits for its answer. */
export type Aside = AnyAside & ({ readonly kind: (typeof ASIDES)[number] } | AboutOne)

interface AboutOne {
  readonly kind: (typeof CASE_ASIDES)[number]
  readonly caseId: string
  /** Something was passed on already. */
  readonly added?: true
}

export type CaseAside = AnyAside & AboutOne

interface AnyAside {
  readonly since: number
  readonly held: readonly Held[]
  /** The one that it was put before, and that is asked again after it. */
  readonly over?: Aside
}

/** The state as it was left, or a new one. `lost` where there was one that is not ours to read: a later version's. */
export function readState(kept: ConversationState | undefined, now: Date): { state: TalkState; lost: boolean } {
  const state = kept && fromEarlier(kept)
  if (state && isTalkState(state)) return { state, lost: false }
  // Buttons of what is lost must stay old.
  const prompt = typeof kept?.prompt === 'number' ? kept.prompt : 0
  return { state: { v: 1, prompt, at: now.toISOString() }, lost: kept !== undefined }
}

export function writeState(state: TalkState): ConversationState {
  return { ...state }
}

function isTalkState(state: object): state is TalkState {
  if (!('v' in state) || state.v !== 1) return false
  if (!('prompt' in state) || typeof state.prompt !== 'number') return false
  if (!('at' in state) || typeof state.at !== 'string' || Number.isNaN(Date.parse(state.at))) return false
  const [dialogue, drafts = []] = [Reflect.get(state, 'dialogue'), Reflect.get(state, 'drafts')]
  return (
    (dialogue === undefined || isDialogue(dialogue)) &&
    Array.isArray(drafts) &&
    drafts.every(isDraft) &&
    isAside(Reflect.get(state, 'aside'))
  )
}

function isDraft(value: unknown): value is Draft {
  if (!isRecord(value) || typeof value.number !== 'number' || typeof value.leftAt !== 'string') return false
  return !Number.isNaN(Date.parse(value.leftAt)) && isDialogue(value.dialogue)
}

function isDialogue(value: unknown): value is Dialogue {
  if (typeof value !== 'object' || value === null) return false
  const { id, step, since, given, wrong, said } = value as Partial<Record<keyof Dialogue, unknown>>
  return (
    typeof id === 'string' &&
    typeof step === 'string' &&
    typeof since === 'number' &&
    typeof wrong === 'number' &&
    isRecord(given) &&
    Array.isArray(said)
  )
}

function isAside(value: unknown): boolean {
  return (
    value === undefined ||
    (isRecord(value) &&
      (KINDS.has(value.kind) || (CASE_KINDS.has(value.kind) && typeof value.caseId === 'string')) &&
      typeof value.since === 'number' &&
      Array.isArray(value.held) &&
      isAside(value.over))
  )
}

const KINDS: ReadonlySet<unknown> = new Set(ASIDES)
const CASE_KINDS: ReadonlySet<unknown> = new Set(CASE_ASIDES)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
