/**
 * A worker ends with the sandbox, also where the sandbox is gone before the worker has looked.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const PRELOAD = fileURLToPath(new URL('../../sandbox/end-with-parent.ts', import.meta.url))
const FOR_EVER = 'if (process.connected) process.send("up"); setInterval(() => {}, 1000)'

test.each(['before it looked', 'while it runs'])('the parent goes %s', async when => {
  const child = spawn(process.execPath, ['--import', PRELOAD, '-e', FOR_EVER], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const ended = once(child, 'exit')
  try {
    if (when === 'while it runs') await once(child, 'message')
    child.disconnect()
    const [code, signal] = await ended
    expect(signal ?? code).not.toBeNull()
  } finally {
    child.kill('SIGKILL')
  }
})
