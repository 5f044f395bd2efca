/**
 * What can be done with a message: reactions, the app's shortcuts, and with one's own, changing and deleting it.
 */
import type { SlackMessageView, SlackView } from '../view.ts'
import { element } from './element.ts'
import { openMenu } from './menu.ts'
import { emojiOf } from './slack-text.ts'

export interface MessageActs {
  /** Who acts. */
  readonly user: string
  readonly shortcuts: SlackView['shortcuts']
  /** Whether the words are in the editor just now. */
  readonly editing: boolean
  readonly edit: (on: boolean) => void
  readonly save: (words: string) => void
  readonly remove: () => void
  readonly react: (name: string, on: boolean) => void
  readonly useShortcut: (callback: string) => void
}

const offered = [
  ['eyes', 'I’m looking'],
  ['+1', 'Thumbs up'],
  ['tada', 'Hooray'],
] as const

export function drawMenu(message: SlackMessageView, acts: MessageActs): HTMLElement {
  const reactions = offered.map(([name, label]) => ({
    words: `${emojiOf(name)} ${label}`,
    choose: () => acts.react(name, true),
  }))
  const shortcuts = acts.shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ name, callback_id }) => ({ words: name, choose: () => acts.useShortcut(callback_id) }))
  const edit = { words: 'Edit the message', choose: () => acts.edit(true) }
  const remove = { words: 'Delete the message', choose: acts.remove }
  const own = message.user === acts.user ? [edit, remove] : []
  const label = `More for the message of ${message.author}`
  const button = element('button', { type: 'button', class: 'more', 'aria-label': label, 'aria-haspopup': 'menu' }, '⋯')
  button.addEventListener('click', () => openMenu(button, label, [...reactions, ...shortcuts, ...own]))
  return button
}

/** The words of one's own message, to be changed. Enter saves, Escape leaves it. */
export function drawEditor(message: SlackMessageView, acts: MessageActs): HTMLElement {
  const words = message.text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  const field = element('textarea', { rows: 2, dir: 'auto', 'aria-label': 'The message’s words' })
  field.value = words
  const save = () => {
    if (field.value.trim()) acts.save(field.value)
  }
  field.addEventListener('keydown', event => {
    if (event.key === 'Escape') acts.edit(false)
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    save()
  })
  queueMicrotask(() => field.focus())
  return element(
    'div',
    { class: 'editor' },
    field,
    element(
      'div',
      { class: 'row' },
      element('button', { type: 'button', class: 'plain', onclick: () => acts.edit(false) }, 'Cancel'),
      element('button', { type: 'button', class: 'primary', onclick: save }, 'Save'),
    ),
  )
}
