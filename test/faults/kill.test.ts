/**
 * kill -9, six times, while a thousand people write: nobody's words are lost, and nobody waits for long.
 */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { talkAtOnce } from '../../sandbox/telegram/crowd.ts'
import { startProcess } from '../support/process.ts'
import { eventually, startTown } from '../support/town.ts'

const PEOPLE = 1_000
const KILLS = 6
const TURNS = ['/ask', 'When does the library open on Sundays?', 'Not sure', 'Send question']

test('six times kill -9 while a thousand people write: nothing is lost, work goes on at once', async () => {
  await using town = await startTown({ started: false })
  const { telegram } = town
  let folkmoot = await startProcess(town.env)
  const sent = () => telegram.sent.length + telegram.sentDropped
  const talks = talkAtOnce(telegram, { people: PEOPLE, words: TURNS, inFlight: 64 })
  const resumedMs: number[] = []
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const before = sent()
    await eventually(() => expect(sent()).toBeGreaterThan(before + 200), 60_000)
    await folkmoot.kill()
    folkmoot = await startProcess(town.env, { ready: false })
    const up = Date.now()
    const afterRestart = sent()
    await eventually(() => expect(sent()).toBeGreaterThan(afterRestart), 60_000)
    resumedMs.push(Date.now() - up)
  }
  const { people } = await talks
  await folkmoot.stop()

  const { rows } = await sql<{ cases: number; people: number }>`
    select count(*)::integer as cases, count(distinct address)::integer as people from cases`.execute(
    town.connections.db,
  )
  expect(rows[0]).toEqual({ cases: PEOPLE, people: PEOPLE })
  for (const person of people) expect(withoutRepeats(person.heard())).toHaveLength(TURNS.length)
  const repeated = people.reduce((sum, p) => sum + p.heard().length - TURNS.length, 0)
  console.info(`killed ${KILLS} times: ${repeated} messages came twice, work went on after ${resumedMs.join(', ')} ms`)
}, 180_000)

/** Telegram has no key against repeats: a message whose answer was lost may come twice. */
function withoutRepeats(heard: readonly string[]): readonly string[] {
  return [...new Set(heard)]
}
