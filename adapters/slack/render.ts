/**
 * What the core means, as calls to Slack: cards, posts, their changes, marks and whispers.
 *
 * Within Block Kit's limits however long the words are (https://docs.slack.dev/reference/block-kit/blocks): what does
 * not fit goes on in further messages of the same thread, nothing is cut. What others wrote is never `mrkdwn`.
 */
import type { types } from '@slack/bolt'
import type { Fallback, Part, Plan } from '../../src/core/adapter.ts'
import type { StoredFile } from '../../src/core/files.ts'
import { graphemesOf } from '../../src/core/graphemes.ts'
import type { Card, CardFact, DeskButton, Mark, ToDesk } from '../../src/core/outbound.ts'
import { joinRich, plain, type RichText, sliceRich } from '../../src/core/rich-text.ts'
import { splitRichText } from '../../src/core/split.ts'
import { buttonBlocks, fullLabels, isLongLabel, menuElement } from './buttons.ts'
import { callOf, isAddress, partsOf } from './write-blocks.ts'

/** UTF-16 units of words in one message. Slack advises 4,000 (https://docs.slack.dev/reference/methods/chat.postMessage#truncating). */
export const TEXT_LIMIT = 4_000
/** Bytes: https://slack.com/help/articles/201330736. */
export const FILE_LIMIT = 1_000_000_000
/** Files in one message. */
const FILES_TOGETHER = 10
/** UTF-16 units of what stands beside the words: facts, a hint, a speaker's name. */
const ASIDE_LIMIT = 1_500

/** In a card's further parts: the thread of the card itself, known once it is posted. */
export const OWN_THREAD = 'own'

/** One call of a plan. `thread` is a `ts`, or `OWN_THREAD`. */
export type SlackCall =
  | { readonly do: 'post'; readonly channel: string; readonly thread?: string; readonly content: Content }
  | {
      readonly do: 'whisper'
      readonly channel: string
      readonly thread?: string
      readonly user: string
      readonly content: Content
    }
  | { readonly do: 'direct'; readonly user: string; readonly content: Content }
  | { readonly do: 'upload'; readonly channel: string; readonly thread: string; readonly files: readonly StoredFile[] }
  | { readonly do: 'update'; readonly channel: string; readonly ts: string; readonly content: Content }
  | { readonly do: 'mark'; readonly channel: string; readonly ts: string; readonly mark: Mark }

export interface Content {
  /** For notifications and screen readers: escaped, without marks. */
  readonly text: string
  readonly blocks: readonly types.KnownBlock[]
}

export function plan(message: ToDesk): Plan {
  switch (message.kind) {
    case 'card':
      return planCard(message.channel, message.card)
    case 'post':
      return planPost(message)
    case 'whisper':
      return planWhisper(message)
    case 'notice':
      return planNotice(message)
    case 'direct':
      return planDirect(message)
    case 'cardUpdate': {
      // what did not fit on the card stands in its thread since it was posted
      const { channel, ts, card } = message
      return { parts: [partOf({ do: 'update', channel, ts, content: cardContents(card).content })], fallbacks: [] }
    }
    case 'postUpdate': {
      const { channel, ts, text } = message
      const content = contentOf(partsOf(text), text.text, [])
      return { parts: [partOf({ do: 'update', channel, ts, content })], fallbacks: [] }
    }
    case 'mark': {
      const { channel, ts, mark } = message
      return { parts: [{ call: { do: 'mark', channel, ts, mark } satisfies SlackCall }], fallbacks: [] }
    }
  }
}

function planPost(message: Extract<ToDesk, { kind: 'post' }>): Plan {
  const { channel, ts: thread } = message.thread
  const { files, tooLarge } = byteSized(message.files)
  const contents = contentsOf({
    author: message.author,
    calls: message.calls,
    buttons: message.buttons,
    text: withNotes(message.text, tooLarge, message.buttons),
  })
  const posts = contents.map(content => partOf({ do: 'post', channel, thread, content }))
  return {
    parts: [...posts, ...uploads(channel, thread, files)],
    fallbacks: fallbacksOf(posts.length, tooLarge, message.buttons),
  }
}

