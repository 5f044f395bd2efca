/**
 * Who is no full member in the panel's channel any more has no paired chat: surveys that are tested show what is not public
 * yet.
 */
import { SendError } from '../core/send-error.ts'
import { endPairingsOf, pairedPeople } from '../store/panel/pairings.ts'
import type { LeaverParts } from './leavers.ts'

/**
 * @param user  Default: everybody who has a paired chat.
 * @throws {SendError} where Slack cannot say now who somebody is.
 */
export async function unpairLeavers(parts: Omit<LeaverParts, 'send'>, user?: string): Promise<void> {
  for (const paired of await pairedPeople(parts.db, user)) {
    if (await isStillThere(parts, paired)) continue
    await parts.db.transaction().execute(trx => endPairingsOf(trx, paired))
  }
}

async function isStillThere({ place, directory, log }: Omit<LeaverParts, 'send'>, user: string): Promise<boolean> {
  const channel = place().panel?.channel
  if (channel === undefined) return false
  try {
    return (await directory.standing(channel, user)) === 'agent'
  } catch (error) {
    if (!(error instanceof SendError) || error.retryable) throw error
    // A channel that nobody can look into does not tell who left it.
    log.warn({ err: error, channel }, 'slack does not say who is in a channel')
    return true
  }
}
