/**
 * Messages in, calls out: nothing that the Bot API refuses, nothing lost.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planMessage, type SendCall } from '../../../adapters/telegram/render.ts'
import type { StoredFile } from '../../../src/core/files.ts'
import type { ToResident } from '../../../src/core/outbound.ts'
import { normaliseSpans, plain, type RichText } from '../../../src/core/rich-text.ts'
import { richText } from '../../core/arbitrary.ts'

const MB = 1024 * 1024
const picture: StoredFile = {
  sha256: 'a',
  mediaType: 'image/jpeg',
  bytes: MB,
  name: 'a.jpg',
  width: 2048,
  height: 1536,
}
const paper: StoredFile = { sha256: 'b', mediaType: 'application/pdf', bytes: MB, name: 'b.pdf' }
const choices = [[{ token: 'y', label: 'Yes' }], [{ token: 'n', label: 'No' }]]

function planned(message: Partial<Pick<ToResident, 'text' | 'choices' | 'files'>>) {
  const whole = { to: 'resident' as const, address: 'telegram:12' as const, text: plain(''), choices: [], files: [] }
  const { parts, fallbacks } = planMessage({ ...whole, ...message })
  return { calls: parts.map(part => part.call as SendCall), fallbacks }
}

const methodsOf = (message: Parameters<typeof planned>[0]) => planned(message).calls.map(call => call.method)

describe('which calls', () => {
  const table: Readonly<Record<string, readonly [Parameters<typeof planned>[0], readonly SendCall['method'][]]>> = {
    'words alone': [{ text: plain('hello') }, ['sendMessage']],
    'nothing at all': [{ text: plain('  \n') }, []],
    'a picture alone': [{ files: [picture] }, ['sendPhoto']],
    'a picture with short words': [{ files: [picture], text: plain('a'.repeat(1024)) }, ['sendPhoto']],
    'a picture with long words': [{ files: [picture], text: plain('a'.repeat(1025)) }, ['sendPhoto', 'sendMessage']],
    'pictures with words': [{ files: [picture, picture], text: plain('look') }, ['sendMediaGroup']],
    'pictures with words and choices': [
      { files: [picture, picture], text: plain('look'), choices },
      ['sendMediaGroup', 'sendMessage'],
    ],
    'eleven pictures': [{ files: Array(11).fill(picture) }, ['sendMediaGroup', 'sendPhoto']],
    'a paper with words and choices': [{ files: [paper], text: plain('look'), choices }, ['sendDocument']],
    'a picture and a paper': [
      { files: [paper, picture], text: plain('look') },
      ['sendPhoto', 'sendDocument', 'sendMessage'],
    ],
    'a picture of unknown size': [{ files: [{ ...paper, mediaType: 'image/jpeg' }] }, ['sendDocument']],
    'a picture that is too heavy for one': [{ files: [{ ...picture, bytes: 11 * MB }] }, ['sendDocument']],
    'a picture that is too long for one': [{ files: [{ ...picture, width: 9000, height: 400 }] }, ['sendDocument']],
    'a picture of a kind that is not shown': [{ files: [{ ...picture, mediaType: 'image/tiff' }] }, ['sendDocument']],
    'choices without words': [{ choices }, ['sendMessage']],
  }
  test.for(Object.entries(table))('%s', ([, [message, methods]]) => {
    expect(methodsOf(message)).toEqual(methods)
  })
})

describe('what is in them', () => {
  test('formatting goes as entities, mentions as words', () => {
    const text: RichText = {
      text: 'bold quote link Ben',
      spans: [
        { kind: 'bold', start: 0, end: 4 },
        { kind: 'quote', start: 5, end: 10 },
        { kind: 'link', start: 11, end: 15, url: 'https://a.example' },
        { kind: 'mention', start: 16, end: 19, id: '1' },
      ],
    }
    const { calls, fallbacks } = planned({ text })
    expect(calls).toEqual([
      {
        method: 'sendMessage',
        payload: {
          chat_id: 12,
          text: text.text,
          entities: [
            { type: 'bold', offset: 0, length: 4 },
            { type: 'blockquote', offset: 5, length: 5 },
            { type: 'text_link', offset: 11, length: 4, url: 'https://a.example' },
          ],
          link_preview_options: { is_disabled: true },
        },
      },
    ])
    expect(fallbacks).toEqual([])
  })

  test('buttons hang on the last call only', () => {
    const { calls } = planned({ files: [picture], text: plain('word '.repeat(1000)), choices })
    const marked = calls.map(call => 'reply_markup' in call.payload)
    expect(marked).toEqual([...calls.slice(1).map(() => false), true])
    expect(calls.at(-1)?.payload.reply_markup).toEqual({
      inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }], [{ text: 'No', callback_data: 'n' }]],
    })
  })

  test('more than a hundred spans are reported', () => {
    const spans = Array.from({ length: 101 }, (_, index) => ({
      kind: 'bold' as const,
      start: index * 2,
      end: index * 2 + 1,
    }))
    const { calls, fallbacks } = planned({ text: { text: 'a '.repeat(101).trim(), spans } })
    expect(fallbacks).toEqual(['formattingDropped'])
    expect(calls[0]).toMatchObject({ payload: { entities: { length: 100 } } })
  })

  test('a file name cannot leave its header', () => {
    const { calls } = planned({ files: [{ ...paper, name: 'a"\r\nX-Evil: 1\\.pdf' }] })
    expect(calls).toMatchObject([{ file: { name: 'a___X-Evil: 1_.pdf' } }])
  })
})

test('any words arrive whole, within the limits', () => {
  const words = fc
    .tuple(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 8 }), fc.constantFrom(1, 40, 300))
    .map(([some, times]) => Array<string>(times).fill(some.join(' ')).join('\n'))
  const choice = fc.record({ token: fc.string({ minLength: 1, maxLength: 64 }), label: fc.string({ minLength: 1 }) })
  const message = fc.record({
    text: richText(words, 8).map(normaliseSpans),
    choices: fc.array(fc.array(choice, { maxLength: 20 }), { maxLength: 12 }),
    files: fc.array(fc.constantFrom(picture, paper), { maxLength: 12 }),
  })
  fc.assert(
    fc.property(message, ({ text, choices, files }) => {
      const { calls } = planned({ text, choices, files })
      let said = ''
      let buttons = 0
      let sent = 0
      for (const { method, payload, ...rest } of calls) {
        const [own, entities, limit] =
          method === 'sendMessage' || method === 'invite'
            ? [payload.text, payload.entities, 4096]
            : [payload.caption ?? '', payload.caption_entities, 1024]
        expect(own.length).toBeLessThanOrEqual(limit)
        if (method === 'sendMessage') expect(own.trim()).not.toBe('')
        for (const { offset, length } of entities ?? []) {
          expect(offset).toBeGreaterThanOrEqual(0)
          expect(length).toBeGreaterThan(0)
          expect(offset + length).toBeLessThanOrEqual(own.length)
        }
        const rows = payload.reply_markup?.inline_keyboard ?? []
        for (const row of rows) expect(row.length).toBeLessThanOrEqual(8)
        buttons += rows.flat().length
        sent += 'files' in rest ? rest.files.length : 'file' in rest ? 1 : 0
        said += own
      }
      expect(sent).toBe(files.length)
      expect(buttons).toBe(Math.min(choices.flat().length, 100))
      const squeezed = (value: string) => value.replace(/\s+/g, '')
      expect(squeezed(said)).toContain(squeezed(text.text))
    }),
    { numRuns: 300 },
  )
})
