/**
 * Looks each minute after replies that wait for a second person.
 */
import { reassureResidents, remindApprovers } from '../actions/watch-drafts.ts'
import type { Place } from '../core/place.ts'
import type { Job } from './clock.ts'
import type { Send } from './send.ts'

/** Drafts that are dealt with in one transaction. */
const TOGETHER = 100

export function draftsJob(place: () => Place, send: Send): Job {
  return {
    name: 'drafts',
    when: 'eachTick',
    async run(now) {
      for (const watch of [remindApprovers, reassureResidents]) {
        for (let found = TOGETHER; found === TOGETHER; ) {
          await send(async trx => {
            const watched = await watch(trx, { place: place(), now }, TOGETHER)
            found = watched.found
            return watched.messages
          })
        }
      }
    },
  }
}
