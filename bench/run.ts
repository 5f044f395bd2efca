/**
 * `npm run bench` measures turns, `npm run bench -- desk` the staff's desk, `npm run bench -- search` what staff look up,
 * `npm run bench -- wave` a survey to a million members, `npm run bench -- sending` how fast it goes out and is answered, on
 * this machine. See README.md here.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '../src/log.ts'
import { startPostgres } from '../src/postgres/embedded.ts'
import { measureDesk } from './desk.ts'
import { measureSearches } from './searches.ts'
import { measureSending } from './sending.ts'
import { measureTurns } from './turns.ts'
import { measureWave } from './wave.ts'

const MEASURES = new Map([
  ['turns', measureTurns],
  ['desk', measureDesk],
  ['search', measureSearches],
  ['wave', measureWave],
  ['sending', measureSending],
])

const wanted = process.argv[2] ?? 'turns'
const measure = MEASURES.get(wanted)
if (!measure) throw new Error(`nothing is called "${wanted}" here: ${[...MEASURES.keys()].join(', ')}`)
const directory = await mkdtemp(join(tmpdir(), 'folkmoot-bench-'))
// As root, Postgres runs as another user, who has to get in.
await chmod(directory, 0o711)
const postgres = await startPostgres({ directory, log: createLog('warn') })
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Postgres has a process group of its own: it would outlive us.
  process.once(signal, () => postgres.stop().finally(() => process.exit(1)))
}
try {
  await measure(postgres)
} finally {
  await postgres.stop()
  await rm(directory, { recursive: true, force: true })
}
