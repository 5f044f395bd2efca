/**
 * Takes members' photos out of Slack again: a day after staff were sent them, or as soon as the answer was erased, changed or
 * hidden. What Slack refuses stays noted, and is tried again.
 */
import type { Log } from '../core/adapter.ts'
import { SendError } from '../core/send-error.ts'
import type { Db } from '../store/database.ts'
import { forgetSentPhoto, noteRefused, photosToRemove } from '../store/panel/sent-photos.ts'
import type { Job } from './clock.ts'

/** In one minute. Slack takes 50 and more (https://docs.slack.dev/reference/methods/files.delete). */
const MOST = 40

/** @param remove  Takes a file away; resolves as well where it was gone already. Throws SendError. */
export function removeSentPhotosJob(db: Db, remove: (fileId: string) => Promise<void>, log: Log): Job {
  return {
    name: 'remove sent photos',
    when: 'eachTick',
    async run(now) {
      for (const fileId of await photosToRemove(db, now, MOST)) {
        try {
          await remove(fileId)
        } catch (error) {
          if (!(error instanceof SendError)) throw error
          log.warn({ err: error, file: fileId }, "a member's photo could not be taken out of Slack, it is tried again")
          // Where Slack is away or wants rest, the others would fare no better.
          if (error.retryable) return
          await noteRefused(db, fileId, now)
          continue
        }
        await forgetSentPhoto(db, fileId)
      }
    },
  }
}
