/**
 * Which role may do what, and whose role is which.
 */
import { expect, test } from 'vitest'
import { mayApprove, mayDo, type Role, roleOf, type StaffAct } from '../../src/core/roles.ts'

const WHO: Readonly<Record<StaffAct, readonly Role[]>> = {
  note: ['trainee', 'agent', 'approver', 'admin'],
  reply: ['trainee', 'agent', 'approver', 'admin'],
  claim: ['trainee', 'agent', 'approver', 'admin'],
  assign: ['trainee', 'agent', 'approver', 'admin'],
  unassign: ['trainee', 'agent', 'approver', 'admin'],
  bringIn: ['trainee', 'agent', 'approver', 'admin'],
  escalate: ['trainee', 'agent', 'approver', 'admin'],
  status: ['agent', 'approver', 'admin'],
  transfer: ['agent', 'approver', 'admin'],
  recategorise: ['agent', 'approver', 'admin'],
  merge: ['agent', 'approver', 'admin'],
  hide: ['agent', 'approver', 'admin'],
  approve: ['approver', 'admin'],
  unmerge: ['approver', 'admin'],
  block: ['approver', 'admin'],
  saveTemplate: ['approver', 'admin'],
  seeHistory: ['trainee', 'agent', 'approver', 'admin'],
  sendAtOnce: ['admin'],
  seeHealth: ['admin'],
}

test.each(Object.entries(WHO))('%s', (act, roles) => {
  const may = (['trainee', 'agent', 'approver', 'admin'] as const).filter(role => mayDo(role, act as StaffAct))
  expect(may).toEqual(roles)
})

test('nobody approves what they wrote themselves, an admin neither', () => {
  const written = { author: 'U2', wordsBy: 'U2' }
  expect(mayApprove('approver', 'U1', written)).toBe(true)
  expect(mayApprove('approver', 'U2', written)).toBe(false)
  expect(mayApprove('admin', 'U2', written)).toBe(false)
  expect(mayApprove('agent', 'U1', written)).toBe(false)
  expect(mayApprove('approver', 'U1', { author: 'U2', wordsBy: 'U1' })).toBe(false)
  expect(mayApprove('approver', 'U2', { author: 'U2', wordsBy: 'U1' })).toBe(false)
  expect(mayApprove('approver', 'U3', { author: 'U2', wordsBy: 'U1' })).toBe(true)
})

const lists = { admins: ['U0ADMIN', 'S0ADMINS'], trainees: ['U0NEW', 'S0NEW'] }
const department = { approvers: ['U0LEAD', 'S0LEADS'] }
const groups: Readonly<Record<string, readonly string[]>> = {
  S0ADMINS: ['U0BOSS'],
  S0NEW: ['U0FRESH'],
  S0LEADS: ['U0SUB'],
}

/** @param told  False: no group tells who is in it. */
function directory(told: boolean) {
  return {
    async isAmong(user: string, people: readonly string[]) {
      if (people.includes(user)) return true
      if (!told) return undefined
      return people.some(id => groups[id]?.includes(user))
    },
  }
}

test.each<[string, Role, Role]>([
  ['U0ADMIN', 'admin', 'admin'],
  ['U0LEAD', 'approver', 'approver'],
  ['U0NEW', 'trainee', 'trainee'],
  ['U0BOSS', 'admin', 'trainee'],
  ['U0SUB', 'approver', 'trainee'],
  ['U0FRESH', 'trainee', 'trainee'],
  ['U0ANY', 'agent', 'trainee'],
])('%s is %s; where groups do not tell, %s', async (user, role, untold) => {
  expect(await roleOf(directory(true), lists, department, user)).toBe(role)
  expect(await roleOf(directory(false), lists, department, user)).toBe(untold)
})
