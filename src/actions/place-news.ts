/**
 * What admins hear of the place file: that it is wrong, and that it was put right. Once, whichever process is the first to
 * see it.
 */
import { joinRich, plain } from '../core/rich-text.ts'
import type { Trx } from '../store/database.ts'
import { rememberOther } from '../store/memory.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, speakToStaff } from './context.ts'
import { tellAdmins } from './tell-admins.ts'

const REMEMBERED = 'place-file'
const RIGHT = 'right'

/** @param problems  A line each, as the start would list them. */
export async function placeRefused(
  trx: Trx,
  { version, problems, admins }: { version: string; problems: readonly string[]; admins: readonly string[] },
  { place }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const told = await rememberOther(trx, REMEMBERED, version)
  if (!told) return []
  const list = plain(problems.map(problem => `• ${problem}`).join('\n'))
  return tellAdmins(admins, joinRich([speakToStaff(place)('desk.placeWrong', { place: place.name }), list], '\n'))
}

export async function placeTaken(
  trx: Trx,
  admins: readonly string[],
  { place }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const told = await rememberOther(trx, REMEMBERED, RIGHT)
  if (!told || told.before === undefined) return []
  return tellAdmins(admins, speakToStaff(place)('desk.placeRight', { place: place.name }))
}
