/**
 * `node scripts/run.mjs bench/drafts.ts`: what 10,000 reports that were begun and left cost, in memory and in the
 * database; and how long a photo takes until its sender sees the card. See README.md here.
 */
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import sharp from 'sharp'
import { talkAtOnce } from '../sandbox/telegram/crowd.ts'
import type { TelegramPerson } from '../sandbox/telegram/person.ts'
import { startTelegram, type TelegramStandIn } from '../sandbox/telegram/stand-in.ts'
import { createLog } from '../src/log.ts'
import { startPostgres } from '../src/postgres/embedded.ts'
import { startSubject } from './subject.ts'

const PEOPLE = 10_000
const WARM_UP_PEOPLE = 200
const IN_FLIGHT = 64
const PHOTOS = 9
const BEGUN = ['/report', 'The street light outside 12 Elm Street has been out since Monday.']
const UNTIL_PHOTO = ['/report', 'There is a deep hole in the road.', 'Pothole', 'Skip', '12 Elm Street']

const directory = await mkdtemp(join(tmpdir(), 'folkmoot-bench-'))
// As root, Postgres runs as another user, who has to get in.
await chmod(directory, 0o711)
const postgres = await startPostgres({ directory, log: createLog('warn') })
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Postgres has a process group of its own: it would outlive us.
  process.once(signal, () => postgres.stop().finally(() => process.exit(1)))
}
const telegram = await startTelegram({ token: '7000000001:bench' })
const subject = await startSubject({
  file: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
  databaseUrl: postgres.url,
  telegram: { apiRoot: telegram.apiRoot, token: '7000000001:bench', ready: () => telegram.webhookUrl !== undefined },
})
const client = new pg.Client({ connectionString: postgres.url })
await client.connect()
try {
  await talkAtOnce(telegram, { people: WARM_UP_PEOPLE, words: BEGUN, inFlight: IN_FLIGHT })
  const before = await residentMb(subject.pid)
  await talkAtOnce(telegram, { people: PEOPLE, words: BEGUN, inFlight: IN_FLIGHT })
  const after = await residentMb(subject.pid)
  await client.query('vacuum (full, analyze) conversations')
  const { rows } = await client.query(
    `select count(*)::int as talks, avg(pg_column_size(state))::int as state,
      (pg_total_relation_size('conversations') / count(*))::int as row from conversations`,
  )
  const [{ talks, state, row }] = rows
  console.log(`${talks} talks: ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after`)
  console.log(`in the table ${row} bytes each with its indexes, ${state} of them the state`)
  const times = await photoTimes(telegram)
  console.log(`photo to card: ${times.map(ms => ms.toFixed(0)).join(', ')} ms`)
} finally {
  await client.end()
  await subject.stop()
  await telegram.close()
  await postgres.stop()
  await rm(directory, { recursive: true, force: true })
}

/** What a process holds now. */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}

/**
 * From a photo of 12 megapixels to the card, *Done* in between typed as soon as the photo is kept.
 *
 * @returns  Milliseconds, sorted.
 */
async function photoTimes(standIn: TelegramStandIn): Promise<readonly number[]> {
  const noise = { width: 400, height: 300, channels: 3 } as const
  const photo = await sharp(randomBytes(400 * 300 * 3), { raw: noise })
    .resize(4000, 3000)
    .jpeg()
    .toBuffer()
  const times: number[] = []
  for (let n = 0; n < PHOTOS; n += 1) {
    const person = standIn.addPerson({ firstName: 'Ana', languageCode: 'en' })
    for (const words of UNTIL_PHOTO) await answer(person, () => person.says(words))
    const start = performance.now()
    await answer(person, () => person.sendsPhoto(photo))
    const card = await answer(person, () => person.says('Done'))
    if (!card.includes('Is this right?')) throw new Error(`no card came, but: ${card}`)
    times.push(performance.now() - start)
  }
  return times.toSorted((a, b) => a - b)
}

/** Does something and waits for what is heard of it. */
async function answer(person: TelegramPerson, act: () => unknown): Promise<string> {
  const before = person.heard().length
  act()
  while (person.heard().length === before) await new Promise(resolve => setTimeout(resolve, 2))
  return person.heard().at(-1) ?? ''
}
