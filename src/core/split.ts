/**
 * Splits long text into messages that a network takes.
 *
 * Cut where a reader would: between paragraphs, else lines, sentences, words. A break of a better kind is passed
 * over where it would leave a message that is filled to less than a quarter.
 */
import { type Graphemes, graphemesOf } from './graphemes.ts'
import { normaliseSpans, type RichText, type Span, type SpanRange, sliceRich, trimRich } from './rich-text.ts'

/**
 * Parts of `text`, each of them at most `limit` by `measure`. A text that fits comes back as it is.
 *
 * Nothing is lost but the white space at the cuts. Links and mentions stay whole unless they alone exceed the limit;
 * other spans are cut in two and go on. A grapheme is cut only where it alone exceeds the limit, and a character's
 * formatting is dropped only where it alone makes it exceed the limit (a link with a very long address).
 *
 * @param limit  In what `measure` counts.
 * @param measure  Size as rendered; default UTF-16 units of the text.
 * @throws {RangeError} where not even one bare character is within the limit.
 */
export function splitRichText(
  text: RichText,
  limit: number,
  measure: (part: RichText) => number = part => part.text.length,
): RichText[] {
  if (measure(text) <= limit) return [text]
  const { text: words, spans } = normaliseSpans(text)
  const edges = graphemesOf(words)
  const ahead = spansAhead(spans)
  const parts: RichText[] = []
  let start = skipSpace(words, edges, 0)
  while (start < words.length) {
    const upTo = (end: number) => trimRich(sliceRich({ text: words, spans: ahead.touching(start, end) }, start, end))
    const fits = (end: number) => measure(upTo(end)) <= limit

    let end = lastThatFits(start, words.length, Math.max(1, Math.floor(limit)), fits)
    if (end < words.length)
      end = bestThatFits({ words, edges, spans: ahead.touching(start, end + 1), start }, end, fits)
    if (end === start) {
      if (!ahead.drop(start)) throw new RangeError(`cannot split text: no character fits a limit of ${limit}`)
      continue
    }
    const part = upTo(end)
    if (part.text !== '') parts.push(part)
    start = skipSpace(words, edges, end)
  }
  return parts
}

/** The spans that touch a piece of text, for pieces that only move forward: a look at each span, not one per piece. */
function spansAhead(spans: readonly Span[]) {
  let live: Span[] = []
  let next = 0
  return {
    touching(start: number, end: number): readonly Span[] {
      for (let span = spans[next]; span && span.start < end; span = spans[++next]) live.push(span)
      if (live.some(span => span.end <= start)) live = live.filter(span => span.end > start)
      return live
    },
    /** Takes the formatting off the character at `offset`; false where there is none. */
    drop(offset: number): boolean {
      const before = live.length
      live = live.filter(span => span.start > offset || span.end <= offset)
      return live.length < before
    },
  }
}

/** The furthest end that fits, `start` where none does. Looks `guess` ahead, then near by, then halves. */
function lastThatFits(start: number, length: number, guess: number, fits: (end: number) => boolean): number {
  let good = start
  let bad = Math.min(length, start + guess)
  if (fits(bad)) {
    good = bad
    bad = length + 1
  }
  for (let step = 1; bad > length && good < length; step *= 2) {
    const probe = Math.min(length, good + step)
    if (fits(probe)) good = probe
    else bad = probe
  }
  while (bad - good > 1) {
    const probe = (good + bad) >>> 1
    if (fits(probe)) good = probe
    else bad = probe
  }
  return good
}

interface Rest {
  readonly words: string
  readonly edges: Graphemes
  readonly spans: readonly Span[]
  readonly start: number
}

/** The best cut in (start, end]; `start` where none fits. */
function bestThatFits(rest: Rest, end: number, fits: (end: number) => boolean): number {
  let cut = end > rest.start ? bestCut(rest, end) : rest.start
  // Rendered text may measure more when it is cut earlier: a mark is closed, a character at the end escaped.
  while (cut > rest.start && cut < end && !fits(cut)) cut = cut - 1 > rest.start ? bestCut(rest, cut - 1) : rest.start
  return cut
}

