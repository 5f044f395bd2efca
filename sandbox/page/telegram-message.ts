/**
 * A bubble of a Telegram chat, with the buttons below it. An album is one bubble.
 */
import type { TelegramButton, TelegramMessageView } from '../resident-view.ts'
import { drawText } from './draw-pieces.ts'
import { element } from './element.ts'
import { drawFile } from './file.ts'
import { act } from './live.ts'
import type { About } from './resident-composer.ts'
import { messageMenu } from './residents.ts'
import { readTelegram } from './telegram-text.ts'

export interface Bubble {
  readonly person: string
  readonly inGroup: boolean
  readonly begin: (about: About) => void
}

/** @param album  One message, or all pictures that were sent together. */
export function drawTelegramMessage(
  album: readonly [TelegramMessageView, ...TelegramMessageView[]],
  { person, inGroup, begin }: Bubble,
): HTMLElement {
  const [message] = album
  const files = album.flatMap(({ file }) => (file ? [drawFile(file)] : []))
  const words = message.text || message.other || 'Photo'
  const bubble = element(
    'div',
    { class: 'bubble' },
    inGroup && !message.mine
      ? element('p', { class: 'author', dir: 'auto' }, message.author)
      : element('span', { class: 'unseen' }, `${message.author}: `),
    message.replyTo === undefined ? undefined : element('p', { class: 'quoted', dir: 'auto' }, message.replyTo),
    files.length > 1 ? element('div', { class: 'album' }, ...files) : files[0],
    message.place && drawPlace(message.place),
    message.other === undefined ? undefined : element('p', { class: 'other' }, message.other),
    message.text ? drawText('words', readTelegram(message.text, message.entities)) : undefined,
    drawTime(message),
    message.reaction === undefined ? undefined : drawReaction(message.reaction),
  )
  const menu = messageMenu({
    network: 'telegram',
    person,
    message: message.id,
    reaction: message.reaction,
    reply: () => begin({ how: 'reply', message: message.id, words }),
    edit:
      message.mine && message.text && !inGroup
        ? () => begin({ how: 'edit', message: message.id, words: message.text })
        : undefined,
    canReact: !inGroup,
  })
  const rows = message.keyboard.map(row =>
    element('div', { class: 'row' }, ...row.map(button => drawButton(person, message, button))),
  )
  const keyboard = rows.length > 0 ? element('div', { class: 'keyboard' }, ...rows) : undefined
  const side = message.mine ? 'mine' : 'theirs'
  return element('article', { class: `message ${side}` }, bubble, menu, keyboard)
}

function drawTime(message: TelegramMessageView): HTMLElement {
  const time = new Date(message.date * 1000)
  const words = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  return element('time', { datetime: time.toISOString() }, message.edited ? `edited ${words}` : words)
}

function drawReaction(emoji: string): HTMLElement {
  return element('p', { class: 'reaction' }, element('span', { class: 'unseen' }, 'Reaction: '), emoji)
}

function drawButton(person: string, message: TelegramMessageView, button: TelegramButton): HTMLElement {
  const data = button.callback_data
  if (data === undefined) {
    return element('a', { href: button.url, target: '_blank', rel: 'noopener noreferrer', dir: 'auto' }, button.text)
  }
  const tap = () => act({ act: 'telegram.tap', person, message: message.id, data })
  return element('button', { type: 'button', dir: 'auto', onclick: tap }, button.text)
}

function drawPlace(place: NonNullable<TelegramMessageView['place']>): HTMLElement {
  const words = `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`
  return element(
    'div',
    { class: 'place' },
    element('span', { class: 'pin', 'aria-hidden': 'true' }),
    element('span', {}, place.title ?? 'Place', element('br'), element('span', { class: 'small' }, words)),
  )
}
