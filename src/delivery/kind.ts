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

/** The channel whose pace a message keeps. A change, a mark, or what one person sees is no post. */
export function channelOf(message: Outbound): string | undefined {
  if (message.to === 'resident') return undefined
  switch (message.kind) {
    case 'card':
    case 'notice':
      return message.channel
    case 'post':
      return message.thread.channel
    case 'direct':
      return message.user
    case 'cardUpdate':
    case 'postUpdate':
    case 'mark':
    case 'whisper':
      return undefined
  }
}
