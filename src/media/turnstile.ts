/**
 * Lets a few through at a time; the others wait in the order they came.
 */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>

/** @param most  How many may be under way at once. */
export function turnstile(most: number): Turnstile {
  let free = most
  const waiting: (() => void)[] = []
  return async work => {
    if (free > 0) free -= 1
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // Whoever waits longest takes over this place.
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
