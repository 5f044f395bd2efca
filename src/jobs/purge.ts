/**
 * Clears out at night: rows of inbox and outbox, once no redelivery can ask for them any more; old answers of the geocoder.
 */
import type { Db } from '../store/database.ts'
import { purgeGeocodes } from '../store/geocodes.ts'
import { purgeInbox } from '../store/inbox.ts'
import { purgeOutbox } from '../store/outbox.ts'
import type { Job } from './clock.ts'

/** Slack delivers again for up to 24 h, Telegram keeps updates for 24 h, Discord's histories are read after a start. */
const DAYS = 7
/** What could not be handled holds somebody's words: long enough to look into, no longer. */
const FAILED_DAYS = 30

export function purgeJob(db: Db): Job {
  return {
    name: 'purge',
    when: { hour: 3, minute: 17 },
    async run(now) {
      await purgeInbox(db, now, DAYS, FAILED_DAYS)
      await purgeOutbox(db, now, DAYS)
      await purgeGeocodes(db, now)
    },
  }
}
