/**
 * Ana's phone: a chat of bubbles with inline keyboards under them.
 */
import type { TelegramButton, TelegramMessageView, TelegramView } from '../view.ts'
import { compose } from './composer.ts'
import { drawText } from './draw-pieces.ts'
import { byId, element, followEnd, patch } from './element.ts'
import { drawFile } from './file.ts'
import { act } from './live.ts'
import { pickPlace } from './map.ts'
import { pickPicture } from './pictures.ts'
import { readTelegram } from './telegram-text.ts'

/** @returns What draws the pane anew. */
export function telegramPane(): (view: TelegramView) => void {
  const list = byId('telegram-list')
  const block = byId<HTMLButtonElement>('telegram-block')
  let blocked = false
  followEnd(list)

  compose(byId<HTMLFormElement>('telegram-form'), text => act({ act: 'telegram.say', text }))
  block.addEventListener('click', () => act({ act: 'telegram.block', blocked: !blocked }))
  byId('telegram-pin').addEventListener('click', async () => {
    const point = await pickPlace()
    if (point) await act({ act: 'telegram.pin', ...point })
  })
  byId('telegram-photo').addEventListener('click', async () => {
    const chosen = await pickPicture()
    if (chosen) await act({ act: 'telegram.photo', ...chosen })
  })

  return view => {
    blocked = view.blocked
    byId('telegram-name').textContent = view.name
    block.textContent = blocked ? 'Unblock bot' : 'Block bot'
    byId('telegram').classList.toggle('blocked', blocked)
    patch(list, view.messages, message => String(message.id), drawMessage)
  }
}

function drawMessage(message: TelegramMessageView): HTMLElement {
  const bubble = element(
    'div',
    { class: 'bubble' },
    element('span', { class: 'unseen' }, message.mine ? 'Ana: ' : 'Bot: '),
    message.replyTo === undefined ? undefined : element('p', { class: 'quoted', dir: 'auto' }, message.replyTo),
    message.file && drawFile(message.file),
    message.place && drawPlace(message.place),
    message.other === undefined ? undefined : element('p', { class: 'small' }, message.other),
    message.text ? drawText('words', readTelegram(message.text, message.entities)) : undefined,
    drawTime(message),
  )
  const rows = message.keyboard.map(row => drawRow(message, row))
  const keyboard = rows.length > 0 ? element('div', { class: 'keyboard' }, ...rows) : undefined
  return element('article', { class: `message ${message.mine ? 'mine' : 'theirs'}` }, bubble, keyboard)
}

function drawTime(message: TelegramMessageView): HTMLElement {
  const time = new Date(message.date * 1000)
  const words = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  return element('time', { datetime: time.toISOString() }, message.edited ? `edited ${words}` : words)
}

function drawRow(message: TelegramMessageView, row: readonly TelegramButton[]): HTMLElement {
  return element('div', { class: 'row' }, ...row.map(button => drawButton(message, button)))
}

function drawButton(message: TelegramMessageView, button: TelegramButton): HTMLElement {
  const data = button.callback_data
  if (data === undefined) {
    return element('a', { href: button.url, target: '_blank', rel: 'noopener noreferrer', dir: 'auto' }, button.text)
  }
  const tap = () => act({ act: 'telegram.tap', message: message.id, data })
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
