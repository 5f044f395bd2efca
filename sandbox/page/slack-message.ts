/**
 * One Slack message: who, when, its blocks and files, the marks on it.
 */
import type { SlackMessageView } from '../view.ts'
import { drawText } from './draw-pieces.ts'
import { element } from './element.ts'
import { drawFile } from './file.ts'
import { type Drawing, drawBlock } from './slack-blocks.ts'
import { emojiOf, readMrkdwn } from './slack-text.ts'

/** What the marks say, for those who hover or listen. */
const marks: Readonly<Record<string, string>> = {
  hourglass_flowing_sand: 'under way',
  white_check_mark: 'delivered',
  x: 'not delivered',
  memo: 'a note among staff',
  question: 'waiting for its author',
  eyes: 'looking',
}

/** @param replies  Shown as a button where it can open the thread. */
export function drawSlackMessage(
  message: SlackMessageView,
  drawing: Drawing,
  replies?: { readonly count: number; readonly open: () => void },
): HTMLElement {
  const time = new Date(Number(message.ts) * 1000)
  const clock = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  const kinds = ['message', message.bot ? 'bot' : '', message.onlyFor ? 'whisper' : '', isNote(message) ? 'note' : '']
  return element(
    'article',
    { class: kinds.join(' ') },
    element('span', { class: `face face-${toneOf(message)}`, 'aria-hidden': 'true' }, message.author.slice(0, 1)),
    element(
      'div',
      { class: 'body' },
      message.onlyFor ? element('p', { class: 'small' }, 'Only visible to you') : undefined,
      element(
        'p',
        { class: 'head' },
        element('strong', { dir: 'auto' }, message.author),
        message.bot ? element('span', { class: 'badge' }, 'APP') : undefined,
        element('time', { datetime: time.toISOString() }, clock),
      ),
      ...drawContent(message, drawing),
      message.edited ? element('span', { class: 'small' }, '(edited)') : undefined,
      ...message.files.map(drawFile),
      drawReactions(message),
      isCard(message) ? drawLook(drawing) : undefined,
      replies && drawReplies(replies),
    ),
  )
}

function drawContent(message: SlackMessageView, drawing: Drawing): HTMLElement[] {
  if (message.blocks.length > 0) return message.blocks.map(block => drawBlock(block, drawing))
  return message.text ? [drawText('rich', readMrkdwn(message.text, drawing.names))] : []
}

function drawReactions(message: SlackMessageView): HTMLElement | undefined {
  if (message.reactions.length === 0) return undefined
  const shown = message.reactions.map(({ name, count }) => {
    const word = marks[name] ?? name
    const emoji = element('span', { 'aria-hidden': 'true' }, emojiOf(name))
    return element(
      'li',
      { title: word },
      emoji,
      element('span', { class: 'word' }, word),
      count > 1 ? ` ${count}` : undefined,
    )
  })
  return element('ul', { class: 'reactions', 'aria-label': 'Marks' }, ...shown)
}

/** The one reaction that Folkmoot takes for an act. */
function drawLook(drawing: Drawing): HTMLElement {
  const eyes = element('span', { 'aria-hidden': 'true' }, emojiOf('eyes'))
  const look = () => drawing.react('eyes')
  return element('button', { type: 'button', class: 'look', onclick: look }, eyes, ' I’m looking')
}

function isCard({ bot, thread, onlyFor, blocks }: SlackMessageView): boolean {
  return bot && !thread && !onlyFor && blocks.some(block => block.type === 'actions')
}

function drawReplies(replies: { readonly count: number; readonly open: () => void }): HTMLElement {
  const words =
    replies.count === 0 ? 'Reply in thread' : `${replies.count} ${replies.count === 1 ? 'reply' : 'replies'}`
  return element('button', { type: 'button', class: 'replies', onclick: replies.open }, words)
}

function isNote(message: SlackMessageView): boolean {
  return message.reactions.some(reaction => reaction.name === 'memo')
}

/** One of five colours, the same for the same author. */
function toneOf(message: SlackMessageView): number {
  let sum = 0
  for (const letter of message.user + message.author) sum += letter.codePointAt(0) ?? 0
  return sum % 5
}
