/**
 * Slack's rate limits: each method by its tier, posts by their channel (https://docs.slack.dev/apis/web-api/rate-limits).
 *
 * What Slack promises is the least that it takes; it bears short bursts beyond. The stand-in bears five posts at once.
 */

interface Limit {
  readonly calls: number
  readonly withinMs: number
}

const tier = (calls: number): Limit => ({ calls, withinMs: 60_000 })
const POSTS: Limit = { calls: 5, withinMs: 5_000 }
const OTHER = tier(100)

const LIMITS: Readonly<Record<string, Limit>> = {
  'apps.connections.open': tier(1),
  'chat.postMessage': POSTS,
  'chat.update': tier(50),
  'chat.delete': tier(50),
  'conversations.history': tier(50),
  'conversations.info': tier(50),
  'conversations.join': tier(50),
  'conversations.list': tier(20),
  'conversations.open': tier(50),
  'conversations.replies': tier(50),
  'reactions.add': tier(50),
  'reactions.get': tier(50),
  'reactions.remove': tier(20),
  'usergroups.list': tier(20),
  'usergroups.users.list': tier(20),
  'users.list': tier(20),
}

export interface RateLimits {
  /**
   * Takes one call.
   *
   * @param channel  Of a post.
   * @returns  Whole seconds until it may be called again; nothing where it may be called now.
   */
  take(method: string, channel: string | undefined): number | undefined
}

export function createRateLimits(now: () => number = Date.now): RateLimits {
  /** When the calls of late were. */
  const calls = new Map<string, number[]>()
  return {
    take(method, channel) {
      const limit = LIMITS[method] ?? OTHER
      const key = limit === POSTS ? `${method} ${channel}` : method
      const since = now() - limit.withinMs
      const late = (calls.get(key) ?? []).filter(at => at > since)
      calls.set(key, late)
      if (late.length >= limit.calls) return Math.max(1, Math.ceil((late[0]! - since) / 1000))
      late.push(now())
      return undefined
    },
  }
}
