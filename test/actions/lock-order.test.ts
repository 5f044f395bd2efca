/**
 * Whoever changes the same case at the same instant: one waits for the other, and never each for the other.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addToCase } from '../../src/actions/add-to-case.ts'
import { changeWords } from '../../src/actions/change-words.ts'
import type { ActionContext } from '../../src/actions/context.ts'
import { deleteWords } from '../../src/actions/delete-words.ts'
import { keepNote } from '../../src/actions/keep-note.ts'
import { recordDelivery } from '../../src/actions/record-delivery.ts'
import type { Address } from '../../src/core/network.ts'
import { plain } from '../../src/core/rich-text.ts'
import { loadPlace } from '../../src/place.ts'
import { keepSaid } from '../../src/store/case-messages.ts'
import { type CaseAtDesk, caseById } from '../../src/store/cases.ts'
import { type Connections, connect, type Trx } from '../../src/store/database.ts'
import { lockDrafts } from '../../src/store/drafts.ts'
import { insertReply, lockReply } from '../../src/store/replies.ts'
import { beginCopy } from '../../src/store/reply-copies.ts'
import { beginWaiting } from '../../src/store/waiting.ts'
import { insertQuestions } from '../support/cases.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let connections: Connections
let context: ActionContext
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 6)
  context = { place: await loadPlace('example/place.yaml'), now: new Date('2026-11-23T10:00Z') }
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

/** A case whose resident was asked something and has not answered. */
interface Asked {
  readonly about: CaseAtDesk
  readonly address: Address
  readonly replyId: string
}

const NOTE = { author: 'U0PRIYA', authorName: 'Priya', words: plain('Which gate?'), files: [], channel: 'C0DESK' }

async function askedCase(): Promise<Asked> {
  const { db } = connections
  const [caseId] = await insertQuestions(db, 1)
  const about = await caseById(db, caseId!)
  const address = about!.address!
  await sql`
    insert into followers (case_id, address, resident_id, language, how, since)
    select id, address, resident_id, language, 'reporter', opened_at from cases where id = ${caseId}`.execute(db)
  const replyId = await db.transaction().execute(async trx => {
    await keepSaid(trx, about!.id, address, [{ messageId: 'first', text: plain('When?') }], context.now)
    const reply = { ...NOTE, caseId: about!.id, ts: `${about!.id}.1`, choices: ['North', 'South'] }
    const id = await insertReply(trx, reply, 'queued', context.now)
    await beginCopy(trx, id, address, 1)
    await beginWaiting(trx, about!.id, id, context.now)
    return id
  })
  return { about: about!, address, replyId }
}

/** As the commit of a turn does before its effects. */
async function takesTurn(trx: Trx, address: Address): Promise<void> {
  await trx
    .updateTable('conversations')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .where('address', '=', address)
    .execute()
}

function delivers(outcome: 'sent' | 'failed') {
  return async (trx: Trx, { address, replyId }: Asked) => {
    const row = {
      ...{
        id: '1',
        network: 'telegram',
        lane: address,
        bulk: false,
        claimedBy: 1,
        attempts: 0,
        mayHaveArrived: false,
        sentIds: [],
      },
      message: { to: 'resident', address, text: NOTE.words, choices: [], files: [] },
      purpose: { kind: 'reply', replyId, version: 1 },
      createdAt: context.now,
    } as const
    const unreachable = outcome === 'failed'
    const what = {
      id: '1',
      kind: 'reply',
      outcome,
      sentIds: [],
      failure: null,
      fallbacks: [],
      parts: [],
      unreachable,
    } as const
    await recordDelivery(trx, row, what, context)
  }
}

const ACTS: Readonly<Record<string, (trx: Trx, asked: Asked) => Promise<unknown>>> = {
  'the resident answers': async (trx, { about, address }) => {
    await takesTurn(trx, address)
    const said = [{ messageId: `${Math.random()}`, text: plain('The north gate') }]
    await addToCase(trx, address, { caseId: about.id, text: plain('The north gate'), files: [], said }, context)
  },
  'somebody else who follows it writes': async (trx, { about, address }) => {
    const said = [{ messageId: `${Math.random()}`, text: plain('It is north') }]
    await addToCase(trx, address, { caseId: about.id, text: plain('It is north'), files: [], said }, context)
  },
  'what was said is changed': (trx, { address }) =>
    changeWords(trx, address, { messageId: 'first', text: plain('When, please?') }, context),
  'what was said is deleted': (trx, { address }) => deleteWords(trx, address, 'first', context),
  'the question has arrived': delivers('sent'),
  'the question has not arrived, they blocked us': delivers('failed'),
  'somebody presses a button of the reply': (trx, { replyId }) => lockReply(trx, replyId),
  'a note is written': (trx, { about }) => keepNote(trx, about, { ...NOTE, ts: `${Math.random()}` }, context),
  'it goes elsewhere': (trx, { about }) => lockDrafts(trx, about.id),
}

const pairs = Object.keys(ACTS).flatMap(first => Object.keys(ACTS).map(second => [first, second] as const))

test.each(pairs)('%s, and %s', async (first, second) => {
  const { db } = connections
  const asked = await askedCase()
  const acts = (name: string) => db.transaction().execute(trx => ACTS[name]!(trx, asked))
  const both = await db.transaction().execute(async trx => {
    // Both have come as far as they can while somebody else has the case.
    await sql`select 1 from cases where id = ${asked.about.id} for no key update`.execute(trx)
    const one = acts(first)
    await waitingFor(1)
    const other = acts(second)
    await waitingFor(2)
    return [one, other]
  })
  await Promise.all(both)
})

async function waitingFor(count: number): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await sql`
        select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        connections.db,
      )
      return rows.length
    })
    .toBe(count)
}
