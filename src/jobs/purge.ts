/**
 * Nightly: finished rows of inbox and outbox go, once no redelivery can ask for them any more.
 */
import type { Db } from '../store/database.ts'
import { purgeInbox } from '../store/inbox.ts'
import { purgeOutbox } from '../store/outbox.ts'
import type { Job } from './clock.ts'

/** Slack delivers again for up to 24 h, Telegram keeps updates for 24 h, Discord's histories are read after a start. */
const DAYS = 7

export function purgeJob(db: Db): Job {
  return {
    name: 'purge',
    cron: '17 3 * * *',
    async run() {
      await purgeInbox(db, DAYS)
      await purgeOutbox(db, DAYS)
    },
  }
}
