/**
 * The staff's desk: channels with unread counts, a channel's messages, and the thread beside them.
 */
import type { SlackChannelView, SlackMessageView, SlackView } from '../view.ts'
import { compose } from './composer.ts'
import { byId, element, followEnd, patch } from './element.ts'
import { act } from './live.ts'
import { pickPicture } from './pictures.ts'
import type { Drawing } from './slack-blocks.ts'
import { slackForm } from './slack-form.ts'
import { drawSlackMessage } from './slack-message.ts'

interface Open {
  user: string
  channel: string
  thread: string | undefined
}

/** @returns What draws the pane anew. */
export function slackPane(): (view: SlackView) => void {
  const open: Open = { user: '', channel: '', thread: undefined }
  /** How many messages of a channel were on the screen. */
  const seen = new Map<string, number>()
  let view: SlackView | undefined
  const list = followEnd(byId('slack-list'))
  const replies = followEnd(byId('slack-replies'))
  const drawForm = slackForm()

  const openThread = (root: string) => {
    open.thread = root
    draw()
    replies.toEnd()
    byId('slack-thread-title').focus()
  }
  const draw = () => {
    if (!view) return
    open.channel ||= view.channels[0]?.id ?? ''
    const channel = view.channels.find(one => one.id === open.channel)
    if (channel && byId('slack').checkVisibility()) seen.set(channel.id, channel.messages.length)
    drawUsers(view, open)
    drawForm(view, open.user)
    drawChannels(view, open, seen, id => {
      Object.assign(open, { channel: id, thread: undefined })
      draw()
      list.toEnd()
    })
    if (channel) drawChannel(view, channel, open, openThread)
  }

  byId<HTMLSelectElement>('slack-user').addEventListener('change', event => {
    open.user = (event.currentTarget as HTMLSelectElement).value
    draw()
  })
  byId('slack-close').addEventListener('click', () => {
    const root = open.thread
    open.thread = undefined
    draw()
    const buttons = byId('slack-list').querySelectorAll<HTMLElement>('[data-key] > .body > .replies')
    const back = [...buttons].find(button => button.closest<HTMLElement>('[data-key]')?.dataset.key === root)
    ;(back ?? byId('slack-list')).focus()
  })
  compose(byId<HTMLFormElement>('slack-form'), text =>
    act({ act: 'slack.write', user: open.user, channel: open.channel, text }),
  )
  compose(byId<HTMLFormElement>('slack-reply'), text => act({ act: 'slack.write', ...open, text }))
  byId('slack-photo').addEventListener('click', async () => {
    const chosen = await pickPicture()
    if (chosen) await act({ act: 'slack.write', ...open, text: chosen.caption, picked: chosen.picked })
  })

  return now => {
    view = now
    draw()
  }
}

function drawUsers(view: SlackView, open: Open): void {
  const select = byId<HTMLSelectElement>('slack-user')
  patch(
    select,
    view.users,
    user => user.id,
    user => element('option', { value: user.id }, user.kind === 'guest' ? `${user.name} (guest)` : user.name),
  )
  if (open.user) select.value = open.user
  else open.user = select.value
}

function drawChannels(view: SlackView, open: Open, seen: ReadonlyMap<string, number>, go: (id: string) => void): void {
  byId('slack-workspace').textContent = view.workspace
  const items = view.channels.map(({ id, name, messages }) => {
    return { id, name, unread: messages.length - (seen.get(id) ?? 0), current: id === open.channel }
  })
  patch(
    byId('slack-channels'),
    items,
    item => item.id,
    item => {
      const count =
        item.unread > 0 ? element('span', { class: 'unread' }, String(item.unread), unseen(' new')) : undefined
      const name = element('span', {}, element('span', { 'aria-hidden': 'true' }, '# '), item.name)
      const button = element(
        'button',
        { type: 'button', 'aria-current': item.current ? 'true' : undefined, onclick: () => go(item.id) },
        name,
        count,
      )
      return element('li', { class: item.unread > 0 ? 'fresh' : '' }, button)
    },
  )
}

function drawChannel(view: SlackView, channel: SlackChannelView, open: Open, openThread: (root: string) => void): void {
  const names = {
    user: (id: string) => view.users.find(user => user.id === id)?.name ?? id,
    channel: (id: string) => view.channels.find(one => one.id === id)?.name ?? id,
  }
  const drawingOf = (message: SlackMessageView): Drawing => ({
    names,
    press: action => act({ act: 'slack.press', user: open.user, channel: channel.id, message: message.ts, action }),
    react: name => act({ act: 'slack.react', user: open.user, channel: channel.id, message: message.ts, name }),
  })
  const visible = channel.messages.filter(message => !message.onlyFor || message.onlyFor === open.user)
  const repliesOf = (root: string) => visible.filter(message => message.thread === root)

  byId('slack-channel').textContent = `# ${channel.name}`
  const field = byId('slack-form').querySelector('textarea')
  if (field) field.placeholder = `Message #${channel.name}`
  const list = byId('slack-list')
  const standing = visible.filter(message => !message.thread || message.broadcast)
  const withReplies = standing.map(message => ({ message, count: repliesOf(message.ts).length }))
  patch(
    list,
    withReplies,
    ({ message }) => message.ts,
    ({ message, count }) => {
      const button = message.onlyFor ? undefined : { count, open: () => openThread(message.thread ?? message.ts) }
      return drawSlackMessage(message, drawingOf(message), button)
    },
  )

  byId('slack-desk').classList.toggle('threaded', open.thread !== undefined)
  byId('slack-thread').hidden = open.thread === undefined
  if (open.thread === undefined) return
  const root = open.thread
  const thread = visible.filter(message => message.ts === root || message.thread === root)
  patch(
    byId('slack-replies'),
    thread,
    message => message.ts,
    message => drawSlackMessage(message, drawingOf(message)),
  )
}

function unseen(words: string): HTMLElement {
  return element('span', { class: 'unseen' }, words)
}
