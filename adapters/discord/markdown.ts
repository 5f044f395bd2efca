/**
 * Rich text → Discord's Markdown, so that only what is a span is formatted and everything else is shown as typed.
 *
 * Rules of the reader: https://support.discord.com/hc/en-us/articles/210298617 and
 * https://docs.discord.com/developers/reference#message-formatting. Where two marks would touch and be read as one,
 * a zero-width space keeps them apart.
 */
import { normaliseSpans, type RichText, type Span, sliceRich } from '../../src/core/rich-text.ts'

const APART = '\u200b'

/** @returns The text, and whether some formatting could not be written. */
export function toMarkdown(text: RichText): { readonly content: string; readonly dropped: boolean } {
  const normal = normaliseSpans(text)
  const held = normal.spans.filter(span => canBeWritten(span, normal.text.slice(span.start, span.end)))
  const rich = { text: normal.text, spans: held }
  let out = ''
  let before: BlockKind = 'lines'
  for (const { kind, start, end } of blocksOf(rich)) {
    const block = writeBlock(kind, sliceRich(rich, start, end))
    const ownLine = kind !== 'lines' || (before !== 'lines' && !block.startsWith('\n'))
    if (ownLine && out !== '' && !out.endsWith('\n')) out += '\n'
    out += block
    before = kind
  }
  return { content: out, dropped: held.length < normal.spans.length }
}

/** No number of backticks holds every text: https://spec.commonmark.org/0.31.2/#code-spans, less what Discord leaves out. */
function canBeWritten(span: Span, words: string): boolean {
  if (span.kind === 'pre') return words.trim() !== '' && !words.includes('```')
  if (span.kind === 'code') return fitsInBackticks(words)
  return true
}

function writeBlock(kind: BlockKind, part: RichText): string {
  if (kind === 'pre') return `\`\`\`\n${part.text}\n\`\`\``
  const inline = writeInline(part)
  return kind === 'quote' ? inline.replace(/^/gm, '> ') : inline
}

type BlockKind = 'lines' | 'quote' | 'pre'

interface Block {
  readonly kind: BlockKind
  readonly start: number
  readonly end: number
}

/** Cuts where quotes and code blocks begin and end; a code block within a quote interrupts it. */
function blocksOf({ text, spans }: RichText): Block[] {
  const blockSpans = spans.filter(span => span.kind === 'quote' || span.kind === 'pre')
  const edges = edgesOf(text, blockSpans)
  const blocks: Block[] = []
  for (let index = 0; index + 1 < edges.length; index++) {
    const start = edges[index]!
    const end = edges[index + 1]!
    const within = (kind: Span['kind']) =>
      blockSpans.some(span => span.kind === kind && span.start <= start && span.end >= end)
    const kind = within('pre') ? 'pre' : within('quote') ? 'quote' : 'lines'
    const before = blocks.at(-1)
    if (before?.kind === kind) blocks[blocks.length - 1] = { ...before, end }
    else blocks.push({ kind, start, end })
  }
  return blocks
}

type Style = 'bold' | 'strike' | 'italic'
const MARKS: Readonly<Record<Style, string>> = { bold: '**', strike: '~~', italic: '_' }
/** Outermost first. */
const STYLES: readonly Style[] = ['bold', 'strike', 'italic']

