/**
 * A survey on its way: how near it comes to the pace that Telegram allows, how many answers are taken meanwhile, and what
 * it costs those who report something at the same time.
 */
import { loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Place } from '../src/core/place.ts'
import { loadPlace } from '../src/place.ts'
import type { EmbeddedPostgres } from '../src/postgres/embedded.ts'
import { connect, type Db } from '../src/store/database.ts'
import { migrate } from '../src/store/migrate.ts'
import { fillPanel, launch } from './members.ts'
import { ownDatabase } from './own-database.ts'
import { quantile } from './quantile.ts'
import { type Subject, startSubject } from './subject.ts'
import { startTelegramTown, type Talked, type TelegramTown } from './telegram-town.ts'
import { cpuSeconds, peakMemoryMb } from './usage.ts'

const TOKEN = '7000000001:bench'
const FREE = { perSecond: 30, members: 2_100 }
const PAID = { perSecond: 1_000, members: 30_000 }
const ANSWERS = { perSecond: 200, seconds: 25 }
const WAITING = 100_000
const REPORTS = { people: 32, atOnce: 4, pauseMs: 200, turns: 4 }
/** A wave that takes longer than that many times what its pace allows has stopped. */
const PATIENCE = 5
const SURVEY = `key: bench
title: A bench
why: We buy one.
owner: U0LEAD
outcomeBy: 2027-04-15
languages: [en]
schedule: { spreadHours: 0, closesAfterDays: 5 }
questions:
  - { key: where, kind: eitherOr, ask: Where?, options: [{ key: park, name: The park }, { key: quay, name: The quay }] }
  - { key: good, kind: mark, ask: How good are the benches that we have? }
  - { key: more, kind: agree, ask: The town needs more of them. }
`

export async function measureSending(postgres: EmbeddedPostgres): Promise<void> {
  const place = await loadPlace('example/place.yaml')
  const parts = process.env.BENCH_PARTS?.split(',') ?? ['free', 'paid', 'answers', 'talks']
  if (parts.includes('free')) await atPace(postgres, place, FREE)
  if (parts.includes('paid')) await atPace(postgres, place, PAID)
  if (parts.includes('answers')) await atPace(postgres, place, { ...PAID, answers: ANSWERS })
  if (parts.includes('talks')) await besideTalks(postgres, place)
}

interface Running extends AsyncDisposable {
  readonly db: Db
  readonly telegram: TelegramTown
  readonly subject: Subject
}

/** A town with so many members, which pays for more than is free. */
async function startTown(postgres: EmbeddedPostgres, members: number, perSecond: number): Promise<Running> {
  await using starting = new AsyncDisposableStack()
  const database = starting.use(await ownDatabase(postgres, `bench_sending_${members}_${perSecond}_${Date.now()}`))
  await migrate(database.url)
  const { db } = connect(database.url, 2)
  starting.defer(() => db.destroy())
  await fillPanel(db, members, new Date())
  const telegram = starting.use(await startTelegramTown(TOKEN))
  await telegram.fill(members)
  let isReady = false
  const watch = setInterval(async () => {
    isReady = (await telegram.state()).webhookUrl !== null
  }, 50)
  const subject = await startSubject({
    file: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
    databaseUrl: database.url,
    telegram: { apiRoot: telegram.apiRoot, token: TOKEN, ready: () => isReady },
    env: perSecond > FREE.perSecond ? { TELEGRAM_PAID_BROADCAST_PER_SECOND: String(perSecond) } : {},
  }).finally(() => clearInterval(watch))
  starting.defer(() => subject.stop())
  const started = starting.move()
  return { db, telegram, subject, [Symbol.asyncDispose]: () => started.disposeAsync() }
}

