/**
 * Who left the channel of a case, or staff altogether, has it no more; nor has who left that of the panel a paired chat.
 * Looked at as soon as Slack tells, and once a day for what nobody told.
 */
import { departmentOf } from '../actions/context.ts'
import { unassignLeaver } from '../actions/unassign-leaver.ts'
import type { Log } from '../core/adapter.ts'
import type { Place } from '../core/place.ts'
import { SendError } from '../core/send-error.ts'
import type { StaffDirectory } from '../core/staff-directory.ts'
import { type Assigned, openAssigned } from '../store/assignees.ts'
import type { Db } from '../store/database.ts'
import type { Job } from './clock.ts'
import type { Send } from './send.ts'
import { unpairLeavers } from './unpair-leavers.ts'

export interface LeaverParts {
  readonly db: Db
  readonly place: () => Place
  readonly directory: StaffDirectory
  readonly send: Send
  readonly log: Log
}

/** Before anybody's working day, so that digests count the cases that nobody has. */
const EARLY = { hour: 5, minute: 30 }

export function leaversJob(parts: LeaverParts): Job {
  return { name: 'leavers', when: EARLY, run: now => takeFromLeavers(parts, now) }
}

/**
 * @param user  Default: everybody who has a case or a paired chat.
 * @throws {SendError} where Slack cannot say now who somebody is.
 */
export async function takeFromLeavers(parts: LeaverParts, now: Date, user?: string): Promise<void> {
  for (const assigned of await openAssigned(parts.db, user)) {
    if (await mayStillWork(parts, assigned)) continue
    const { caseId, assignee } = assigned
    await parts.send(trx => unassignLeaver(trx, caseId, assignee, { place: parts.place(), now }))
  }
  await unpairLeavers(parts, user)
}

/** In the channel of the department, or of any thread of the case. */
async function mayStillWork({ place, directory, log }: LeaverParts, { department, assignee, channels }: Assigned) {
  for (const channel of new Set([departmentOf(place(), department).channel, ...channels])) {
    try {
      if ((await directory.standing(channel, assignee)) === 'agent') return true
    } catch (error) {
      if (!(error instanceof SendError) || error.retryable) throw error
      // A channel that nobody can look into does not tell who left it.
      log.warn({ err: error, channel }, 'slack does not say who is in a channel')
      return true
    }
  }
  return false
}
