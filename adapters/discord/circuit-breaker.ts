/**
 * Stops calling Discord before Discord stops us.
 *
 * 10,000 answers of 401, 403 or 429 within 10 minutes block the address of the server for everybody on it.
 * https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
const LIMIT = 1000
const WINDOW_MS = 10 * 60_000

export interface CircuitBreaker {
  /** @param scope  X-RateLimit-Scope; 429s of scope `shared` are not counted against us. */
  note(status: number, scope: string | null, now: number): void
  /** Milliseconds to wait before the next call; 0 where the way is free. */
  waitMs(now: number): number
}

export function createCircuitBreaker(): CircuitBreaker {
  let invalid: number[] = []
  return {
    note(status, scope, now) {
      if (![401, 403, 429].includes(status) || (status === 429 && scope === 'shared')) return
      invalid = invalid.filter(at => at > now - WINDOW_MS)
      invalid.push(now)
    },
    waitMs(now) {
      const counted = invalid.findIndex(at => at > now - WINDOW_MS)
      if (counted < 0 || invalid.length - counted < LIMIT) return 0
      const oldest = invalid[invalid.length - LIMIT] ?? now
      return oldest + WINDOW_MS - now
    },
  }
}
