/**
 * The gateway delivers nothing again: what happened while nobody listened has to be found.
 */
import { describe, expect, test, vi } from 'vitest'
import { callsTo, reply, startTown, WITHIN } from './town.ts'

const READ = 'GET /channels/:id/messages'

describe('a gap in the connection', () => {
  test('is replayed where the session goes on', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    await town.start()
    ben.says('before')
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['before']), WITHIN)
    town.discord.gateway.drop({ invalidate: false })
    ben.says('in the gap')
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['before', 'in the gap']), WITHIN)
  })

  test('is read in the known DMs where the session is lost, before anything new', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const ana = town.discord.addPerson({ username: 'ana' })
    const adapter = await town.start()
    ben.says('before')
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['before']), WITHIN)
    await reply(adapter, town.inbox.events()[0]!, 'noted')
    town.discord.gateway.drop({ invalidate: true })
    ben.says('in the gap')
    ben.says('and more')
    ana.says('first words ever, in the gap')
    await vi.waitUntil(() => town.discord.gateway.connected === 1, WITHIN)
    ben.says('after')
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['before', 'in the gap', 'and more', 'after']), WITHIN)
  })

  test('somebody new is asked about by their next words', async () => {
    await using town = await startTown()
    const ana = town.discord.addPerson({ username: 'ana' })
    ana.says('while nobody listened')
    await town.start()
    town.discord.faults.on(READ, { kind: 'status', status: 502 }, 1)
    expect(town.inbox.said()).toEqual([])
    ana.says('hello?')
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['while nobody listened', 'hello?']), WITHIN)
    ana.says('again')
    await vi.waitFor(() => expect(town.inbox.said()).toHaveLength(3), WITHIN)
    expect(callsTo(town.discord, READ)).toBe(2)
  })

  test('Discord asking to reconnect loses nothing', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    await town.start()
    town.discord.gateway.askToReconnect()
    ben.says('meanwhile')
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['meanwhile']), WITHIN)
  })
})

describe('a restart', () => {
  test('takes the session up: taps and first words come too', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const ana = town.discord.addPerson({ username: 'ana' })
    const first = await town.start()
    ben.says('before')
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['before']), WITHIN)
    await reply(first, town.inbox.events()[0]!, 'What is it?', [[{ token: 'pothole', label: 'Pothole' }]])
    await first.stop()
    ben.taps('Pothole')
    ana.says('my first words')
    await town.start()
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['before', 'tap pothole', 'my first words']), WITHIN)
  })

  test('more than a page that was missed comes in order', async () => {
    await using town = await startTown({ resumeWindowMs: 0 })
    const ben = town.discord.addPerson({ username: 'ben' })
    const first = await town.start()
    ben.says('line 0')
    await vi.waitFor(() => expect(town.inbox.said()).toHaveLength(1), WITHIN)
    await first.stop()
    const missed = Array.from({ length: 150 }, (_, index) => `line ${index + 1}`)
    for (const line of missed) ben.says(line)
    await town.start()
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['line 0', ...missed]), WITHIN)
  })

  test('what could not be kept before the stop is not taken for kept', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const first = await town.start()
    town.inbox.setOpen(false)
    ben.says('while the database is away')
    ben.says('and still')
    await vi.waitUntil(() => callsTo(town.discord, READ) > 0, WITHIN)
    await first.stop()
    expect(town.inbox.said()).toEqual([])
    town.inbox.setOpen(true)
    await town.start()
    await vi.waitFor(() => expect(town.inbox.said()).toEqual(['while the database is away', 'and still']), WITHIN)
  })
})

describe('trouble', () => {
  test('a wrong token stops nothing, and is told', async () => {
    await using town = await startTown()
    const adapter = await town.begin('wrong')
    await vi.waitFor(() => expect(adapter.health().trouble).toContain('DISCORD_BOT_TOKEN'), WITHIN)
    expect(adapter.health().ready).toBe(false)
    expect(adapter.health().trouble).not.toContain('wrong')
  })

  test('a network that is away at the start is reached when it is back', async () => {
    await using town = await startTown()
    town.discord.faults.on(/./, { kind: 'status', status: 503 }, 4)
    await town.start()
    expect(town.discord.gateway.connected).toBe(1)
  })

  test('stopping waits for no answer at the start', async () => {
    await using town = await startTown()
    town.discord.faults.on(/^GET /, { kind: 'hang' })
    const adapter = await town.begin()
    await vi.waitUntil(() => callsTo(town.discord, 'GET /gateway/bot') > 0, WITHIN)
    await vi.waitUntil(() => callsTo(town.discord, 'GET /applications/@me') > 0, WITHIN)
    await adapter.stop()
  })

  test('stopping waits for no page of history', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    const adapter = await town.start()
    town.discord.faults.on(READ, { kind: 'hang' })
    ben.says('hello')
    await vi.waitUntil(() => callsTo(town.discord, READ) > 0, WITHIN)
    await adapter.stop()
  })

  test('nonsense on the gateway harms nobody', async () => {
    await using town = await startTown()
    const ben = town.discord.addPerson({ username: 'ben' })
    await town.start()
    for (const d of [
      null,
      1,
      'x',
      [],
      {},
      { id: {}, author: [] },
      { id: '1', channel_id: '1', author: { id: '1' }, type: 0 },
    ])
      for (const t of ['MESSAGE_CREATE', 'MESSAGE_UPDATE', 'INTERACTION_CREATE', 'GUILD_CREATE', 'X'])
        town.discord.dispatch({ t, d })
    ben.says('still there?')
    await vi.waitFor(() => expect(town.inbox.said()).toContain('still there?'), WITHIN)
  })
})
