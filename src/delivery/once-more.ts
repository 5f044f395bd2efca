/**
 * Work that is asked for from many sides and done by one: never twice at a time, and once more where it was asked for
 * while it was under way.
 */
export function onceMore(work: () => Promise<void>): () => Promise<void> {
  let underWay = false
  let again = false
  return async () => {
    again = true
    if (underWay) return
    underWay = true
    try {
      while (again) {
        again = false
        await work()
      }
    } finally {
      underWay = false
    }
  }
}