function writeInline(part: RichText): string {
  let out = ''
  let open: readonly Style[] = []
  let closedItalic = false

  const setStyles = (wanted: readonly Style[]) => {
    let same = 0
    while (same < open.length && open[same] === wanted[same]) same++
    const closing = open.slice(same).toReversed()
    const opening = wanted.slice(same)
    for (const style of closing) out += (out.endsWith(MARKS[style].charAt(0)) ? APART : '') + MARKS[style]
    open = wanted
    closedItalic = closing.at(-1) === 'italic' && opening.length === 0
    if (opening.length === 0) return
    if (closing.length > 0 || /[\w*~`]$/.test(out)) out += APART
    out += opening.map(style => MARKS[style]).join('')
  }
  for (const segment of segmentsOf(part).flatMap(withSpaceApart)) {
    // White space opens no mark: `** **` would be shown as it is.
    const blank = segment.text.trim() === ''
    setStyles(blank ? sharedStart(open, segment.styles) : segment.styles)
    const words = writeSegment(segment, open)
    const touches = (closedItalic && /^\w/.test(words)) || (out.endsWith('`') && words.startsWith('`'))
    out += (touches ? APART : '') + words
  }
  setStyles([])
  return out
}

/** White space before words stands outside their marks, line ends above all. */
function withSpaceApart(segment: Segment): readonly Segment[] {
  const words = segment.text.trimStart()
  const space = segment.text.slice(0, segment.text.length - words.length)
  if (segment.code || space === '' || words === '') return [segment]
  const atLineStart = space.endsWith('\n')
  // Indented marks of lists and headings are looked for from the start of their line.
  if (!atLineStart && segment.styles.length === 0) return [segment]
  return [
    { ...segment, text: space, endsLink: false },
    { ...segment, text: words, atLineStart },
  ]
}

function sharedStart(open: readonly Style[], wanted: readonly Style[]): readonly Style[] {
  const other = open.findIndex(style => !wanted.includes(style))
  return other < 0 ? open : open.slice(0, other)
}

interface Segment {
  readonly text: string
  readonly atLineStart: boolean
  readonly styles: readonly Style[]
  readonly code: boolean
  readonly link: Link | undefined
  /** The link ends here: its address follows. */
  readonly endsLink: boolean
}

type Link = Extract<Span, { readonly kind: 'link' }>

function segmentsOf({ text, spans }: RichText): Segment[] {
  const bare = bareAddresses(text, spans)
  // Code takes no other marks, and addresses are not cut by any: Discord's reader knows neither within bold.
  const solid = [...bare, ...spans.filter(span => span.kind === 'code')]
  const within = (edge: number) => solid.some(({ start, end }) => start < edge && edge < end)
  const edges = edgesOf(text, [...spans, ...bare]).filter(edge => !within(edge))
  return edges.slice(1).map((end, index) => {
    const start = edges[index] ?? 0
    const here = [...spans, ...bare].filter(span => span.start <= start && span.end >= end)
    const link = here.find(span => span.kind === 'link')
    const code = here.some(span => span.kind === 'code')
    return {
      text: text.slice(start, end),
      atLineStart: start === 0 || text[start - 1] === '\n',
      styles: code ? [] : STYLES.filter(style => here.some(span => span.kind === style)),
      code,
      link,
      endsLink: link?.end === end,
    }
  })
}

function edgesOf(text: string, spans: readonly Span[]): number[] {
  const edges = new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])
  return [...edges].sort((a, b) => a - b)
}

const BARE_ADDRESS = /https?:\/\/[^\s<>`]+/gi

/** Addresses in plain words, which Discord links by itself: a backslash within would break the link. */
function bareAddresses(text: string, spans: readonly Span[]): Link[] {
  const taken = spans.filter(({ kind }) => kind === 'code' || kind === 'link')
  return [...text.matchAll(BARE_ADDRESS)].flatMap(match => {
    const url = withoutTrailingPunctuation(match[0])
    const start = match.index
    const end = start + url.length
    const overlaps = taken.some(span => span.start < end && start < span.end)
    return overlaps || /\/\/$/.test(url) ? [] : [{ kind: 'link', url, start, end }]
  })
}

function withoutTrailingPunctuation(url: string): string {
  const marks = url.includes('(') ? /[.,:;"'!?\]}*_~|\\]+$/ : /[.,:;"'!?\]})*_~|\\]+$/
  return url.replace(marks, '')
}

function writeSegment({ text, atLineStart, code, link, endsLink }: Segment, open: readonly Style[]): string {
  if (link && sameAddress(text, link.url)) return address(link.url, open)
  // A quote may have cut the code in two.
  const words = code && fitsInBackticks(text) ? inlineCode(text) : escapeWords(text, atLineStart)
  return link && endsLink ? `${words} (${address(link.url, open)})` : words
}

function sameAddress(label: string, url: string): boolean {
  const bare = (address: string) => address.trim().replace(/\/$/, '')
  return bare(label) === bare(url)
}

function fitsInBackticks(text: string): boolean {
  return text.trim() !== '' && !/^`|``|`$/.test(text)
}

function inlineCode(text: string): string {
  const fence = text.includes('`') ? '``' : '`'
  return fence + text + fence
}

/** Escapes what Discord would read as a mark. */
function escapeWords(words: string, atLineStart: boolean): string {
  const escaped = words.replace(/[\\*_~`|<>[\]@]|:(?=\/\/)/g, '\\$&')
  const lines = atLineStart
    ? /^([ \t]*(?:\d+(?=\.))?)(#{1,3}|-#|-|\.)(?=\s|$)/gm
    : /(?<=\n)([ \t]*(?:\d+(?=\.))?)(#{1,3}|-#|-|\.)(?=\s|$)/g
  return escaped.replace(lines, '$1\\$2')
}

/** `<address>`: linked, not previewed, and nothing in it read as a mark. Other schemes than the web's are shown as words. */
function address(url: string, open: readonly Style[]): string {
  if (!/^https?:\/\//i.test(url)) return escapeWords(url, false)
  const within = { bold: '*', strike: '~', italic: '_' } as const
  const unsafe = new Set(['<', '>', ...open.map(style => within[style])])
  const written = [...url].map(char => (unsafe.has(char) || /\s/.test(char) ? percent(char) : char)).join('')
  return `<${written}>`
}

function percent(char: string): string {
  return [...new TextEncoder().encode(char)]
    .map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
}
