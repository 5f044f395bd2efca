/**
 * Folkmoot's turns beside those of the bare reference, in one call, on this machine.
 */
import { fileURLToPath } from 'node:url'
import { startTelegram } from '../sandbox/telegram/stand-in.ts'
import type { EmbeddedPostgres } from '../src/postgres/embedded.ts'
import { type Driven, drive, PEOPLE, TURNS } from './drive.ts'
import { ownDatabase } from './own-database.ts'
import { quantile } from './quantile.ts'
import { startSubject } from './subject.ts'
import { cpuSeconds, peakMemoryMb } from './usage.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 3)
const WARM_UP_PEOPLE = 200
const SUBJECTS = {
  reference: fileURLToPath(new URL('reference.ts', import.meta.url)),
  folkmoot: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
}
type Name = keyof typeof SUBJECTS

type Figures = ReturnType<typeof figuresOf>

export async function measureTurns(postgres: EmbeddedPostgres): Promise<void> {
  const all: Record<Name, Figures[]> = { reference: [], folkmoot: [] }
  for (let run = 1; run <= RUNS; run += 1) {
    for (const name of Object.keys(SUBJECTS) as Name[]) {
      const figures = await measure(postgres, name, run)
      all[name].push(figures)
      console.log(
        `run ${run} ${name.padEnd(9)} ${figures.perSecond.toFixed(0)} msgs/s, p50 ${figures.p50.toFixed(1)} ms, p99 ${figures.p99.toFixed(1)} ms`,
      )
    }
  }
  report(medians(all.reference), medians(all.folkmoot))
}

async function measure(postgres: EmbeddedPostgres, name: Name, run: number): Promise<Figures> {
  await using database = await ownDatabase(postgres, `bench_${name}_${run}`)
  const telegram = await startTelegram({ token: '7000000001:bench' })
  const subject = await startSubject({
    file: SUBJECTS[name],
    databaseUrl: database.url,
    telegram: { apiRoot: telegram.apiRoot, token: '7000000001:bench', ready: () => telegram.webhookUrl !== undefined },
  })
  try {
    await drive(telegram, WARM_UP_PEOPLE)
    const before = {
      ...(await subject.counts()),
      cpu: await cpuSeconds(subject.pid),
      postgres: await cpuSeconds(postgres.pid()),
    }
    const driven = await drive(telegram)
    const cpu = await cpuSeconds(subject.pid)
    const postgresCpu = await cpuSeconds(postgres.pid())
    const after = await subject.counts()
    check(driven)
    return figuresOf(driven, {
      cpu: cpu - before.cpu,
      postgresCpu: postgresCpu - before.postgres,
      roundTrips: after.roundTrips - before.roundTrips,
      transactions: after.transactions - before.transactions,
      memoryMb: await peakMemoryMb(subject.pid),
    })
  } finally {
    await subject.stop()
    await telegram.close()
  }
}

/** Speed counts only where everybody got their four answers, in order. */
function check({ heard }: Driven): void {
  const [first = []] = heard
  const wrong = heard.filter(h => h.length !== TURNS.length || h.slice(0, -1).some((text, n) => text !== first[n]))
  if (wrong.length > 0)
    throw new Error(
      `${wrong.length} of ${PEOPLE} people heard something else than the first: ${JSON.stringify(wrong[0])}`,
    )
}

function figuresOf(
  { seconds, latencies }: Driven,
  cost: { cpu: number; postgresCpu: number; roundTrips: number; transactions: number; memoryMb: number },
) {
  const messages = latencies.length
  return {
    perSecond: messages / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpuPer1000: (cost.cpu / messages) * 1_000,
    postgresPer1000: (cost.postgresCpu / messages) * 1_000,
    roundTrips: cost.roundTrips / messages,
    transactions: cost.transactions / messages,
    memoryMb: cost.memoryMb,
  }
}

function medians(runs: readonly Figures[]): Figures {
  const keys = Object.keys(runs[0]!) as (keyof Figures)[]
  const middle = (key: keyof Figures) => runs.map(r => r[key]).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)]!
  return Object.fromEntries(keys.map(key => [key, middle(key)])) as unknown as Figures
}

function report(reference: Figures, folkmoot: Figures): void {
  const rows: [string, keyof Figures, number][] = [
    ['messages a second', 'perSecond', 0],
    ['p50 ms', 'p50', 1],
    ['p99 ms', 'p99', 1],
    ['CPU s/1000, process', 'cpuPer1000', 3],
    ['CPU s/1000, Postgres', 'postgresPer1000', 3],
    ['peak memory MB', 'memoryMb', 0],
    ['round trips a message', 'roundTrips', 2],
    ['transactions a message', 'transactions', 2],
  ]
  console.log(`\nmedians of ${RUNS} runs, ${PEOPLE} people, ${TURNS.length} messages each`)
  console.log(`${''.padEnd(24)}${'reference'.padStart(12)}${'Folkmoot'.padStart(12)}${'ratio'.padStart(8)}`)
  for (const [label, key, digits] of rows) {
    const [a, b] = [reference[key], folkmoot[key]]
    console.log(
      `${label.padEnd(24)}${a.toFixed(digits).padStart(12)}${b.toFixed(digits).padStart(12)}${(b / a).toFixed(2).padStart(8)}`,
    )
  }
}
