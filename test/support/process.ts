/**
 * Folkmoot as a process of its own, to be killed.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { freePort } from '../../sandbox/free-port.ts'
import { surroundings } from './processes.ts'
import { eventually } from './town.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const STARTS_WITHIN_MS = 60_000

export interface FolkmootProcess extends AsyncDisposable {
  readonly url: string
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>
  /** SIGTERM. @returns The exit code. */
  stop(): Promise<number | null>
}

/** Starts it and waits until it listens; `ready: true` waits for its networks as well. */
export async function startProcess(
  env: Readonly<Record<string, string>>,
  { ready = true }: { readonly ready?: boolean } = {},
): Promise<FolkmootProcess> {
  const port = env.PORT && env.PORT !== '0' ? env.PORT : String(await freePort())
  const child = spawn(process.execPath, [MAIN], {
    env: { ...surroundings, ...env, PORT: port },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const gone = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  const end = async (signal: NodeJS.Signals) => {
    if (!hasEnded(child)) child.kill(signal)
    await gone
  }
  await eventually(async () => {
    if (hasEnded(child))
      throw new Error(`folkmoot ended with ${child.exitCode ?? child.signalCode} instead of starting`)
    expect((await fetch(`${url}/${ready ? 'readyz' : 'healthz'}`)).status).toBe(200)
  }, STARTS_WITHIN_MS)
  return {
    url,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      return child.exitCode
    },
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
