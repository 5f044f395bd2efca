/**
 * What the commands install, and when they do not. The registry is not asked: a program in npm's place notes how it
 * was called.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Checkout, makeCheckout } from '../support/checkout.ts'
import { run } from '../support/processes.ts'

let checkout: Checkout
beforeEach(async () => {
  checkout = await makeCheckout(0o755)
})
afterEach(() => checkout.remove())

/** @param exitCode  Of npm. */
async function start(exitCode = 0) {
  const { directory } = checkout
  const npm = join(directory, 'npm.js')
  const note = join(directory, 'called')
  await writeFile(
    npm,
    `import { appendFileSync } from 'node:fs'
     appendFileSync(${JSON.stringify(note)}, process.argv.slice(2).join(' ') + ' in ' + process.cwd() + '\\n')
     console.error('words of npm')
     process.exit(${exitCode})`,
  )
  const env = { PATH: process.env.PATH, npm_execpath: npm, npm_node_execpath: process.execPath, EXIT_WITH: '0' }
  const started = run(process.execPath, ['scripts/start.mjs'], { cwd: directory, env })
  const code = await started.ended
  const calls = await readFile(note, 'utf8').catch(() => '')
  return { code, calls, output: started.output() }
}

async function editLock(edit: (packages: Record<string, { version?: string; optional?: boolean }>) => void) {
  const file = join(checkout.directory, 'package-lock.json')
  const lock = JSON.parse(await readFile(file, 'utf8'))
  edit(lock.packages)
  await writeFile(file, JSON.stringify(lock))
}

test('nothing is installed where node_modules fits the lock file', async () => {
  expect(await start()).toEqual({ code: 0, calls: '', output: expect.stringMatching(/^this is sandbox on v24.*\n$/) })
})

test.each([
  ['another version', packages => Object.assign(packages['node_modules/zod']!, { version: '999.0.0' })],
  ['other bytes', packages => Object.assign(packages['node_modules/zod']!, { integrity: 'sha512-x' })],
  ['one more package', packages => Object.assign(packages, { 'node_modules/not-there': { version: '1.0.0' } })],
] satisfies [string, Parameters<typeof editLock>[0]][])('%s in the lock file: npm ci, in one line', async (_, edit) => {
  await editLock(edit)
  const { code, calls, output } = await start()
  expect(calls).toMatch(/^ci .* in \S+\/folkmoot\n$/)
  expect(code).toBe(0)
  expect(output).toMatch(/^folkmoot: installing what is missing.*\nfolkmoot: installed in \d+ s\nthis is sandbox/)
})

test('an optional package of another system is not missed', async () => {
  await editLock(packages => Object.assign(packages, { 'node_modules/for-mars': { version: '1.0.0', optional: true } }))
  expect((await start()).calls).toBe('')
})

test('where npm fails, its words and its code are those of the command', async () => {
  await editLock(packages => Object.assign(packages, { 'node_modules/not-there': { version: '1.0.0' } }))
  const { code, output } = await start(3)
  expect(code).toBe(3)
  expect(output).toContain('words of npm')
  expect(output).not.toContain('this is')
})
