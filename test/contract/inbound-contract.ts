/**
 * The contract's first part: what people do reaches us whole, once, in order.
 */
import { describe, expect, test, vi } from 'vitest'
import type { Outbound } from '../../src/core/outbound.ts'
import { plain } from '../../src/core/rich-text.ts'
import type { Network } from './adapter-contract.ts'
import { heardOf, inOrder, wordsInOrder } from './recording-doors.ts'
import { deliver, documentBytes, WITHIN, withDriver } from './with-driver.ts'
import { WORDS } from './words.ts'

export function describeInbound<Message extends Outbound>(network: Network<Message>): void {
  const lacks = new Set(network.lacks)

  describe('inbound', () => {
    test('what is delivered twice has one identity', () =>
      withDriver(network, async (driver, { received }) => {
        const ana = await driver.addPerson('Ana')
        const first = await ana.says('there is a pothole')
        await vi.waitFor(() => expect(received).toHaveLength(1), WITHIN)
        await driver.redeliver(first)
        await ana.says('a deep one')
        await vi.waitFor(() => expect(wordsInOrder(received)).toEqual(['there is a pothole', 'a deep one']), WITHIN)
        const id = received[0]?.externalId
        const copies = received.filter(inbound => inbound.externalId === id)
        for (const copy of copies) expect(copy).toEqual(copies[0])
        expect(new Set(received.map(inbound => inbound.externalId)).size).toBe(2)
      }))

    test('one person keeps their order', () =>
      withDriver(network, async (driver, { received }) => {
        const ana = await driver.addPerson('Ana')
        const said = Array.from({ length: 12 }, (_, index) => `line ${index}`)
        for (const line of said) await ana.says(line)
        await vi.waitFor(() => expect(received).toHaveLength(said.length), WITHIN)
        expect(wordsInOrder(received)).toEqual(said)
        expect(new Set(received.map(inbound => inbound.position)).size).toBe(said.length)
        expect(new Set(received.map(inbound => inbound.lane))).toEqual(new Set([ana.lane]))
        for (const { position } of received) expect(BigInt.asIntN(64, BigInt(position))).toBe(BigInt(position))
      }))

    test('each has a lane of their own', () =>
      withDriver(network, async (driver, { received }) => {
        const ana = await driver.addPerson('Ana')
        const ben = await driver.addPerson('Ben')
        await ana.says('the same words')
        await ben.says('the same words')
        await vi.waitFor(() => expect(received).toHaveLength(2), WITHIN)
        expect(new Set(received.map(inbound => inbound.lane))).toEqual(new Set([ana.lane, ben.lane]))
        expect(new Set(received.map(inbound => inbound.externalId)).size).toBe(2)
      }))

    test.for(Object.entries(WORDS))('words are read as they were written: %s', ([, words]) =>
      withDriver(network, async (driver, { received }) => {
        const ana = await driver.addPerson('Ana')
        await ana.says(words)
        await vi.waitFor(() => expect(wordsInOrder(received)).toEqual([words.normalize('NFC')]), WITHIN)
      }),
    )

    test('a tap brings the token of the choice, twice the same', () =>
      withDriver(network, async (driver, { received }) => {
        const ana = await driver.addPerson('Ana')
        const choices = [
          [
            { token: 'first', label: 'One' },
            { token: 'second', label: 'Two ✅' },
          ],
          [{ token: 'third', label: 'ثلاثة' }],
        ]
        await deliver(driver, ana.message(plain('Which?'), { choices }))
        const tap = await ana.taps('Two ✅')
        await vi.waitFor(() => expect(received.map(heardOf)).toEqual([{ kind: 'tap', token: 'second' }]), WITHIN)
        expect(received[0]?.lane).toBe(ana.tapLane ?? ana.lane)
        await driver.redeliver(tap)
        await ana.taps('ثلاثة')
        const tokens = () => inOrder(received).map(heardOf)
        await vi.waitFor(() => expect(tokens()).toMatchObject([{ token: 'second' }, { token: 'third' }]), WITHIN)
      }))

    test('a file comes with its name, its words and its bytes', () =>
      withDriver(network, async (driver, { received }) => {
        const ana = await driver.addPerson('Ana')
        const bytes = documentBytes(3_000)
        await ana.sendsFile({ name: 'plan.pdf', mediaType: 'application/pdf', bytes }, 'the plan')
        await vi.waitFor(() => expect(received).toHaveLength(1), WITHIN)
        const heard = received.map(heardOf)[0]
        if (heard?.kind !== 'words') throw new Error('no words came with the file')
        expect(heard.text).toBe('the plan')
        expect(heard.files).toMatchObject([{ name: 'plan.pdf', bytes: 3_000 }])
        const [file] = heard.files
        if (!file) throw new Error('no file came')
        const { signal } = new AbortController()
        const fetched = await driver.adapter.fetchFile(file, { maxBytes: 3_000, signal })
        expect(Buffer.from(fetched).equals(bytes)).toBe(true)
        await expect(driver.adapter.fetchFile(file, { maxBytes: 2_999, signal })).rejects.toMatchObject({
          name: 'SendError',
          code: 'REJECTED',
        })
        driver.standIn.faults.on(driver.calls.download, { kind: 'status', status: 503 })
        await expect(driver.adapter.fetchFile(file, { maxBytes: 3_000, signal })).rejects.toMatchObject({
          name: 'SendError',
          code: 'UNREACHABLE',
        })
      }))

    if (!lacks.has('places')) {
      test('a pin is a point', () =>
        withDriver(network, async (driver, { received }) => {
          const ana = await driver.addPerson('Ana')
          await ana.sendsPlace?.({ latitude: 50.7201, longitude: -1.8803 })
          await vi.waitFor(() => expect(received).toHaveLength(1), WITHIN)
          expect(received.map(heardOf)).toMatchObject([{ point: { latitude: 50.7201, longitude: -1.8803 } }])
        }))
    }

    if (!lacks.has('edits')) {
      test('an edit comes after what it changes', () =>
        withDriver(network, async (driver, { received }) => {
          const ana = await driver.addPerson('Ana')
          const said = await ana.says('at the cornr')
          await ana.edits?.(said, 'at the corner')
          await vi.waitFor(() => expect(received).toHaveLength(2), WITHIN)
          expect(inOrder(received).map(heardOf)).toMatchObject([
            { kind: 'words', text: 'at the cornr' },
            { kind: 'edit', text: 'at the corner' },
          ])
        }))
    }

    if (!lacks.has('redelivery')) {
      test('what could not be kept comes again', () =>
        withDriver(network, async (driver, recorder) => {
          const ana = await driver.addPerson('Ana')
          recorder.refuseNext(2)
          await ana.says('while the database is away')
          await vi.waitFor(() => expect(recorder.received).toHaveLength(1), WITHIN)
          expect(recorder.refused).toBe(2)
          expect(wordsInOrder(recorder.received)).toEqual(['while the database is away'])
        }))
    }
  })
}
