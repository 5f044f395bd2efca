/**
 * A wave from its launch to the last invitation, for 10,000 members and for many: making it, and claiming, queueing and
 * settling what is due, with nothing in between but the database.
 */
import { sql } from 'kysely'
import { askedSurveys } from '../src/actions/panel/asked-surveys.ts'
import { makeNextWave } from '../src/actions/panel/make-wave.ts'
import { queueInvitations } from '../src/actions/panel/queue-invitations.ts'
import type { Place } from '../src/core/place.ts'
import { loadPlace } from '../src/place.ts'
import type { EmbeddedPostgres } from '../src/postgres/embedded.ts'
import { connect, type Db } from '../src/store/database.ts'
import { migrate } from '../src/store/migrate.ts'
import { queue } from '../src/store/outbox.ts'
import { countWave } from '../src/store/panel/wave-lines.ts'
import { sendingWaves } from '../src/store/panel/waves.ts'
import { settle } from '../src/store/settle.ts'
import { fillPanel, launch } from './members.ts'
import { ownDatabase } from './own-database.ts'
import { memoryMb } from './usage.ts'

const FEW = 10_000
const MANY = Number(process.env.BENCH_MEMBERS ?? 1_000_000)
const TOGETHER = 500
const NOW = new Date('2027-03-01T12:00Z')
const SURVEY = `key: bench
title: A bench
why: We buy one.
owner: U0LEAD
outcomeBy: 2027-04-15
languages: [en]
schedule: { spreadHours: 0, remindAfterDays: 2, closesAfterDays: 5 }
questions:
  - key: where
    kind: eitherOr
    ask: Where should it stand?
    options: [{ key: park, name: The park }, { key: quay, name: The quay }]
`

export async function measureWave(postgres: EmbeddedPostgres): Promise<void> {
  const place = await loadPlace('example/place.yaml')
  const few = await sendWave(postgres, place, FEW)
  const many = await sendWave(postgres, place, MANY)
  const growth = ((many.makingS + many.queueingS) / (few.makingS + few.queueingS)) * (FEW / MANY)
  console.log(`a member costs ${growth.toFixed(2)} times as much among ${MANY} as among ${FEW}`)
}

async function sendWave(postgres: EmbeddedPostgres, place: Place, members: number) {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await ownDatabase(postgres, `bench_wave_${members}`))
  await migrate(database.url)
  const { db } = connect(database.url, 2)
  stack.defer(() => db.destroy())
  await fillPanel(db, members, NOW)
  await launch(db, place, SURVEY, NOW)
  const context = { place, now: NOW, newChatsAnHour: new Map() }

  const makingS = await seconds(() => db.transaction().execute(trx => makeNextWave(trx, context)))
  const [wave] = await sendingWaves(db, NOW)
  if (!wave || !place.panel) throw new Error('there is no wave')
  const { panel } = place
  const batch = { wave, asked: await askedSurveys(db)(wave), network: 'telegram', limit: TOGETHER }
  const memory: number[] = []
  let queued = 0
  const queueingS = await seconds(async () => {
    for (let taken = TOGETHER; taken === TOGETHER; ) {
      const rows = await db.transaction().execute(async trx => {
        const found = await queueInvitations(trx, batch, panel, context)
        taken = found.taken
        return queue(trx, found.messages, 1)
      })
      queued += rows.length
      await settle(
        db,
        rows.map(({ id }) => ({
          id,
          kind: 'invitation' as const,
          outcome: 'sent' as const,
          sentIds: ['1'],
          failure: null,
        })),
      )
      if (queued % 50_000 === 0 || taken < TOGETHER) memory.push(await memoryMb(process.pid, 'VmRSS'))
    }
  })
  if (queued !== members) throw new Error(`${queued} of ${members} invitations were queued`)
  const countingS = await seconds(() => db.transaction().execute(trx => countWave(trx, wave.id)))
  console.log(
    `${members} members: made in ${makingS.toFixed(1)} s; claimed, queued and settled ${(queued / queueingS).toFixed(0)} a second; ` +
      `memory ${memory[0]?.toFixed(0)} to ${Math.max(...memory).toFixed(0)} MB; counted in ${(countingS * 1_000).toFixed(0)} ms`,
  )
  console.log(`  on disk: ${await sizes(db)}`)
  return { makingS, queueingS }
}

async function sizes(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string; size: string; indexes: string }>`
    select relname as name, pg_size_pretty(pg_table_size(oid)) as size, pg_size_pretty(pg_indexes_size(oid)) as indexes
    from pg_class where relname in ('invitations', 'members', 'outbox') and relkind = 'r' order by relname`.execute(db)
  return rows.map(({ name, size, indexes }) => `${name} ${size} and indexes ${indexes}`).join(', ')
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1_000
}
