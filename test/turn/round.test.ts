/**
 * A round of turns against a real database: what fails, fails alone; who is overtaken starts over.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RoundParts, runRound } from '../../src/conversation/round.ts'
import type { Inbound } from '../../src/core/inbound.ts'
import { plain } from '../../src/core/rich-text.ts'
import type { Converse } from '../../src/core/turn.ts'
import { createLog } from '../../src/log.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { createInbox } from '../../src/store/inbox.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let connections: Connections
let insert: (inbound: Inbound) => Promise<boolean>
let numbers = 0

beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 6)
  insert = createInbox(connections.db)
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

/** Says back what it heard, and counts in its state. */
const echo: Converse = async ({ state, heard }) => ({
  state: { count: Number(state?.count ?? 0) + heard.length },
  messages: heard.map(({ event }) => ({ text: plain(wordsOf(event.said)), choices: [], files: [] })),
  effects: [],
  handled: heard.length,
})

test("what waits is answered in the network's order, whatever order it came in", async () => {
  const address = person()
  await hear(address, 'second', 20)
  await hear(address, 'first', 10)
  const { claimed, done } = await runRound(parts(echo), [address])
  expect(done).toBe(1)
  expect(claimed.map(c => (c.message.to === 'resident' && 'text' in c.message ? c.message.text.text : ''))).toEqual([
    'first',
    'second',
  ])
  expect(await waiting(address)).toBe(0)
})

test("one person's failing turn is set aside with an apology, and takes nobody with it", async () => {
  const [unlucky, lucky] = [person(), person()]
  await hear(unlucky, 'fine')
  await hear(unlucky, 'poison')
  await hear(unlucky, 'fine again')
  await hear(lucky, 'hello')
  const failing: Converse = async input => {
    if (input.heard.some(({ event }) => wordsOf(event.said) === 'poison')) throw new TypeError('a bug')
    return echo(input)
  }
  const heard: string[] = []
  for (let again: readonly string[] = [unlucky, lucky], n = 0; again.length > 0 && n < 10; n += 1) {
    const result = await runRound(parts(failing), again)
    for (const { message } of result.claimed)
      if (message.to === 'resident' && 'text' in message) heard.push(`${message.address} ${message.text.text}`)
    again = result.again
  }
  expect(heard.toSorted()).toEqual(
    [`${lucky} hello`, `${unlucky} fine`, `${unlucky} fine again`, `${unlucky} sorry`].toSorted(),
  )
  const { rows } = await connections.pool.query(
    `select failure, event->'said'->'text'->>'text' as words from inbox where failure is not null`,
  )
  expect(rows).toEqual([{ failure: 'TypeError', words: 'poison' }])
  expect(await waiting(unlucky)).toBe(0)
})

test('of two rounds with the same turn one counts, the other starts over and finds nothing', async () => {
  const address = person()
  await hear(address, 'hello')
  const gate = Promise.withResolvers<void>()
  let inside = 0
  const slow: Converse = async input => {
    inside += 1
    if (inside === 2) gate.resolve()
    await gate.promise
    return echo(input)
  }
  const results = await Promise.all([runRound(parts(slow), [address]), runRound(parts(slow), [address])])
  expect(results.map(r => [r.done, r.overtaken, r.claimed.length]).toSorted()).toEqual([
    [0, 1, 0],
    [1, 0, 1],
  ])
  expect(results.flatMap(r => r.again)).toEqual([address])
  expect((await runRound(parts(slow), [address])).done).toBe(0)
  expect(await stateOf(address)).toEqual({ count: 1 })
})

test('a turn that has not seen something earlier starts over', async () => {
  const address = person()
  await hear(address, 'second', 20)
  const late: Converse = async input => {
    if (input.heard.length === 1) await hear(address, 'first', 10)
    return echo(input)
  }
  const first = await runRound(parts(late), [address])
  expect([first.done, first.overtaken, first.again]).toEqual([0, 1, [address]])
  const second = await runRound(parts(late), [address])
  expect(
    second.claimed.map(c => (c.message.to === 'resident' && 'text' in c.message ? c.message.text.text : '')),
  ).toEqual(['first', 'second'])
})

test('words behind a picture wait until it is fetched', async () => {
  const address = person()
  await hear(address, 'before', 1)
  await hear(address, 'with picture', 2, [{ ref: 'abc' }])
  await hear(address, 'after', 3)
  const result = await runRound(parts(echo), [address])
  expect(result.done).toBe(1)
  expect(result.claimed).toHaveLength(1)
  expect(result.wants.map(w => w.address)).toEqual([address])
  expect(await waiting(address)).toBe(2)
})

function parts(converse: Converse): RoundParts {
  return {
    db: connections.db,
    converse,
    carryOut: async () => [],
    apologise: () => ({ text: plain('sorry'), choices: [], files: [] }),
    referencePrefix: () => 'HB',
    processNumber: () => 1,
    now: () => new Date(),
    log: createLog('silent'),
  }
}

function person(): `telegram:${number}` {
  numbers += 1
  return `telegram:${numbers}`
}

async function hear(
  address: `telegram:${number}`,
  words: string,
  position = ++numbers,
  files: readonly { ref: string }[] = [],
) {
  numbers += 1
  const said = { kind: 'message', messageId: String(numbers), text: plain(words), files } as const
  const event = { from: 'resident', address, person: { firstName: 'Ana' }, said } as const
  await insert({ network: 'telegram', externalId: String(numbers), lane: address, position: String(position), event })
}

function wordsOf(said: Parameters<Converse>[0]['heard'][number]['event']['said']): string {
  return said.kind === 'message' ? said.text.text : said.kind
}

async function waiting(address: string): Promise<number> {
  const { rows } = await connections.pool.query(
    'select count(*)::integer as n from inbox where lane = $1 and done_at is null',
    [address],
  )
  return rows[0].n
}

async function stateOf(address: string): Promise<unknown> {
  const { rows } = await connections.pool.query('select state from conversations where address = $1', [address])
  return rows[0].state
}
