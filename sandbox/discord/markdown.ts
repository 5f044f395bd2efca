/**
 * Discord's Markdown as its app reads it: what people see of a message's content.
 *
 * https://support.discord.com/hc/en-us/articles/210298617 and
 * https://docs.discord.com/developers/reference#message-formatting
 */

export type MarkdownNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: Wrapping; readonly children: readonly MarkdownNode[] }
  | { readonly kind: 'code' | 'pre'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly MarkdownNode[] }
  /** Everything that names somebody or something by its id, and what stands for a moment or a command. */
  | { readonly kind: 'token'; readonly text: string }

type Wrapping = 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'quote' | 'heading' | 'subtext' | 'list'

/** Looks at the beginning of `rest` only. */
type Rule = (rest: string, atLineStart: boolean) => { readonly length: number; readonly node: MarkdownNode } | undefined

export function readMarkdown(content: string): readonly MarkdownNode[] {
  return read(content, true)
}

/** What is read, without marks. */
export function wordsOf(nodes: readonly MarkdownNode[]): string {
  return nodes.map(node => ('children' in node ? wordsOf(node.children) : node.text)).join('')
}

function read(content: string, blockStart: boolean): readonly MarkdownNode[] {
  const nodes: MarkdownNode[] = []
  for (let at = 0; at < content.length; ) {
    const rest = content.slice(at)
    const atLineStart = at === 0 ? blockStart : content[at - 1] === '\n'
    const found = RULES.map(rule => rule(rest, atLineStart)).find(each => each !== undefined) ?? textAt(rest)
    const last = nodes.at(-1)
    if (found.node.kind === 'text' && last?.kind === 'text')
      nodes[nodes.length - 1] = { kind: 'text', text: last.text + found.node.text }
    else nodes.push(found.node)
    at += found.length
  }
  return nodes
}

const textAt = (rest: string) => {
  const length = /^[\s\S]+?(?=[^0-9A-Za-z\s\u00c0-\uffff]|\n|\w+:\S|$)/.exec(rest)?.[0].length ?? 1
  return { length, node: { kind: 'text', text: rest.slice(0, length) } as const }
}

function wrapping(kind: Wrapping, pattern: RegExp, onlyAtLineStart = false): Rule {
  return (rest, atLineStart) => {
    const match = onlyAtLineStart && !atLineStart ? null : pattern.exec(rest)
    if (!match) return undefined
    return { length: match[0].length, node: { kind, children: read(match[1] ?? '', onlyAtLineStart) } }
  }
}

const quote: Rule = (rest, atLineStart) => {
  const match = atLineStart ? (/^ *>>> ([\s\S]*)/.exec(rest) ?? /^ *> [^\n]*(?:\n *> [^\n]*)*\n?/.exec(rest)) : null
  if (!match) return undefined
  const inner = match[1] ?? match[0].replace(/^ *> ?/gm, '')
  return { length: match[0].length, node: { kind: 'quote', children: read(inner, true) } }
}

const pre: Rule = rest => {
  const match = /^```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n][\s\S]*?)\n*```/i.exec(rest)
  return match ? { length: match[0].length, node: { kind: 'pre', text: match[1] ?? '' } } : undefined
}

const escaped: Rule = rest => {
  const match = /^\\([^0-9A-Za-z\s])/.exec(rest)
  return match ? { length: 2, node: { kind: 'text', text: match[1] ?? '' } } : undefined
}

const address: Rule = rest => {
  const match = /^<([^: >]+:\/[^ >]+)>/.exec(rest) ?? /^(https?:\/\/[^\s<]+[^<.,:;"')\]\s])/.exec(rest)
  const url = match?.[1]
  return match && url ? { length: match[0].length, node: linkTo(url, [{ kind: 'text', text: url }]) } : undefined
}

const masked: Rule = rest => {
  const match = /^\[((?:\\.|[^\]\\])+)\]\(\s*<?(https?:\/\/[^\s>)]+)>?\s*\)/.exec(rest)
  return match ? { length: match[0].length, node: linkTo(match[2] ?? '', read(match[1] ?? '', false)) } : undefined
}

function linkTo(url: string, children: readonly MarkdownNode[]): MarkdownNode {
  return { kind: 'link', url, children }
}

const token: Rule = rest => {
  const match =
    /^@(?:everyone|here)/.exec(rest) ??
    /^<(?:@[!&]?|#)\d+>/.exec(rest) ??
    /^<a?:\w+:\d+>/.exec(rest) ??
    /^<t:-?\d+(?::[tTdDfFR])?>/.exec(rest) ??
    /^<\/[^:>]+:\d+>/.exec(rest) ??
    /^<id:\w+>/.exec(rest)
  return match ? { length: match[0].length, node: { kind: 'token', text: match[0] } } : undefined
}

const code: Rule = rest => {
  const match = /^(`+)([\s\S]*?[^`])\1(?!`)/.exec(rest)
  return match
    ? { length: match[0].length, node: { kind: 'code', text: (match[2] ?? '').replace(/^ (?=`)|(?<=`) $/g, '') } }
    : undefined
}

/** Of the marks that begin alike the longest wins. */
const emphasis: Rule = rest => {
  const candidates = [
    wrapping('bold', /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/),
    wrapping('underline', /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/),
    wrapping('italic', /^\b_((?:__|\\[\s\S]|[^\\_])+?)_\b/),
    wrapping('italic', /^\*(?=\S)((?:\*\*|\s+(?:[^*\s]|\*\*)|[^\s*])+?)\*(?!\*)/),
  ].flatMap(rule => rule(rest, false) ?? [])
  return candidates.toSorted((a, b) => b.length - a.length)[0]
}

const RULES: readonly Rule[] = [
  quote,
  pre,
  wrapping('heading', /^#{1,3} +([^\n]+)/, true),
  wrapping('subtext', /^-# +([^\n]+)/, true),
  wrapping('list', /^ *(?:[*-]|\d+\.) +([^\n]+)/, true),
  escaped,
  address,
  masked,
  emphasis,
  wrapping('strike', /^~~([\s\S]+?)~~(?!_)/),
  code,
  wrapping('spoiler', /^\|\|([\s\S]+?)\|\|/),
  token,
]