function planWhisper(message: Extract<ToDesk, { kind: 'whisper' }>): Plan {
  const { channel, thread, user, buttons } = message
  const where = { channel, user, ...(thread !== undefined && { thread }) }
  const contents = contentsOf({ text: withNotes(message.text, [], buttons), buttons, thread })
  return {
    parts: contents.map(content => partOf({ do: 'whisper', ...where, content })),
    fallbacks: fallbacksOf(contents.length, [], buttons),
  }
}

function planNotice({ channel, text }: Extract<ToDesk, { kind: 'notice' }>): Plan {
  const contents = contentsOf({ text, buttons: [] })
  return {
    parts: contents.map(content => partOf({ do: 'post', channel, content })),
    fallbacks: fallbacksOf(contents.length, [], []),
  }
}

function planDirect({ user, text }: Extract<ToDesk, { kind: 'direct' }>): Plan {
  const contents = contentsOf({ text, buttons: [] })
  return {
    parts: contents.map(content => partOf({ do: 'direct', user, content })),
    fallbacks: fallbacksOf(contents.length, [], []),
  }
}

/** The card itself, what of it did not fit, and its pictures, in its thread. */
function planCard(channel: string, card: Card): Plan {
  const { files, tooLarge } = byteSized(card.pictures)
  const { content, rest } = cardContents(card)
  const notes = withNotes(plain(''), tooLarge, card.buttons)
  const further = [...rest, ...pieces(notes, TEXT_LIMIT)]
  const own = { channel, thread: OWN_THREAD }
  return {
    parts: [
      partOf({ do: 'post', channel, content }),
      ...further.map(piece => partOf({ do: 'post', ...own, content: contentOf(partsOf(piece), piece.text, []) })),
      ...uploads(channel, OWN_THREAD, files),
    ],
    fallbacks: fallbacksOf(1 + further.length, tooLarge, card.buttons),
  }
}

/** The card in one message, and what of it did not fit. */
function cardContents(card: Card): { readonly content: Content; readonly rest: readonly RichText[] } {
  const [facts, ...moreFacts] = firstPieces(joinRich(card.facts.map(factLine), '\n'), ASIDE_LIMIT)
  const [words, ...moreWords] = firstPieces(plain(card.words.text), TEXT_LIMIT)
  const [hint, ...moreHint] = firstPieces(plain(card.hint), ASIDE_LIMIT)
  const blocks: types.KnownBlock[] = [
    ...(card.heading.trim() ? [{ type: 'header' as const, text: plainText(shorten(card.heading, 150)) }] : []),
    ...(facts ? [{ type: 'rich_text' as const, elements: partsOf(facts) }] : []),
    ...(words ? [quoteBlock(words.text)] : []),
    ...(hint ? [{ type: 'context' as const, elements: [plainText(hint.text)] }] : []),
    ...cardButtons(card),
  ]
  const text = escaped([card.heading, facts?.text, words?.text].filter(Boolean).join('\n'))
  return { content: { text, blocks }, rest: [...moreFacts, ...moreWords, ...moreHint] }
}

interface Spoken {
  readonly author?: string | undefined
  readonly calls?: readonly string[] | undefined
  readonly text: RichText
  readonly buttons: readonly DeskButton[]
  /** Where only its buttons can tell. */
  readonly thread?: string | undefined
}

/** One content per message. Each names its speaker; the buttons stand under the last. */
export function contentsOf({ author, calls = [], text, buttons, thread }: Spoken): Content[] {
  const texts = pieces(text, TEXT_LIMIT)
  if (texts.length === 0 && (author?.trim() || buttons.length > 0)) texts.push(plain(''))
  return texts.map((piece, i) => {
    const under = i === texts.length - 1 ? buttonBlocks(buttons, thread) : []
    const spoken = author?.trim() ? joinRich([bold(shorten(author, 200)), piece].filter(hasWords), '\n') : piece
    return contentOf([...(i === 0 ? callOf(calls) : []), ...partsOf(spoken)], spoken.text, under)
  })
}

