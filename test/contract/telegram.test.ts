/**
 * Telegram keeps the contract, by long polling and by webhook.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'
import { createTelegram } from '../../adapters/telegram/index.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { startTelegram, type TelegramStandIn } from '../../sandbox/telegram/stand-in.ts'
import type { WireMessage, WireUpdate } from '../../sandbox/telegram/wire.ts'
import type { Doors } from '../../src/core/adapter.ts'
import { addressOf } from '../../src/core/network.ts'
import type { ToResident } from '../../src/core/outbound.ts'
import { type Arrived, type Driver, describeAdapter, type Person, TIMEOUT_MS } from './adapter-contract.ts'
import { WITHIN } from './with-driver.ts'

/** Not of the usual shape, which telegraf would recognise and blot out by itself. */
const TOKEN = 'contract-token'
const SECRET = 'contract-secret'

async function setUp(doors: Doors, by: 'polling' | 'webhook'): Promise<Driver<ToResident>> {
  const standIn = await startTelegram({ token: TOKEN, retryMs: 10 })
  const server = createServer((request, response) => void adapter.handleWebhook(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const adapter = createTelegram({
    token: TOKEN,
    apiRoot: standIn.apiRoot,
    commands: () => new Map(),
    timeoutMs: TIMEOUT_MS,
    ...(by === 'webhook' ? { webhook: { publicUrl, secret: SECRET } } : {}),
  })
  await adapter.start(doors)
  if (by === 'webhook') await vi.waitUntil(() => standIn.webhookUrl, WITHIN)
  return {
    adapter,
    standIn,
    calls: { post: 'sendMessage', postFile: 'sendDocument', download: /^(getFile|download)$/ },
    refusal: 'BLOCKED',
    tokens: [TOKEN, SECRET],
    addPerson: async firstName =>
      personOf(standIn, standIn.addPerson({ firstName, languageCode: 'en', started: true })),
    redeliver: async update => standIn.redeliver(update as WireUpdate),
    [Symbol.asyncDispose]: async () => {
      await adapter.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await standIn.close()
    },
  }
}

function personOf(standIn: TelegramStandIn, person: TelegramPerson): Person<ToResident> {
  const address = addressOf('telegram', person.user.id)
  return {
    lane: address,
    says: async text => person.says(text),
    taps: async label => person.taps(label),
    sendsFile: async ({ name, mediaType, bytes }, caption) =>
      person.sendsDocument(bytes, { fileName: name, mediaType, ...(caption === undefined ? {} : { caption }) }),
    sendsPlace: async ({ latitude, longitude }) => person.sendsPin(latitude, longitude),
    edits: async (said, text) => person.edits((said as WireUpdate).message?.message_id ?? 0, text),
    goesAway: async () => void person.blocks(),
    message: (text, { choices = [], files = [] } = {}) => ({ to: 'resident', address, text, choices, files }),
    arrived: () =>
      person.chat
        .filter(message => message.from.id === standIn.bot.id)
        .map(message => arrivedOf(message, id => standIn.fileBytes(id) ?? new Uint8Array())),
  }
}

function arrivedOf(message: WireMessage, bytesOf: (fileId: string) => Uint8Array): Arrived {
  const text = message.text ?? message.caption ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  const photo = message.photo?.at(-1)
  const { document } = message
  return {
    text,
    bold: entities
      .filter(entity => entity.type === 'bold')
      .map(({ offset, length }) => text.slice(offset, offset + length)),
    labels: (message.reply_markup?.inline_keyboard ?? []).flat().map(button => button.text),
    files: [
      ...(photo ? [{ bytes: bytesOf(photo.file_id) }] : []),
      ...(document
        ? [{ bytes: bytesOf(document.file_id), ...(document.file_name ? { name: document.file_name } : {}) }]
        : []),
    ],
  }
}

describeAdapter('telegram by long polling', { lacks: [], setUp: doors => setUp(doors, 'polling') })
describeAdapter('telegram by webhook', { lacks: [], setUp: doors => setUp(doors, 'webhook') })
