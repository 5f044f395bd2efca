/**
 * What a reply may give away that is not for a resident: a colleague's name, an internal host, another case, a stretch of
 * a note, somebody's telephone number, e-mail address, identity, card or account number.
 *
 * It asks, it does not forbid; so it looks for what people write by mistake, and leaves alone what looks like it: dates,
 * times, amounts, house numbers, the case's own reference, and what the town itself gives out. Numbers count where their
 * own check digits are right, telephone numbers where they are written as in one of the four languages.
 */
import { westernDigits } from './fold.ts'
import { identityNumbers } from './identity-numbers.ts'
import { internalHosts } from './internal-hosts.ts'
import { rangesOf } from './ranges.ts'
import { joinRich, type RichText, type SpanRange, sliceRich } from './rich-text.ts'
import { stretchesOf } from './stretches.ts'
import { telephoneNumbers } from './telephone-numbers.ts'

export type LeakKind = 'colleague' | 'host' | 'case' | 'note' | 'phone' | 'email' | 'number'

export interface Leak extends SpanRange {
  readonly kind: LeakKind
}

/** What the reply is measured against. */
export interface Surroundings {
  /** Of the town's references: HB. */
  readonly prefix: string
  /** References that the resident knows as theirs. */
  readonly own: readonly string[]
  /** Names of the town's own machines; what lies below one counts too. */
  readonly internalHosts: readonly string[]
  /** Telephone numbers, e-mail addresses and their domains (`@town.example`) that the town gives out. */
  readonly publicContacts: readonly string[]
  /** What was noted among staff in the same thread. */
  readonly notes: readonly string[]
}

/** In the order of the text; none overlaps another. */
export function findLeaks({ text, spans }: RichText, around: Surroundings): readonly Leak[] {
  // One unit for one, so that offsets stay.
  const words = westernDigits(text)
  const found: Leak[] = []
  const add = (kind: LeakKind, ranges: readonly SpanRange[]) => {
    for (const { start, end } of ranges) {
      if (!found.some(leak => start < leak.end && leak.start < end)) found.push({ kind, start, end })
    }
  }
  add(
    'colleague',
    spans.filter(span => span.kind === 'mention'),
  )
  add(
    'email',
    emailAddresses(words).filter(range => !isGivenOut(words.slice(range.start, range.end), around)),
  )
  add('host', internalHosts({ text: words, spans }, around.internalHosts))
  add('case', otherCases(words, around))
  add('number', identityNumbers(words))
  add('phone', telephoneNumbers(words, around.publicContacts))
  add('note', stretchesOf(around.notes, text))
  return found.sort((a, b) => a.start - b.start)
}

/** The text with each place in bold between »«. */
export function markLeaks(text: RichText, leaks: readonly Leak[]): RichText {
  const parts: (string | RichText)[] = []
  let at = 0
  for (const { start, end } of leaks) {
    const place = `»${text.text.slice(start, end)}«`
    parts.push(sliceRich(text, at, start), { text: place, spans: [{ kind: 'bold', start: 0, end: place.length }] })
    at = end
  }
  return joinRich([...parts, sliceRich(text, at)])
}

function emailAddresses(words: string): readonly SpanRange[] {
  return rangesOf(words, /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu)
}

function isGivenOut(address: string, { publicContacts }: Surroundings): boolean {
  const folded = address.toLowerCase()
  return publicContacts.some(contact => {
    const given = contact.toLowerCase()
    return given === folded || (given.startsWith('@') && folded.endsWith(given))
  })
}

function otherCases(words: string, { prefix, own }: Surroundings): readonly SpanRange[] {
  const reference = new RegExp(`(?<![\\p{L}\\p{N}])${prefix}[-\\u2010-\\u2013](\\d{1,18})(?!\\d)`, 'giu')
  return rangesOf(words, reference).filter(({ start, end }) => {
    const number = words.slice(start, end).replace(/^.*\D/, '')
    return !own.includes(`${prefix}-${number}`)
  })
}
