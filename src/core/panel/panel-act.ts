/**
 * What somebody does about their own membership.
 */
import type { Language } from '../place.ts'
import type { MemberChange } from './own-member.ts'

/** The command, and the token of a button that leads to the panel. No flow may have that name. */
export const PANEL = 'panel'

export type PanelAct =
  /** `agree`: the first of two times, where the place asks twice; nobody is on the panel by that. */
  | { readonly act: 'agree' | 'confirm' | 'join'; readonly consent: PanelConsent }
  /** A survey, now. */
  | { readonly act: 'one' }
  | { readonly act: 'change'; readonly change: MemberChange }
  /** `everything`: nothing is to come any more but answers to their own cases. */
  | { readonly act: 'leave'; readonly everything: boolean; readonly language: Language }

export interface PanelConsent {
  /** Of the text under `panel.consent`. */
  readonly version: number
  /** SHA-256 of exactly the words that were shown, in hex. */
  readonly hash: string
  /** In which they were shown. */
  readonly language: Language
  /** What brought the person: the rest of a link's payload, or a channel. */
  readonly source: string | null
}
