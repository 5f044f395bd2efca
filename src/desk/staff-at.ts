/**
 * Whoever acts at the desk, where they may do what they are about to.
 *
 * Asked at the time it happens: a full member of the channel, in a role that the act takes (`src/core/roles.ts`).
 */
import { departmentOf, speakToStaff } from '../actions/context.ts'
import type { DeskEvent } from '../core/inbound.ts'
import type { RichText } from '../core/rich-text.ts'
import { leastRole, mayDo, type Role, roleOf, type StaffAct } from '../core/roles.ts'
import type { Colleague } from '../store/case-work.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { Act } from './desk.ts'
import { type DeskWork, refuse } from './desk-work.ts'

export interface StaffAtDesk {
  readonly by: Colleague
  readonly role: Role
}

/** They may not: what to do instead, and the sentence that says why. */
export interface Refused {
  readonly instead: Act
  readonly why: RichText
}

/** As many are named as can be asked in passing. */
const MOST_NAMED = 5

/** @param channel  Of the case, whatever channel the request names. */
export async function staffAt(
  work: DeskWork,
  event: DeskEvent,
  { about, channel }: { readonly about: Pick<CaseAtDesk, 'department'>; readonly channel: string },
  act: StaffAct,
): Promise<StaffAtDesk | Refused> {
  const { place, directory } = work
  const standing = await directory.standing(channel, event.user)
  if (standing !== 'agent') {
    const say = speakToStaff(place)
    const why = event.did.kind === 'wrote' ? say(`desk.notYou.${standing}`) : say('desk.mayNot')
    return { instead: refuse(event, why, { heard: standing !== 'outsider' }), why }
  }
  const role = await roleOf(directory, place, departmentOf(place, about.department), event.user)
  if (!mayDo(role, act)) {
    const why = await whoMay(work, about, act)
    return { instead: refuse(event, why), why }
  }
  return { by: { id: event.user, name: await directory.nameOf(event.user) }, role }
}

/** "Only approvers can do that: Lea, Omar." */
async function whoMay(
  { place, directory }: DeskWork,
  about: Pick<CaseAtDesk, 'department'>,
  act: StaffAct,
): Promise<RichText> {
  const say = speakToStaff(place)
  const least = leastRole(act)
  if (least === 'trainee' || least === 'agent') return say('desk.notTrainees')
  const { approvers } = departmentOf(place, about.department)
  const people = least === 'approver' && approvers.length > 0 ? approvers : place.admins
  const names = await Promise.all(people.slice(0, MOST_NAMED).map(async id => (await directory.nameOf(id)) || id))
  const list = new Intl.ListFormat(place.languages[0], { type: 'disjunction' }).format(names)
  return say(people === place.admins ? 'desk.onlyAdmins' : 'desk.onlyApprovers', { names: list })
}
