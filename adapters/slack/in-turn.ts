/**
 * Changes of a view, one after the other, each over the one before.
 *
 * Slack refuses a change made for a view that has changed since (`hash`,
 * https://docs.slack.dev/reference/methods/views.update), and our own change is no reason to refuse the next.
 */

/** Views whose last change is remembered: more than are ever open at once. */
const MOST = 1_000

/** Changes of one view between which somebody may have acted. */
const MOST_HASHES = 20

interface Changing {
  last: Promise<unknown>
  /** Every hash since somebody else last changed it: before our first change, and after each of ours. */
  hashes: readonly string[]
}

export interface InTurn {
  /**
   * @param key  Of the view.
   * @param seen  Its hash when somebody did what this is the answer to; empty where there is none.
   * @param change  Is given the hash to change it with; returns the one that it has then, undefined where nothing changed.
   */
  change(key: string, seen: string, change: (hash: string) => Promise<string | undefined>): Promise<void>
}

export function inTurn(): InTurn {
  const all = new Map<string, Changing>()
  return {
    async change(key, seen, change) {
      const view = all.get(key) ?? { last: Promise.resolve(), hashes: [] }
      if (all.size >= MOST) for (const [oldest] of all.entries().take(1)) all.delete(oldest)
      all.set(key, view)
      const work = view.last.then(async () => {
        const isOurs = seen !== '' && view.hashes.includes(seen)
        const after = await change(isOurs ? (view.hashes.at(-1) ?? seen) : seen)
        if (after !== undefined) view.hashes = [...(isOurs ? view.hashes : [seen]), after].slice(-MOST_HASHES)
      })
      view.last = work.catch(() => undefined)
      await work
    },
  }
}
