/**
 * The threads that a case has had: the newest is where it is talked about, the earlier ones can still be written in.
 */
import { WORKSPACE_URL } from '../core/adapter.ts'
import type { DeskThread } from '../core/outbound.ts'
import type { Db, Trx } from './database.ts'
import { recall } from './memory.ts'

/** The newest first. */
export async function threadsOf(db: Db, caseId: string): Promise<readonly DeskThread[]> {
  return db
    .selectFrom('threads')
    .select(['channel', 'ts'])
    .where('case_id', '=', caseId)
    .orderBy('opened_at', 'desc')
    .execute()
}

/** Notes that it was said in this thread that the case has another. @returns False where it was said before. */
export async function tellLeft(trx: Trx, { channel, ts }: DeskThread): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('threads')
    .set({ left_told: true })
    .where('channel', '=', channel)
    .where('ts', '=', ts)
    .where('left_told', '=', false)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Where staff can open a thread, as Slack's own links are (https://slack.com/help/articles/203274767).
 *
 * @returns Undefined until Slack has told where the workspace is.
 */
export async function threadUrl(db: Db, { channel, ts }: DeskThread): Promise<string | undefined> {
  const workspace = await recall(db, WORKSPACE_URL)
  return workspace === undefined ? undefined : `${workspace}archives/${channel}/p${ts.replace('.', '')}`
}
