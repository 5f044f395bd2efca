/**
 * Sends replies whose seconds to be taken back are over.
 *
 * They wait in the database, not in the outbox: so they hold back nothing else that this resident is told, and outlive the
 * process. Whichever process looks first takes them.
 */
import { sendReply } from '../actions/send-reply.ts'
import type { Place } from '../core/place.ts'
import { caseById } from '../store/cases.ts'
import type { Db } from '../store/database.ts'
import { type Claimed, queue } from '../store/outbox.ts'
import { dueReplies, moveReply } from '../store/replies.ts'

export interface ReleaseParts {
  readonly db: Db
  readonly place: () => Place
  readonly now: () => Date
  readonly deliver: (claimed: readonly Claimed[]) => void
  /** @see ProcessLocks.number */
  readonly processNumber: () => number | null
}

/** At once, of different cases. */
const TOGETHER = 50

export async function releaseReplies({ db, place, now, deliver, processNumber }: ReleaseParts): Promise<void> {
  const context = { place: place(), now: now() }
  for (;;) {
    const { found, claimed } = await db.transaction().execute(async trx => {
      const due = await dueReplies(trx, context.now, TOGETHER)
      const messages = []
      for (const reply of due) {
        const about = await caseById(trx, reply.caseId)
        if (about && (await moveReply(trx, reply, 'queued', context.now)))
          messages.push(...(await sendReply(trx, about, { ...reply, state: 'queued' }, context)))
      }
      return { found: due.length, claimed: await queue(trx, messages, processNumber()) }
    })
    deliver(claimed)
    if (found === 0) return
  }
}
