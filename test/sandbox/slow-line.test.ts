/**
 * The line to a slow database: answers come late, whole and in their order; or at once, where it is well again.
 */
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSlowLine, type SlowLine } from '../../sandbox/slow-line.ts'

const hourMs = 3_600_000
/** Stands where the database does: says everything back, and goes once it is told good-bye. */
let echo: Server
let direct: string
let line: SlowLine
const open: Socket[] = []

beforeEach(async () => {
  echo = createServer(socket =>
    socket.on('data', words => (String(words) === 'bye' ? socket.end('the last words') : socket.write(words))),
  )
  await new Promise<void>(resolve => echo.listen(0, '127.0.0.1', resolve))
  const address = echo.address()
  direct = `postgres://somebody:secret@127.0.0.1:${typeof address === 'object' ? address?.port : ''}/town`
  line = await openSlowLine(direct)
})

afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  await line.close()
  await new Promise(resolve => echo.close(resolve))
})

async function asking(url: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  open.push(socket)
  let heard = ''
  socket.setEncoding('utf8').on('data', (words: string) => {
    heard += words
  })
  await new Promise(resolve => socket.once('connect', resolve))
  return { socket, heard: () => heard }
}

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 10 })

test('it leads to the same database', () => {
  const { username, password, pathname, hostname } = new URL(line.url)
  expect([username, password, pathname, hostname]).toEqual(['somebody', 'secret', '/town', '127.0.0.1'])
  expect(line.url).not.toBe(direct)
})

test('where nothing is slow, what is asked is answered', async () => {
  const { socket, heard } = await asking(line.url)
  socket.write('select 1')
  await eventually(() => expect(heard()).toBe('select 1'))
  expect(line.delayMs).toBe(0)
})

test('an answer is held back for so long, and those behind it', async () => {
  const { socket, heard } = await asking(line.url)
  line.delay(200)
  const begun = performance.now()
  socket.write('one')
  await eventually(() => expect(heard()).toBe('one'))
  expect(performance.now() - begun).toBeGreaterThanOrEqual(190)
  line.delay(hourMs)
  socket.write(' two')
  const other = await asking(direct)
  other.socket.write('there')
  await eventually(() => expect(other.heard()).toBe('there'))
  expect(heard()).toBe('one')
  socket.write(' three')
  line.delay(0)
  socket.write(' four')
  await eventually(() => expect(heard()).toBe('one two three four'))
})

test('who hangs up leaves nothing behind, and the next one is answered', async () => {
  line.delay(hourMs)
  const gone = await asking(line.url)
  gone.socket.write('who')
  gone.socket.destroy()
  line.delay(0)
  const { socket, heard } = await asking(line.url)
  socket.write('next')
  await eventually(() => expect(heard()).toBe('next'))
})

test('what was answered before the database went still arrives', async () => {
  const { socket, heard } = await asking(line.url)
  line.delay(hourMs)
  const closed = new Promise(resolve => socket.once('close', resolve))
  socket.write('bye')
  line.delay(0)
  await closed
  expect(heard()).toBe('the last words')
})