function bestCut(rest: Rest, end: number): number {
  const { words, edges, start } = rest
  const whole = rest.spans.filter(
    span => (span.kind === 'link' || span.kind === 'mention') && (span.start > start || span.end <= end),
  )
  const cut = bestBreak(rest, whole, end) ?? lastEdge(edges, whole, start, end)
  if (cut !== undefined) return cut
  // One link or mention, or two that overlap, longer than the limit.
  const within = bestBreak(rest, [], end) ?? lastEdge(edges, [], start, end)
  if (within !== undefined) return within
  // One grapheme longer than the limit.
  const splitsPair = words.codePointAt(end - 1) !== words.charCodeAt(end - 1)
  return splitsPair ? end - 1 : end
}

/** Kinds of break, the best first. */
const KINDS = ['paragraph', 'line', 'sentence', 'word'] as const
type Kind = (typeof KINDS)[number]

function bestBreak({ words, edges, start }: Rest, whole: readonly SpanRange[], end: number): number | undefined {
  const found = new Map<Kind, number>()
  const quarter = start + (end - start) / 4
  for (let cut = end; cut > start && !(cut < quarter && found.size > 0); cut--) {
    const kind = kindOfBreak(words, edges, cut)
    if (!kind || found.has(kind) || whole.some(span => span.start < cut && cut < span.end)) continue
    found.set(kind, cut)
    if (kind === 'paragraph') break
  }
  const kind = KINDS.find(each => found.has(each))
  return kind && found.get(kind)
}

/** The last place between two graphemes that is in no whole span. */
function lastEdge(edges: Graphemes, whole: readonly SpanRange[], start: number, end: number): number | undefined {
  let edge = edges.edgeBefore(end)
  for (const span of [...whole].sort((a, b) => b.end - a.end)) {
    if (span.start < edge && edge < span.end) edge = edges.edgeBefore(span.start)
  }
  return edge > start ? edge : undefined
}

/** White space that may be broken at: not the no-break spaces. */
const SPACE = /[^\S\u00a0\u202f\ufeff]/
const CLOSERS = '[\\p{Pe}\\p{Pf}"\']{0,3}'
const SENTENCE_BEFORE_SPACE = new RegExp(`[.!?…؟۔।。！？]${CLOSERS}$`, 'u')
/** Chinese and Japanese set no space between sentences. */
const SENTENCE_WITHOUT_SPACE = new RegExp(`[。！？]${CLOSERS}$`, 'u')
const CLOSER = /[\p{Pe}\p{Pf}。！？]/u

function kindOfBreak(words: string, edges: Graphemes, cut: number): Kind | undefined {
  const after = words.charAt(cut)
  const before = words.charAt(cut - 1)
  if (SPACE.test(after)) {
    if (SPACE.test(before) || !edges.isEdge(cut)) return undefined
    const lineEnds = words.slice(cut, skipSpace(words, edges, cut)).split('\n').length - 1
    if (lineEnds > 0) return lineEnds > 1 ? 'paragraph' : 'line'
    return SENTENCE_BEFORE_SPACE.test(words.slice(Math.max(0, cut - 4), cut)) ? 'sentence' : 'word'
  }
  if (before < '\u3000' || CLOSER.test(after) || !edges.isEdge(cut)) return undefined
  return SENTENCE_WITHOUT_SPACE.test(words.slice(Math.max(0, cut - 4), cut)) ? 'sentence' : undefined
}

/** Where the white space at `offset` ends. A space that carries a combining mark is none. */
function skipSpace(words: string, edges: Graphemes, offset: number): number {
  let at = offset
  while (at < words.length && SPACE.test(words.charAt(at)) && edges.isEdge(at + 1)) at++
  return at
}
