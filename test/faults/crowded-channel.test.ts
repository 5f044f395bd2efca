/**
 * Twenty cards at once in one channel of a Slack that takes one post a second, two processes at work, and kill -9 for both
 * of them: in the order of the cases, each card once.
 */
import { expect, test } from 'vitest'
import { talkAtOnce } from '../../sandbox/telegram/crowd.ts'
import { startProcess } from '../support/process.ts'
import { wordsOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

const CARDS = 20
const TURNS = ['/ask', 'When does the library open on Sundays?', 'Not sure', 'Send question']

test('cards keep the order of their cases whatever Slack refuses and whoever is killed', async () => {
  await using town = await startTown({ started: false, webhooks: true, rateLimits: true })
  const { channel: frontDesk } = town.place.departments.get(town.place.frontDesk)!
  const cards = () =>
    town.slack.channels
      .find(({ id }) => id === frontDesk)!
      .messages.filter(m => m.user === town.slack.botUser && (m.thread_ts === undefined || m.thread_ts === m.ts))
      .map(m => /HB-\d+/.exec(wordsOf(m))![0])
  const thereAre = (count: number) => eventually(() => expect(cards().length).toBeGreaterThanOrEqual(count), 60_000)

  await using first = await startProcess(town.env)
  await using second = await startProcess({ ...town.env, PORT: '0' })
  town.slack.faults.on('chat.postMessage', { kind: 'status', status: 429, retryAfterS: 1 }, 3)
  // One after the other: of two cases that are committed in the same moment, either may be the first.
  await talkAtOnce(town.telegram, { people: CARDS, words: TURNS, inFlight: 1 })
  await thereAre(5)
  await first.kill()
  await thereAre(10)
  town.slack.faults.on('chat.postMessage', { kind: 'resetAfter' }, 1)
  await using third = await startProcess(town.env)
  await second.kill()
  await thereAre(CARDS)
  expect(await third.stop()).toBe(0)
  expect(cards()).toEqual(Array.from({ length: CARDS }, (_, n) => `HB-${1001 + n}`))
}, 180_000)
