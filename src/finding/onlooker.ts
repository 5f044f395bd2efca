/**
 * Whose cases somebody may see: those of the departments in whose channels they are; admins see all.
 *
 * Asked each time. A channel that Slack does not tell about is one that nobody is in.
 */
import { mayDo, roleOf } from '../core/roles.ts'
import { SendError } from '../core/send-error.ts'
import type { Standing } from '../core/staff-directory.ts'
import type { Seen } from '../store/search.ts'
import type { FindingWork } from './finding-work.ts'

export interface Onlooker {
  readonly user: string
  readonly seen: Seen
  /** Keys of the departments in whose channels they are. */
  readonly departments: readonly string[]
  readonly isAdmin: boolean
  /** Whose replies they may approve: keys of departments, of those whose cases they see. */
  readonly approves: Seen
}

/** @returns Undefined for everybody who is no full member in a department's channel, and no admin. */
export async function onlookerOf({ place, directory }: FindingWork, user: string): Promise<Onlooker | undefined> {
  const standings = await Promise.all(
    [...place.departments.values()].map(async ({ key, channel }) => ({
      key,
      standing: await standingIn(directory, channel, user),
    })),
  )
  const isMember = standings.some(({ standing }) => standing === 'agent' || standing === 'outsider')
  if (!isMember) return undefined
  const departments = standings.flatMap(({ key, standing }) => (standing === 'agent' ? [key] : []))
  const isAdmin = mayDo(await roleOf(directory, place, { approvers: [] }, user), 'seeHealth')
  if (!isAdmin && departments.length === 0) return undefined
  const approves = isAdmin ? 'all' : await approvedBy({ place, directory }, user, departments)
  return { user, approves, seen: isAdmin ? 'all' : departments, departments, isAdmin }
}

async function approvedBy(
  { place, directory }: Pick<FindingWork, 'place' | 'directory'>,
  user: string,
  departments: readonly string[],
): Promise<readonly string[]> {
  const asked = departments.map(async key => {
    const role = await roleOf(directory, place, place.departments.get(key) ?? { approvers: [] }, user)
    return mayDo(role, 'approve') ? [key] : []
  })
  return (await Promise.all(asked)).flat()
}

async function standingIn(
  directory: FindingWork['directory'],
  channel: string,
  user: string,
): Promise<Standing | undefined> {
  try {
    return await directory.standing(channel, user)
  } catch (error) {
    if (error instanceof SendError && !error.retryable) return undefined
    throw error
  }
}
