/**
 * Discord keeps the contract.
 */
import { type APIMessage, ComponentType } from 'discord.js'
import { vi } from 'vitest'
import { createDiscord } from '../../adapters/discord/index.ts'
import type { GatewayEvent } from '../../sandbox/discord/gateway.ts'
import { type MarkdownNode, readMarkdown, wordsOf } from '../../sandbox/discord/markdown.ts'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import { type DiscordStandIn, startDiscord } from '../../sandbox/discord/stand-in.ts'
import type { Doors } from '../../src/core/adapter.ts'
import { addressOf } from '../../src/core/network.ts'
import type { ToResident } from '../../src/core/outbound.ts'
import { type Arrived, type Driver, describeAdapter, type Person, TIMEOUT_MS } from './adapter-contract.ts'

const TOKEN = 'contract-token-of-discord'
const POST = 'POST /channels/:id/messages'

async function setUp(doors: Doors): Promise<Driver<ToResident>> {
  const standIn = await startDiscord({ token: TOKEN, messagesPer5s: 1000 })
  const adapter = createDiscord({
    token: TOKEN,
    apiRoot: standIn.apiRoot,
    commands: () => new Map(),
    timeoutMs: TIMEOUT_MS,
  })
  await adapter.start(doors)
  await vi.waitUntil(() => adapter.health().ready, { interval: 5, timeout: 20_000 })
  return {
    adapter,
    standIn,
    calls: { post: POST, postFile: POST, download: 'GET /attachments' },
    refusal: 'BLOCKED',
    tokens: [TOKEN],
    addPerson: async firstName =>
      personOf(standIn, standIn.addPerson({ username: firstName.toLowerCase(), globalName: firstName })),
    redeliver: async event => standIn.redeliver(event as GatewayEvent),
    [Symbol.asyncDispose]: async () => {
      await adapter.stop()
      await standIn.close()
    },
  }
}

function personOf(standIn: DiscordStandIn, person: DiscordPerson): Person<ToResident> {
  const address = addressOf('discord', person.id)
  return {
    lane: address,
    says: async text => person.says(text),
    taps: async label => person.taps(label),
    sendsFile: async ({ name, mediaType, bytes }, caption = '') =>
      person.says(caption, { attachments: [{ name, contentType: mediaType, bytes }] }),
    edits: async (said, text) => person.edits(((said as GatewayEvent).d as APIMessage).id, text),
    goesAway: async () => person.closesDms(),
    message: (text, { choices = [], files = [] } = {}) => ({
      to: 'resident',
      address,
      channel: person.dmId,
      text,
      choices,
      files,
    }),
    arrived: () => person.dm.filter(({ author }) => author.bot === true).map(message => arrivedOf(message, standIn)),
  }
}

function arrivedOf(message: APIMessage, standIn: DiscordStandIn): Arrived {
  const nodes = readMarkdown(message.content)
  return {
    text: visible(wordsOf(nodes)),
    bold: boldIn(nodes).map(visible),
    labels: (message.components ?? []).flatMap(row =>
      row.type !== ComponentType.ActionRow
        ? []
        : row.components.flatMap(component => {
            if (component.type === ComponentType.StringSelect) return component.options.map(({ label }) => label)
            return component.type === ComponentType.Button && 'label' in component ? [component.label ?? ''] : []
          }),
    ),
    files: message.attachments.map(({ filename, url }) => ({
      name: filename,
      bytes: standIn.fileAt(url) ?? new Uint8Array(),
    })),
  }
}

/** Marks are kept apart by zero-width spaces. */
function visible(text: string): string {
  return text.replaceAll('\u200b', '')
}

function boldIn(nodes: readonly MarkdownNode[]): readonly string[] {
  return nodes.flatMap(node => {
    if (!('children' in node)) return []
    return node.kind === 'bold' ? [wordsOf(node.children)] : boldIn(node.children)
  })
}

describeAdapter('discord', { lacks: ['places'], setUp })
