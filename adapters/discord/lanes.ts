/**
 * One thing after another for each person, everybody at the same time.
 */
export interface Lanes {
  run(lane: string, job: () => Promise<void>): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/** Jobs must not reject: a lane has nobody to tell. */
export function createLanes(): Lanes {
  const last = new Map<string, Promise<void>>()
  return {
    run(lane, job) {
      const done = (last.get(lane) ?? Promise.resolve()).then(job).finally(() => {
        if (last.get(lane) === done) last.delete(lane)
      })
      last.set(lane, done)
      return done
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}
