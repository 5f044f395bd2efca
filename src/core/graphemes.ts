/**
 * Graphemes: what a reader takes for one character, however many code points it has (UAX #29).
 */
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

export interface Graphemes {
  /** True where the text may be cut before UTF-16 unit `offset`; always at both ends. */
  isEdge(offset: number): boolean
  /** The nearest edge at or before `offset`. */
  edgeBefore(offset: number): number
  /** The nearest edge at or after `offset`. */
  edgeAfter(offset: number): number
}

/** Looks graphemes up where it is asked to, so that a long text costs no more than its edges. */
export function graphemesOf(text: string): Graphemes {
  // ICU copies the whole text once per `segment`, so this is made once, and only where the quick check does not do.
  let segments: Intl.Segments | undefined
  const around = (offset: number) => {
    if (isPlainEdge(text, offset)) return undefined
    segments ??= segmenter.segment(text)
    const found = segments.containing(offset)
    return found && found.index < offset ? found : undefined
  }
  return {
    isEdge: offset => around(offset) === undefined,
    edgeBefore: offset => around(offset)?.index ?? offset,
    edgeAfter: offset => {
      const found = around(offset)
      return found ? found.index + found.segment.length : offset
    },
  }
}

/** Nothing below U+0300 joins with its neighbour, save CR with LF. */
function isPlainEdge(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return true
  const before = text.charCodeAt(offset - 1)
  const after = text.charCodeAt(offset)
  return before < 0x300 && after < 0x300 && !(before === 0x0d && after === 0x0a)
}