async function atPace(
  postgres: EmbeddedPostgres,
  place: Place,
  { perSecond, members, answers }: { perSecond: number; members: number; answers?: typeof ANSWERS },
): Promise<void> {
  await using town = await startTown(postgres, members, perSecond)
  const { telegram, subject } = town
  const pids = [subject.pid, postgres.pid(), telegram.pid]
  const before = await Promise.all(pids.map(cpuSeconds))
  await launch(town.db, place, SURVEY, new Date())
  const begun = performance.now()
  const answering = answers && telegram.answer(answers.perSecond, answers.seconds)
  const deadline = begun + (members / perSecond) * 1_000 * PATIENCE
  while ((await telegram.state()).people < members && performance.now() < deadline) await wait(250)
  const seconds = (performance.now() - begun) / 1_000
  const after = await Promise.all(pids.map(cpuSeconds))
  const answered = await answering
  const { people, twice, perSecond: reached, refused, complaints } = await telegram.state()
  if (complaints.length > 0) throw new Error(complaints[0])
  const [own, base, theirs] = after.map((s, n) => (((s - before[n]!) / seconds) * 100).toFixed(0))
  console.log(
    `${members} at ${perSecond} a second: ${reached.toFixed(1)} a second (${((reached / perSecond) * 100).toFixed(1)} %), ` +
      `${people} asked, ${twice} of them twice, ${refused} calls refused; ` +
      `CPU % Folkmoot ${own}, Postgres ${base}, stand-in ${theirs}; peak ${(await peakMemoryMb(subject.pid)).toFixed(0)} MB; load ${loads()}`,
  )
  if (!answered) return
  const both = ((members + answered.latenciesMs.length) / members) * reached
  console.log(
    `  with what was answered ${both.toFixed(0)} messages a second (${((both / perSecond) * 100).toFixed(1)} %): ${answered.tapsPerSecond.toFixed(0)} answers a second for ${answers?.seconds} s, ${answered.answersPerSecond.toFixed(0)} until the last had its reply; ` +
      `${times(answered)}, ${answered.lost} lost, ${await answersKept(town.db)} kept`,
  )
}

/** What those who report wait for while a hundred thousand are being asked and while that rests, by turns. */
async function besideTalks(postgres: EmbeddedPostgres, place: Place): Promise<void> {
  for (const { perSecond } of [FREE, PAID]) {
    await using town = await startTown(postgres, WAITING, perSecond)
    const { db, telegram } = town
    const talk = () => telegram.report(REPORTS.people, REPORTS.atOnce, REPORTS.pauseMs)
    await telegram.report(REPORTS.people, REPORTS.atOnce, 0)
    await launch(db, place, SURVEY, new Date())
    while ((await telegram.state()).people === 0) await wait(50)
    const [beside, idle]: [Talked[], Talked[]] = [[], []]
    for (let turn = 0; turn < REPORTS.turns; turn += 1) {
      beside.push(await talk())
      await db.updateTable('waves').set({ state: 'paused' }).execute()
      await untilQuiet(telegram)
      idle.push(await talk())
      await db.updateTable('waves').set({ state: 'sending' }).execute()
    }
    const { people, refused } = await telegram.state()
    const [loaded, rested] = [together(beside), together(idle)]
    const ratio = quantile(loaded.latenciesMs, 0.99) / quantile(rested.latenciesMs, 0.99)
    console.log(
      `reports while ${WAITING} are asked at ${perSecond} a second (${people} were, ${refused} calls refused): ${times(loaded)}, ` +
        `${loaded.lost} lost; while that rests ${times(rested)}; p99 ${ratio.toFixed(2)} times as long; load ${loads()}`,
    )
  }
}

/** What is in the outbox still goes out. */
async function untilQuiet(telegram: TelegramTown): Promise<void> {
  for (let before = -1, { people } = await telegram.state(); people !== before; ) {
    before = people
    await wait(1_000)
    people = (await telegram.state()).people
  }
}

function together(talked: readonly Talked[]): Talked {
  return {
    latenciesMs: talked.flatMap(({ latenciesMs }) => latenciesMs).toSorted((a, b) => a - b),
    lost: talked.reduce((sum, { lost }) => sum + lost, 0),
  }
}

async function answersKept(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('survey_answers')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function times({ latenciesMs }: Talked): string {
  return `p50 ${quantile(latenciesMs, 0.5).toFixed(0)} ms, p99 ${quantile(latenciesMs, 0.99).toFixed(0)} ms`
}

function loads(): string {
  return loadavg()[0]!.toFixed(1)
}
