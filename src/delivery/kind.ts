/**
 * Kinds of rows, the more urgent first. Each has a pace of its own.
 */
import type { Claimed } from '../store/outbox.ts'

/** `update`: a change of a message that stands there, which can wait for what is new. */
export type Kind = (typeof KINDS)[number]

export const KINDS = ['conversation', 'update', 'bulk'] as const

export function kindOf({ bulk, message }: Claimed): Kind {
  if (message.to === 'desk' && (message.kind === 'cardUpdate' || message.kind === 'postUpdate')) return 'update'
  return bulk ? 'bulk' : 'conversation'
}
