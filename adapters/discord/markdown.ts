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
  const rich = normaliseSpans(text)
  const writer = createWriter()
  for (const block of blocksOf(rich)) writer.block(block.kind, sliceRich(rich, block.start, block.end))
  return { content: writer.out(), dropped: writer.dropped() }
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
  const edges = [...new Set([0, text.length, ...blockSpans.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  )
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

function createWriter() {
  let out = ''
  let dropped = false
  let before: BlockKind = 'lines'
  const startLine = () => {
    if (out !== '' && !out.endsWith('\n')) out += '\n'
  }
  return {
    out: () => out,
    dropped: () => dropped,
    block(kind: BlockKind, part: RichText) {
      const blank = part.text.trim() === ''
      const asCode = kind === 'pre' && !blank && !part.text.includes('```')
      if (kind === 'pre' && !blank && !asCode) dropped = true
      if (asCode) {
        startLine()
        out += `\`\`\`\n${part.text}\n\`\`\``
      } else {
        const inline = writeInline(part)
        dropped ||= inline.dropped
        if (kind === 'quote') startLine()
        else if (before !== 'lines' && !part.text.startsWith('\n')) startLine()
        out += kind === 'quote' ? inline.content.replace(/^/gm, '> ') : inline.content
      }
      before = kind
    },
  }
}

type Style = 'bold' | 'strike' | 'italic'
const MARKS: Readonly<Record<Style, string>> = { bold: '**', strike: '~~', italic: '_' }
/** Outermost first. */
const STYLES: readonly Style[] = ['bold', 'strike', 'italic']

function writeInline(part: RichText): { readonly content: string; readonly dropped: boolean } {
  let out = ''
  let dropped = false
  let open: readonly Style[] = []

  const keepApart = (next: string) => {
    const closedItalic = open.length === 0 || open.at(-1) !== 'italic'
    if (out.endsWith('_') && !out.endsWith('\\_') && closedItalic && /^\w/.test(next)) out += APART
    if (out.endsWith('`') && !out.endsWith('\\`') && next.startsWith('`')) out += APART
  }
  const setStyles = (wanted: readonly Style[]) => {
    let same = 0
    while (same < open.length && open[same] === wanted[same]) same++
    const closing = open.slice(same).toReversed()
    const opening = wanted.slice(same)
    for (const style of closing) out += (out.endsWith(MARKS[style].slice(0, 1)) ? APART : '') + MARKS[style]
    open = wanted
    if (opening.length === 0) return
    if (closing.length > 0 || /[\w*~`]$/.test(out)) out += APART
    out += opening.map(style => MARKS[style]).join('')
  }

  for (const segment of segmentsOf(part)) {
    const blank = segment.text.trim() === ''
    // White space opens no mark: `** **` would be shown as it is.
    setStyles(
      blank
        ? open.filter((_, index) => open.slice(0, index + 1).every(each => segment.styles.includes(each)))
        : segment.styles,
    )
    const written = writeSegment(segment, open)
    dropped ||= written.dropped
    keepApart(written.content)
    out += written.content
  }
  setStyles([])
  return { content: out, dropped }
}

interface Segment {
  readonly text: string
  readonly atLineStart: boolean
  readonly styles: readonly Style[]
  readonly code: boolean
  readonly link: { readonly url: string; readonly label: string; readonly ends: boolean } | undefined
}

function segmentsOf({ text, spans }: RichText): Segment[] {
  const edges = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  return edges.slice(1).map((end, index) => {
    const start = edges[index]!
    const here = spans.filter(span => span.start <= start && span.end >= end)
    const link = here.find(span => span.kind === 'link')
    return {
      text: text.slice(start, end),
      atLineStart: start === 0 || text[start - 1] === '\n',
      styles: STYLES.filter(style => here.some(span => span.kind === style)),
      code: here.some(span => span.kind === 'code'),
      link: link && { url: link.url, label: text.slice(link.start, link.end), ends: link.end === end },
    }
  })
}

function writeSegment(
  segment: Segment,
  open: readonly Style[],
): { readonly content: string; readonly dropped: boolean } {
  const { text, link } = segment
  if (link && sameAddress(link.label, link.url))
    return { content: link.ends ? address(link.url, open) : '', dropped: false }
  const code = segment.code ? inlineCode(text) : undefined
  const words = code ?? escapeText(text, segment.atLineStart, open)
  return {
    content: link?.ends ? `${words} (${address(link.url, open)})` : words,
    dropped: segment.code && code === undefined && text.trim() !== '',
  }
}

function sameAddress(label: string, url: string): boolean {
  const bare = (address: string) => address.trim().replace(/\/$/, '')
  return bare(label) === bare(url)
}

/** Undefined where no number of backticks can hold it. */
function inlineCode(text: string): string | undefined {
  if (text.trim() === '') return undefined
  if (!text.includes('`')) return `\`${text}\``
  if (text.includes('``') || text.startsWith('`') || text.endsWith('`')) return undefined
  return `\`\`${text}\`\``
}

const BARE_ADDRESS = /https?:\/\/[^\s<>]+/gi

/** Escapes what Discord would read as a mark. Addresses are kept whole: a backslash inside would break the link. */
function escapeText(text: string, atLineStart: boolean, open: readonly Style[]): string {
  let out = ''
  let done = 0
  for (const match of text.matchAll(BARE_ADDRESS)) {
    const url = withoutTrailingPunctuation(match[0])
    out += escapeWords(text.slice(done, match.index), done === 0 && atLineStart) + address(url, open)
    done = match.index + url.length
  }
  return out + escapeWords(text.slice(done), done === 0 && atLineStart)
}

function withoutTrailingPunctuation(url: string): string {
  return url.replace(url.includes('(') ? /[.,:;"'!?\]}]+$/ : /[.,:;"'!?\]})]+$/, '')
}

function escapeWords(words: string, atLineStart: boolean): string {
  const escaped = words.replace(/[\\*_~`|<>[\]]|@(?=everyone|here)/g, '\\$&')
  const lines = atLineStart
    ? /^([ \t]*(?:\d+(?=\.\s))?)(#{1,3}\s|-#\s|-\s|\.\s)/gm
    : /(?<=\n)([ \t]*(?:\d+(?=\.\s))?)(#{1,3}\s|-#\s|-\s|\.\s)/g
  return escaped.replace(lines, '$1\\$2')
}

/** `<address>`: linked, not previewed, and nothing in it read as a mark. Other schemes than the web's are shown as words. */
function address(url: string, open: readonly Style[]): string {
  if (!/^https?:\/\//i.test(url)) return escapeWords(url, false)
  const within = { bold: '*', strike: '~', italic: '_' } as const
  const unsafe = new Set(['<', '>', '\\', '`', ...open.map(style => within[style])])
  const written = [...url].map(char => (unsafe.has(char) || /\s/.test(char) ? percent(char) : char)).join('')
  return `<${written}>`
}

function percent(char: string): string {
  return [...new TextEncoder().encode(char)]
    .map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
}
