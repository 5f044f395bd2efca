/**
 * Takes a case from whoever has it.
 */
import { leaveCase } from '../store/case-work.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import type { ActionContext } from './context.ts'
import { cardUpdate } from './to-desk.ts'

/** @returns Undefined where it is not `from` who has it. */
export async function unassignCase(
  trx: Trx,
  { id }: CaseAtDesk,
  { by, from }: { readonly by: string; readonly from: string },
  { now }: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  if (!(await leaveCase(trx, id, from))) return undefined
  await recordEvents(trx, [{ caseId: id, actor: by, kind: 'unassigned', detail: { from } }], now)
  return [cardUpdate(id)]
}
