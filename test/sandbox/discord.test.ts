import { Client, GatewayIntentBits, type Message, Partials } from 'discord.js'
import { describe, expect, test, vi } from 'vitest'
import { type DiscordStandIn, startDiscord } from '../../sandbox/discord/stand-in.ts'

const token = 'discord-token'

type Body = Readonly<Record<string, unknown>>

async function start(options: Partial<Parameters<typeof startDiscord>[0]> = {}) {
  const discord = await startDiscord({ token, messagesPer5s: 1000, ...options })
  const call = async (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${discord.apiRoot}/v10${path}`, {
      method,
      headers: {
        authorization: `Bot ${token}`,
        'user-agent': 'DiscordBot (https://example.org, 1)',
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Body }
  }
  return { discord, call, [Symbol.asyncDispose]: () => discord.close() }
}

describe('the real discord.js', () => {
  test('logs in, hears a person, answers, and taps come back', async () => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben', globalName: 'Ben' })
    await using client = await login(town.discord)
    const heard: Message[] = []
    client.on('messageCreate', message => {
      if (!message.author.bot) heard.push(message)
    })
    ben.says('hello')
    await vi.waitFor(() => expect(heard.map(({ content }) => content)).toEqual(['hello']))

    await heard[0]!.reply({
      content: 'What is it?',
      components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Report', custom_id: 'report' }] }],
    })
    const tapped = new Promise<string>(resolve =>
      client.on('interactionCreate', async interaction => {
        if (!interaction.isButton()) return
        await interaction.deferUpdate()
        resolve(interaction.customId)
      }),
    )
    ben.taps('Report')
    expect(await tapped).toBe('report')
    expect(ben.heard()).toEqual(['What is it?'])
    expect(town.discord.complaints).toEqual([])
  })

  test('takes up a dropped connection without losing what was said meanwhile', async () => {
    await using town = await start()
    const ben = town.discord.addPerson({ username: 'ben' })
    await using client = await login(town.discord)
    const heard: string[] = []
    client.on('messageCreate', message => void heard.push(message.content))
    town.discord.gateway.drop({ invalidate: false })
    ben.says('in the gap')
    await vi.waitFor(() => expect(heard).toEqual(['in the gap']), { timeout: 5000 })
  })
})

async function login(discord: DiscordStandIn) {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    rest: { api: discord.apiRoot },
  })
  const ready = new Promise(resolve => client.once('clientReady', resolve))
  await client.login(token)
  await ready
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.destroy() })
}
