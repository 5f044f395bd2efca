/**
 * How much a test may cost: CPU time, which does not depend on what else the machine does.
 */

/** CPU time of this thread while `work` runs, milliseconds. */
export function cpuMsOf(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
