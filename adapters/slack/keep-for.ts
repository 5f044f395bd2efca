/**
 * Answers that may be a little old: each key is asked for once, and again after `ms` or once it was forgotten. A failure
 * is not kept.
 */
const MOST = 10_000

export interface Kept<Key, Value> {
  (key: Key): Promise<Value>
  /** An answer that is on its way is not kept either: it may be older than the reason to forget. */
  forget(key: Key): void
}

export function keepFor<Key, Value>(ms: number, ask: (key: Key) => Promise<Value>): Kept<Key, Value> {
  const kept = new Map<Key, { readonly value: Promise<Value>; readonly until: number }>()
  const answer = (key: Key) => {
    const known = kept.get(key)
    if (known && known.until > Date.now()) return known.value
    if (kept.size >= MOST) kept.clear()
    const entry = { value: ask(key), until: Date.now() + ms }
    kept.set(key, entry)
    entry.value.catch(() => {
      if (kept.get(key) === entry) kept.delete(key)
    })
    return entry.value
  }
  const forget = (key: Key) => {
    kept.delete(key)
  }
  return Object.assign(answer, { forget })
}
