/**
 * Slack is away while one message changes again and again: when it is back it is given what is true, once.
 */
import { expect, test } from 'vitest'
import { cardUpdate, postUpdate } from '../../src/actions/to-desk.ts'
import type { ToDesk } from '../../src/core/outbound.ts'
import { queue } from '../../src/store/outbox.ts'
import { asksQuestion, threadOf, wordsOf } from '../support/talks.ts'
import { allSaid, eventually, startTown, type Town } from '../support/town.ts'

const CHANGES = 12

test('of the changes that wait in the outbox the newest is made, and no other', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const { channel, ts } = await threadOf(town, await asksQuestion(ana))
  const { id: caseId } = await town.connections.db.selectFrom('cases').select('id').executeTakeFirstOrThrow()
  const thread: ToDesk = {
    to: 'desk',
    kind: 'post',
    thread: { channel, ts },
    text: said('State 0'),
    files: [],
    buttons: [],
  }
  await queue(town.connections.db, [{ network: 'slack', lane: `case:${caseId}`, message: thread }], null)
  await allSaid(town, 40_000)
  const inChannel = () => town.slack.channels.find(({ id }) => id === channel)!.messages
  const { ts: post } = inChannel().find(message => wordsOf(message) === 'State 0')!

  town.slack.faults.on('chat.update', { kind: 'status', status: 503 })
  const before = madeOf(town)
  for (let n = 1; n <= CHANGES; n += 1) {
    const messages = [postUpdate(channel, post, said(`State ${n}`)), cardUpdate(caseId)]
    await queue(town.connections.db, messages, null)
    // The first of them is tried, and goes back, before the others come.
    if (n === 1) await eventually(() => expect(refusedIn(town)).toBeGreaterThan(1))
  }
  town.slack.faults.clear()
  await allSaid(town, 40_000)
  expect(wordsOf(inChannel().find(message => message.ts === post)!)).toBe(`State ${CHANGES}`)
  expect(madeOf(town) - before).toBeLessThanOrEqual(4)
}, 60_000)

const said = (text: string) => ({ text, spans: [] })
const updates = (town: Town) => town.slack.journal.filter(({ method }) => method === 'chat.update')
const madeOf = (town: Town) => updates(town).filter(({ status }) => status === 200).length
const refusedIn = (town: Town) => updates(town).filter(({ status }) => status === 503).length
