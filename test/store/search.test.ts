/**
 * Cases are found by their words, however they are spelt, by those who may see them alone.
 */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Connections, connect } from '../../src/store/database.ts'
import { recordEvents } from '../../src/store/record.ts'
import { caseNumbered, casesWith, type Seen } from '../../src/store/search.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let connections: Connections

beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 2)
  const { db } = connections
  await sql`insert into residents (first_name, called, language) values ('Ana', 'Ana', 'en')`.execute(db)
  await sql`insert into conversations (address, network, last_position, version, resident_id)
    values ('telegram:1', 'telegram', 0, 1, 1)`.execute(db)
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})
beforeEach(empty)

/** As somebody whom no trigger stops: the record refuses to be emptied. */
function empty(): Promise<void> {
  return connections.db.transaction().execute(async trx => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`truncate cases, case_words, replies, case_events, case_messages cascade`.execute(trx)
  })
}

const NOW = new Date('2026-11-20T12:00:00Z')

async function opens(words: string, more: { readonly department?: string; readonly place?: string } = {}) {
  const { rows } = await sql<{ id: string }>`
    insert into cases (kind, department, visibility, words, answers, photos, language, resident_id, address,
      place_words, opened_at, reply_due_at, fix_due_at, last_word_at)
    values ('report', ${more.department ?? 'roads'}, 'public', ${JSON.stringify({ text: words, spans: [] })}, '[]', '[]', 'en', 1,
      'telegram:1', ${more.place ?? null}, ${NOW}, ${NOW}, ${NOW}, ${NOW}) returning id`.execute(connections.db)
  return rows[0]!.id
}

async function finds(asked: string, seen: Seen = 'all', skip = 0, most = 10): Promise<readonly string[]> {
  return (await casesWith(connections.db, asked, seen, { skip, most }, NOW)).map(found => found.id)
}

test.each([
  ['a pothole in Mill Lane', 'POTHOLE'],
  ['a pothole in Mill Lane', 'lane pot'],
  ['a pothole in Mill Lane', 'mill-lane'],
  ['El árbol caído de la plaza', 'arbol caido'],
  ['El arbol caido de la plaza', 'Árbol'],
  ['La chaussée est défoncée près de l’école', "pres de l'ecole"],
  ['Die Straße ist kaputt', 'strasse'],
  ['Die Strasse ist kaputt', 'Straße'],
  ['Łódź', 'lodz'],
  ['Öffnungszeiten', 'offnungs'],
  ['حُفْرَة في الشارع', 'حفره'],
  ['مدرسة الأمل', 'مدرسه الامل'],
  ['رقم ١٢٣', '123'],
  ['ΔΡΟΜΟΣ', 'δρομος'],
  ['Яма на ДОРОГЕ', 'дороге'],
  ['ｗｉｄｅ letters', 'wide'],
  ['a🚧b', 'b'],
])('“%s” is found by “%s”', async (words, asked) => {
  const id = await opens(words)
  await opens('something else')
  expect(await finds(asked)).toEqual([id])
})

test.each(['', '   ', '!?', '—', '&', "'", '\\', '@roads', ':*'])(
  '“%s” finds nothing, and breaks nothing',
  async asked => {
    await opens('a pothole')
    expect(await finds(asked)).toEqual([])
  },
)

test('whatever is typed is words, and each word of a case finds it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.nat(), async (typed, n) => {
      const said = typed.replaceAll('\u0000', '')
      const id = await opens(said)
      const { rows } = await sql<{ word: string }>`select words_of(${said}) as word`.execute(connections.db)
      expect(await finds(said)).toEqual(rows.length > 0 ? expect.arrayContaining([id]) : [])
      const word = rows[n % Math.max(1, rows.length)]?.word
      if (word) expect(await finds(word.toUpperCase() === word ? word : word.normalize('NFD'))).toContain(id)
      await empty()
    }),
    { numRuns: 60 },
  )
})

describe('who may see what', () => {
  test('only departments that are seen, also after a case went to another', async () => {
    const roads = await opens('a pothole')
    const parks = await opens('a pothole in the park', { department: 'parks' })
    expect(await finds('pothole', ['roads'])).toEqual([roads])
    expect(await finds('pothole', ['roads', 'parks'])).toEqual([parks, roads])
    expect(await finds('pothole', [])).toEqual([])
    await sql`update cases set department = 'parks' where id = ${roads}`.execute(connections.db)
    expect(await finds('pothole', ['roads'])).toEqual([])
    expect(await caseNumbered(connections.db, roads, ['roads'], NOW)).toBeUndefined()
    const before = new Date(NOW.getTime() - 1)
    expect(await caseNumbered(connections.db, roads, ['parks'], before)).toMatchObject({ id: roads, overdue: false })
    expect(await caseNumbered(connections.db, roads, ['parks'], NOW)).toMatchObject({ overdue: true })
    expect(await caseNumbered(connections.db, '999999', 'all', NOW)).toBeUndefined()
  })
})

test('by where it is, by its number, by a reply, by what its resident said later; the newest first, part by part', async () => {
  const { db } = connections
  const id = await opens('a pothole', { place: 'Kanonstraße 7' })
  expect(await finds('kanonstrasse 7')).toEqual([id])
  expect(await finds(`${id} pothole`)).toEqual([id])
  await sql`insert into replies (case_id, author, author_name, words, files, channel, ts, state, written_at)
    values (${id}, 'U1', 'Priya', '{"text":"The asphalt crew comes","spans":[]}', '[]', 'C1', '1.000001', 'sent', ${NOW})`.execute(
    db,
  )
  expect(await finds('asphalt')).toEqual([id])
  await sql`update replies set words = '{"text":"Nobody comes","spans":[]}'`.execute(db)
  expect(await finds('asphalt')).toEqual([])
  await sql`insert into case_messages (address, message_id, case_id, words, said_at)
    values ('telegram:1', '7', ${id}, '{"text":"deeper by the day","spans":[]}', ${NOW})`.execute(db)
  expect(await finds('deeper')).toEqual([id])
  await sql`update case_messages set deleted_at = ${NOW}`.execute(db)
  expect(await finds('deeper')).toEqual([])
  await db.transaction().execute(trx =>
    recordEvents(
      trx,
      [
        {
          caseId: id,
          actor: 'telegram:1',
          kind: 'residentWrote',
          words: { text: { text: 'worse since the frost', spans: [] } },
        },
      ],
      NOW,
    ),
  )
  expect(await finds('frost')).toEqual([id])
  await sql`update case_event_words set words = null, salt = null, erased_at = ${NOW}`.execute(db)
  expect(await finds('frost')).toEqual([])
  const more = [await opens('pothole two'), await opens('pothole three')]
  expect(await finds('pothole', 'all', 0, 2)).toEqual(more.toReversed())
  expect(await finds('pothole', 'all', 2, 2)).toEqual([id])
})

test('a case of very many words is kept and found', async () => {
  const many = Array.from({ length: 60_000 }, (_, n) => `w${n}x`).join(' ')
  const id = await opens(`${many} ${'y'.repeat(5_000)}`)
  expect(await finds('w9999x')).toEqual([id])
})
