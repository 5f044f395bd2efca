/**
 * Which messages belong to which case, and who hears of it: kept for whoever has to find them again.
 */
import { expect, test } from 'vitest'
import { addressOf } from '../../src/core/network.ts'
import { caseOfMessage, sentParts } from '../../src/store/case-messages.ts'
import { followersOf } from '../../src/store/followers.ts'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

test('messages about a case lead to it, every part of a long reply in order; talk leads nowhere', async () => {
  await using town = await startTown()
  const { db } = town.connections
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const ben = town.discord.addPerson({ username: 'ben', locale: 'en-GB' })
  const anas = addressOf('telegram', ana.user.id)
  const bens = addressOf('discord', ben.id)
  const idsOf = { [anas]: () => ana.chat.map(m => String(m.message_id)), [bens]: () => ben.dm.map(m => m.id) }

  for (const [person, address] of [
    [ana, anas],
    [ben, bens],
  ] as const) {
    const reference = await asksQuestion(person)
    const caseId = reference.split('-')[1]!
    const thread = await threadOf(town, reference)
    const about = async () => {
      const ids = idsOf[address]!()
      const found = await Promise.all(ids.map(id => caseOfMessage(db, address, id)))
      return found.flatMap(f => (f ? [f] : []))
    }
    await eventually(async () =>
      expect(await about()).toEqual([
        { caseId, replyId: null, words: { text: 'When does the library open on Sundays?', spans: [] }, deleted: false },
        { caseId, replyId: null, words: { text: 'Not sure', spans: [] }, deleted: false },
        { caseId, replyId: null, words: null, deleted: false },
      ]),
    )
    expect(await followersOf(db, caseId)).toMatchObject([
      { address, how: 'reporter', language: expect.stringMatching(/^en/), unreachable: false },
    ])

    const long = Array.from({ length: 700 }, (_, n) => `word${n}`).join(' ')
    const before = idsOf[address]!().length
    town.priya.writes(thread.channel, long, { thread: thread.ts })
    await hears(person, /word699/)
    const replied = idsOf[address]!().slice(before)
    expect(replied.length).toBeGreaterThan(1)
    const { id } = await db.selectFrom('replies').select('id').where('case_id', '=', caseId).executeTakeFirstOrThrow()
    await eventually(async () =>
      expect(await sentParts(db, id)).toEqual(replied.map(messageId => ({ address, messageId }))),
    )
  }
})
