/**
 * *Retry* below the list of those who were not told what became of a case.
 */
import { speakToStaff } from '../actions/context.ts'
import { retryNews } from '../actions/retry.ts'
import { postUpdate } from '../actions/to-desk.ts'
import type { DeskEvent } from '../core/inbound.ts'
import { caseAtHand } from './case-at-hand.ts'
import type { Act } from './desk.ts'
import { type DeskWork, type LATER, tell } from './desk-work.ts'
import type { Pressed } from './pressed.ts'

export async function pressedOnNews(work: DeskWork, event: DeskEvent, pressed: Pressed): Promise<Act | typeof LATER> {
  const [caseId = '', news = ''] = pressed.value.split(':')
  const hand = await caseAtHand(work, event, caseId, 'status')
  if ('instead' in hand) return hand.instead
  const say = speakToStaff(work.place)
  return async trx => {
    const again = await retryNews(trx, hand.about, news, hand.by.id, { place: work.place, now: work.now() })
    if (!again) return { messages: [tell(event, say('desk.retried'))] }
    return { messages: [postUpdate(event.channel, pressed.messageTs, say('desk.triedAgain'))] }
  }
}
