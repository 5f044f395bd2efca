/**
 * The contract's third part: a network's bad days end in a `SendError` that says what to do.
 */
import { describe, expect, test, vi } from 'vitest'
import type { Fault } from '../../sandbox/faults.ts'
import type { Attempt } from '../../src/core/adapter.ts'
import type { Outbound } from '../../src/core/outbound.ts'
import { plain } from '../../src/core/rich-text.ts'
import type { Driver, Network } from './adapter-contract.ts'
import {
  DOCUMENT_SHA256,
  deliver,
  documentBytes,
  firstAttempt,
  storedDocument,
  WITHIN,
  withDriver,
} from './with-driver.ts'

/** Faults that leave open whether the message arrived: what the adapter does next must fit the network's `recognisedForMs`. */
const UNCERTAIN: readonly Fault['kind'][] = ['resetAfter', 'hang']

export function describeFaults<Message extends Outbound>(network: Network<Message>): void {
  const attemptOf = <M extends Outbound>({ adapter }: Driver<M>, message: M, attempt: Attempt) => {
    const [part] = adapter.plan(message).parts
    if (!part) throw new Error('the plan is empty')
    return adapter.send(part, attempt)
  }

  describe('faults', () => {
    test('it says when the network was reached', () =>
      withDriver(network, async driver => {
        await vi.waitFor(() => expect(driver.adapter.health()).toEqual({ ready: true }), WITHIN)
      }))

    test('429 is THROTTLED, with the network’s own pause', () =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        driver.standIn.faults.on(driver.calls.post, { kind: 'status', status: 429, retryAfterS: 2 }, 1)
        const error = await attemptOf(driver, ana.message(plain('one')), firstAttempt()).catch(error => error)
        expect(error).toMatchObject({ name: 'SendError', code: 'THROTTLED', retryable: true, mayHaveArrived: false })
        expect(error.retryAfterMs).toBeGreaterThanOrEqual(2_000)
        expect(error.retryAfterMs).toBeLessThan(3_500)
        expect(ana.arrived()).toEqual([])
      }))

    test('5xx is UNREACHABLE, and the next attempt arrives', () =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        driver.standIn.faults.on(driver.calls.post, { kind: 'status', status: 502 }, 1)
        const attempt = firstAttempt()
        const message = ana.message(plain('one'))
        const error = await attemptOf(driver, message, attempt).catch(error => error)
        expect(error).toMatchObject({ name: 'SendError', code: 'UNREACHABLE', retryable: true })
        await attemptOf(driver, message, { ...attempt, mayHaveArrived: error.mayHaveArrived })
        await vi.waitFor(() => expect(ana.arrived().map(({ text }) => text)).toEqual(['one']), WITHIN)
      }))

    test('a file meets the same bad days', () =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        const bytes = documentBytes(500)
        const message = ana.message(plain(''), { files: [storedDocument('answer.pdf', bytes.length)] })
        const attempt = firstAttempt({ [DOCUMENT_SHA256]: bytes })
        driver.standIn.faults.on(driver.calls.postFile, { kind: 'status', status: 429, retryAfterS: 2 }, 1)
        driver.standIn.faults.on(driver.calls.postFile, { kind: 'status', status: 503 }, 1)
        await expect(attemptOf(driver, message, attempt)).rejects.toMatchObject({ code: 'THROTTLED' })
        await expect(attemptOf(driver, message, attempt)).rejects.toMatchObject({ code: 'UNREACHABLE' })
        expect(ana.arrived()).toEqual([])
      }))

    test('a connection cut before the answer leaves open whether it arrived', () =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        driver.standIn.faults.on(driver.calls.post, { kind: 'reset' }, 1)
        await expect(attemptOf(driver, ana.message(plain('one')), firstAttempt())).rejects.toMatchObject({
          name: 'SendError',
          code: 'UNREACHABLE',
          mayHaveArrived: true,
        })
        expect(ana.arrived()).toEqual([])
      }))

    test.for(UNCERTAIN)('a message whose answer was lost (%s) is sent again with the same key', kind =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        driver.standIn.faults.on(driver.calls.post, { kind } as Fault, 1)
        const attempt = firstAttempt()
        const message = ana.message(plain('once?'))
        await expect(attemptOf(driver, message, attempt)).rejects.toMatchObject({
          name: 'SendError',
          code: 'UNREACHABLE',
          mayHaveArrived: true,
        })
        const id = await attemptOf(driver, message, { ...attempt, mayHaveArrived: true })
        expect(id).not.toBe('')
        const copies = driver.adapter.limits.recognisedForMs > 0 ? 1 : 2
        await vi.waitFor(() => expect(ana.arrived()).toHaveLength(copies), WITHIN)
      }),
    )

    test('who went away is refused for good, and nobody else', () =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        const ben = await driver.addPerson('Ben')
        await ana.goesAway()
        await expect(attemptOf(driver, ana.message(plain('hello')), firstAttempt())).rejects.toMatchObject({
          name: 'SendError',
          code: driver.refusal,
          retryable: false,
        })
        await deliver(driver, ben.message(plain('hello')))
        await vi.waitFor(() => expect(ben.arrived()).toHaveLength(1), WITHIN)
      }))

    test('while the network is away nothing can have arrived', () =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        await driver.standIn.close()
        // The first attempt may take a connection that was open before, and cannot know.
        await vi.waitFor(async () => {
          const attempt = attemptOf(driver, ana.message(plain('hello')), firstAttempt())
          const refused = { name: 'SendError', code: 'UNREACHABLE', mayHaveArrived: false }
          await expect(attempt).rejects.toMatchObject(refused)
        }, WITHIN)
      }))

    test('an error tells neither the token nor the words', () =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        driver.standIn.faults.on(driver.calls.post, { kind: 'reset' })
        const error = await attemptOf(driver, ana.message(plain('my secret words')), firstAttempt()).catch(e => e)
        const told = JSON.stringify([describeDeep(error)])
        expect(told).toContain('UNREACHABLE')
        expect(told).not.toContain('my secret words')
        for (const token of driver.tokens) expect(told).not.toContain(token)
      }))
  })
}

/** All that a logger could find in an error: its words, its fields, and its causes'. */
function describeDeep(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { message, stack, cause } = error
  return { ...error, message, stack, cause: describeDeep(cause) }
}
