/**
 * Finds the case that a Slack thread is about.
 */
import { caseOfThread, isCardUnderWay } from '../store/cases.ts'
import { type DeskWork, LATER } from './desk-work.ts'

/**
 * The case that a thread is about; undefined for a thread about something else, which is none of our business.
 *
 * Staff may be quicker than the word that their card was posted. Whether one is on its way is asked before the second
 * look: what was recorded between the two is found by it.
 */
export async function findCase({ db }: DeskWork, channel: string, thread: string) {
  const found = await caseOfThread(db, channel, thread)
  if (found) return found
  const mayCome = await isCardUnderWay(db, channel)
  return (await caseOfThread(db, channel, thread)) ?? (mayCome ? LATER : undefined)
}
