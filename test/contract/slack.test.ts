/**
 * Slack keeps the contract, over HTTP and over Socket Mode. A person is a member of staff in a case's thread.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { vi } from 'vitest'
import { createSlack, type SlackIntake } from '../../adapters/slack/index.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { type SlackStandIn, startSlack } from '../../sandbox/slack/stand-in.ts'
import type { BlockActions, EventCallback, SlackMessage } from '../../sandbox/slack/wire.ts'
import type { Doors } from '../../src/core/adapter.ts'
import type { ToDesk } from '../../src/core/outbound.ts'
import { type Arrived, type Driver, describeAdapter, type Person, TIMEOUT_MS } from './adapter-contract.ts'
import { buttonsOf, readShown } from './slack-reader.ts'

const TOKENS = { botToken: 'xoxb-contract', appToken: 'xapp-contract', signingSecret: 'contract-secret' }
const { botToken, appToken, signingSecret } = TOKENS

async function setUp(doors: Doors, by: SlackIntake['by']): Promise<Driver<ToDesk>> {
  const app = express()
  const server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const eventsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  const patience = { retryDelaysMs: [0, 20, 100], acknowledgeMs: 1_500 }
  const standIn = await startSlack({ ...TOKENS, ...patience, ...(by === 'http' && { eventsUrl }) })
  const intake: SlackIntake = by === 'http' ? { by, app, signingSecret } : { by, appToken }
  const adapter = createSlack({ botToken, apiRoot: standIn.apiRoot, timeoutMs: TIMEOUT_MS, intake })
  await adapter.start(doors)
  await vi.waitUntil(() => adapter.health().ready, { interval: 5, timeout: 20_000 })
  return {
    adapter,
    standIn,
    calls: { post: 'chat.postMessage', postFile: 'files.getUploadURLExternal', download: 'download' },
    refusal: 'CLOSED',
    tokens: Object.values(TOKENS),
    addPerson: async name => personOf(standIn, standIn.addUser({ name, kind: 'member' })),
    redeliver: async delivered => void (await standIn.redeliver(delivered as EventCallback | BlockActions)),
    [Symbol.asyncDispose]: async () => {
      await adapter.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await standIn.close()
    },
  }
}

function personOf(standIn: SlackStandIn, user: SlackUser): Person<ToDesk> {
  const { id: channel, messages } = standIn.addChannel({ name: `cases-of-${user.name}` })
  standIn.join(user, channel)
  user.writes(channel, 'the root of a thread')
  const thread = messages[0]?.ts ?? ''
  const fromBot = () => messages.filter(message => message.user === standIn.botUser)
  return {
    lane: `slack:${channel}:${thread}`,
    tapLane: `slack:${channel}:${thread}:${user.id}`,
    says: async text => user.writes(channel, literally(text), { thread }),
    async taps(label) {
      for (const message of fromBot().reverse()) {
        const button = buttonsOf(message).find(each => each.label === label)
        if (button) return user.presses(channel, message.ts, button.actionId)
      }
      throw new Error(`no button ${label}`)
    },
    sendsFile: async (file, caption) =>
      user.writes(channel, caption === undefined ? '' : literally(caption), { thread, files: [file] }),
    goesAway: async () => standIn.archive(channel),
    message: (text, { choices = [], files = [] } = {}) => ({
      to: 'desk',
      kind: 'post',
      thread: { channel, ts: thread },
      text,
      files,
      buttons: choices.flat().map(({ token, label }) => ({ action: 'choose', value: token, label })),
    }),
    arrived: () => fromBot().map(message => arrivedOf(standIn, message)),
  }
}

/** Words whose marks are a person's own: the composer leaves them alone where formatting is undone. */
function literally(text: string) {
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }]
}

function arrivedOf(standIn: SlackStandIn, message: SlackMessage): Arrived {
  const { text, bold } = readShown(message)
  const files = (message.files ?? []).map(({ id, title }) => ({
    name: title,
    bytes: standIn.uploads.get(id)?.bytes ?? new Uint8Array(),
  }))
  return { text, bold, labels: buttonsOf(message).map(button => button.label), files }
}

const lacks = ['places', 'edits'] as const
describeAdapter('slack over HTTP', { lacks, setUp: doors => setUp(doors, 'http') })
describeAdapter('slack over Socket Mode', { lacks, setUp: doors => setUp(doors, 'socket') })
