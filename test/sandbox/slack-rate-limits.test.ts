/**
 * Slack's rate limits, where the stand-in keeps them (https://docs.slack.dev/apis/web-api/rate-limits).
 */
import { expect, test } from 'vitest'
import { createRateLimits } from '../../sandbox/slack/rate-limits.ts'
import { startSlack } from '../../sandbox/slack/stand-in.ts'
import { SECRETS } from './bolt.ts'

test('a post a second in each channel, five at once; everything else by its tier', () => {
  let now = 1_000_000
  const limits = createRateLimits(() => now)
  const posts = (channel: string) => limits.take('chat.postMessage', channel)
  for (let n = 0; n < 5; n += 1) expect(posts('C1')).toBeUndefined()
  expect(posts('C1')).toBe(5)
  expect(posts('C2')).toBeUndefined()
  now += 4_200
  expect(posts('C1')).toBe(1)
  now += 800
  expect(posts('C1')).toBeUndefined()
  for (let n = 0; n < 50; n += 1) expect(limits.take('chat.update', 'C1')).toBeUndefined()
  expect(limits.take('chat.update', 'C1')).toBe(60)
  expect(limits.take('views.open', undefined)).toBeUndefined()
})

test('too many are refused with the time to wait', async () => {
  await using standIn = Object.assign(await startSlack({ ...SECRETS, rateLimits: true }), {
    async [Symbol.asyncDispose]() {
      await standIn.close()
    },
  })
  const { id } = standIn.addChannel({ name: 'highways' })
  const post = () =>
    fetch(`${standIn.apiRoot}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRETS.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: id, text: 'hello' }),
    })
  for (let n = 0; n < 5; n += 1) expect((await post()).status).toBe(200)
  const refused = await post()
  expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)])
  expect(await refused.json()).toEqual({ ok: false, error: 'ratelimited' })
})
