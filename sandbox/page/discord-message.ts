/**
 * A message on Discord: who, when, the words with their files, buttons and selects below.
 */
import type { DiscordComponent, DiscordMessageView } from '../resident-view.ts'
import { readDiscord } from './discord-text.ts'
import { drawText } from './draw-pieces.ts'
import { element } from './element.ts'
import { drawFile } from './file.ts'
import { act } from './live.ts'
import type { About } from './resident-composer.ts'
import { messageMenu } from './residents.ts'

export interface Row {
  readonly person: string
  /** The person's. */
  readonly name: string
  readonly inServer: boolean
  readonly begin: (about: About) => void
}

export function drawDiscordMessage(message: DiscordMessageView, row: Row): HTMLElement {
  const time = new Date(message.timestamp)
  const head = element(
    'p',
    { class: 'head' },
    element('strong', {}, message.author),
    message.mine ? undefined : element('span', { class: 'badge' }, 'APP'),
    element(
      'time',
      { datetime: time.toISOString() },
      time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }),
    ),
  )
  if (message.command) {
    return element('article', { class: 'used' }, element('strong', {}, message.author), ` used ${message.content}`)
  }
  return element(
    'article',
    { class: `message ${message.mine ? 'mine' : 'theirs'}${message.ephemeral ? ' ephemeral' : ''}` },
    element('span', { class: 'face', 'aria-hidden': 'true' }, message.author.slice(0, 1)),
    element(
      'div',
      { class: 'body' },
      message.replyTo === undefined ? undefined : element('p', { class: 'quoted', dir: 'auto' }, message.replyTo),
      head,
      message.loading ? element('p', { class: 'small' }, 'Thinking…') : undefined,
      message.content ? drawText('words', readDiscord(message.content)) : undefined,
      message.other === undefined ? undefined : element('p', { class: 'other' }, message.other),
      message.edited ? element('span', { class: 'small' }, '(edited)') : undefined,
      ...message.files.map(drawFile),
      ...message.rows.map(parts =>
        element('div', { class: 'row' }, ...parts.map(part => drawComponent(row.person, message, part))),
      ),
      message.reaction === undefined ? undefined : drawReaction(message.reaction),
      message.ephemeral ? element('p', { class: 'small' }, `Only ${row.name} can see this.`) : undefined,
    ),
    message.ephemeral ? undefined : drawMenu(message, row),
  )
}

function drawReaction(emoji: string): HTMLElement {
  return element('p', { class: 'reaction' }, element('span', { class: 'unseen' }, 'Reaction: '), emoji)
}

function drawMenu({ id, mine, content, other, reaction }: DiscordMessageView, row: Row): HTMLElement {
  const { person, inServer, begin } = row
  const words = content || other || 'Picture'
  return messageMenu({
    network: 'discord',
    person,
    message: id,
    reaction,
    reply: () => begin({ how: 'reply', message: id, words }),
    edit: mine && content && !inServer ? () => begin({ how: 'edit', message: id, words: content }) : undefined,
    canReact: !inServer,
  })
}

const styles: Readonly<Record<number, string>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' }

function drawComponent(person: string, message: DiscordMessageView, part: DiscordComponent): HTMLElement {
  if (part.type === 'select') return drawSelect(person, message, part)
  if (part.url !== undefined) {
    return element('a', { class: 'button', href: part.url, target: '_blank', rel: 'noopener noreferrer' }, part.label)
  }
  const tap = () => act({ act: 'discord.tap', person, message: message.id, label: part.label })
  const look = styles[part.style] ?? 'secondary'
  return element(
    'button',
    { type: 'button', class: look, dir: 'auto', disabled: part.disabled, onclick: tap },
    part.label,
  )
}

function drawSelect(
  person: string,
  message: DiscordMessageView,
  part: Extract<DiscordComponent, { type: 'select' }>,
): HTMLElement {
  const options = part.options.map(option => element('option', { value: option.label }, option.label))
  const hint = element('option', { value: '' }, part.placeholder)
  const select = element('select', { 'aria-label': part.placeholder, dir: 'auto' }, hint, ...options)
  // A choice by the arrow keys passes over others: only the button takes it.
  const choose = () => select.value && act({ act: 'discord.tap', person, message: message.id, label: select.value })
  const button = element('button', { type: 'button', class: 'primary', onclick: choose }, 'Choose')
  return element('div', { class: 'select' }, select, button)
}
