/**
 * Kinds of rows, the more urgent first. Each has a pace of its own; a post keeps that of its channel as well.
 */
import type { Outbound } from '../core/outbound.ts'
import type { Claimed } from '../store/outbox.ts'

/** `update`: a change of a message that stands there, which can wait for what is new. */
export type Kind = (typeof KINDS)[number]

export const KINDS = ['conversation', 'update', 'bulk'] as const

export function kindOf({ bulk, message }: Claimed): Kind {
  if (message.to === 'desk' && (message.kind === 'cardUpdate' || message.kind === 'postUpdate')) return 'update'
  return bulk ? 'bulk' : 'conversation'
}

/**
 * Whose pace a message keeps besides: a post that of its channel, a mark that of all marks, which Slack counts for the whole
 * workspace. Undefined: it has none of its own.
 */
export function pacedBy(message: Outbound): string | undefined {
  if (message.to !== 'desk') return undefined
  switch (message.kind) {
    case 'card':
    case 'notice':
      return message.channel
    case 'post':
      return message.thread.channel
    case 'direct':
      return message.user
    case 'mark':
    case 'cardUpdate':
    case 'postUpdate':
    case 'whisper':
      return message.kind
  }
}
