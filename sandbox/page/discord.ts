/**
 * Ben's screen: a dark list with buttons and selects below the messages, and slash commands typed.
 */
import type { DiscordComponent, DiscordMessageView, DiscordView } from '../view.ts'
import { compose } from './composer.ts'
import { readDiscord } from './discord-text.ts'
import { drawText } from './draw-pieces.ts'
import { byId, element, followEnd, patch } from './element.ts'
import { drawFile } from './file.ts'
import { act } from './live.ts'
import { pickPicture } from './pictures.ts'

/** @returns What draws the pane anew. */
export function discordPane(): (view: DiscordView) => void {
  const list = byId('discord-list')
  const close = byId<HTMLButtonElement>('discord-close')
  let closed = false
  followEnd(list)

  compose(byId<HTMLFormElement>('discord-form'), text => {
    const command = /^\/([\w-]+)\s*([\s\S]*)$/.exec(text.trim())
    if (!command) return act({ act: 'discord.say', text })
    return act({ act: 'discord.command', name: command[1]!.toLowerCase(), argument: command[2]! })
  })
  close.addEventListener('click', () => act({ act: 'discord.close', closed: !closed }))
  byId('discord-photo').addEventListener('click', async () => {
    const chosen = await pickPicture()
    if (chosen) await act({ act: 'discord.say', text: chosen.caption, picked: chosen.picked })
  })

  return view => {
    closed = view.closed
    close.textContent = closed ? 'Open DMs' : 'Close DMs'
    const commands = view.commands.map(command => `/${command.name}`)
    byId('discord-commands').textContent = commands.length > 0 ? `Commands: ${commands.join('  ')}` : ''
    patch(list, view.messages, message => message.id, drawMessage)
  }
}

function drawMessage(message: DiscordMessageView): HTMLElement {
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
      message.edited ? element('span', { class: 'small' }, '(edited)') : undefined,
      ...message.files.map(drawFile),
      ...message.rows.map(row => element('div', { class: 'row' }, ...row.map(part => drawComponent(message, part)))),
      message.ephemeral ? element('p', { class: 'small' }, 'Only Ben can see this.') : undefined,
    ),
  )
}

const styles: Readonly<Record<number, string>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' }

function drawComponent(message: DiscordMessageView, part: DiscordComponent): HTMLElement {
  if (part.type === 'select') return drawSelect(message, part)
  if (part.url !== undefined) {
    return element('a', { class: 'button', href: part.url, target: '_blank', rel: 'noopener noreferrer' }, part.label)
  }
  const tap = () => act({ act: 'discord.tap', message: message.id, label: part.label })
  const look = styles[part.style] ?? 'secondary'
  return element(
    'button',
    { type: 'button', class: look, dir: 'auto', disabled: part.disabled, onclick: tap },
    part.label,
  )
}

function drawSelect(message: DiscordMessageView, part: Extract<DiscordComponent, { type: 'select' }>): HTMLElement {
  const options = part.options.map(option => element('option', { value: option.label }, option.label))
  const hint = element('option', { value: '' }, part.placeholder)
  const select = element('select', { 'aria-label': part.placeholder, dir: 'auto' }, hint, ...options)
  // A choice by the arrow keys passes over others: only the button takes it.
  const choose = () => select.value && act({ act: 'discord.tap', message: message.id, label: select.value })
  const button = element('button', { type: 'button', class: 'primary', onclick: choose }, 'Choose')
  return element('div', { class: 'select' }, select, button)
}
