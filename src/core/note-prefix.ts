/**
 * Reply or note: what a staff member's message in a case's thread is meant to be.
 *
 * A note that reaches the resident cannot be called back, so doubt asks and never sends. The rule, in order:
 *
 * 1. `note:` or `//` at the beginning is a note, `reply:` a reply, whatever the thread's default is. Case, white space
 *    before it and before the colon, full-width forms and formatting do not matter. The prefix is taken off.
 * 2. Under the default "reply", a message that may be a note is asked about:
 *    a. the prefix of rule 1 behind something: an emoji, a mention, a bullet, a bracket, a quote; or inside a
 *       quotation or code;
 *    b. a word one letter away from note or notes (or the word for note in Spanish, French or Arabic, or "internal",
 *       "private"…) before a colon or semicolon, also as "internal note:", "note to self:", "no te:";
 *    c. note or notes alone, on a line of its own, or before a dash, point, bracket or other mark; note before a comma;
 *    d. note before a word that does not go on as an English sentence would ("note she is angry"; not "Note that…");
 *    e. slashes that are not quite `//`: `/ /`, `/ text`, `\\`, and `/note`, `#note`, `[note`.
 * 3. Under the default "note" the same is done for `reply:`; d. is left out, for nothing is sent by mistake.
 * 4. Everything else is what the thread's default says.
 */
import { type RichText, sliceRich } from './rich-text.ts'

export type Kind = 'reply' | 'note'

/** Kind and words without the prefix; or a question to the author. */
export type Intent = { readonly kind: Kind; readonly text: RichText } | { readonly kind: 'ask' }

export function readIntent(text: RichText, threadDefault: Kind): Intent {
  // Full-width forms fold to one unit each; what would fold to more is left, so that offsets stay.
  const words = text.text.replace(/[\uff01-\uff5e]/g, wide => wide.normalize('NFKC'))
  const prefix = /^[\s\p{Cf}]*(?:(note|reply)\s{0,3}:|\/\/+)\s*/iu.exec(words)
  if (prefix) {
    const kind = prefix[1]?.toLowerCase() === 'reply' ? 'reply' : 'note'
    const begin = prefix[0].search(/[^\s\p{Cf}]/u)
    const quoted = text.spans.some(({ kind, start, end }) => start <= begin && begin < end && QUOTING.includes(kind))
    if (quoted && kind !== threadDefault) return { kind: 'ask' }
    return { kind, text: quoted ? text : sliceRich(text, prefix[0].length) }
  }
  const other = threadDefault === 'reply' ? NOTE : REPLY
  const head = withoutMentions(words, text).slice(0, 80)
  return mayBe(other, head) ? { kind: 'ask' } : { kind: threadDefault, text }
}

const QUOTING: readonly string[] = ['quote', 'code', 'pre']

/** Mentions become a mark, so that what stands behind them is seen. */
function withoutMentions(words: string, { spans }: RichText): string {
  let out = words
  for (const { kind, start, end } of spans) {
    if (kind === 'mention') out = out.slice(0, start) + '@'.repeat(end - start) + out.slice(end)
  }
  return out
}

interface Prefix {
  readonly word: string
  readonly plural: string
  /** Other words that mean the same before a colon. */
  readonly alike: RegExp
  /** Ordinary words one letter away that begin sentences. */
  readonly ordinary: readonly string[]
  /** What goes on as a sentence after the bare word; absent where nothing needs to be asked. */
  readonly goesOn?: RegExp
  readonly slashes: boolean
}

const NOTE: Prefix = {
  word: 'note',
  plural: 'notes',
  alike:
    /^(?:(?:internal|private|staff|team|side|desk|self|nota|nota interna|note interne|ملاحظة) ?(?:notes?|only)?|notes? (?:to|for) .{1,40})$/,
  ordinary: ['none', 'nope', 'vote', 'votes'],
  goesOn:
    /^(?:that|the|this|these|those|also|how|what|which|where|when|why|who|if|as|is|are|was|were|will|has|have|it|its|there|a|an|all|any|some|both|no|not|you|your|we|our|my|i|i'm|i've|of|from|in|on|at|with|by|and|or|down|taken|please|only|about)(?!\p{L})/u,
  slashes: true,
}

const REPLY: Prefix = {
  word: 'reply',
  plural: 'replies',
  alike: /^(?:answer|response|respond|public|public reply|send|respuesta|réponse|رد)$/,
  ordinary: [],
  slashes: false,
}

/** What people set before a prefix: marks, emoji, bullets, numbers of a list. */
const BEFORE = /^(?:[^\p{L}\p{N}]|[0-9][\u{fe0f}\u{20e3}]+|[0-9]{1,2}[.)](?=\s))+/u
const COLON = /[:;\u02d0\u02f8\u0589\u05c3\u2236\ua789\ufe13\ufe30\ufe55]/

function mayBe(prefix: Prefix, written: string): boolean {
  const head = written.replace(/^[\s\p{Cf}]+/u, '').toLowerCase()
  const before = BEFORE.exec(head)?.[0] ?? ''
  const rest = head.slice(before.length).replaceAll('\u2019', "'")
  if (prefix.slashes && (/^\/(?:\s|$)|^\/\s*\/|^\\\\/.test(head) || before.includes('//'))) return true
  const exact = new RegExp(`^(?:${prefix.word}|${prefix.plural})(?![\\p{L}\\p{N}])`, 'u').exec(rest)?.[0]
  // `/note that…` is an attempt at a command, `👍 note that…` is a sentence.
  if (exact && /[/#!@[(<{*_~`|\\]$/.test(before)) return true
  return isBeforeColon(prefix, rest) || (exact !== undefined && isLeftOpen(prefix, rest.slice(exact.length), exact))
}

/** Rule 2b. */
function isBeforeColon({ word, plural, alike, ordinary }: Prefix, rest: string): boolean {
  const colon = rest.search(COLON)
  if (colon < 0) return false
  const label = rest
    .slice(0, colon)
    .replace(/[\p{Cf}\p{P}\p{S}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (ordinary.includes(label)) return false
  if (alike.test(label) || [word, plural].includes(label.replaceAll(' ', ''))) return true
  return isOneLetterAway(label, word) || isOneLetterAway(label, plural)
}

/** Rules 2c and 2d: what stands behind the bare word. */
function isLeftOpen({ plural, goesOn }: Prefix, behind: string, word: string): boolean {
  const next = behind.replace(/^[^\S\n]+/, '')
  if (next === '' || next.startsWith('\n')) return true
  if (/^['(“"‘«&%]/.test(next)) return false
  if (next.startsWith(',')) return word !== plural
  if (/^[-–—]/.test(next)) return !/^-\p{L}/u.test(behind)
  if (/^[^\p{L}\p{N}]/u.test(next)) return true
  return word !== plural && goesOn !== undefined && !goesOn.test(next)
}

/** One letter put in, left out, changed, or swapped with its neighbour. */
function isOneLetterAway(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  return swapped || short.slice(at + 1) === long.slice(at + 1)
}
