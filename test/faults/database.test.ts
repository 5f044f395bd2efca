/**
 * The database is away for a while: networks are told to come again, nothing crashes, nothing is lost.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../../sandbox/free-port.ts'
import { startTelegram } from '../../sandbox/telegram/stand-in.ts'
import { createLog } from '../../src/log.ts'
import { startPostgres } from '../../src/postgres/embedded.ts'
import { startProcess } from '../support/process.ts'
import { hears } from '../support/talks.ts'
import { eventually } from '../support/town.ts'

/** How long it stays away after the first refusals; the figure of docs/operations.md was taken with 20,000. */
const AWAY_MS = Number(process.env.TEST_AWAY_MS ?? 3_000)

test.each(['webhook', 'polling'] as const)(
  'by %s: words written while the database is away are answered when it is back',
  async way => {
    await using stack = new AsyncDisposableStack()
    const directory = await mkdtemp(join(tmpdir(), 'folkmoot-away-'))
    stack.defer(() => rm(directory, { recursive: true, force: true }))
    const log = createLog('silent')
    let postgres = await startPostgres({ directory, log })
    stack.defer(() => postgres.stop())
    const telegram = await startTelegram({ token: '7000000001:away' })
    stack.defer(() => telegram.close())
    const port = await freePort()
    stack.use(
      await startProcess({
        DATABASE_URL: postgres.url,
        DATA_DIR: directory,
        PLACE_FILE: 'example/place.yaml',
        PORT: String(port),
        TELEGRAM_BOT_TOKEN: '7000000001:away',
        TELEGRAM_API_ROOT: telegram.apiRoot,
        LOG_LEVEL: 'silent',
        ...(way === 'webhook' && { PUBLIC_URL: `http://127.0.0.1:${port}`, TELEGRAM_WEBHOOK_SECRET: 'away' }),
      }),
    )
    const ana = telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
    ana.presses('/ask')
    await hears(ana, /What would you like to know/)

    await postgres.stop()
    const goneAt = Date.now()
    ana.says('When does the library open?')
    await eventually(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503))
    await eventually(() => expect(Date.now() - goneAt).toBeGreaterThan(AWAY_MS), AWAY_MS + 5_000)
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    expect(ana.heard()).toHaveLength(1)
    if (way === 'webhook') expect(await postUpdate(port)).toBe(503)
    expect(telegram.pending).toBeGreaterThan(0)

    postgres = await startPostgres({ directory, log })
    await hears(ana, /What is it about/)
    expect(ana.heard()).toHaveLength(2)
    await eventually(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200))
  },
)

async function postUpdate(port: number): Promise<number> {
  const stranger = { id: 99, is_bot: false, first_name: 'Somebody' }
  const message = {
    message_id: 1,
    date: 1_800_000_000,
    from: stranger,
    chat: { id: 99, type: 'private' },
    text: 'Hello',
  }
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'away' }
  const body = JSON.stringify({ update_id: 900_000_000, message })
  const response = await fetch(`http://127.0.0.1:${port}/telegram/webhook`, { method: 'POST', headers, body })
  return response.status
}
