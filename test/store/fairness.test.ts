/**
 * Which of several surveys asks somebody first, however they come and whenever: the one that asked them longest ago. So none
 * is kept from ever asking. The rule is written once more here, in plain words, and whatever comes the store does the same.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueInvitations } from '../../src/actions/panel/queue-invitations.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import type { PanelPolicy, Place } from '../../src/core/place.ts'
import { loadPlace } from '../../src/place.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { addWave, type SendingWave } from '../../src/store/panel/waves.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'

const FIRST_DAY = Date.parse('2027-03-01T12:00Z')
const DAY_MS = 86_400_000
const DAYS = 40
/** Who yields is looked at again after some minutes. */
const LOOKS_MS = [0, 11 * 60_000]

let database: TestDatabase
let connections: Connections
let place: Place
let member: string
const surveys = new Map<string, Survey>()
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 2)
  place = await loadPlace('example/place.yaml')
  const [one] = await addMembers(connections.db, [{ address: 'telegram:1', timeZone: 'UTC', quiet: [0, 0] }])
  member = one!
  for (const key of ['often', 'seldom', 'third']) {
    const survey = benches(place, `key: ${key}`, 'schedule: { closesAfterDays: 60 }')
    surveys.set(key, survey)
    await keepSurvey(connections.db, survey)
  }
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

interface Wave extends SendingWave {
  readonly from: number
  readonly until: number
  /** The day. */
  asked?: number
}

const repeats = fc.record({
  first: fc.integer({ min: 0, max: 8 }),
  everyDays: fc.integer({ min: 1, max: 25 }),
  openDays: fc.integer({ min: 1, max: 20 }),
})

test('before a survey that waits goes each other one at most once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 8 }),
      fc.tuple(repeats, repeats, repeats),
      async (capDays, [often, seldom, third]) => {
        const all = await live(capDays, { often: { ...often, everyDays: 1 }, seldom, third })
        for (const wave of all) {
          const { survey, from, until } = wave
          const asked = all.filter(each => each.survey === survey && each.asked! >= from && each.asked! < until)
          if (Math.min(until, DAYS) - from > surveys.size * capDays) expect(asked).not.toEqual([])
        }
        const days = all.flatMap(wave => wave.asked ?? []).toSorted((a, b) => a - b)
        for (const [n, day] of days.entries()) if (n > 0) expect(day - days[n - 1]!).toBeGreaterThanOrEqual(capDays)
      },
    ),
    { numRuns: 8 },
  )
}, 120_000)

/** One member's days. @returns The waves, with the day on which each asked them. */
async function live(
  capDays: number,
  plan: Readonly<Record<string, { first: number; everyDays: number; openDays: number }>>,
): Promise<readonly Wave[]> {
  const { db } = connections
  await db.deleteFrom('outbox').execute()
  await db.deleteFrom('invitations').execute()
  await db.deleteFrom('waves').execute()
  await db.updateTable('members').set({ last_asked_at: null }).execute()
  const panel: PanelPolicy = { ...place.panel!, capDays, blockedDates: [] }
  const waves: Wave[] = []
  for (let day = 0; day < DAYS; day += 1) {
    for (const [key, { first, everyDays, openDays }] of Object.entries(plan))
      if (day >= first && (day - first) % everyDays === 0) waves.push(await begin(key, day, openDays))
    for (const lookMs of LOOKS_MS) {
      const now = new Date(FIRST_DAY + day * DAY_MS + lookMs)
      const waiting = await waitingAt(now)
      const goes = firstOf(
        waves,
        waves.filter(({ id }) => waiting.has(id)),
        day,
        capDays,
      )
      for (const wave of waves.filter(({ id }) => waiting.has(id))) {
        const batch = { wave, asked: { survey: surveys.get(wave.survey)!, waveId: wave.id, pictures: {} } }
        const { messages } = await db.transaction().execute(trx =>
          queueInvitations(trx, { ...batch, network: 'telegram', limit: 10 }, panel, {
            place,
            now,
            newChatsAnHour: new Map(),
          }),
        )
        expect(messages.length).toBe(wave === goes ? 1 : 0)
        if (messages.length > 0) wave.asked = day
      }
    }
  }
  return waves
}

/** Of those that wait, once the cap allows one. */
function firstOf(waves: readonly Wave[], waiting: readonly Wave[], today: number, capDays: number): Wave | undefined {
  const last = Math.max(...waves.map(({ asked = -DAYS }) => asked))
  if (last > today - capDays) return undefined
  const lastBy = ({ survey }: Wave) => Math.max(-1, ...waves.flatMap(w => (w.survey === survey ? (w.asked ?? []) : [])))
  return waiting.toSorted((a, b) => lastBy(a) - lastBy(b) || Number(a.id) - Number(b.id))[0]
}

async function begin(survey: string, from: number, openDays: number): Promise<Wave> {
  const { db } = connections
  const startsAt = new Date(FIRST_DAY + from * DAY_MS)
  const closesAt = new Date(startsAt.getTime() + openDays * DAY_MS)
  const { id } = await db
    .transaction()
    .execute(trx => addWave(trx, { survey, version: 1, state: 'sending', startsAt, closesAt, seed: '1' }))
  const invitation = { wave_id: id, member_id: member, how: 'drawn', state: 'due', network: 'telegram' } as const
  await db
    .insertInto('invitations')
    .values({ ...invitation, due_at: startsAt })
    .execute()
  return { id, survey, version: 1, closesAt, from, until: from + openDays }
}

async function waitingAt(now: Date): Promise<ReadonlySet<string>> {
  const rows = await connections.db
    .selectFrom('invitations as i')
    .innerJoin('waves as w', 'w.id', 'i.wave_id')
    .select('w.id')
    .where('i.state', '=', 'due')
    .where('i.due_at', '<=', now)
    .where('w.closes_at', '>', now)
    .execute()
  return new Set(rows.map(({ id }) => id))
}
