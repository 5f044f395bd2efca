/**
 * The adapter between the stand-in and an inbox that remembers, as the real one does.
 */
import { vi } from 'vitest'
import { createDiscord } from '../../../adapters/discord/index.ts'
import { type DiscordStandIn, startDiscord } from '../../../sandbox/discord/stand-in.ts'
import type { Adapter, Doors, KnownAddress } from '../../../src/core/adapter.ts'
import type { Inbound, ResidentEvent } from '../../../src/core/inbound.ts'
import type { ForResident, ToChannel, ToResident } from '../../../src/core/outbound.ts'
import { plain } from '../../../src/core/rich-text.ts'

const TOKEN = 'token-of-the-test'
export const WITHIN = { timeout: 20_000, interval: 10 }

const COMMANDS = new Map([
  ['en', [{ name: 'report', description: 'Report a problem' }]],
  ['es', [{ name: 'report', description: 'Informar de un problema' }]],
])

/** What outlives a process: the inbox, each delivery once, and what was remembered. */
function createInbox() {
  const kept = new Map<string, Inbound>()
  const remembered = new Map<string, string>()
  let open = true
  let onReceive = () => {}
  let mayOpen: Doors['mayOpen'] = async () => ({ kind: 'open' })
  let onKept = (_event: ResidentEvent) => {}
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const doors: Doors = {
    receive: async inbound => {
      onReceive()
      if (!open) throw new Error('the database is away')
      if (!kept.has(inbound.externalId)) kept.set(inbound.externalId, inbound)
      onKept(inbound.event as ResidentEvent)
    },
    submit: async () => ({ kind: 'close' }),
    change: async () => undefined,
    ask: async () => ({ text: { text: '', spans: [] }, buttons: [] }),
    home: async () => ({ carried: '', items: [] }),
    left: async () => {},
    suggest: async () => [],
    exclusively: async (_name, signal, work) => work(signal),
    mayOpen: (address, anHour) => mayOpen(address, anHour),
    opened: async () => {},
    known: async () => {
      const people = new Map<string, KnownAddress>()
      for (const { event, position } of kept.values()) {
        if (event.from !== 'resident' || !event.channel) continue
        const before = people.get(event.address)
        const after = before && BigInt(before.after) > BigInt(position) ? before.after : position
        people.set(event.address, { address: event.address, channel: event.channel, after })
      }
      return [...people.values()]
    },
    remember: {
      read: async name => remembered.get(name),
      write: async (name, value) => void remembered.set(name, value),
    },
    log,
  }
  return {
    doors,
    remembered,
    events: () => [...kept.values()].map(({ event }) => event as ResidentEvent),
    said: () => [...kept.values()].map(({ event }) => wordsOf(event as ResidentEvent)),
    /** What is said to who would open a private chat. Default: it may be. */
    answerOpenings: (answer: Doors['mayOpen']) => {
      mayOpen = answer
    },
    setOpen: (value: boolean) => {
      open = value
    },
    /** Called within `receive`, as a drain that is at once at work. */
    onKept: (listener: typeof onKept) => {
      onKept = listener
    },
    /** Called before anything is kept. */
    onReceive: (listener: () => void) => {
      onReceive = listener
    },
  }
}

function wordsOf({ said }: ResidentEvent): string {
  if (said.kind === 'message' || said.kind === 'edit') return said.text.text
  return said.kind === 'tap' ? `tap ${said.token}` : said.kind === 'command' ? `/${said.name}` : said.kind
}

export async function startTown(options: Partial<Parameters<typeof startDiscord>[0]> = {}) {
  const discord = await startDiscord({ token: TOKEN, messagesPer5s: 1000, ...options })
  const inbox = createInbox()
  const running = new Set<Adapter<ForResident | ToChannel>>()
  const begin = async (token = TOKEN): Promise<Adapter<ForResident | ToChannel>> => {
    const adapter = createDiscord({ token, apiRoot: discord.apiRoot, commands: () => COMMANDS, timeoutMs: 60_000 })
    running.add(adapter)
    await adapter.start(inbox.doors)
    return adapter
  }
  return {
    discord,
    inbox,
    /** One more process, which may still be on its way. A call without an answer outlasts the test. */
    begin,
    /** One more process, listening. */
    async start(): Promise<Adapter<ForResident | ToChannel>> {
      const adapter = await begin()
      await vi.waitUntil(() => adapter.health().ready && discord.commands.length > 0, WITHIN)
      return adapter
    },
    [Symbol.asyncDispose]: async () => {
      inbox.setOpen(true)
      for (const adapter of running) await adapter.stop()
      await discord.close()
    },
  }
}

let keys = 0

/** Plans and sends words as an answer to `event`. */
export async function reply(
  adapter: Adapter<ToResident>,
  { address, channel, token }: ResidentEvent,
  text: string,
  choices: ToResident['choices'] = [],
): Promise<readonly string[]> {
  const message: ToResident = {
    to: 'resident',
    address,
    ...(channel === undefined ? {} : { channel }),
    ...(token === undefined ? {} : { token }),
    text: plain(text),
    choices,
    files: [],
  }
  const ids: string[] = []
  for (const part of adapter.plan(message).parts) {
    keys += 1
    const open = () => Promise.reject(new Error('no files here'))
    ids.push(
      await adapter.send(part, {
        key: `key-${process.pid}-${keys}`,
        mayHaveArrived: false,
        queuedAt: new Date(),
        open,
      }),
    )
  }
  return ids
}

export function callsTo(discord: DiscordStandIn, method: string): number {
  return discord.journal.filter(call => call.method === method).length
}
