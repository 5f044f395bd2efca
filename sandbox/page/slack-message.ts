/**
 * One Slack message: who, when, its blocks and files, the marks on it, and what can be done with it.
 */
import type { SlackMessageView } from '../view.ts'
import { drawText } from './draw-pieces.ts'
import { element } from './element.ts'
import { drawFile } from './file.ts'
import { drawBlock } from './slack-blocks.ts'
import type { Drawing } from './slack-drawing.ts'
import { drawEditor, drawMenu, type MessageActs } from './slack-menu.ts'
import { emojiOf, readMrkdwn } from './slack-text.ts'

/** What the marks say, for those who hover or listen. */
const marks: Readonly<Record<string, string>> = {
  hourglass_flowing_sand: 'under way',
  white_check_mark: 'delivered',
  x: 'not delivered',
  memo: 'a note among staff',
  question: 'waiting for its author',
  hand: 'not sent yet',
  leftwards_arrow_with_hook: 'taken back',
  eyes: 'looking',
  '+1': 'thumbs up',
  tada: 'hooray',
}

/** @param replies  Shown as a button where it can open the thread. */
export function drawSlackMessage(
  message: SlackMessageView,
  drawing: Drawing,
  acts: MessageActs,
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
      message.broadcast ? element('p', { class: 'small' }, 'Also sent to the channel') : undefined,
      element(
        'p',
        { class: 'head' },
        element('strong', { dir: 'auto' }, message.author),
        message.bot ? element('span', { class: 'badge' }, 'APP') : undefined,
        element('time', { datetime: time.toISOString() }, clock),
      ),
      ...(acts.editing ? [drawEditor(message, acts)] : drawContent(message, drawing)),
      message.edited && !acts.editing ? element('span', { class: 'small' }, '(edited)') : undefined,
      ...message.files.map(drawFile),
      drawReactions(message, acts),
      isCard(message) ? drawLook(acts) : undefined,
      replies && drawReplies(replies),
      message.onlyFor || message.deleted || acts.editing ? undefined : drawMenu(message, acts),
    ),
  )
}

function drawContent(message: SlackMessageView, drawing: Drawing): HTMLElement[] {
  if (message.deleted) return [element('p', { class: 'gone' }, 'This message was deleted.')]
  if (message.blocks.length > 0) return message.blocks.map(block => drawBlock(block, drawing))
  return message.text ? [drawText('rich', readMrkdwn(message.text, drawing.names))] : []
}

/** Each can be joined, or taken back. */
function drawReactions({ reactions }: SlackMessageView, acts: MessageActs): HTMLElement | undefined {
  if (reactions.length === 0) return undefined
  const shown = reactions.map(({ name, users }) => {
    const word = marks[name] ?? name
    const mine = users.includes(acts.user)
    const emoji = element('span', { 'aria-hidden': 'true' }, emojiOf(name))
    const button = element(
      'button',
      { type: 'button', title: word, 'aria-pressed': String(mine), onclick: () => acts.react(name, !mine) },
      emoji,
      element('span', { class: 'word' }, word),
      users.length > 1 ? ` ${users.length}` : undefined,
    )
    return element('li', {}, button)
  })
  return element('ul', { class: 'reactions', 'aria-label': 'Marks' }, ...shown)
}

/** The one reaction that Folkmoot takes for an act. */
function drawLook(acts: MessageActs): HTMLElement {
  const eyes = element('span', { 'aria-hidden': 'true' }, emojiOf('eyes'))
  const look = () => acts.react('eyes', true)
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
