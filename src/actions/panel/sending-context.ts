/**
 * What sending is given beside the town and the time.
 */
import type { Network } from '../../core/network.ts'
import type { ActionContext } from '../context.ts'

export interface SendingContext extends ActionContext {
  /** How many messages a second each network takes that is on. */
  readonly perSecond: ReadonlyMap<Network, number>
}
