/**
 * What a turn waits for, against a real database: short links that are followed, albums that are still coming in.
 */
import { createServer } from 'node:http'
import { type AddressInfo, connect as connectTo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flows } from '../../flows/index.ts'
import { createDrain, type Drain } from '../../src/conversation/drain.ts'
import { createConversation } from '../../src/conversation/index.ts'
import { runRound } from '../../src/conversation/round.ts'
import type { Said } from '../../src/core/inbound.ts'
import type { LookUp } from '../../src/core/lookup.ts'
import { plain } from '../../src/core/rich-text.ts'
import { createLog } from '../../src/log.ts'
import { createLookUp } from '../../src/places/look-up.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { createInbox } from '../../src/store/inbox.ts'
import type { Claimed } from '../../src/store/outbox.ts'
import { aTown } from '../conversation/town.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/town.ts'

/** The host of the short links: each path leads to the same place. */
let asked = 0
const maps = createServer((_, response) => {
  asked += 1
  response.writeHead(302, { location: 'https://www.google.com/maps/search/?api=1&query=0.5,0.5' }).end()
})
const log = createLog('silent')
const lookUp = createLookUp({
  geocoder: undefined,
  wayOut: {
    resolve: async () => ['142.250.180.14'],
    connect: () => connectTo((maps.address() as AddressInfo).port, '127.0.0.1'),
  },
  log,
})

let database: TestDatabase
let connections: Connections
let insert: ReturnType<typeof createInbox>
let numbers = 0
beforeAll(async () => {
  await new Promise<void>(resolve => maps.listen(0, '127.0.0.1', resolve))
  database = await createDatabase()
  connections = connect(database.url, 6)
  insert = createInbox(connections.db)
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
  await new Promise<void>(resolve => {
    maps.close(() => resolve())
    maps.closeAllConnections()
  })
})

function parts(looksUp: LookUp = lookUp) {
  return {
    db: connections.db,
    converse: createConversation({ place: aTown(), flows, canGeocode: false, hasPins: () => true }),
    carryOut: async () => [],
    apologise: () => ({ text: plain('sorry'), choices: [], files: [] }),
    referencePrefix: () => 'HB',
    processNumber: () => 1,
    takeFile: async () => {
      throw new Error('no file is to be fetched here')
    },
    lookUp: looksUp,
    onRound: () => {},
    now: () => new Date(),
    log,
  }
}

/** Somebody's side of a talk: what they hear, in order. */
function someone() {
  numbers += 1
  const address = `telegram:${numbers}` as const
  const heard: string[] = []
  const deliver = (claimed: readonly Claimed[]) => {
    for (const { lane, message } of claimed)
      if (lane === address && message.to === 'resident' && 'text' in message) heard.push(message.text.text)
  }
  const send = async (said: Said) => {
    numbers += 1
    const event = { from: 'resident', address, person: { firstName: 'Ana', language: 'en' }, said } as const
    await insert({ network: 'telegram', externalId: `${numbers}`, lane: address, position: `${numbers}`, event })
  }
  const says = (text: string, more: { album?: string } = {}) =>
    send({ kind: 'message', messageId: `${numbers + 1}`, text: plain(text), files: [], ...more })
  return { address, heard, deliver, send, says }
}

async function until(drain: Drain, person: ReturnType<typeof someone>, words: RegExp): Promise<void> {
  drain.wake([person.address])
  await eventually(() => expect(person.heard.at(-1)).toMatch(words))
}

async function toWhere(person: ReturnType<typeof someone>, drain: Drain): Promise<void> {
  await person.send({ kind: 'command', name: 'report', argument: '' })
  await person.says('A lamp is out')
  await person.says('street light')
  await until(drain, person, /Where is it/)
}

describe('a short link', () => {
  test('is followed once, before the turn that needs it, and what was said behind it waits', async () => {
    const ana = someone()
    const drain = createDrain({ ...parts(), deliver: ana.deliver })
    await toWhere(ana, drain)
    asked = 0
    await ana.says('https://maps.app.goo.gl/AbC')
    await ana.says('skip')
    await until(drain, ana, /Is this right[\s\S]+0\.50000, 0\.50000 \(North\)/)
    expect(asked).toBe(1)
    await drain.stop()
  })

  test('that was found out before a crash is not asked for again', async () => {
    const ana = someone()
    const first = createDrain({ ...parts(), deliver: ana.deliver })
    await toWhere(ana, first)
    await ana.says('https://maps.app.goo.gl/AbC')
    const [wanted] = (await runRound(parts(), [ana.address])).wants
    if (wanted?.want.kind !== 'lookup' || wanted.want.lookup.kind !== 'link')
      throw new Error('nothing was to be looked up')
    await first.stop()

    const { id } = wanted.want.waiting
    const answer = await lookUp(wanted.want.lookup, new AbortController().signal)
    await connections.pool.query('update inbox set looked_up = $1 where id = $2', [JSON.stringify([answer]), id])
    asked = 0
    const second = createDrain({ ...parts(), deliver: ana.deliver })
    await until(second, ana, /add photos/)
    expect(asked).toBe(0)
    await second.stop()
  })

  test('holds up nobody else, and stopping does not wait for it', async () => {
    const [ana, ben] = [someone(), someone()]
    let left = false
    const never: LookUp = (_, signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          left = true
          reject(signal.reason)
        }),
      )
    const deliver = (claimed: readonly Claimed[]) => [ana, ben].forEach(person => void person.deliver(claimed))
    const drain = createDrain({ ...parts(never), deliver })
    await toWhere(ana, drain)
    await ana.says('https://maps.app.goo.gl/AbC')
    drain.wake([ana.address])
    await toWhere(ben, drain)
    expect(ana.heard.at(-1)).toMatch(/Where is it/)
    await drain.stop()
    expect(left).toBe(true)
  })
})

describe('an album', () => {
  test('waits for the rest of it, then is answered once', async () => {
    const ana = someone()
    await ana.says('A lamp is out', { album: 'a' })
    const { wants, done } = await runRound(parts(), [ana.address])
    expect(done).toBe(0)
    expect(wants).toEqual([{ address: ana.address, want: { kind: 'album', forMs: expect.any(Number) } }])

    const drain = createDrain({ ...parts(), deliver: ana.deliver })
    drain.wake([ana.address])
    await ana.says('and dark', { album: 'a' })
    await until(drain, ana, /./)
    await drain.stop()
    expect(ana.heard).toHaveLength(1)
    const { rows } = await connections.pool.query('select 1 from inbox where lane = $1 and done_at is null', [
      ana.address,
    ])
    expect(rows).toEqual([])
  })

  test('that lay there before a crash waits no more', async () => {
    const ana = someone()
    await ana.says('A lamp is out', { album: 'b' })
    await ana.says('and dark', { album: 'b' })
    await connections.pool.query(`update inbox set received_at = now() - interval '1 s' where lane = $1`, [ana.address])
    const { wants, done } = await runRound(parts(), [ana.address])
    expect([wants, done]).toEqual([[], 1])
  })
})

test('a dialogue that asks for ever is set aside, and says sorry', async () => {
  const ana = someone()
  await ana.says('hello')
  const lookup = { kind: 'link', url: 'https://maps.app.goo.gl/AbC' } as const
  const asksForEver = {
    ...parts(),
    converse: async () => ({ state: undefined, messages: [], effects: [], handled: 0, wants: lookup }),
  }
  const drain = createDrain({ ...asksForEver, deliver: ana.deliver })
  await until(drain, ana, /sorry/)
  await drain.stop()
})
