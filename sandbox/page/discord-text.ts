/**
 * The part of Discord's Markdown that messages use, read into pieces.
 * https://support.discord.com/hc/en-us/articles/210298617
 */
import type { Emphasis, Piece } from './piece.ts'

const marks: readonly (readonly [string, Emphasis])[] = [
  ['**', 'bold'],
  ['__', 'underline'],
  ['~~', 'strike'],
  ['||', 'spoiler'],
  ['*', 'italic'],
  ['_', 'italic'],
]

export function readDiscord(content: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const fenced of content.matchAll(/```(?:\w*\n)?([\s\S]+?)\n?```/g)) {
    pieces.push(...readLines(content.slice(at, fenced.index)), { kind: 'pre', pieces: [fenced[1]!] })
    at = fenced.index + fenced[0].length
  }
  return [...pieces, ...readLines(content.slice(at))]
}

function readLines(text: string): Piece[] {
  const pieces: Piece[] = []
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!
    const heading = /^#{1,3} (.+)$/.exec(line)
    const quoted = run(lines, index, /^> ?/)
    const listed = run(lines, index, /^[-*] (?=\S)/)
    if (quoted.length > 0 && /^> /.test(line)) {
      pieces.push({ kind: 'quote', pieces: readInline(quoted.join('\n')) })
      index += quoted.length - 1
    } else if (listed.length > 0) {
      pieces.push({ kind: 'list', ordered: false, items: listed.map(item => readInline(item)) })
      index += listed.length - 1
    } else {
      if (heading) pieces.push({ kind: 'heading', pieces: readInline(heading[1]!) })
      else pieces.push(...readInline(line))
      if (index < lines.length - 1) pieces.push('\n')
    }
  }
  return pieces
}

/** The lines from `from` on that begin so, without their beginning. */
function run(lines: readonly string[], from: number, beginning: RegExp): string[] {
  const taken: string[] = []
  for (const line of lines.slice(from)) {
    if (!beginning.test(line)) break
    taken.push(line.replace(beginning, ''))
  }
  return taken
}

function readInline(text: string): Piece[] {
  const pieces: Piece[] = []
  let words = ''
  const flush = () => {
    if (words) pieces.push(words)
    words = ''
  }
  for (let at = 0; at < text.length; ) {
    const found = special(text, at)
    if (!found) {
      words += text[at]
      at += 1
    } else {
      if (typeof found.piece === 'string') words += found.piece
      else {
        flush()
        pieces.push(found.piece)
      }
      at = found.end
    }
  }
  flush()
  return pieces
}

interface Found {
  readonly piece: Piece
  readonly end: number
}

function special(text: string, at: number): Found | undefined {
  const rest = text.slice(at)
  const escaped = /^\\([^\sA-Za-z0-9])/.exec(rest)
  if (escaped) return { piece: escaped[1]!, end: at + 2 }
  const code = /^(`+)([\s\S]+?)\1(?!`)/.exec(rest)
  if (code) return { piece: { kind: 'code', pieces: [code[2]!] }, end: at + code[0].length }
  const labelled = /^\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/.exec(rest)
  if (labelled) {
    return {
      piece: { kind: 'link', url: labelled[2]!, pieces: readInline(labelled[1]!) },
      end: at + labelled[0].length,
    }
  }
  const bare = /^<?(https?:\/\/[^\s<>]+[^\s<>.,:;!?)\]'"*_~])>?/.exec(rest)
  if (bare) return { piece: { kind: 'link', url: bare[1]!, pieces: [bare[1]!] }, end: at + bare[0].length }
  const mention = /^<(?:@[!&]?|#)(\d+)>/.exec(rest)
  if (mention) return { piece: { kind: 'mention', pieces: [mention[0]] }, end: at + mention[0].length }
  return marked(text, at)
}

function marked(text: string, at: number): Found | undefined {
  for (const [mark, kind] of marks) {
    if (!text.startsWith(mark, at) || /\s/.test(text[at + mark.length] ?? ' ')) continue
    // Inside a word an underscore is an underscore.
    if (mark === '_' && /\w/.test(text[at - 1] ?? '')) continue
    const end = closing(text, at + mark.length, mark)
    if (end > at)
      return { piece: { kind, pieces: readInline(text.slice(at + mark.length, end)) }, end: end + mark.length }
  }
  return undefined
}

/** Where `mark` closes, or -1. Escaped characters do not count, nor does half of a doubled mark. */
function closing(text: string, from: number, mark: string): number {
  for (let at = from + 1; at <= text.length - mark.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text.startsWith(mark, at) && !(mark.length === 1 && (text[at + 1] === mark || text[at - 1] === mark))) {
      return at
    }
  }
  return -1
}
