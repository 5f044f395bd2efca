/**
 * The people of the place file: full members, groups with somebody in them, approvers in their department's channel.
 */
import type { Department, Place } from '../core/place.ts'
import { type Finding, fine, warning, wrong } from './finding.ts'
import { fieldsOf, type SlackCall } from './slack-call.ts'

export async function examinePeople(call: SlackCall, place: Place): Promise<readonly Finding[]> {
  const { admins, trainees, departments, panel } = place
  const found = [
    ...(await examineList(call, 'admins', admins)),
    ...(await examineList(call, 'trainees', trainees)),
    ...(await examineList(call, 'panel.organisers', panel?.organisers ?? [])),
  ]
  for (const department of departments.values()) {
    found.push(...(await examineList(call, `departments.${department.key}.approvers`, department.approvers)))
    found.push(...(await examineApprovers(call, department)))
  }
  return found
}

async function examineList(call: SlackCall, path: string, ids: readonly string[]): Promise<readonly Finding[]> {
  const wrongs: Finding[] = []
  for (const id of ids) {
    const why = await (id.startsWith('S') ? whyNotGroup(call, id) : whyNotPerson(call, id))
    if (why !== undefined)
      wrongs.push(wrong(`people: ${id} in ${path} ${why}`, 'mend it in the place file, or in Slack'))
  }
  return wrongs.length > 0 || ids.length === 0 ? wrongs : [fine(`people: ${path} are full members`)]
}

async function whyNotPerson(call: SlackCall, user: string): Promise<string | undefined> {
  const told = await call('users.info', { user })
  if (told.error !== undefined) return `is nobody that the bot sees (${told.error})`
  const { deleted, is_bot: isBot, is_restricted, is_ultra_restricted } = fieldsOf(told.answer.body.user)
  if (deleted === true) return 'is deactivated'
  if (isBot === true) return 'is an app'
  return is_restricted === true || is_ultra_restricted === true ? 'is a guest' : undefined
}

async function whyNotGroup(call: SlackCall, usergroup: string): Promise<string | undefined> {
  const told = await call('usergroups.users.list', { usergroup })
  if (told.error !== undefined) return `is no user group that the bot sees (${told.error})`
  return idsIn(told.answer.body.users).length === 0 ? 'is a user group with nobody in it' : undefined
}

/** Who is not in the channel cannot approve there. */
async function examineApprovers(call: SlackCall, { key, channel, approvers }: Department): Promise<readonly Finding[]> {
  if (approvers.length === 0)
    return [
      warning(`people: department ${key} has no approvers`, 'name some in the place file; until then admins approve'),
    ]
  const [people, members] = [await peopleOf(call, approvers), await membersOf(call, channel)]
  if (!members) return []
  const outside = people.filter(id => !members.has(id))
  if (people.length === 0 || outside.length < people.length)
    return outside.map(id => warning(`people: the approver ${id} is not in the channel of ${key}`, 'invite them there'))
  return [wrong(`people: no approver is in the channel of ${key}`, `invite ${outside.join(', ')} there`)]
}

async function peopleOf(call: SlackCall, ids: readonly string[]): Promise<readonly string[]> {
  const people: string[] = []
  for (const id of ids) {
    if (!id.startsWith('S')) people.push(id)
    else people.push(...idsIn((await call('usergroups.users.list', { usergroup: id })).answer?.body.users))
  }
  return [...new Set(people)]
}

/** @returns Undefined where nobody tells; the check of the channel says why. */
async function membersOf(call: SlackCall, channel: string): Promise<ReadonlySet<string> | undefined> {
  const members = new Set<string>()
  let cursor = ''
  do {
    const told = await call('conversations.members', { channel, limit: '1000', ...(cursor && { cursor }) })
    if (told.error !== undefined) return undefined
    for (const id of idsIn(told.answer.body.members)) members.add(id)
    const { next_cursor: next } = fieldsOf(told.answer.body.response_metadata)
    cursor = typeof next === 'string' ? next : ''
  } while (cursor)
  return members
}

function idsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(id => typeof id === 'string') : []
}
