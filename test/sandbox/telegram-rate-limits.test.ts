/**
 * Telegram's stand-in counts bulk as the original does: on average, with short bursts, answers apart.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRateLimits, type RateLimits } from '../../sandbox/telegram/rate-limits.ts'
import { startCaller } from './telegram-caller.ts'

const bulk = { messages: 1, heardAt: undefined, isPaid: false }
const NOW = 1_000_000

test('one second’s worth at once, and then as many as run out', () => {
  const limits = createRateLimits(false)
  const at = (now: number) =>
    Array.from({ length: 40 }, () => limits.take(bulk, now)).filter(wait => wait === undefined)
  expect(at(NOW)).toHaveLength(30)
  expect(at(NOW)).toHaveLength(0)
  expect(at(NOW + 500)).toHaveLength(15)
  expect(at(NOW + 60_000)).toHaveLength(30)
})

test('however they come, no longer time has more than its average and one burst', () => {
  const calls = fc.array(fc.record({ afterMs: fc.nat(200), messages: fc.integer({ min: 1, max: 10 }) }), {
    minLength: 1,
    maxLength: 300,
  })
  fc.assert(
    fc.property(calls, fc.boolean(), (all, isPaid) => {
      const limits = createRateLimits(true)
      const perSecond = isPaid ? 1_000 : 30
      let now = NOW
      let taken = 0
      for (const { afterMs, messages } of all) {
        now += afterMs
        if (limits.take({ ...bulk, messages, isPaid }, now) === undefined) taken += messages
      }
      expect(taken).toBeLessThanOrEqual(((now - NOW) / 1_000) * perSecond + perSecond + 1e-6)
    }),
  )
})

test('an answer is no bulk; words for paying count where the bot may pay', () => {
  const [poor, rich] = [createRateLimits(false), createRateLimits(true)]
  const many = (limits: RateLimits, call: { heardAt?: number; isPaid?: boolean }) =>
    Array.from({ length: 2_000 }, () => limits.take({ ...bulk, ...call }, NOW)).filter(wait => wait === undefined)
      .length
  expect(many(poor, { heardAt: NOW - 59_000 })).toBe(2_000)
  expect(many(poor, { heardAt: NOW - 61_000 })).toBe(30)
  expect(many(createRateLimits(false), { isPaid: true })).toBe(30)
  expect(many(rich, { isPaid: true })).toBe(1_000)
})

test('what is too much is refused in the words of the original', async () => {
  const api = await startCaller({ rateLimits: { paidBroadcasts: false } })
  const ana = api.telegram.addPerson({ firstName: 'Ana', started: true })
  const say = (also: object) => api.call('sendMessage', { chat_id: ana.user.id, text: 'hello', ...also })
  const answers = await Promise.all(Array.from({ length: 400 }, () => say({})))
  expect(answers.find(({ ok }) => !ok)).toMatchObject({
    status: 429,
    description: 'Too Many Requests: retry after 1',
    parameters: { retry_after: 1 },
  })
  expect(await say({ allow_paid_broadcast: 'yes' })).toMatchObject({
    description: 'Bad Request: parameter "allow_paid_broadcast" must be of type Boolean',
  })
  ana.says('hello')
  expect(await say({})).toMatchObject({ ok: true })
  await api.telegram.close()
})
