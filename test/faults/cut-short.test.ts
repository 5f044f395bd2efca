/**
 * What the database gives up because it takes too long is tried once more, then set aside with a word to whoever did it:
 * nobody waits behind it for ever.
 */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { hears, opensCase } from '../support/talks.ts'
import { allSaid, eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

/**
 * Nobody gets at this case until it is let go, and whoever waits for it is cut short, as after the longest that a statement
 * may take.
 *
 * @returns Lets it go, and tells how many were.
 */
async function holdCase(reference: string): Promise<() => Promise<number>> {
  const { pool } = town.connections
  // What was sent of the case holds it too while it is settled, and keeps what is sent next waiting.
  await allSaid(town)
  const holder = await pool.connect()
  await holder.query('begin')
  await holder.query('select from cases where id = $1 for update', [reference.split('-')[1]])
  const { rows: held } = await holder.query('select pg_backend_pid() as pid')
  const cut = new Set<string>()
  let isHeld = true
  const cutting = (async () => {
    while (isHeld) {
      const { rows } = await pool.query(
        'select pid, query_start::text as since from pg_stat_activity where $1 = any(pg_blocking_pids(pid))',
        [held[0].pid],
      )
      // Each statement once: the next of its connection may be another's.
      const fresh = rows.filter(({ pid, since }) => !cut.has(`${pid} ${since}`))
      for (const { pid, since } of fresh) {
        cut.add(`${pid} ${since}`)
        await pool.query('select pg_cancel_backend($1)', [pid])
      }
      await new Promise(resolve => setTimeout(resolve, 15))
    }
  })()
  const letGo = async () => {
    if (isHeld) {
      isHeld = false
      await cutting
      await holder.query('rollback')
      holder.release()
    }
    return cut.size
  }
  onTestFinished(async () => void (await letGo()))
  return letGo
}

async function setAside(): Promise<readonly { readonly failure: string | null; readonly words: string }[]> {
  const { rows } = await town.connections.pool.query(
    'select failure, event::text as words from inbox where failure is not null order by id',
  )
  return rows
}

test('an act of staff: its author is told, and what they do next in the thread is done', async () => {
  const { person, reference, thread } = await opensCase(town, 'Ana')
  const letGo = await holdCase(reference)
  const reply = town.priya.writes(thread.channel, 'From ten to four.', { thread: thread.ts })
  await eventually(() => expect(thread.marks(reply.event.ts as string)).toEqual(['x']))
  expect(await letGo()).toBeGreaterThan(1)
  const [aside] = await setAside()
  expect(aside).toEqual({ failure: expect.any(String), words: expect.stringContaining('From ten to four.') })

  town.priya.writes(thread.channel, 'From nine to five.', { thread: thread.ts })
  await hears(person, /From nine to five/)
  expect(person.heard().join('\n')).not.toContain('From ten to four.')
})

test('words of a resident: they are asked to send them again, and are heard then', async () => {
  const { person, reference, thread } = await opensCase(town, 'Ben')
  const letGo = await holdCase(reference)
  person.says('It is the one by the river.')
  await hears(person, /Please send it again/)
  await letGo()
  expect((await setAside()).at(-1)?.words).toContain('the one by the river')

  person.says('It is the one by the river.')
  await hears(person, /Passed on to/)
  await eventually(() => expect(thread.posts().join('\n')).toContain('the one by the river'))
})
