/** A message as Slack keeps it: its subtype, the names of its blocks, and what its files know of it. */
import type { Block, SlackFile, SlackMessage, SlackMetadata } from './wire.ts'
import type { Channel } from './workspace.ts'

export interface NewMessage {
  readonly user: string
  readonly text: string
  readonly blocks?: readonly Block[]
  readonly thread?: string
  readonly broadcast?: boolean
  readonly files?: readonly SlackFile[]
  readonly metadata?: SlackMetadata
}

export function subtypeOf(message: NewMessage): { subtype?: string } {
  if (message.broadcast) return { subtype: 'thread_broadcast' }
  return message.files?.length ? { subtype: 'file_share' } : {}
}

/** Slack names the blocks that come without a name. */
export function named(blocks: readonly Block[]): readonly Block[] {
  return blocks.map(block => ({ ...block, block_id: block.block_id ?? Math.random().toString(36).slice(2, 7) }))
}

/** Notes on a file where it is shown. */
export function share(file: SlackFile, channel: Channel, message: SlackMessage): void {
  const where = channel.isPrivate ? 'private' : 'public'
  const entry = { ts: message.ts, ...(message.thread_ts !== undefined && { thread_ts: message.thread_ts }) }
  const shares = file.shares[where] ?? {}
  shares[channel.id] = [...(shares[channel.id] ?? []), entry]
  file.shares[where] = shares
}
