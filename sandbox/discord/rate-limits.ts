/**
 * Discord's rate limits: buckets per route and channel, and one for the whole bot.
 *
 * https://docs.discord.com/developers/topics/rate-limits
 */
import { createHash } from 'node:crypto'
import { Refusal, rateLimited } from './refusals.ts'

interface Bucket {
  left: number
  resetsAt: number
}

export interface RateLimits {
  /** Takes one call. @throws {Refusal} 429. @returns The headers of the answer. */
  take(route: string, major: string): Readonly<Record<string, string>>
}

export interface RateLimitOptions {
  readonly now: () => number
  /** Messages to one channel in 5 s. */
  readonly messagesPer5s: number
  /** Calls of the bot in one second. */
  readonly callsPerSecond: number
}

const OTHER = { calls: 50, windowMs: 1000 }

export function createRateLimits({ now, messagesPer5s, callsPerSecond }: RateLimitOptions): RateLimits {
  const buckets = new Map<string, Bucket>()
  const take = (key: string, calls: number, windowMs: number): Bucket & { readonly over: boolean } => {
    const held = buckets.get(key)
    const bucket = held && held.resetsAt > now() ? held : { left: calls, resetsAt: now() + windowMs }
    buckets.set(key, bucket)
    const over = bucket.left <= 0
    if (!over) bucket.left -= 1
    return { ...bucket, over }
  }
  const seconds = (until: number) => Math.max(1, until - now()) / 1000

  return {
    take(route, major) {
      const everything = take('global', callsPerSecond, 1000)
      if (everything.over) throw rateLimited(seconds(everything.resetsAt), 'global')
      const posts = route === 'POST /channels/:id/messages'
      const calls = posts ? messagesPer5s : OTHER.calls
      const bucket = take(`${route} ${major}`, calls, posts ? 5000 : OTHER.windowMs)
      const headers = {
        'x-ratelimit-limit': String(calls),
        'x-ratelimit-remaining': String(bucket.left),
        'x-ratelimit-reset': String(bucket.resetsAt / 1000),
        'x-ratelimit-reset-after': String(seconds(bucket.resetsAt)),
        'x-ratelimit-bucket': createHash('md5').update(route).digest('hex'),
      }
      if (bucket.over) throw withHeaders(rateLimited(seconds(bucket.resetsAt), 'user'), headers)
      return headers
    },
  }
}

function withHeaders(refusal: Refusal, headers: Readonly<Record<string, string>>): Refusal {
  return new Refusal(refusal.status, refusal.body, { ...headers, ...refusal.headers })
}
