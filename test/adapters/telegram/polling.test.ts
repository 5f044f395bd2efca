/**
 * Long polling: nothing is confirmed before it is kept.
 */
import { expect, test, vi } from 'vitest'
import type { WireUpdate } from '../../../sandbox/telegram/wire.ts'
import { heardOf, wordsInOrder } from '../../contract/recording-doors.ts'
import { startTown } from './town.ts'

const WITHIN = { timeout: 20_000, interval: 10 }

test('a batch that could not be kept is not confirmed, and tried again', async () => {
  await using town = await startTown({ by: 'polling' })
  const ana = town.standIn.addPerson({ firstName: 'Ana' })
  town.recorder.refuseNext(Number.POSITIVE_INFINITY)
  ana.says('one')
  ana.says('two')
  await vi.waitFor(() => expect(town.recorder.refused).toBeGreaterThan(2), WITHIN)
  expect(town.standIn.pending).toBe(2)
  const told = { ready: true, trouble: expect.stringContaining('could not be kept') }
  await vi.waitFor(() => expect(town.adapter.health()).toMatchObject(told), WITHIN)
  town.recorder.refuseNext(0)
  await vi.waitFor(() => expect(wordsInOrder(town.recorder.received)).toEqual(['one', 'two']), WITHIN)
  await vi.waitFor(() => expect(town.standIn.pending).toBe(0), WITHIN)
  await vi.waitFor(() => expect(town.adapter.health()).toEqual({ ready: true }), WITHIN)
})

test('what waited while nobody polled comes first', async () => {
  await using town = await startTown({
    by: 'polling',
    before: standIn => {
      const ana = standIn.addPerson({ firstName: 'Ana' })
      for (let index = 0; index < 250; index += 1) ana.says(`line ${index}`)
    },
  })
  const expected = Array.from({ length: 250 }, (_, index) => `line ${index}`)
  await vi.waitFor(() => expect(wordsInOrder(town.recorder.received)).toEqual(expected), WITHIN)
  expect(town.recorder.received).toHaveLength(250)
})

test('one person waits for their own words, nobody for those of others', async () => {
  const gate = Promise.withResolvers<void>()
  await using town = await startTown({
    by: 'polling',
    before: standIn => {
      const [ana, ben] = [standIn.addPerson({ firstName: 'Ana' }), standIn.addPerson({ firstName: 'Ben' })]
      ana.says('first')
      ana.says('second')
      ben.says('meanwhile')
      ben.says('and more')
    },
    delay: async inbound => {
      const heard = heardOf(inbound)
      if (heard.kind === 'words' && heard.text === 'first') await gate.promise
    },
  })
  const texts = () => town.recorder.received.map(heardOf).map(heard => (heard.kind === 'words' ? heard.text : ''))
  await vi.waitFor(() => expect(texts()).toEqual(['meanwhile', 'and more']), WITHIN)
  gate.resolve()
  await vi.waitFor(() => expect(texts()).toEqual(['meanwhile', 'and more', 'first', 'second']), WITHIN)
})

test('a series of ids that begins anew below the last one is followed', async () => {
  await using town = await startTown({ by: 'polling' })
  const ana = town.standIn.addPerson({ firstName: 'Ana' })
  const update = ana.says('before')
  await vi.waitFor(() => expect(town.standIn.pending).toBe(0), WITHIN)
  const later = (update_id: number, text: string) =>
    ({ update_id, message: { ...update.message, message_id: update_id, text } }) as WireUpdate
  town.standIn.redeliver(later(1_000, 'after'))
  await vi.waitFor(() => expect(town.recorder.received.map(heardOf)).toMatchObject([{}, { text: 'after' }]), WITHIN)
  town.standIn.addUpdate(later(1_001, 'and on'))
  await vi.waitFor(
    () => expect(town.recorder.received.map(heardOf)).toMatchObject([{}, {}, { text: 'and on' }]),
    WITHIN,
  )
})

test('a webhook left behind, 5xx, 429 and resets are waited out', async () => {
  await using town = await startTown({
    by: 'polling',
    before: ({ faults }) => {
      faults.on('getMe', { kind: 'reset' }, 1)
      faults.on('deleteWebhook', { kind: 'status', status: 500 }, 1)
      faults.on('getUpdates', { kind: 'status', status: 502 }, 1)
      faults.on('getUpdates', { kind: 'status', status: 429, retryAfterS: 1 }, 1)
      faults.on(
        'getUpdates',
        { kind: 'refuse', error: "Conflict: can't use getUpdates method while webhook is active" },
        1,
      )
    },
  })
  const ana = town.standIn.addPerson({ firstName: 'Ana' })
  ana.says('still there?')
  await vi.waitFor(() => expect(wordsInOrder(town.recorder.received)).toEqual(['still there?']), WITHIN)
  const calls = town.standIn.journal.map(({ method }) => method)
  expect(calls.filter(method => method === 'deleteWebhook').length).toBeGreaterThan(3)
})

