/**
 * What a reply may give away, and what only looks like it.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findLeaks, type LeakKind, markLeaks, type Surroundings } from '../../src/core/leaks.ts'
import { plain } from '../../src/core/rich-text.ts'

const AROUND: Surroundings = {
  prefix: 'HB',
  own: ['HB-1042'],
  internalHosts: ['gis.harbourside.example'],
  publicContacts: ['+44 1632 960 000', 'desk@harbourside.example', '@museum.example'],
  notes: ['We know her, she rings every week about the same lamp', 'Ojo: el señor García ya llamó tres veces este mes'],
}

const leaksIn = (words: string) =>
  findLeaks(plain(words), AROUND).map(({ kind, start, end }) => `${kind}: ${words.slice(start, end)}`)

describe('given away', () => {
  test.each<[LeakKind, string, string]>([
    ['host', 'See http://192.168.10.4/map', '192.168.10.4'],
    ['host', 'It is on files.local under maps', 'files.local'],
    ['host', 'The map: https://gis.harbourside.example/x', 'gis.harbourside.example'],
    ['host', 'La carte: https://plans.gis.harbourside.example', 'plans.gis.harbourside.example'],
    ['host', 'Log in at https://intranet/cases', '//intranet'],
    ['case', 'The same as HB-1041, I think', 'HB-1041'],
    ['case', 'like hb‑7 of last year', 'hb‑7'],
    ['note', 'I know: SHE RINGS every week about the same lamp.', 'SHE RINGS every week about the same lamp'],
    ['note', 'El senor Garcia ya llamo tres veces', 'El senor Garcia ya llamo tres veces'],
    ['email', 'Write to priya.shah@harbourside.example.', 'priya.shah@harbourside.example'],
    ['phone', 'Ring Tom on 07700 900123 please', '07700 900123'],
    ['phone', 'or +44 7700 900 123', '+44 7700 900 123'],
    ['phone', '(01632) 960 983 until five', '(01632) 960 983'],
    ['phone', 'Llame al 612 345 678.', '612 345 678'],
    ['phone', 'Llame al 91 234 56 78.', '91 234 56 78'],
    ['phone', 'Appelez le 06 12 34 56 78', '06 12 34 56 78'],
    ['phone', 'au +33 (0)6 12 34 56 78', '+33 (0)6 12 34 56 78'],
    ['phone', 'اتصلوا على ٠٥٠١٢٣٤٥٦٧', '٠٥٠١٢٣٤٥٦٧'],
    ['phone', 'اتصلوا على +971 50 123 4567', '+971 50 123 4567'],
    ['phone', 'Call (415) 555-2671', '(415) 555-2671'],
    ['number', 'Her card is 4111 1111 1111 1111', '4111 1111 1111 1111'],
    ['number', 'Amex 3782-822463-10005', '3782-822463-10005'],
    ['number', 'IBAN GB82 WEST 1234 5698 7654 32', 'GB82 WEST 1234 5698 7654 32'],
    ['number', 'IBAN FR1420041010050500013M02606', 'FR1420041010050500013M02606'],
    ['number', 'Su DNI 12345678Z', '12345678Z'],
    ['number', 'NIE X-1234567-L', 'X-1234567-L'],
    ['number', 'NI number QQ 12 34 56 C', ''],
    ['number', 'NI number AB 12 34 56 C', 'AB 12 34 56 C'],
    ['number', 'NIR 2 55 08 14 168 025 38', '2 55 08 14 168 025 38'],
  ])('%s in "%s"', (kind, words, place) => {
    expect(leaksIn(words)).toEqual(place === '' ? [] : [`${kind}: ${place}`])
  })

  test('a colleague who is mentioned, and a link that hides where it leads', () => {
    const words = 'Ask @Tom about the map'
    const text = {
      text: words,
      spans: [
        { kind: 'mention' as const, start: 4, end: 8 },
        { kind: 'link' as const, start: 19, end: 22, url: 'http://10.0.0.7/map' },
      ],
    }
    expect(findLeaks(text, AROUND)).toEqual([
      { kind: 'colleague', start: 4, end: 8 },
      { kind: 'host', start: 19, end: 22 },
    ])
    expect(markLeaks(text, findLeaks(text, AROUND)).text).toBe('Ask »@Tom« about the »map«')
  })
})

describe('let be', () => {
  test.each([
    'HB-1042 is on its way.',
    'Ring us on 01632 960000, or +44 1632 960-000.',
    'Write to desk@harbourside.example or shop@museum.example',
    'On 22/11/2026, 22.11.2026 or 2026-11-22, from 09:00-17:00',
    'Le 03.02.2027 10.30, de 9h00 à 17h30',
    'It costs £1,250,000 or 1 250 000 €, about 612 345 678 euros, SAR 600 100 200',
    '17 High Street, 08023 Barcelona, 75011 Paris, SW1A 1AA, flat 12-14',
    'Bus 10, 20 and 30; platform 9; 100.000 people; version 10.2.3',
    'The intranet is a network. Local, internal and corporate rules apply.',
    'Order 1234567890123456 and 12345678A',
    'She rings every week, we know.',
    'يفتح المكتب من 9:00 إلى 17:00 يوم 22/11/2026، والرسوم 120 درهم',
    'Open 24/7, 365 days, since 1998-2004.',
  ])('"%s"', words => {
    expect(leaksIn(words)).toEqual([])
  })
})

test('whatever is written: places lie in the text in order, apart from each other, and the words stay', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(...'0123456789 +-()./@'.split(''), 'HB-', 'x@y.zz', '4111111111111111', '07700900123'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
      const text = plain(pieces.join(''))
      const leaks = findLeaks(text, AROUND)
      let at = 0
      for (const { start, end } of leaks) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(end).toBeGreaterThan(start)
        at = end
      }
      expect(at).toBeLessThanOrEqual(text.text.length)
      const without = markLeaks(text, leaks).text.replaceAll(/[»«]/g, '')
      expect(without).toBe(text.text.replaceAll(/[»«]/g, ''))
    }),
    { numRuns: 500 },
  )
})

test('a card number is found by its check digit: one digit changed, and it is none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 4, max: 15 }), (more, at) => {
      const card = [...'4012888888881881']
      card[at] = String((Number(card[at]) + more) % 10)
      expect(leaksIn(`card ${card.join('')}`)).toEqual([])
    }),
  )
  expect(leaksIn('card 4012888888881881')).toEqual(['number: 4012888888881881'])
})
