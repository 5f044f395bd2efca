/**
 * What stands in one message of Slack: its blocks, and its words for notifications.
 *
 * Within Block Kit's limits however long the words are (https://docs.slack.dev/reference/block-kit/blocks): what does
 * not fit goes on in further messages, nothing is cut. What others wrote is never `mrkdwn`.
 */
import type { types } from '@slack/bolt'
import { graphemesOf } from '../../src/core/graphemes.ts'
import type { Card, CardFact, DeskButton } from '../../src/core/outbound.ts'
import { joinRich, plain, type RichText, sliceRich } from '../../src/core/rich-text.ts'
import { splitRichText } from '../../src/core/split.ts'
import { buttonBlocks, menuElements } from './buttons.ts'
import { callOf, isAddress, partsOf } from './write-blocks.ts'

/** UTF-16 units of words in one message. Slack advises 4,000 (https://docs.slack.dev/reference/methods/chat.postMessage#truncating). */
export const TEXT_LIMIT = 4_000
/** UTF-16 units of what stands beside the words: facts, a hint, a speaker's name. */
const ASIDE_LIMIT = 1_500

export interface Content {
  /** For notifications and screen readers: escaped, without marks. */
  readonly text: string
  readonly blocks: readonly types.KnownBlock[]
}

/** The card in one message, and what of it did not fit. */
export function cardContents(card: Card): { readonly content: Content; readonly rest: readonly RichText[] } {
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

export function contentOf(
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
  return [...blocks.slice(0, -1), { type: 'actions', elements: [...(last?.elements ?? []), ...menuElements(menu)] }]
}

/** The first within `limit`, the rest as whole messages. */
function firstPieces(text: RichText, limit: number): RichText[] {
  const [first] = pieces(text, limit)
  if (!first) return []
  const end = text.text.indexOf(first.text) + first.text.length
  return [first, ...pieces(sliceRich(text, end), TEXT_LIMIT)]
}

export function pieces(text: RichText, limit: number): RichText[] {
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
