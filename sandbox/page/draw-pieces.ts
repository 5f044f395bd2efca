/**
 * Formatted text, drawn: elements are built one by one, never out of markup in a string.
 */
import { element } from './element.ts'
import type { Emphasis, Piece } from './piece.ts'

const tags = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strike: 's',
  spoiler: 'span',
  code: 'code',
  pre: 'pre',
  quote: 'blockquote',
  heading: 'strong',
  mention: 'span',
} as const satisfies Record<Emphasis, keyof HTMLElementTagNameMap>

export function drawPieces(pieces: readonly Piece[]): Node[] {
  return pieces.map(piece => {
    if (typeof piece === 'string') return document.createTextNode(piece)
    if (piece.kind === 'list') {
      const items = piece.items.map(item => element('li', {}, ...drawPieces(item)))
      return element(piece.ordered ? 'ol' : 'ul', {}, ...items)
    }
    if (piece.kind === 'link') return drawLink(piece.url, drawPieces(piece.pieces))
    return element(tags[piece.kind], { class: `is-${piece.kind}` }, ...drawPieces(piece.pieces))
  })
}

/** A link that leaves the page alone; what is no web, mail or telephone address stays text. */
function drawLink(url: string, children: Node[]): Node {
  const target = URL.canParse(url) ? new URL(url) : undefined
  if (!target || !['http:', 'https:', 'mailto:', 'tel:'].includes(target.protocol)) {
    return element('span', {}, ...children)
  }
  return element('a', { href: target.href, target: '_blank', rel: 'noopener noreferrer' }, ...children)
}

/** A paragraph of formatted text whose direction follows its own words. */
export function drawText(className: string, pieces: readonly Piece[]): HTMLElement {
  return element('div', { class: `text ${className}`, dir: 'auto' }, ...drawPieces(pieces))
}
