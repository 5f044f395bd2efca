/**
 * Gathers what is asked for while a round trip is under way, and asks for all of it in the next one.
 *
 * Under load a hundred inserts become one; an idle system waits for nothing, since the first item starts at once.
 */
export interface BatchOptions {
  /** Items in one run, at most. */
  readonly size: number
  /** Runs under way at once, default 1. */
  readonly concurrency?: number
}

/**
 * @param run  Takes items, returns a result for each in the same order. A throw rejects every item of the run.
 */
export function batched<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
  { size, concurrency = 1 }: BatchOptions,
): (item: Item) => Promise<Result> {
  interface Waiting {
    readonly item: Item
    readonly resolve: (result: Result) => void
    readonly reject: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  let running = 0
  let scheduled = false

  const start = async (): Promise<void> => {
    scheduled = false
    while (running < concurrency && waiting.length > 0) {
      const taken = waiting.slice(0, size)
      waiting = waiting.slice(size)
      running += 1
      void settle(taken)
    }
  }

  const settle = async (taken: readonly Waiting[]): Promise<void> => {
    try {
      const results = await run(taken.map(w => w.item))
      for (const [index, { resolve }] of taken.entries()) resolve(results[index] as Result)
    } catch (error) {
      for (const { reject } of taken) reject(error)
    } finally {
      running -= 1
      void start()
    }
  }

  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (scheduled || running >= concurrency) return
      scheduled = true
      // After the I/O that is at hand: what arrived in the same tick of the event loop goes together.
      setImmediate(start)
    })
}
