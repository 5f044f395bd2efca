/**
 * `npm test`: everything that CI runs, one step after the other. Failures do not hide each other: all steps run, and
 * the end says what failed. The last line has the sums of all tests, alone, for machines to read.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { installMissing, root } from './install.mjs'

const bin = name => join(root, 'node_modules/.bin', name)
const chromium = process.env.CHROMIUM || '/usr/bin/chromium'
const results = join(root, 'test-results')

const checks = [
  [
    'format and lint',
    bin('biome'),
    ['check', '--error-on-warnings', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`],
  ],
  ['types', bin('tsc'), ['-p', '.']],
  ['types of the page', bin('tsc'), ['-p', 'sandbox/page']],
  ['unused code', bin('knip'), []],
]

let current
const sums = { passed: 0, failed: 0, skipped: 0 }
const failures = []
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal))

installMissing()
rmSync(results, { recursive: true, force: true })
mkdirSync(results)
for (const [name, file, args] of checks) await step(name, file, args)
await tests('tests', ['--project', 'plain', '--project', 'database'])
if (existsSync(chromium)) await tests('browser tests', ['--project', 'browser'])
else process.stdout.write(`\nleft out: the browser tests (test/browser), since there is no Chromium at ${chromium}\n`)

process.stdout.write(failures.length > 0 ? `\nfailed: ${failures.join(', ')}\n` : '\nall steps passed\n')
process.stdout.write(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped\n`)
process.exitCode = failures.length > 0 ? 1 : 0

/** The programs of node_modules/.bin start with the first `node` of the PATH: that has to be ours. */
async function step(name, file, args) {
  process.stdout.write(`\n— ${name}\n`)
  const startedAt = Date.now()
  const PATH = `${join(root, 'node_modules/node/bin')}:${process.env.PATH}`
  const env = { ...process.env, PATH, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }) }
  current = spawn(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env })
  const ok = await new Promise(resolve => {
    current.on('error', error => {
      process.stdout.write(`${error.message}\n`)
      resolve(false)
    })
    current.on('exit', code => resolve(code === 0))
  })
  if (!ok) failures.push(name)
  process.stdout.write(`— ${name}: ${ok ? 'ok' : 'FAILED'}, ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
  return ok
}

async function tests(name, args) {
  const file = join(results, `${name.replaceAll(' ', '-')}.json`)
  const ok = await step(name, bin('vitest'), [
    'run',
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const counted = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  sums.passed += counted.numPassedTests ?? 0
  sums.skipped += (counted.numPendingTests ?? 0) + (counted.numTodoTests ?? 0)
  // A run may fail without any failed test: a file that does not load, an error outside of all tests.
  sums.failed += counted.numFailedTests || (ok ? 0 : 1)
}

/** Ctrl-C reaches the step from the terminal as well; a signal to us alone has to be passed on. */
function stop(signal) {
  current?.kill(signal)
  process.stdout.write(`\nstopped by ${signal}\n`)
  process.exit(1)
}
