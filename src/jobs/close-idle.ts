/**
 * Closes talks that nobody goes on with, while people are awake: a word in the night would wake them for nothing.
 */
import type { Place } from '../core/place.ts'
import { isWaking } from '../core/waking.ts'
import type { Job } from './clock.ts'

/** @param passTime  Takes the turns that are due by then; a second time finds none. */
export function closeIdleJob(place: () => Place, passTime: (now: Date) => Promise<void>): Job {
  return {
    name: 'close idle talks',
    when: 'eachTick',
    async run(now) {
      if (isWaking(now, place().timeZone)) await passTime(now)
    },
  }
}
