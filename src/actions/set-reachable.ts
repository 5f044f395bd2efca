/**
 * Notes that an address cannot be reached any more, or can again, and tells the threads of its open cases.
 */
import { type Address, networkOf } from '../core/network.ts'
import { markReachable, openCasesAt, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, networkName, speakToStaff } from './context.ts'
import { cardUpdate, threadPost } from './to-desk.ts'

export async function setReachable(
  trx: Trx,
  address: Address,
  reachable: boolean,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  if (!(await markReachable(trx, address, reachable, now))) return []
  const open = await openCasesAt(trx, address)
  const kind = reachable ? 'returned' : 'left'
  await recordEvents(
    trx,
    open.map(c => ({ caseId: c.id, actor: address, kind })),
    now,
  )
  const say = speakToStaff(place)
  const network = networkName(networkOf(address))
  const key = reachable ? 'desk.returned' : 'desk.left'
  return open.flatMap(c => [threadPost(c.id, { text: say(key, { name: c.firstName, network }) }), cardUpdate(c.id)])
}
