/**
 * users.* and usergroups.*: who is who.
 */
import { type Answer, type Method, refused, type World } from './methods.ts'
import { paged } from './paged.ts'
import type { Params } from './params.ts'
import { wireUser } from './wire-user.ts'
import { TEAM, type Usergroup } from './workspace.ts'

const users = (run: Method['run']): Method => ({ token: 'bot', scopes: ['users:read'], run })
const groups = (run: Method['run']): Method => ({ token: 'bot', scopes: ['usergroups:read'], run })

export const userMethods: readonly (readonly [string, Method])[] = [
  ['users.info', users(info)],
  ['users.list', users(list)],
  ['usergroups.list', groups(listGroups)],
  ['usergroups.users.list', groups(listMembers)],
]

function info(params: Params, { workspace }: World): Answer {
  const user = workspace.users.get(params.text('user') ?? '')
  return user ? { ok: true, user: wireUser(user, workspace) } : refused('user_not_found')
}

function list(params: Params, { workspace }: World): Answer {
  const all = [...workspace.users.values()].map(user => wireUser(user, workspace))
  return paged(params, all, 1000, members => ({ members }))
}

function listGroups(params: Params, { workspace }: World): Answer {
  const withUsers = params.flag('include_users')
  return { ok: true, usergroups: workspace.usergroups.map(group => wireGroup(group, withUsers)) }
}

function wireGroup({ id, handle, name, users: members }: Usergroup, withUsers: boolean): object {
  const counts = { user_count: members.length, date_delete: 0, is_usergroup: true, is_external: false }
  return { id, team_id: TEAM, handle, name, description: '', ...counts, ...(withUsers && { users: members }) }
}

function listMembers(params: Params, { workspace }: World): Answer {
  const group = workspace.usergroups.find(({ id }) => id === params.text('usergroup'))
  return group ? { ok: true, users: group.users } : refused('no_such_subteam')
}
