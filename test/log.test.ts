/**
 * What is written is read back from a real process, as an operator would.
 */
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const node = 'node_modules/node/bin/node'

/** @param statements  May use `log`. */
function written(statements: string): string {
  const program = `import { createLog } from './src/log.ts'
    const log = createLog('debug', ['hunter2', 'with"quote'])
    ${statements}`
  return execFileSync(node, ['--input-type=module', '-e', program], { encoding: 'utf8' })
}

test('lines are JSON with level, time, message and fields', () => {
  const line = JSON.parse(written(`log.warn({ network: 'telegram', waitMs: 5 }, 'slowed down')`))
  expect(line).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    network: 'telegram',
    waitMs: 5,
    msg: 'slowed down',
  })
})

test.each([
  ['a bot token in an address', 'https://api.telegram.org/bot123:AAEhBP-0_x/sendMessage', 'AAEhBP'],
  ['a bot token alone', '123456789:AAEhBP0av28abcdefghijklmnopqrstuvwxy', 'AAEhBP'],
  ['a Slack token', 'sent xoxb-12-34-abcdef', 'abcdef'],
  ['a Slack app token', 'xapp-1-A1-abcdef', 'abcdef'],
  ['a Discord token', 'MTA1NTU1NTU1NTU1NTU1NTU1.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB', 'GabcdE'],
  ['an interaction token in an address', 'POST /webhooks/105555/aW50ZXJhY3Rpb24/messages', 'aW50'],
  ['a header', 'authorization was Bearer abc.def', 'abc.def'],
  ['a database password', 'postgres://folkmoot:s3cr3t@localhost/db', 's3cr3t'],
  ['an exact secret of the settings', 'it is hunter2 here', 'hunter2'],
  ['an exact secret that JSON escapes', 'it is with"quote here', 'quote'],
])('%s is blanked, in fields, messages and errors', (_, words, secret) => {
  const value = JSON.stringify(words)
  const lines = written(`
    log.info({ url: ${value}, deep: { list: [${value}] } }, ${value})
    log.error({ err: new Error(${value}, { cause: new Error(${value}) }) }, 'failed')
    log.error({ reason: ${value} }, 'failed')`)
  expect(lines).not.toContain(secret)
  expect(lines.match(/\[secret\]/g)!.length).toBeGreaterThanOrEqual(6)
})

test('words of people and credentials are dropped by the name of their field', () => {
  const lines = written(`
    log.info({ text: 'kept-private', token: 'kept-private', address: 'telegram:1' }, 'turn')
    log.info({ message: { text: 'kept-private', words: 'kept-private' }, headers: { authorization: 'kept-private' } }, 'turn')`)
  expect(lines).not.toContain('kept-private')
  expect(lines).toContain('telegram:1')
})

test('an error keeps name, code, message, stack and cause, and nothing that an SDK hung on it', () => {
  const [line] = written(`
    const cause = Object.assign(new TypeError('inner'), { requestBody: 'kept-private' })
    const error = Object.assign(new Error('outer', { cause }), { code: 'E1', on: { payload: 'kept-private' }, detail: 'kept-private' })
    log.error({ err: error }, 'failed')`).split('\n')
  expect(line).not.toContain('kept-private')
  expect(JSON.parse(line!).err).toEqual({
    name: 'Error',
    code: 'E1',
    message: 'outer',
    stack: expect.stringContaining('outer'),
    cause: { name: 'TypeError', message: 'inner', stack: expect.any(String) },
  })
})
