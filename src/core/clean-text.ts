/**
 * Cleans words that come from outside, before anything else sees them.
 *
 * - Line ends of every kind (CR LF, CR, VT, FF, NEL, LS, PS) become `\n`.
 * - C0 and C1 controls and DEL go, save `\n` and `\t`: Postgres takes no NUL, and none of them means anything in a chat.
 * - Lone surrogates go: they are no characters, and neither JSON in Postgres nor UTF-8 can hold them.
 * - Bidi controls (UAX #9): Arabic and Hebrew need none of them to be shown right. The marks LRM, RLM and ALM are kept;
 *   so are embeddings (LRE, RLE … PDF) and isolates (LRI, RLI, FSI … PDI) that are closed in their own line. What is
 *   left open would turn words of others that are shown after it, so it goes, and so do closers without an opener.
 *   Overrides (LRO, RLO) always go, with their closer: they serve to show "gpj.exe" as "exe.jpg".
 * - NFC, so that the same word is the same string.
 */
import { graphemesOf } from './graphemes.ts'
import { normaliseSpans, plain, type Replacement, type RichText, replaceRanges } from './rich-text.ts'

export function cleanText(text: string): string {
  return cleanRichText(plain(text)).text
}

/** As `cleanText`; the spans move with their words. */
export function cleanRichText(text: RichText): RichText {
  const legible = replaceRanges(text, unwanted(text.text))
  return normaliseSpans(replaceRanges(legible, decomposed(legible.text)))
}

const LINE_END = /\r\n|[\r\v\f\u0085\u2028\u2029]/.source
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what it looks for.
const NO_CHARACTER = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]|\p{Surrogate}/u.source
const BIDI = /[\u202a-\u202e\u2066-\u2069]/.source
const SUSPECT = new RegExp(`(?<lineEnd>${LINE_END})|(?<noCharacter>${NO_CHARACTER})|(?<bidi>${BIDI})|\\n`, 'gu')

function unwanted(text: string): Replacement[] {
  const found: Replacement[] = []
  let line: BidiControl[] = []
  const endLine = () => {
    for (const start of unbalanced(line)) found.push({ start, end: start + 1, put: '' })
    line = []
  }
  for (const match of text.matchAll(SUSPECT)) {
    const start = match.index
    const end = start + match[0].length
    if (match.groups?.bidi) line.push({ start, control: match[0] })
    else if (match.groups?.noCharacter) found.push({ start, end, put: '' })
    else {
      endLine()
      if (match.groups?.lineEnd) found.push({ start, end, put: '\n' })
    }
  }
  endLine()
  return found.sort((a, b) => a.start - b.start)
}

interface BidiControl {
  readonly start: number
  readonly control: string
}

const POP_EMBEDDING = '\u202c'
const POP_ISOLATE = '\u2069'
const OVERRIDES = '\u202d\u202e'
const ISOLATES = '\u2066\u2067\u2068'

/** Offsets of the bidi controls of one line that are overriding, never closed, or close nothing. */
function unbalanced(controls: readonly BidiControl[]): number[] {
  const bad: number[] = []
  const open: BidiControl[] = []
  for (const { start, control } of controls) {
    if (control === POP_ISOLATE) {
      const isolate = open.findLastIndex(opener => ISOLATES.includes(opener.control))
      if (isolate < 0) bad.push(start)
      else
        bad.push(
          ...open
            .splice(isolate)
            .slice(1)
            .map(opener => opener.start),
        )
    } else if (control === POP_EMBEDDING) {
      const opener = open.at(-1)
      if (!opener || ISOLATES.includes(opener.control)) bad.push(start)
      else {
        open.pop()
        if (OVERRIDES.includes(opener.control)) bad.push(opener.start, start)
      }
    } else open.push({ start, control })
  }
  return [...bad, ...open.map(opener => opener.start)]
}

/** Graphemes that NFC writes in another way. */
function decomposed(text: string): Replacement[] {
  if (text.normalize('NFC') === text) return []
  const found: Replacement[] = []
  const edges = graphemesOf(text)
  for (let start = 0; start < text.length; ) {
    const end = edges.edgeAfter(start + 1)
    const grapheme = text.slice(start, end)
    const put = grapheme.normalize('NFC')
    if (put !== grapheme) found.push({ start, end, put })
    start = end
  }
  return found
}
