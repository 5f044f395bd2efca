/**
 * Slash commands and taps: answered once they are kept, and never promised before.
 */
import { MessageFlags } from 'discord.js'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { callsTo, reply, startTown, WITHIN } from './town.ts'

const ANSWERED = 'POST /interactions/:id/:token/callback'
const FILLED_IN = 'PATCH /webhooks/:id/:token/messages/@original'

describe('slash commands', () => {
  test('are registered once, in the languages of the place', async () => {
    await using town = await startTown()
    const first = await town.start()
    await first.stop()
    await town.start()
    expect(callsTo(town.discord, 'PUT /applications/:id/commands')).toBe(1)
    expect(town.discord.commands).toMatchObject([
      {
        name: 'report',
        description: 'Report a problem',
        description_localizations: {
          'en-GB': 'Report a problem',
          'es-ES': 'Informar de un problema',
          'es-419': 'Informar de un problema',
        },
      },
    ])
  })

  test('the first words take the place of the deferred answer, the next come after', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben', locale: 'es-ES' })
    const adapter = await town.start()
    ben.commands('report')
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['/report']), WITHIN)
    const [event] = town.inbox.events()
    expect(event?.person).toEqual({ firstName: 'ben', language: 'es-ES' })
    await reply(adapter, event!, 'What is it?')
    await reply(adapter, event!, 'And where?')
    expect(ben.heard()).toEqual(['What is it?', 'And where?'])
    expect(ben.dm.map(({ flags = 0 }) => flags & MessageFlags.Loading)).toEqual([0, 0])
    expect(town.discord.complaints).toEqual([])
  })

  test('words that are ready before the deferred answer wait for it', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const adapter = await town.start()
    const replied = Promise.withResolvers<readonly string[]>()
    town.inbox.onKept(event => replied.resolve(reply(adapter, event, 'What is it?')))
    ben.commands('report')
    await replied.promise
    expect(ben.heard()).toEqual(['What is it?'])
  })

  test('in a server are answered for that person alone, and a button there in the place of its message', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const adapter = await town.start()
    ben.commands('report', { where: 'server' })
    await vi.waitFor(() => expect(town.inbox.events()).toMatchObject([{ inPublic: true }]), WITHIN)
    await reply(adapter, town.inbox.events()[0]!, 'Let us go on in private', [[{ token: 'go', label: 'Go on' }]])
    expect(ben.ephemerals.map(({ content }) => content)).toEqual(['Let us go on in private'])
    expect(town.discord.serverMessages).toEqual([])
    ben.taps('Go on')
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['/report', 'tap go']), WITHIN)
    await reply(adapter, town.inbox.events()[1]!, 'What is it?')
    expect(ben.ephemerals.map(({ content }) => content)).toEqual(['What is it?'])
    expect(town.discord.serverMessages).toEqual([])
    // what Discord refuses there says nothing of Ben
    town.discord.faults.on(/webhooks/, { kind: 'refuse', error: '50001' })
    await expect(reply(adapter, town.inbox.events()[1]!, 'And where?')).rejects.toMatchObject({ code: 'REJECTED' })
  })

  test('who takes no direct messages is answered where they asked', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const adapter = await town.start()
    ben.closesDms()
    ben.commands('report', { where: 'server' })
    await vi.waitFor(() => expect(town.inbox.events()).toHaveLength(1), WITHIN)
    await reply(adapter, town.inbox.events()[0]!, 'one')
    await reply(adapter, town.inbox.events()[0]!, 'two')
    expect(ben.ephemerals.map(({ content }) => content)).toEqual(['one', 'two'])
  })

  test('words whose answer was lost fill it in once', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const adapter = await town.start()
    ben.commands('report')
    await vi.waitFor(() => expect(town.inbox.events()).toHaveLength(1), WITHIN)
    town.discord.faults.on(FILLED_IN, { kind: 'resetAfter' }, 1)
    const { address, channel, token } = town.inbox.events()[0]!
    const [part] = adapter.plan({
      to: 'resident',
      address,
      channel: channel!,
      token: token!,
      text: { text: 'What is it?', spans: [] },
      choices: [],
      files: [],
    }).parts
    const attempt = {
      key: 'once',
      mayHaveArrived: false,
      queuedAt: new Date(),
      open: () => Promise.reject(new Error('no file')),
    }
    await expect(adapter.send(part!, attempt)).rejects.toMatchObject({ code: 'UNREACHABLE', mayHaveArrived: true })
    await adapter.send(part!, { ...attempt, mayHaveArrived: true })
    expect(ben.heard()).toEqual(['What is it?'])
  })

  test('a token that is over leads to the DM', async () => {
    let ahead = 0
    await using town = await startTown({ now: () => Date.now() + ahead })
    const ben = town.discord.addPerson({ username: 'ben' })
    const adapter = await town.start()
    ben.commands('report', { where: 'server' })
    await vi.waitFor(() => expect(callsTo(town.discord, ANSWERED)).toBe(1), WITHIN)
    ahead = 16 * 60_000
    const event = town.inbox.events()[0]!
    const old = { ...event.token!, expiresAt: new Date(Date.now() + 600_000).toISOString() }
    await reply(adapter, { ...event, token: old }, 'at last')
    expect(ben.heard()).toEqual(['at last'])
  })
})

describe('taps', () => {
  test('are taken note of, and answered in the DM', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const adapter = await town.start()
    ben.says('hello')
    await vi.waitFor(() => expect(town.inbox.events()).toHaveLength(1), WITHIN)
    const many = Array.from({ length: 30 }, (_, index) => [{ token: `t${index}`, label: `Choice ${index}` }])
    await reply(adapter, town.inbox.events()[0]!, 'Which?', many)
    ben.taps('Choice 29')
    await vi.waitFor(() => expect(callsTo(town.discord, ANSWERED)).toBe(1), WITHIN)
    expect(town.inbox.said()).toEqual(['hello', 'tap t29'])
    await reply(adapter, town.inbox.events()[1]!, 'Thank you')
    expect(ben.heard()).toEqual(['Which?', 'Thank you'])
  })

  test('that could not be kept in time are kept, and not answered', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const adapter = await town.start()
    ben.says('hello')
    await vi.waitFor(() => expect(town.inbox.events()).toHaveLength(1), WITHIN)
    await reply(adapter, town.inbox.events()[0]!, 'Which?', [[{ token: 'one', label: 'One' }]])
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    // Keeping it takes longer than Discord waits.
    town.inbox.onReceive(() => vi.setSystemTime(Date.now() + 2_600))
    ben.taps('One')
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['hello', 'tap one']), WITHIN)
    ben.says('afterwards')
    await vi.waitFor(() => expect(town.inbox.said()).toHaveLength(3), WITHIN)
    expect(callsTo(town.discord, ANSWERED)).toBe(0)
  })
})
