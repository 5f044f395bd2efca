/**
 * What staff look up, in a town of 200,000 cases of which 10,000 are open.
 */
import { sql } from 'kysely'
import type { EmbeddedPostgres } from '../src/postgres/embedded.ts'
import { connect, type Trx } from '../src/store/database.ts'
import { migrate } from '../src/store/migrate.ts'
import { assigneesIn, countOf, queueOf } from '../src/store/queues.ts'
import { casesWith, type Seen } from '../src/store/search.ts'
import { ownDatabase } from './own-database.ts'

const CASES = 200_000
const OPEN = 10_000
const ROUNDS = 40
const DEPARTMENTS = ['roads', 'parks', 'waste', 'lights', 'water', 'front']

const SEARCHES: readonly (readonly [string, string, Seen])[] = [
  ['a rare word', 'w4711', 'all'],
  ['the commonest word', 'w0', 'all'],
  ['the commonest word, one department of six', 'w0', ['roads']],
  ['two common words', 'w1 w2', ['roads', 'parks']],
  ['a common word, with one of old cases alone', 'w3 onlyold', 'all'],
  ['words of old cases alone', 'onlyold', 'all'],
  ['the same, one department of six', 'onlyold', ['roads']],
  ['the beginning of every word', 'w', 'all'],
  ['the beginning of some words', 'w47', ['roads']],
  ['a common and a rare word', 'w2 w4711', 'all'],
  ['nothing', 'zeppelin', 'all'],
  ['the 50th part of a long list', 'w1', 'all'],
]

export async function measureSearches(postgres: EmbeddedPostgres): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await ownDatabase(postgres, 'bench_searches'))
  await migrate(database.url)
  const { db } = connect(database.url, 2)
  stack.defer(() => db.destroy())
  await db.transaction().execute(fill)
  await sql`vacuum analyze`.execute(db)
  for (const [name, words, seen] of SEARCHES) {
    const skip = name.includes('50th') ? 294 : 0
    await measure(name, () => casesWith(db, words, seen, { skip, most: 7 }, new Date()))
  }
  const now = new Date()
  const part = { skip: 0, most: 10 }
  await measure('home: one’s own cases', () => queueOf(db, 'all', { assignee: 'U7' }, part, now))
  await measure('home: the queue', () => queueOf(db, DEPARTMENTS, {}, part, now))
  await measure('home: the queue, its 400th part', () => queueOf(db, DEPARTMENTS, {}, { ...part, skip: 4_000 }, now))
  await measure('home: the queue, by words', () => queueOf(db, ['roads'], { words: 'w2' }, part, now))
  await measure('home: the queue, overdue with nobody', () =>
    queueOf(db, 'all', { overdue: true, assignee: null }, part, now),
  )
  await measure('home: who has cases, how many', () => Promise.all([assigneesIn(db, 'all', 90), countOf(db, 'U7')]))
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now()
    await work()
    times.push(performance.now() - begun)
  }
  const sorted = times.toSorted((a, b) => a - b)
  const shown = [sorted[ROUNDS / 2]!, sorted.at(-1)!].map(ms => ms.toFixed(1).padStart(7))
  console.log(`${name.padEnd(46)} median ${shown[0]} ms, longest ${shown[1]} ms`)
}

/** Words fall off as in a language: `w0` is in nearly every case, `w4711` in few. The oldest half has a word of its own. */
async function fill(db: Trx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(db)
  const said = (words: number) => sql`jsonb_build_object('spans', '[]'::jsonb, 'text', (
    select string_agg('w' || floor(5000 * power(random(), 4))::text, ' ') from generate_series(1, ${words}::integer + n * 0))
    || case when n < ${CASES / 2} then ' onlyold' else '' end)`
  for (const table of ['cases', 'replies']) await sql`alter table ${sql.table(table)} disable trigger user`.execute(db)
  await sql`select setseed(0.5)`.execute(db)
  await sql`insert into residents (first_name, called, language) values ('Ana', 'Ana', 'en')`.execute(db)
  await sql`insert into conversations (address, network, last_position, version, resident_id)
    values ('telegram:1', 'telegram', 0, 1, 1)`.execute(db)
  await sql`
    insert into cases (kind, status, department, visibility, words, answers, photos, language, resident_id, address,
      assignee, assignee_name, place_words, opened_at, reply_due_at, fix_due_at, last_word_at, closed_at)
    select 'report', case when n > ${CASES - OPEN} then 'new' else 'fixed' end,
      (${DEPARTMENTS}::text[])[1 + n % ${DEPARTMENTS.length}], 'public', ${said(20)}, '[]', '[]', 'en', 1, 'telegram:1',
      case when n % 3 > 0 then 'U' || n % 40 end, case when n % 3 > 0 then 'Colleague ' || n % 40 end, 'Street ' || n % 900, at, at, at + interval '10 days', at, case when n > ${CASES - OPEN} then null else at end
    from (select n, now() - (${CASES} - n) * interval '5 minutes' as at from generate_series(1, ${CASES}) n) numbered`.execute(
    db,
  )
  await sql`
    insert into replies (case_id, author, author_name, words, files, channel, ts, state, written_at)
    select id, 'U1', 'Priya', ${said(15)}, '[]', 'C1', id || '.000001', 'sent', opened_at
    from (select id, id::integer as n, opened_at from cases) replied`.execute(db)
  await sql`
    insert into threads (channel, ts, case_id) select 'C1', id || '.000001', id from cases`.execute(db)
  await sql`insert into case_words select id, case_document(id) from cases`.execute(db)
  for (const table of ['cases', 'replies']) await sql`alter table ${sql.table(table)} enable trigger user`.execute(db)
}
