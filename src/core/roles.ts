/**
 * Who of staff may do what.
 *
 * Whoever works on a case is a full member of its channel (`Standing`); what they may do there beside is their role:
 * the place file names admins, trainees and each department's approvers. Asked anew for each act.
 */
import type { Department, Place } from './place.ts'
import type { StaffDirectory } from './staff-directory.ts'

/** From least to most: each may do what those before it may. */
const RANKS = ['trainee', 'agent', 'approver', 'admin'] as const

export type Role = (typeof RANKS)[number]

/** Every act of staff, and the least role that may do it. */
const LEAST = {
  note: 'trainee',
  seeHistory: 'trainee',
  bringIn: 'trainee',
  /** A trainee's reply goes out once somebody has approved it. */
  reply: 'trainee',
  claim: 'trainee',
  assign: 'trainee',
  unassign: 'trainee',
  escalate: 'trainee',
  /** Tells the resident in words that nobody else has seen. */
  status: 'agent',
  transfer: 'agent',
  recategorise: 'agent',
  merge: 'agent',
  hide: 'agent',
  /** Somebody else's reply, never one's own: `mayApprove`. */
  approve: 'approver',
  unmerge: 'approver',
  block: 'approver',
  saveTemplate: 'approver',
  sendAtOnce: 'admin',
  seeHealth: 'admin',
} as const satisfies Readonly<Record<string, Role>>

export type StaffAct = keyof typeof LEAST

export function mayDo(role: Role, act: StaffAct): boolean {
  return RANKS.indexOf(role) >= RANKS.indexOf(LEAST[act])
}

/** The least role for an act, for saying who may. */
export function leastRole(act: StaffAct): Role {
  return LEAST[act]
}

/** Two people stand behind what was approved: neither its author nor who worded it last is the second. */
export function mayApprove(
  role: Role,
  by: string,
  { author, wordsBy }: { readonly author: string; readonly wordsBy: string },
): boolean {
  return by !== author && by !== wordsBy && mayDo(role, 'approve')
}

/**
 * The role of a full member. Where nobody can tell who is in a group, nobody is an admin or an approver by it, and
 * everybody may be one of its trainees.
 *
 * @param department  Whose approvers count.
 */
export async function roleOf(
  directory: Pick<StaffDirectory, 'isAmong'>,
  { admins, trainees }: Pick<Place, 'admins' | 'trainees'>,
  department: Pick<Department, 'approvers'>,
  user: string,
): Promise<Role> {
  if ((await directory.isAmong(user, admins)) === true) return 'admin'
  if ((await directory.isAmong(user, department.approvers)) === true) return 'approver'
  return (await directory.isAmong(user, trainees)) === false ? 'agent' : 'trainee'
}
