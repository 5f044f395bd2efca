/**
 * What staff see of 10,000 open cases, all of one department, and of 100; beside each four times as many that are settled.
 * The digest is made as the program makes it, a home is opened through Slack's door.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { postDigest } from '../src/actions/post-digest.ts'
import { loadPlace } from '../src/place.ts'
import type { EmbeddedPostgres } from '../src/postgres/embedded.ts'
import { connect, type Trx } from '../src/store/database.ts'
import { migrate } from '../src/store/migrate.ts'
import { endLessons } from '../src/store/staff-lessons.ts'
import { startDesk } from './desk-town.ts'
import { ownDatabase } from './own-database.ts'
import { memoryMb } from './usage.ts'

const TIMES = 40
const PATIENCE_MS = 20_000

export interface OpenCaseFigures {
  /** How long each time took, in ms. */
  readonly digest: readonly number[]
  /** From the event to the view that Slack was given. */
  readonly home: readonly number[]
  /** Of the process, after the first home and after the last, in MB. */
  readonly memoryMb: readonly [number, number]
}

export async function measureOpenCases(postgres: EmbeddedPostgres, open: number): Promise<OpenCaseFigures> {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await ownDatabase(postgres, `bench_open_cases_${open}`))
  await migrate(database.url)
  const { db } = connect(database.url, 3)
  stack.defer(() => db.destroy())
  const place = await loadPlace('example/place.yaml')
  const department = place.departments.get(place.frontDesk)!
  await db.transaction().execute(trx => insertCases(trx, department, open))
  const digest = await timed(async n => {
    const now = new Date(Date.now() + n * 86_400_000)
    const opening = { day: now.toISOString().slice(0, 10), opens: now, closes: new Date(now.getTime() + 8 * 3_600_000) }
    const posts = await db.transaction().execute(trx => postDigest(trx, department, opening, { place, now }))
    if (posts.length !== 1) throw new Error('the digest has nothing to say')
  })
  const { priya, subject } = stack.use(await startDesk(database.url, { rateLimits: false }))
  await endLessons(db, priya.id, new Date())
  const openHome = async () => {
    const before = priya.home?.hash
    const deadline = performance.now() + PATIENCE_MS
    priya.opensHome()
    while (priya.home?.hash === before) {
      if (performance.now() > deadline) throw new Error(`no home within ${PATIENCE_MS} ms`)
      await wait(1)
    }
  }
  await openHome()
  const first = await memoryMb(subject.pid, 'VmRSS')
  const home = await timed(openHome)
  return { digest, home, memoryMb: [first, await memoryMb(subject.pid, 'VmRSS')] }
}

async function timed(work: (n: number) => Promise<void>): Promise<readonly number[]> {
  const times: number[] = []
  for (let n = 0; n < TIMES; n += 1) {
    const start = performance.now()
    await work(n)
    times.push(performance.now() - start)
  }
  return times
}

/** People of the town, a case for each; some have an assignee, a failed reply, are overdue, due today, or wait for the resident. */
async function insertCases(
  db: Trx,
  { key: department, channel }: { readonly key: string; readonly channel: string },
  open: number,
): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(db)
  for (const table of ['cases', 'replies']) await sql`alter table ${sql.table(table)} disable trigger user`.execute(db)
  await sql`
    with resident as (
      insert into residents (first_name, called, language)
      select 'Person ' || n, 'Person ' || n, 'en' from generate_series(1, ${open * 5}::integer) n
      returning id),
    conversation as (
      insert into conversations (address, network, last_position, version, resident_id)
      select 'telegram:' || id, 'telegram', 0, 1, id from resident returning address, resident_id)
    insert into cases (kind, department, visibility, words, answers, photos, language, resident_id, address, assignee,
      assignee_name, status, closed_at, opened_at, reply_due_at, fix_due_at, last_word_at, answered_at)
    select 'question', ${department}, 'private',
      jsonb_build_object('text', 'When does the library in street ' || n % 977 || ' open?', 'spans', '[]'::jsonb),
      '[]', '[]', 'en', resident_id, address,
      case when n % 3 > 0 then 'U' || n % 20 end, case when n % 3 > 0 then 'Colleague ' || n % 20 end,
      case when n > ${open}::integer then 'fixed' else 'new' end,
      case when n > ${open}::integer then now() end,
      now() - n % 400 * interval '2 hours', now() + (n % 300 - 30) * interval '1 hour', now() + n % 300 * interval '6 hours',
      now() - n % 100 * interval '1 hour', case when n % 2 = 0 then now() end
    from (select *, row_number() over (order by resident_id) as n from conversation) c`.execute(db)
  await sql`
    insert into threads (channel, ts, case_id) select ${channel}, id || '.000100', id from cases`.execute(db)
  // Everybody was told what is late: the clock has nothing to say while we measure.
  await sql`
    insert into case_alarms (case_id, clock, due_at, level, at)
    select id, clock, case clock when 'reply' then reply_due_at else fix_due_at end, 'late', now()
    from cases cross join unnest('{reply,fix}'::text[]) clock`.execute(db)
  await sql`
    insert into replies (case_id, author, author_name, words, files, channel, ts, state, written_at, settled_at)
    select c.id, 'U1', 'Colleague 1', '{"text":"From ten to four.","spans":[]}', '[]', ${channel}, c.id || '.' || n,
      case when n = 1 and c.id % 50 = 0 then 'failed' else 'sent' end, now(), now()
    from cases c, generate_series(1, 2) n`.execute(db)
  for (const table of ['cases', 'replies']) await sql`alter table ${sql.table(table)} enable trigger user`.execute(db)
  await sql`analyze`.execute(db)
}
