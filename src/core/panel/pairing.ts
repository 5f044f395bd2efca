/**
 * Pairing: somebody of staff says which chat is their own, so that the surveys they test come there. It gives no rights, and
 * is neither a membership nor a case.
 */
import type { Language } from '../place.ts'

/** Minutes for which a code is good. */
export const CODE_MINUTES = 10

/** Token of the button that ends it, however old. */
export const END_PAIRING = 'pair.end'

/** What a link's payload, or the message with the code, begins with. */
const PAYLOAD = 'pair_'

/** @param code  As `readPairingPayload` has it. */
export function pairingPayload(code: string): string {
  return PAYLOAD + code
}

/** The code in a link's payload or a message; nothing where it is none. Letters and digits alone, for no network's marks touch them. */
export function readPairingPayload(typed: string): string | undefined {
  return /^pair_([0-9a-f]{32})$/i.exec(typed.trim())?.[1]?.toLowerCase()
}

/** What the person in the chat wants. */
export type PairAct =
  /** `hash`: of the code, in hex. */
  ({ readonly act: 'pair'; readonly hash: string } | { readonly act: 'end' }) & { readonly language: Language }

/** A code that is there, as a turn is told of it. */
export interface PairingOffer {
  /** Of who asked for it. */
  readonly name: string
  /** ISO 8601 instant. */
  readonly expiresAt: string
}
