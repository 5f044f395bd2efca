import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { replaceMentions } from '../../src/core/mentions.ts'
import { isRegular, richText } from './arbitrary.ts'

const names = new Map([
  ['U1', 'Maria López'],
  ['U2', 'Al'],
])

describe('replaceMentions', () => {
  test('names stand where ids stood, and the other spans move along', () => {
    const text = '<U1> and <U2>: see the plan'
    const replaced = replaceMentions(
      {
        text,
        spans: [
          { kind: 'bold', start: 0, end: 13 },
          { kind: 'mention', id: 'U1', start: 0, end: 4 },
          { kind: 'mention', id: 'U2', start: 9, end: 13 },
          { kind: 'link', url: 'https://example.org', start: 23, end: 27 },
        ],
      },
      names,
      'a colleague',
    )
    expect(replaced.text).toBe('@Maria López and @Al: see the plan')
    expect(replaced.spans.map(span => [span.kind, replaced.text.slice(span.start, span.end)])).toEqual([
      ['bold', '@Maria López and @Al'],
      ['mention', '@Maria López'],
      ['mention', '@Al'],
      ['link', 'plan'],
    ])
    expect(JSON.stringify(replaced)).not.toContain('"id"')
  })

  test('who is not known becomes the neutral word, without an id', () => {
    const text = { text: 'ask <U9> now', spans: [{ kind: 'mention' as const, id: 'U9', start: 4, end: 8 }] }
    expect(replaceMentions(text, names, 'a colleague')).toEqual({
      text: 'ask a colleague now',
      spans: [{ kind: 'mention', start: 4, end: 15 }],
    })
  })

  test('a mention that is a name already stays', () => {
    const text = { text: 'ask @Ana', spans: [{ kind: 'mention' as const, start: 4, end: 8 }] }
    expect(replaceMentions(text, names, 'a colleague')).toEqual(text)
  })

  test('of two mentions that overlap the first gives its name, and neither keeps an id', () => {
    const spans = [
      { kind: 'mention' as const, id: 'U1', start: 0, end: 4 },
      { kind: 'mention' as const, id: 'U2', start: 2, end: 6 },
    ]
    const replaced = replaceMentions({ text: '<U1>U2 now', spans }, names, 'a colleague')
    expect(replaced.text).toBe('@Maria LópezU2 now')
    expect(JSON.stringify(replaced)).not.toContain('"id"')
  })

  test('any text keeps regular spans', () => {
    fc.assert(
      fc.property(richText(fc.stringMatching(/^[a-z ]{0,40}$/)), text => {
        const spans = text.spans.map(span => (span.kind === 'mention' ? { ...span, id: 'U1' } : span))
        const filled = { text: text.text, spans: spans.filter(span => span.start < span.end) }
        expect(isRegular(replaceMentions(filled, names, 'a colleague'))).toBe(true)
      }),
    )
  })
})
