/**
 * Which files of the media store any row names: every `jsonb` column of every table is looked through, whatever it is for,
 * so that a table of tomorrow loses no file.
 */
import { sql } from 'kysely'
import type { Db } from './database.ts'

/** @returns Their digests, all as of one moment: a name that moves from one table to another is in one of them. */
export async function namedFiles(db: Db): Promise<ReadonlySet<string>> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async trx => {
      // It reads whole tables: as long as it takes.
      await sql`set local statement_timeout = 0`.execute(trx)
      const { rows: columns } = await sql<{ table: string; column: string }>`
        select c.table_name as "table", c.column_name as "column"
        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = current_schema() and c.data_type = 'jsonb' and t.table_type = 'BASE TABLE'`.execute(trx)
      const named = new Set<string>()
      for (const { table, column } of columns) {
        const { rows } = await sql<{ sha256: string }>`
          select distinct named #>> '{}' as sha256
          from ${sql.table(table)}, jsonb_path_query(${sql.ref(column)}, '$.**.sha256') named`.execute(trx)
        for (const { sha256 } of rows) named.add(sha256)
      }
      return named
    })
}
