/**
 * Which events of a session are kept: whoever takes the session up after us asks for what came after them.
 */
export function createLedger() {
  const under = new Set<number>()
  let last = 0
  return {
    open(s: number): void {
      under.add(s)
      last = Math.max(last, s)
    },
    close: (s: number): void => void under.delete(s),
    /** Numbers come in ascending order, so the first of the set is the least. */
    settled(): number {
      const first = under.values().next()
      return first.done ? last : first.value - 1
    },
  }
}
