/**
 * Looks each minute for what is due soon or overdue.
 */
import { sayWhatIsDue } from '../actions/raise-alarms.ts'
import type { Place } from '../core/place.ts'
import type { Job } from './clock.ts'
import type { Send } from './send.ts'

/** Cases that speak in one transaction. */
const TOGETHER = 100

export function alarmsJob(place: () => Place, send: Send): Job {
  return {
    name: 'alarms',
    when: 'eachTick',
    async run(now) {
      for (let raised = TOGETHER; raised === TOGETHER; ) {
        await send(async trx => {
          const said = await sayWhatIsDue(trx, { place: place(), now }, TOGETHER)
          raised = said.raised
          return said.messages
        })
      }
    },
  }
}
