/**
 * Processes of the system, as tests start and watch them.
 */
import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'

/**
 * What our programs need of the environment, for those that are started with nothing else. What one start compiled the
 * next need not (`vitest.config.ts` says where it lies).
 */
export const surroundings = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
}

export interface Running {
  readonly pid: number
  /** Everything it wrote so far, both channels. */
  output(): string
  /** The first match in what it writes, within 20 s. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  /** Its exit code, or the signal that ended it, once all that it wrote is in `output`. */
  readonly ended: Promise<number | NodeJS.Signals>
}

export function run(file: string, args: readonly string[], options: SpawnOptions = {}): Running {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  let written = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', chunk => (written += chunk))
  return {
    pid: child.pid!,
    output: () => written,
    says: async pattern => {
      await expect.poll(() => written).toMatch(pattern)
      return pattern.exec(written)!
    },
    ended: once(child, 'close').then(([code, signal]) => code ?? signal),
  }
}

/** Ids of the processes that have this text among their arguments and still work (a zombie does not). */
export function processesWith(text: string): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && pid !== process.pid && commandOf(pid).includes(text))
}

/** Empty for a process that ended, collected or not. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
