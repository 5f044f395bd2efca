/**
 * What sending is given beside the town and the time.
 */
import type { Network } from '../../core/network.ts'
import type { ActionContext } from '../context.ts'

/** What queueing is given. */
export interface QueueingContext extends ActionContext {
  /** How many people who have no chat with us may be written to in an hour, on networks that take more for spam. */
  readonly newChatsAnHour: ReadonlyMap<Network, number>
}

export interface SendingContext extends QueueingContext {
  /** How many messages a second each network takes that is on. */
  readonly perSecond: ReadonlyMap<Network, number>
}
