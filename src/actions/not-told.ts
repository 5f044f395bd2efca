/**
 * Says in the thread who was not reached, once all that was sent is settled: one list, and one *Retry* for all of them.
 */
import { type Address, networkOf } from '../core/network.ts'
import type { Place } from '../core/place.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { type Follower, followersOf } from '../store/followers.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { networkName, speakToStaff } from './context.ts'
import { threadPost } from './to-desk.ts'

/** Names of the buttons; the value is the id of the reply, or of the case and the news. */
export const RETRY_REPLY = 'retry-reply'
export const RETRY_NEWS = 'retry-news'

/** @param unreachable  Whom it was found out of just now that they cannot be reached. */
export async function notTold(
  trx: Trx,
  about: CaseAtDesk,
  { failed, unreachable }: { readonly failed: readonly Address[]; readonly unreachable: Address | undefined },
  what: { readonly action: typeof RETRY_REPLY | typeof RETRY_NEWS; readonly value: string },
  place: Place,
): Promise<NewOutbound> {
  const say = speakToStaff(place)
  const followers = await followersOf(trx, about.id)
  const lines = [...new Set(failed)].map(address => {
    const follower = followers.find(one => one.address === address)
    const name = follower?.firstName ?? about.firstName
    return say(what.action === RETRY_REPLY ? 'desk.notDelivered' : 'desk.newsNotDelivered', {
      name,
      why: whyNot(place, address, follower, unreachable),
    })
  })
  return threadPost(about.id, {
    text: joinRich(lines, '\n'),
    buttons: [{ ...what, label: say('desk.retry').text, style: 'primary' }],
  })
}

function whyNot(
  place: Place,
  address: Address,
  follower: Follower | undefined,
  unreachable: Address | undefined,
): RichText {
  const say = speakToStaff(place)
  if (address === unreachable || follower?.unreachable) return say('desk.whyBlocked')
  return say('desk.whyRefused', { network: networkName(networkOf(address)) })
}
