/**
 * Whether somebody who wrote a reply is learning: then somebody else has to approve it, whoever has it in hand.
 */
import { departmentOf } from '../actions/context.ts'
import { roleOf } from '../core/roles.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { DeskWork } from './desk-work.ts'

export async function isTrainee(
  { directory, place }: DeskWork,
  { department }: Pick<CaseAtDesk, 'department'>,
  author: string,
): Promise<boolean> {
  return (await roleOf(directory, place, departmentOf(place, department), author)) === 'trainee'
}
