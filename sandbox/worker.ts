/**
 * Folkmoot beside the stand-ins: its own process, kept running.
 *
 * It gets its own process group, so that Ctrl-C reaches the sandbox first and everything stops in order.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import type { WorkerView } from './view.ts'

export interface Worker {
  readonly view: WorkerView
  /**
   * Moves the worker's clock on; it stays ahead over all its restarts. Resolves once what time brought about is done,
   * or the worker is gone.
   */
  moveClock(ms: number): Promise<void>
  /** kill -9: nothing is said good-bye to. */
  kill(): void
  /** SIGTERM, and SIGKILL after `patienceMs`. Resolves when the process is gone. */
  stop(patienceMs: number): Promise<void>
}

/** To the worker: its clock is ahead of the machine's from now on. */
export interface MoveClock {
  readonly aheadMs: number
}

/** From the worker: all that was due at this time is done. */
export interface Ticked {
  readonly tickedMs: number
}

export interface WorkerOptions {
  /** How far its clock is ahead, in milliseconds, comes as one more argument. */
  readonly command: readonly [string, ...string[]]
  readonly env: NodeJS.ProcessEnv
  /** Answers 200 once the worker is ready. */
  readonly readyUrl: string
  readonly changed: () => void
  /** A line for the terminal. */
  readonly say: (line: string) => void
  /** Each line that the worker writes. */
  readonly output: (line: string) => void
}

const firstPauseMs = 500
const longestPauseMs = 8_000
/** A worker that lived so long starts the pauses anew. */
const settledMs = 20_000
const pollMs = 150
/** Above what `/readyz` takes where each answer of the database is a second late. */
const readyWithinMs = 10_000

/** Starts the worker and starts it again whenever it dies, after a pause that doubles while it keeps dying young. */
export function keepRunning(options: WorkerOptions): Worker {
  const { command, env, changed, say } = options
  let view: WorkerView = { state: 'starting', starts: 0, aheadMs: 0 }
  let child: ChildProcess | undefined
  let pauseMs = firstPauseMs
  let pause: NodeJS.Timeout | undefined
  let stopping = false

  const become = (next: Partial<WorkerView>) => {
    const { starts, aheadMs } = view
    view = { state: view.state, starts, aheadMs, ...next }
    changed()
  }

  const start = () => {
    const [file, ...args] = command
    const startedAt = Date.now()
    const spawned = spawn(file, [...args, String(view.aheadMs)], {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    child = spawned
    become({ state: 'starting', starts: view.starts + 1 })
    lines(spawned, options.output)
    spawned.once('error', error => say(`cannot start Folkmoot: ${error.message}`))
    spawned.once('close', (code, signal) => {
      child = undefined
      if (stopping) return
      if (Date.now() - startedAt > settledMs) pauseMs = firstPauseMs
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`
      say(`Folkmoot ${how}; starting it again in ${pauseMs / 1000} s`)
      become({ state: 'waiting', trouble: `It ${how}.` })
      pause = setTimeout(start, pauseMs)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    })
    void follow(spawned)
  }

  /** Watches `/readyz` until this process is ready. */
  const follow = async (followed: ChildProcess) => {
    while (child === followed && !stopping && view.state !== 'ready') {
      const ready = await isReady(options.readyUrl)
      if (child !== followed || stopping) return
      if (ready) become({ state: 'ready' })
      await new Promise(resolve => setTimeout(resolve, pollMs))
    }
  }

  start()
  return {
    get view() {
      return view
    },
    moveClock: async ms => {
      become({ ...view, aheadMs: view.aheadMs + ms })
      if (child) await ticked(child, view.aheadMs)
    },
    kill: () => child?.kill('SIGKILL'),
    stop: async patienceMs => {
      stopping = true
      clearTimeout(pause)
      become({ state: 'stopping' })
      const last = child
      if (!last) return
      const { promise, resolve } = Promise.withResolvers<void>()
      last.once('close', () => resolve())
      last.kill('SIGTERM')
      const hurry = setTimeout(() => {
        say(`Folkmoot did not stop within ${patienceMs / 1000} s and was killed`)
        last.kill('SIGKILL')
      }, patienceMs)
      await promise
      clearTimeout(hurry)
    },
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(readyWithinMs) })
    await response.body?.cancel()
    return response.ok
  } catch {
    // Not listening yet: that is what is being waited for.
    return false
  }
}

/** One that is still starting hears of it once it has started. */
async function ticked(child: ChildProcess, aheadMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const hear = ({ tickedMs }: Ticked) => {
    if (tickedMs >= aheadMs) resolve()
  }
  child.on('message', hear)
  child.once('exit', () => resolve())
  child.send({ aheadMs } satisfies MoveClock, error => {
    if (error) resolve()
  })
  await promise
  child.off('message', hear)
}

function lines(of: ChildProcess, output: (line: string) => void): void {
  for (const stream of [of.stdout, of.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n')
      rest = parts.pop() ?? ''
      for (const line of parts) output(line)
    })
  }
}
