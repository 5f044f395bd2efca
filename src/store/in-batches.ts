/**
 * What a query finds, some rows at a time: for what may be more than memory holds.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Trx } from './database.ts'

const AT_ONCE = 2_000

/** One at a time in a transaction, and to its end: what is given up in the middle stays open until the transaction ends. */
export async function* inBatches<Row>(trx: Trx, query: RawBuilder<Row>): AsyncGenerator<readonly Row[]> {
  await sql`declare batches no scroll cursor for ${query}`.execute(trx)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(AT_ONCE)} from batches`.execute(trx)
    if (rows.length === 0) break
    yield rows
  }
  await sql`close batches`.execute(trx)
}
