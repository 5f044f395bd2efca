/** The night's clean-up: old finished rows go, what waits or failed stays; files go that nobody names. */
import { createHash } from 'node:crypto'
import { mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { purgeJob } from '../../src/jobs/purge.ts'
import { createMediaStore } from '../../src/media/store.ts'
import { connect } from '../../src/store/database.ts'
import { createDatabase } from '../support/database.ts'
import { addMembers } from '../support/panel.ts'

const NO_FILES = { purge: async () => 0, remove: async () => {} }

test('finished rows go after a week, failed ones after a month, what waits never', async () => {
  await using database = await createDatabase()
  const { db } = connect(database.url, 1)
  const rows = [
    ['done yesterday', 1, 1, null],
    ['done last week', 8, 8, null],
    ['failed last week', 8, 8, 'TypeError'],
    ['failed last week, emptied since', 8, 8, 'TypeError'],
    ['failed last month', 31, 31, 'TypeError'],
    ['waiting for a year', 365, null, null],
  ] as const
  for (const [name, received, done, failure] of rows) {
    await sql`insert into inbox (network, external_id, lane, position, event, received_at, done_at, failure)
      values ('telegram', ${name}, 'telegram:1', 1, '{}', now() - make_interval(days => ${received}),
        now() - make_interval(days => ${done}::integer), ${failure})`.execute(db)
    await sql`insert into outbox (network, lane, created_at, settled_at, outcome)
      values ('telegram', ${name}, now() - make_interval(days => ${received}), now() - make_interval(days => ${done}::integer),
        ${done === null ? null : 'sent'})`.execute(db)
  }
  await sql`update inbox set event = null where external_id like '%emptied since'`.execute(db)
  await purgeJob(db, NO_FILES).run(new Date())
  const left = async (table: 'inbox' | 'outbox', column: string) => {
    const { rows } = await sql<{
      name: string
    }>`select ${sql.ref(column)} as name from ${sql.table(table)} order by 1`.execute(db)
    return rows.map(r => r.name)
  }
  expect(await left('inbox', 'external_id')).toEqual(['done yesterday', 'failed last week', 'waiting for a year'])
  expect(await left('outbox', 'lane')).toEqual(['done yesterday', 'waiting for a year'])
  await db.destroy()
})

test('whom a chat was opened with goes once they wrote to us or left the panel', async () => {
  await using database = await createDatabase()
  const { db } = connect(database.url, 1)
  const now = new Date('2027-03-08T03:17Z')
  const long = new Date('2027-03-01T12:00Z')
  const people = [
    { name: 'never wrote', channel: null, leftAt: null, at: long },
    { name: 'wrote', channel: '9', leftAt: null, at: long },
    { name: 'left', channel: null, leftAt: long, at: long },
    { name: 'just now', channel: '9', leftAt: null, at: new Date('2027-03-08T03:00Z') },
  ] as const
  for (const { name, channel, leftAt, at } of people) {
    const address = `discord:${name}`
    await addMembers(db, [{ address, ...(leftAt && { leftAt }) }])
    await db.updateTable('conversations').set({ channel }).where('address', '=', address).execute()
    await db.insertInto('new_chats').values({ address, network: 'discord', at }).execute()
  }
  await db.insertInto('new_chats').values({ address: 'discord:nobody', network: 'discord', at: long }).execute()
  await purgeJob(db, NO_FILES).run(now)
  const left = await db.selectFrom('new_chats').select('address').orderBy('address').execute()
  expect(left.map(({ address }) => address)).toEqual(['discord:just now', 'discord:never wrote'])
  await db.destroy()
})

test('a file that any row names stays; what nobody names goes after a month, what an answer named at once', async () => {
  await using database = await createDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-purge-'))
  const { db } = connect(database.url, 1)
  const media = createMediaStore(folder)
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = current_schema() and data_type = 'jsonb' and table_name in ('inbox', 'outbox', 'conversations')`.execute(
    db,
  )
  const held: string[] = []
  for (const { table, column } of columns) {
    const sha256 = await media.put(Buffer.from(`held by ${table}.${column}`))
    held.push(sha256)
    await insertNaming(table, column, { any: [{ depth: { sha256 } }] })
  }
  const left = await media.put(Buffer.from('named by nobody'))
  const erased = await media.put(Buffer.from('of an answer that was erased a moment ago'))
  const [alsoHeld] = held
  await sql`insert into dropped_files values (${erased}), (${alsoHeld})`.execute(db)
  const fresh = await media.put(Buffer.from('named by nobody yet'))
  for (const sha256 of [...held, left]) await age(sha256)

  await purgeJob(db, media).run(new Date())
  for (const sha256 of [...held, fresh]) expect(digestOf(await media.open(sha256))).toBe(sha256)
  for (const gone of [left, erased]) await expect(media.open(gone)).rejects.toThrow('cannot read media file')
  const { rows: dropped } = await sql`select 1 from dropped_files`.execute(db)
  expect(dropped).toEqual([])
  expect(held.length).toBeGreaterThanOrEqual(7)
  await db.destroy()
  await rm(folder, { recursive: true })

  async function insertNaming(table: string, column: string, value: object): Promise<void> {
    const named = sql`${JSON.stringify(value)}::jsonb`
    const address = `telegram:${column}`
    if (table === 'inbox')
      await sql`insert into inbox (network, external_id, lane, position, ${sql.ref(column)}) values ('telegram', ${column}, ${address}, 1, ${named})`.execute(
        db,
      )
    else if (table === 'outbox')
      await sql`insert into outbox (network, lane, ${sql.ref(column)}) values ('telegram', ${address}, ${named})`.execute(
        db,
      )
    else
      await sql`insert into conversations (address, network, last_position, version, ${sql.ref(column)}) values (${address}, 'telegram', 1, 1, ${named})`.execute(
        db,
      )
  }
  async function age(sha256: string): Promise<void> {
    const monthAgo = new Date(Date.now() - 31 * 86_400_000)
    await utimes(join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256), monthAgo, monthAgo)
  }
})

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
