/**
 * Who may make surveys, send them, and stop them.
 */
import type { Place } from '../place.ts'
import type { StaffDirectory } from '../staff-directory.ts'

/** Organisers of the panel, every department's approvers, and admins. Where nobody can tell who is in a group, nobody by it. */
export async function mayOrganise(
  directory: Pick<StaffDirectory, 'isAmong'>,
  { admins, departments, panel }: Pick<Place, 'admins' | 'departments' | 'panel'>,
  user: string,
): Promise<boolean> {
  if (!panel) return false
  const approvers = [...departments.values()].flatMap(department => department.approvers)
  return (await directory.isAmong(user, [...admins, ...approvers, ...panel.organisers])) === true
}
