/**
 * Clears out at night: rows of inbox and outbox, once no redelivery can ask for them any more; old answers of the geocoder;
 * whom a chat was opened with, once nobody asks; files that no row names any more, those of erased answers first.
 */
import type { Db } from '../store/database.ts'
import { droppedFiles, forgetDroppedFiles } from '../store/dropped-files.ts'
import { purgeGeocodes } from '../store/geocodes.ts'
import { purgeInbox } from '../store/inbox.ts'
import { namedFiles } from '../store/named-files.ts'
import { purgeOutbox } from '../store/outbox.ts'
import { purgeNewChats } from '../store/panel/new-chats.ts'
import type { Job } from './clock.ts'

/** Slack delivers again for up to 24 h, Telegram keeps updates for 24 h, Discord's histories are read after a start. */
const DAYS = 7
/** What could not be handled holds somebody's words: long enough to look into, no longer. */
const FAILED_DAYS = 30
/** A database that is put back from a backup of the last month finds its files. */
const FILE_MS = 30 * 24 * 60 * 60 * 1_000

interface Files {
  /** Removes files that are older than `youngestMs` and not among those named. */
  purge(named: ReadonlySet<string>, youngestMs: number): Promise<number>
  /** Removes one, where it is there. */
  remove(sha256: string): Promise<void>
}

export function purgeJob(db: Db, files: Files): Job {
  return {
    name: 'purge',
    when: { hour: 3, minute: 17 },
    async run(now) {
      await purgeInbox(db, now, DAYS, FAILED_DAYS)
      await purgeOutbox(db, now, DAYS)
      await purgeGeocodes(db, now)
      await purgeNewChats(db, now)
      // First what was dropped, then what is named: nothing is dropped in between and taken for unnamed.
      const dropped = await droppedFiles(db)
      const named = await namedFiles(db)
      for (const sha256 of dropped) if (!named.has(sha256)) await files.remove(sha256)
      await forgetDroppedFiles(db, dropped)
      await files.purge(named, FILE_MS)
    },
  }
}
