/**
 * The contract's second part: what we send is read at the other end as it was meant, and what a network lacks is
 * replaced and reported.
 */
import { describe, expect, test, vi } from 'vitest'
import type { Outbound } from '../../src/core/outbound.ts'
import { plain } from '../../src/core/rich-text.ts'
import type { Network } from './adapter-contract.ts'
import { DOCUMENT_SHA256, deliver, documentBytes, storedDocument, WITHIN, withDriver } from './with-driver.ts'
import { HOSTILE, longText, WORDS } from './words.ts'

export function describeOutbound<Message extends Outbound>(network: Network<Message>): void {
  const lacks = new Set(network.lacks)

  describe('outbound', () => {
    test.for(Object.entries({ ...WORDS, ...HOSTILE }))('words arrive as they were written: %s', ([, words]) =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        const message = ana.message(plain(words))
        const ids = await deliver(driver, message)
        expect(new Set(ids).size).toBe(1)
        await vi.waitFor(() => expect(ana.arrived().map(({ text }) => text)).toEqual([words]), WITHIN)
        expect(ana.arrived()[0]).toMatchObject({ bold: [], labels: [], files: [] })
        expect(driver.adapter.plan(message).fallbacks).toEqual([])
      }),
    )

    if (!lacks.has('formatting')) {
      test('bold arrives bold, whatever stands around it', () =>
        withDriver(network, async driver => {
          const ana = await driver.addPerson('Ana')
          const text = 'A *crew* 👨‍👩‍👧‍👦 is on its way to عنوان now'
          const start = text.indexOf('عنوان')
          const spans = [{ kind: 'bold' as const, start, end: start + 'عنوان'.length }]
          await deliver(driver, ana.message({ text, spans }))
          await vi.waitFor(() => expect(ana.arrived()).toMatchObject([{ text, bold: ['عنوان'] }]), WITHIN)
        }))
    }

    test('long text comes in parts, whole and in order', () =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        const { limits } = driver.adapter
        const text = longText(limits.text * 2 + 100)
        const message = ana.message(plain(text), { choices: [[{ token: 'ok', label: 'OK' }]] })
        expect(driver.adapter.plan(message).fallbacks).toContain('textSplit')
        const ids = await deliver(driver, message)
        expect(ids.length).toBeGreaterThan(2)
        const words = (parts: readonly string[]) => parts.flatMap(part => part.split(/\s+/)).filter(Boolean)
        await vi.waitFor(() => expect(words(ana.arrived().map(part => part.text))).toEqual(words([text])), WITHIN)
        for (const part of ana.arrived()) expect(part.text.length).toBeLessThanOrEqual(limits.text)
        const shown = driver.adapter.plan(message).parts.flatMap(part => part.shown?.() ?? [])
        if (message.to === 'resident') {
          expect(shown.map(part => part.text.text)).toEqual(ana.arrived().map(part => part.text))
          for (const { units } of shown) expect(units).toBeLessThanOrEqual(limits.text)
          expect(shown.map(part => part.buttons.flat())).toEqual(ana.arrived().map(part => part.labels))
        } else expect(shown).toEqual([])
        expect(ana.arrived().map(part => part.labels)).toEqual([
          ...ana
            .arrived()
            .slice(1)
            .map(() => []),
          ['OK'],
        ])
      }))

    test('no choice is lost, however many there are', () =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        const choices = Array.from({ length: 130 }, (_, index) => [{ token: `c${index}`, label: `Choice ${index} ✅` }])
        const message = ana.message(plain('Which of them?'), { choices })
        await deliver(driver, message)
        const labels = choices.flat().map(choice => choice.label)
        const asButtons = () => ana.arrived().flatMap(part => part.labels)
        const asWords = () => ana.arrived().flatMap(part => part.text.split('\n'))
        await vi.waitFor(() => {
          const shown = new Set(asButtons())
          const missing = labels.filter(label => !shown.has(label) && !asWords().some(line => line.endsWith(label)))
          expect(missing).toEqual([])
        }, WITHIN)
        const all = asButtons().length === labels.length
        expect(driver.adapter.plan(message).fallbacks.includes('choicesAsList')).toBe(!all)
      }))

    test('a file arrives with its bytes and its name', () =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        const bytes = documentBytes(2_000)
        const files = [storedDocument('answer.pdf', bytes.length)]
        await deliver(driver, ana.message(plain('Here is our answer'), { files }), { [DOCUMENT_SHA256]: bytes })
        await vi.waitFor(() => {
          const arrived = ana.arrived()
          expect(arrived.map(part => part.text).filter(Boolean)).toEqual(['Here is our answer'])
          expect(arrived.flatMap(part => part.files).map(file => file.name)).toEqual(['answer.pdf'])
        }, WITHIN)
        const [file] = ana.arrived().flatMap(part => part.files)
        expect(Buffer.from(file?.bytes ?? []).equals(bytes)).toBe(true)
      }))

    test('a file that is too large is named in the words, and reported', () =>
      withDriver(network, async driver => {
        const ana = await driver.addPerson('Ana')
        const files = [storedDocument('film.pdf', driver.adapter.limits.file + 1)]
        const message = ana.message(plain('Here is our answer'), { files })
        expect(driver.adapter.plan(message).fallbacks).toContain('fileTooLarge')
        await deliver(driver, message)
        await vi.waitFor(() => expect(ana.arrived()).toHaveLength(1), WITHIN)
        expect(ana.arrived()[0]?.text).toMatch(/^Here is our answer[\s\S]*film\.pdf/)
        expect(ana.arrived()[0]?.files).toEqual([])
      }))
  })
}
