/**
 * The schema as the migrations make it, beside the one in `migrations/schema.snapshot.txt` and the one that the code
 * is typed against. After a new migration: `npx vitest run test/store/schema.test.ts -u`, and read the difference.
 */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Connections, connect } from '../../src/store/database.ts'
import { createDatabase } from '../support/database.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
let connections: Connections

beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 2)
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

test('the migrations make the schema of the snapshot', async () => {
  await expect(await describeSchema()).toMatchFileSnapshot('../../migrations/schema.snapshot.txt')
})

test('the code knows every table and column, and no other', async () => {
  const tables = await connections.db.introspection.getTables()
  const real = Object.fromEntries(
    tables.filter(t => !t.name.startsWith('kysely')).map(t => [t.name, t.columns.map(c => c.name).toSorted()]),
  )
  expect(await typedTables()).toEqual(real)
})

async function describeSchema(): Promise<string> {
  const { rows } = await sql<{ line: string }>`
    select line from (
      select 1 as part, c.table_name as name, c.ordinal_position as n,
        format('column %s.%s %s%s%s', c.table_name, c.column_name, c.data_type,
          case when c.is_nullable = 'NO' then ' not null' else '' end,
          case when c.column_default is not null then ' default ' || c.column_default
            when c.is_identity = 'YES' then ' identity' else '' end) as line
      from information_schema.columns c where c.table_schema = 'public'
      union all
      select 2, conrelid::regclass::text, 0, format('constraint %s %s', conname, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
      union all
      select 3, tablename, 0, indexdef from pg_indexes where schemaname = 'public'
      union all
      select 4, sequencename, 0, format('sequence %s %s start %s', sequencename, data_type, start_value)
      from pg_sequences where schemaname = 'public'
      union all
      select 5, tgrelid::regclass::text, 0, pg_get_triggerdef(oid)
      from pg_trigger where not tgisinternal
    ) s where name not like 'kysely%' order by part, name collate "C", n, line collate "C"`.execute(connections.db)
  return `${rows.map(r => r.line).join('\n')}\n`
}

/** Reads the tables and columns out of the source of `Tables`: types leave nothing to look at when the test runs. */
async function typedTables(): Promise<Record<string, readonly string[]>> {
  const files = ['tables.ts', 'panel-tables.ts'].map(file => new URL(`../../src/store/${file}`, import.meta.url))
  const sources = await Promise.all(files.map(file => readFile(file, 'utf8')))
  const body = sources.map(source => /^export interface \w*Tables .*\{\n([\s\S]*?)\n\}\n/m.exec(source)?.[1]).join('\n')
  const tables = body.matchAll(/^ {2}(\w+): \{([\s\S]*?)\}$/gm)
  return Object.fromEntries(
    [...tables].map(([, name, columns = '']) => [name, [...columns.matchAll(/(\w+): /g)].map(m => m[1]!).toSorted()]),
  )
}
