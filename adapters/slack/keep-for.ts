/**
 * Answers that may be a little old: each key is asked for once, and again after `ms`. A failure is not kept.
 */
const MOST = 10_000

export function keepFor<Key, Value>(ms: number, ask: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const kept = new Map<Key, { readonly value: Promise<Value>; readonly until: number }>()
  return key => {
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
}