function contentOf(
  elements: types.RichTextBlock['elements'],
  text: string,
  under: readonly types.KnownBlock[],
): Content {
  const words: types.KnownBlock[] = elements.length > 0 ? [{ type: 'rich_text', elements }] : []
  return { text: escaped(text), blocks: [...words, ...under] }
}

/** The menu stands behind the buttons, in their block. */
function cardButtons({ buttons, menu }: Card): types.KnownBlock[] {
  const blocks = buttonBlocks(buttons)
  if (menu.length === 0) return blocks
  const last = blocks.at(-1)
  return [...blocks.slice(0, -1), { type: 'actions', elements: [...(last?.elements ?? []), menuElement(menu)] }]
}

/** The first within `limit`, the rest as whole messages. */
function firstPieces(text: RichText, limit: number): RichText[] {
  const [first] = pieces(text, limit)
  if (!first) return []
  const end = text.text.indexOf(first.text) + first.text.length
  return [first, ...pieces(sliceRich(text, end), TEXT_LIMIT)]
}

function pieces(text: RichText, limit: number): RichText[] {
  return text.text.trim() === '' ? [] : splitRichText(text, limit)
}

function hasWords(text: RichText): boolean {
  return text.text !== ''
}

function bold(text: string): RichText {
  return { text, spans: [{ kind: 'bold', start: 0, end: text.length }] }
}

function factLine({ label, value, url }: CardFact): RichText {
  if (url === undefined || !isAddress(url)) return joinRich([bold(label), ': ', value])
  return joinRich([bold(label), ': ', { text: value, spans: [{ kind: 'link', url, start: 0, end: value.length }] }])
}

/** A resident's words as they are: a quote without any style. */
function quoteBlock(text: string): types.RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }] }
}

function plainText(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false }
}

/** Cut at a grapheme, and seen to be cut. */
function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, graphemesOf(text).edgeBefore(limit - 1))}…`
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function byteSized(files: readonly StoredFile[]): {
  readonly files: readonly StoredFile[]
  readonly tooLarge: readonly StoredFile[]
} {
  return { files: files.filter(f => f.bytes <= FILE_LIMIT), tooLarge: files.filter(f => f.bytes > FILE_LIMIT) }
}

/** Names what could not be shown: a file that Slack does not take, a label that no button holds. */
function withNotes(text: RichText, tooLarge: readonly StoredFile[], buttons: readonly DeskButton[]): RichText {
  const notes = [...tooLarge.map(file => `⚠ ${file.name} (${Math.ceil(file.bytes / 1e6)} MB)`), ...fullLabels(buttons)]
  if (notes.length === 0) return text
  return joinRich([...(text.text === '' ? [] : [text]), notes.join('\n')], '\n\n')
}

function uploads(channel: string, thread: string, files: readonly StoredFile[]): Part[] {
  const groups = Array.from({ length: Math.ceil(files.length / FILES_TOGETHER) }, (_, i) =>
    files.slice(i * FILES_TOGETHER, (i + 1) * FILES_TOGETHER),
  )
  return groups.map(group => partOf({ do: 'upload', channel, thread, files: group }))
}

function fallbacksOf(messages: number, tooLarge: readonly StoredFile[], buttons: readonly DeskButton[]): Fallback[] {
  const found: Fallback[] = []
  if (messages > 1) found.push('textSplit')
  if (tooLarge.length > 0) found.push('fileTooLarge')
  if (buttons.some(isLongLabel)) found.push('choicesAsList')
  return found
}

function partOf(call: SlackCall): Part {
  return { call }
}
