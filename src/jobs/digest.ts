/**
 * Looks each minute for departments that have just opened, and tells each what waits for it.
 */
import { postDigest } from '../actions/post-digest.ts'
import { openingOf } from '../core/opening.ts'
import type { Place } from '../core/place.ts'
import type { Job } from './clock.ts'
import type { Send } from './send.ts'

/** A stop that ends later than this after opening swallows the digest: by then, it is the day's own news. */
const LATEST_MS = 4 * 3_600_000

export function digestJob(place: () => Place, send: Send): Job {
  return {
    name: 'digest',
    when: 'eachTick',
    async run(now) {
      const current = place()
      for (const department of current.departments.values()) {
        const opening = openingOf(department, now)
        if (!opening || now < opening.opens || now >= opening.closes) continue
        if (now.getTime() - opening.opens.getTime() > LATEST_MS) continue
        await send(trx => postDigest(trx, department, opening, { place: current, now }))
      }
    },
  }
}