test('a wrong token stops nothing: health tells, and it keeps trying', async () => {
  await using town = await startTown({
    by: 'polling',
    before: ({ faults }) => faults.on('getMe', { kind: 'refuse', error: 'Unauthorized' }, 2),
  })
  await vi.waitFor(() => expect(town.adapter.health().trouble).toContain('401'), WITHIN)
  expect(town.adapter.health().ready).toBe(false)
  await vi.waitFor(() => expect(town.adapter.health()).toEqual({ ready: true }), WITHIN)
})

test('the polling goes on elsewhere when its holder stops', async () => {
  let holder: Promise<void> = Promise.resolve()
  await using town = await startTown({
    by: 'polling',
    exclusively: async (_name, signal, work) => {
      const before = holder
      const mine = Promise.withResolvers<void>()
      holder = mine.promise
      await before
      if (!signal.aborted) await work(signal)
      mine.resolve()
    },
  })
  const ana = town.standIn.addPerson({ firstName: 'Ana' })
  ana.says('to the first')
  await vi.waitFor(() => expect(town.recorder.received).toHaveLength(1), WITHIN)
  const another = await town.startAnother()
  await vi.waitFor(() => expect(another.health()).toEqual({ ready: true }), WITHIN)
  await town.adapter.stop()
  ana.says('to the second')
  await vi.waitFor(
    () => expect(wordsInOrder(town.recorder.received)).toEqual(['to the first', 'to the second']),
    WITHIN,
  )
})

test('a tap is answered, and only after it is kept', async () => {
  await using town = await startTown({ by: 'polling' })
  const ana = town.standIn.addPerson({ firstName: 'Ana', started: true })
  const message = {
    to: 'resident' as const,
    address: `telegram:${ana.user.id}` as const,
    text: { text: 'Which?', spans: [] },
    choices: [[{ token: 'a', label: 'A' }]],
    files: [],
  }
  const attempt = {
    key: 'k',
    mayHaveArrived: false,
    queuedAt: new Date(),
    open: () => Promise.reject(new Error('no files here')),
  }
  for (const part of town.adapter.plan(message).parts) await town.adapter.send(part, attempt)
  town.recorder.refuseNext(Number.POSITIVE_INFINITY)
  const tap = ana.taps('A')
  await vi.waitFor(() => expect(town.recorder.refused).toBeGreaterThan(1), WITHIN)
  expect(ana.tapAnswered(tap)).toBe(false)
  town.recorder.refuseNext(0)
  await vi.waitFor(() => expect(ana.tapAnswered(tap)).toBe(true), WITHIN)
  expect(town.recorder.received.map(heardOf)).toEqual([{ kind: 'tap', token: 'a' }])

  town.standIn.faults.on('answerCallbackQuery', { kind: 'status', status: 500 })
  ana.taps('A')
  await vi.waitFor(() => expect(town.lines.join()).toContain('tap could not be answered'), WITHIN)
  expect(town.recorder.received).toHaveLength(2)
})

test('commands are registered per language, and again only when they changed', async () => {
  const commands = new Map([
    ['en', [{ name: 'report', description: 'Report a problem' }]],
    ['es', [{ name: 'report', description: 'Informar de un problema' }]],
  ])
  await using town = await startTown({ by: 'webhook', commands })
  await vi.waitFor(() => expect(town.standIn.webhookUrl).toBeDefined(), WITHIN)
  const report = (description: string) => [{ command: 'report', description }]
  expect(Object.fromEntries(town.standIn.commands)).toEqual({
    '': report('Report a problem'),
    en: report('Report a problem'),
    es: report('Informar de un problema'),
  })
  const times = (method: string) => town.standIn.journal.filter(call => call.method === method).length
  await town.startAnother()
  await vi.waitFor(() => expect(times('setWebhook')).toBe(2), WITHIN)
  expect(times('setMyCommands')).toBe(3)
  commands.get('es')?.push({ name: 'ask', description: 'Preguntar' })
  await town.startAnother()
  await vi.waitFor(() => expect(times('setMyCommands')).toBe(6), WITHIN)
})
