/**
 * The invitation to the panel in channels of residents: where it was posted, and when.
 */
import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'

/** By channel, the newest of each. */
export async function panelPosts(db: Db): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.selectFrom('panel_posts').selectAll().execute()
  return new Map(rows.map(row => [row.channel, row.posted_at]))
}

/** Nobody else posts it in any channel until the transaction ends. */
export async function panelPostedAt(trx: Trx, channel: string): Promise<Date | undefined> {
  await sql`lock table panel_posts in share row exclusive mode`.execute(trx)
  const row = await trx.selectFrom('panel_posts').select('posted_at').where('channel', '=', channel).executeTakeFirst()
  return row?.posted_at
}

export async function notePanelPost(trx: Trx, channel: string, now: Date): Promise<void> {
  await trx
    .insertInto('panel_posts')
    .values({ channel, posted_at: now })
    .onConflict(conflict => conflict.column('channel').doUpdateSet({ posted_at: now }))
    .execute()
}

/** The channel did not take it. */
export async function forgetPanelPost(trx: Trx, channel: string): Promise<void> {
  await trx.deleteFrom('panel_posts').where('channel', '=', channel).execute()
}
