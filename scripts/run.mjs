/**
 * Runs one of our programs on the Node.js that npm installed, and stops it in order: `node scripts/run.mjs FILE ARGS`.
 *
 * The program gets a process group of its own and hears each signal once, from us. A Ctrl-C reaches this process
 * twice under npm, from the terminal and from npm; and when npm is killed without a word, we notice and stop too.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { pathToFileURL } from 'node:url'
import { installMissing, node, nodeFlags, root } from './install.mjs'

/** A program stops within 10 s by itself. */
const patienceMs = 12_000

/** Ends this process with the program's exit code. */
export function runProgram(args) {
  const child = spawn(node, [...nodeFlags, ...args], {
    cwd: root,
    stdio: 'inherit',
    detached: process.platform !== 'win32',
  })
  let stopping = false
  const stop = signal => {
    if (stopping) return
    stopping = true
    child.kill(signal)
    setTimeout(() => killGroup(child.pid), patienceMs).unref()
  }
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGHUP', () => stop('SIGTERM'))
  if (process.env.npm_lifecycle_event) whenOrphaned(() => stop('SIGTERM'))
  child.on('error', error => {
    process.stderr.write(`folkmoot: cannot run ${node}: ${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

function whenOrphaned(then) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    then()
  }, 500)
}

function killGroup(pid) {
  process.stderr.write('folkmoot: does not stop by itself, and is ended\n')
  process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  installMissing()
  runProgram(process.argv.slice(2))
}
