/**
 * A door of the staff tool is closed, or open again: the admins hear of it once, and a new case's card goes to the front desk
 * meanwhile.
 */
import type { Place } from '../core/place.ts'
import { closeDoor, isClosed, openDoor } from '../store/closed-doors.ts'
import type { Trx } from '../store/database.ts'
import type { Claimed, NewOutbound, Queued } from '../store/outbox.ts'
import { type ActionContext, departmentOf, inLanguage, speakToStaff } from './context.ts'
import { tellAdmins } from './tell-admins.ts'
import { threadPost } from './to-desk.ts'

export interface DoorClosed {
  readonly door: string
  /** The network's own word. */
  readonly why: string
  /** Slack user ids. */
  readonly admins: readonly string[]
}

/** @returns What to send because of it, and what to send in the place of the row, where that has another way to go. */
export async function doorClosed(
  trx: Trx,
  row: Claimed,
  { door, why, admins }: DoorClosed,
  { place, now }: ActionContext,
): Promise<{ readonly messages: readonly NewOutbound[]; readonly instead?: Queued }> {
  const fresh = await closeDoor(trx, { network: row.network, door, why, since: now })
  const desk = departmentOf(place, place.frontDesk)
  const say = speakToStaff(place)
  const name = inLanguage(place, desk.name, place.languages[0])
  const department = departmentAt(place, door)
  const values = { where: department ?? door, why, desk: name }
  const key = desk.channel === door || department === undefined ? 'desk.doors.closed' : 'desk.doors.closedDepartment'
  const told = fresh ? tellAdmins(admins, say(key, values)) : []
  const { message, purpose } = row
  const isNewCard = message.to === 'desk' && message.kind === 'card' && row.sentIds.length === 0
  if (!isNewCard || purpose?.kind !== 'card' || message.channel !== door || desk.channel === door)
    return { messages: told }
  if (await isClosed(trx, row.network, desk.channel)) return { messages: told }
  const note = threadPost(purpose.caseId, { text: say('desk.doors.cardHere', { where: department ?? door }) })
  return { messages: [...told, note], instead: { ...message, channel: desk.channel } }
}

/** @returns Undefined where another process was quicker. */
export async function doorOpened(
  trx: Trx,
  { network, door }: { readonly network: string; readonly door: string },
  admins: readonly string[],
  { place }: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  if (!(await openDoor(trx, network, door))) return undefined
  return tellAdmins(admins, speakToStaff(place)('desk.doors.open', { where: departmentAt(place, door) ?? door }))
}

/** The department whose channel it is, by its name. */
function departmentAt(place: Place, channel: string): string | undefined {
  const found = [...place.departments.values()].find(department => department.channel === channel)
  return found && inLanguage(place, found.name, place.languages[0])
}
