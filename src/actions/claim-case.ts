/**
 * A member of staff takes a case on.
 */

import { type Colleague, takeCase } from '../store/case-work.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import type { ActionContext } from './context.ts'
import { cardUpdate } from './to-desk.ts'

/** @returns Undefined where somebody has it. */
export async function claimCase(
  trx: Trx,
  { id }: CaseAtDesk,
  by: Colleague,
  { now }: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  if (!(await takeCase(trx, id, by))) return undefined
  await recordEvents(trx, [{ caseId: id, actor: by.id, kind: 'assigned', detail: { to: by.id } }], now)
  return [cardUpdate(id)]
}
