/**
 * What a process costs, as Linux counts it: https://man7.org/linux/man-pages/man5/proc.5.html
 */
import { readdir, readFile } from 'node:fs/promises'

/** `getconf CLK_TCK` is 100 on every Linux that Node.js runs on. */
const TICKS_PER_SECOND = 100

/** CPU seconds that a process and its children that still run have used. */
export async function cpuSeconds(pid: number): Promise<number> {
  const own = await ticksOf(pid)
  const children = await childrenOf(pid)
  const below = await Promise.all(children.map(cpuSeconds))
  return own / TICKS_PER_SECOND + below.reduce((sum, s) => sum + s, 0)
}

/** The most memory that a process held at once, in MB. */
export async function peakMemoryMb(pid: number): Promise<number> {
  return memoryMb(pid, 'VmHWM')
}

/** @param what  `VmRSS` for what it holds now. */
export async function memoryMb(pid: number, what: 'VmHWM' | 'VmRSS'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024
}

/** User and system time, with that of children that have ended. */
async function ticksOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return [11, 12, 13, 14].reduce((sum, n) => sum + Number(fields[n] ?? 0), 0)
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(
    tasks.map(task => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  )
  return lists.flatMap(list => list.trim().split(' ').filter(Boolean).map(Number))
}
