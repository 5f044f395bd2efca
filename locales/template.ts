/**
 * Texts with holes. What fills a hole is data: it is put in after the template was read, and never read itself, so
 * that nothing a resident wrote is expanded or formatted.
 */
import { isolate } from '../src/core/direction.ts'
import { plain, type RichText, type Span } from '../src/core/rich-text.ts'

/** Words between holes; bold as marks in the order of the template. */
export type Template = readonly Piece[]

type Piece =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'hole'; readonly name: string }
  | { readonly kind: 'bold' }

const MARK = /\*\*|\{\{(\w+)\}\}/g

/** Reads `{{name}}` and `**bold**`. */
export function readTemplate(text: string): Template {
  const pieces: Piece[] = []
  let done = 0
  for (const mark of text.matchAll(MARK)) {
    if (mark.index > done) pieces.push({ kind: 'words', words: text.slice(done, mark.index) })
    pieces.push(mark[1] === undefined ? { kind: 'bold' } : { kind: 'hole', name: mark[1] })
    done = mark.index + mark[0].length
  }
  if (done < text.length) pieces.push({ kind: 'words', words: text.slice(done) })
  return pieces
}

/**
 * Puts the values into their holes; a value brings its own spans along.
 *
 * @param rightToLeft  True where the template reads so: values that do not are set apart.
 */
export function fillTemplate(
  template: Template,
  values: Readonly<Record<string, string | number | RichText>>,
  rightToLeft = false,
): RichText {
  const spans: Span[] = []
  let text = ''
  let bold: number | undefined
  for (const piece of template) {
    if (piece.kind === 'words') text += piece.words
    else if (piece.kind === 'hole') {
      const given = values[piece.name]
      if (given === undefined) throw new Error(`cannot fill text: no value for {{${piece.name}}}; pass one`)
      const value = rightToLeft ? isolate(typeof given === 'object' ? given : plain(String(given))) : given
      if (typeof value === 'object') {
        for (const span of value.spans)
          spans.push({ ...span, start: span.start + text.length, end: span.end + text.length })
        text += value.text
      } else text += value
    } else if (bold === undefined) bold = text.length
    else {
      if (text.length > bold) spans.push({ kind: 'bold', start: bold, end: text.length })
      bold = undefined
    }
  }
  if (spans.length > 1) spans.sort((a, b) => a.start - b.start || b.end - a.end)
  return { text, spans }
}
