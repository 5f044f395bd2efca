/**
 * The workspace's left side: channels that the acting person is in, with what is new, and the app with its Home.
 */
import type { SlackView } from '../view.ts'
import { byId, element, patch } from './element.ts'

/** What the middle shows: a channel by its id, or the app's Home. */
export const HOME = 'home'

export function drawUsers(view: SlackView, current: string): string {
  const select = byId<HTMLSelectElement>('slack-user')
  patch(
    select,
    view.users,
    user => user.id,
    ({ id, name, role }) => element('option', { value: id }, role ? `${name} (${role})` : name),
  )
  if (current) select.value = current
  return select.value
}

interface Entry {
  readonly id: string
  readonly kind: 'channel' | 'locked' | 'home' | 'direct'
  readonly name: string
  readonly unread: number
  readonly current: boolean
}

const signs = { channel: '# ', locked: '🔒 ', home: '', direct: '' } as const

/** @param seen  How many messages of a channel were on the screen. */
export function drawChannels(
  view: SlackView,
  { user, current }: { readonly user: string; readonly current: string },
  seen: ReadonlyMap<string, number>,
  go: (id: string) => void,
): void {
  byId('slack-workspace').textContent = view.workspace
  const mine = view.channels.filter(channel => channel.members.includes(user))
  const entries = mine.map(({ id, name, kind, messages }): Entry => {
    const unread = messages.filter(({ onlyFor }) => !onlyFor || onlyFor === user).length - (seen.get(id) ?? 0)
    const as = kind === 'direct' ? 'direct' : kind === 'private' ? 'locked' : 'channel'
    return { id, kind: as, name: kind === 'direct' ? 'Messages' : name, unread, current: id === current }
  })
  const channels = entries.filter(({ kind }) => kind !== 'direct')
  const apps = entries.filter(({ kind }) => kind === 'direct')
  const home: Entry = { id: HOME, kind: 'home', name: 'Home', unread: 0, current: current === HOME }
  patchEntries(byId('slack-channels'), channels, go)
  patchEntries(byId('slack-apps'), [...(view.homeTab ? [home] : []), ...apps], go)
  byId('slack-apps-title').hidden = !view.homeTab && apps.length === 0
}

function patchEntries(list: HTMLElement, entries: readonly Entry[], go: (id: string) => void): void {
  patch(
    list,
    entries,
    entry => entry.id,
    ({ id, kind, name, unread, current }) => {
      const fresh = element('span', { class: 'unread' }, String(unread), element('span', { class: 'unseen' }, ' new'))
      const words = element('span', {}, element('span', { 'aria-hidden': 'true' }, signs[kind]), name)
      const attributes = { type: 'button', 'aria-current': current ? 'true' : undefined, onclick: () => go(id) }
      const button = element('button', attributes, words, unread > 0 ? fresh : undefined)
      return element('li', { class: unread > 0 ? 'fresh' : '' }, button)
    },
  )
}
