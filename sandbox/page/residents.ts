/**
 * Whose app a pane shows, and which of their chats: what the Telegram and Discord panes have in common.
 */
import { byId, element, patch } from './element.ts'
import { act } from './live.ts'
import { type MenuItem, openMenu } from './menu.ts'
import { openPeople } from './people.ts'

interface Person {
  readonly id: string
  readonly name: string
  readonly language: string
}

export interface Residents<P extends Person> {
  /** Who has the pane; undefined where nobody is on the network. */
  readonly person: P | undefined
  /** Their chat with the bot, or the place where many are. */
  readonly room: 'private' | 'public'
  /** @param rooms  The two chats' names. */
  show(people: readonly P[], rooms: { readonly private: string; readonly public: string }): void
}

/**
 * @param name  `telegram` or `discord`: the elements' ids begin with it.
 * @param words  What the pane is called, of this person.
 * @param changed  Somebody else, or another chat, has the pane.
 */
export function residents<P extends Person>(
  name: 'telegram' | 'discord',
  words: { readonly pane: (person: string) => string; readonly chat: string },
  changed: () => void,
): Residents<P> {
  const select = byId<HTMLSelectElement>(`${name}-person`)
  const rooms = byId(`${name}-rooms`)
  let people: readonly P[] = []
  let chosen = ''
  let room: 'private' | 'public' = 'private'
  const personNow = () => people.find(({ id }) => id === chosen)
  select.addEventListener('change', () => {
    chosen = select.value
    changed()
  })
  byId(`${name}-add`).addEventListener('click', () => openPeople(name))

  const drawRooms = (named: Readonly<Record<'private' | 'public', string>>) => {
    const both = (['private', 'public'] as const).map(key => ({ key, words: named[key], on: key === room }))
    patch(
      rooms,
      both,
      one => one.key,
      one => {
        const go = () => {
          room = one.key
          changed()
        }
        return element(
          'button',
          { type: 'button', 'aria-current': one.on ? 'true' : undefined, onclick: go },
          one.words,
        )
      },
    )
  }
  return {
    get person() {
      return personNow()
    },
    get room() {
      return room
    },
    show: (now, named) => {
      const before = new Set(people.map(({ id }) => id))
      const fresh = people.length > 0 ? now.find(({ id }) => !before.has(id)) : undefined
      people = now
      // Who was just added is who one wants to see.
      if (fresh) chosen = fresh.id
      else if (!personNow()) chosen = now[0]?.id ?? ''
      patch(
        select,
        now.map(({ id, name: label }) => ({ id, label })),
        item => item.id,
        item => element('option', { value: item.id, dir: 'auto' }, item.label),
      )
      select.value = chosen
      const who = personNow()?.name ?? 'Nobody'
      byId(`${name}-owner`).textContent = words.pane(who)
      byId(`${name}-list`).setAttribute('aria-label', `${who}’s ${words.chat}`)
      byId(`${name}-words`).setAttribute('aria-label', `${who}’s message`)
      byId(`${name}-tab`).textContent = who
      byId(`${name}`).classList.toggle('empty', !personNow())
      // Their app is in their language, and runs as it does: what is theirs is on the other side.
      byId(`${name}-list`).dir = personNow()?.language === 'ar' ? 'rtl' : 'ltr'
      drawRooms(named)
    },
  }
}

/**
 * One stop of the keyboard for all messages: the newest one's ⋯, and the arrow keys go from there through the others.
 * Called after the list was drawn.
 */
export function roveMessages(list: HTMLElement): void {
  const menus = [...list.querySelectorAll<HTMLElement>('.more')]
  const held = menus.find(menu => menu === document.activeElement) ?? menus.at(-1)
  for (const menu of menus) menu.tabIndex = menu === held ? 0 : -1
  list.onkeydown = event => {
    const at = menus.indexOf(event.target as HTMLElement)
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const next = at < 0 || !step ? undefined : menus[at + step]
    if (!next) return
    event.preventDefault()
    for (const menu of menus) menu.tabIndex = menu === next ? 0 : -1
    next.focus()
  }
}

const emojis = ['👍', '❤️', '🎉', '🤔'] as const

/** What one can do with a message, beside reading it. */
export function messageMenu(options: {
  readonly network: 'telegram' | 'discord'
  readonly person: string
  readonly message: string
  readonly reaction: string | undefined
  readonly reply: () => void
  /** Own words only. */
  readonly edit: (() => void) | undefined
  /** Not everywhere. */
  readonly canReact: boolean
}): HTMLElement {
  const { network, person, message, reaction, reply, edit, canReact } = options
  const react = (emoji: string) => () => act({ act: `${network}.react`, person, message, emoji })
  const items: MenuItem[] = [{ words: 'Answer this', choose: reply }]
  if (edit) items.push({ words: 'Change the words', choose: edit })
  if (canReact) {
    for (const emoji of emojis) if (emoji !== reaction) items.push({ words: `React ${emoji}`, choose: react(emoji) })
    if (reaction) items.push({ words: `Take ${reaction} away`, choose: react('') })
  }
  const open = (event: Event) => openMenu(event.currentTarget as HTMLElement, 'This message', items)
  return element(
    'button',
    { type: 'button', class: 'more', 'aria-haspopup': 'menu', title: 'Answer, change, react', onclick: open },
    element('span', { 'aria-hidden': 'true' }, '⋯'),
    element('span', { class: 'unseen' }, 'With this message'),
  )
}
