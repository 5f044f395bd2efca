/**
 * The staff's desk: channels with unread counts, a channel's messages and the thread beside them, the app's Home.
 */
import type { SlackChannelView, SlackMessageView, SlackView } from '../view.ts'
import { completeCommands } from './completion.ts'
import { compose } from './composer.ts'
import { byId, followEnd, patch } from './element.ts'
import { act } from './live.ts'
import { openMenu } from './menu.ts'
import { pickFiles } from './pictures.ts'
import type { Drawing } from './slack-drawing.ts'
import { slackForm } from './slack-form.ts'
import { drawHome } from './slack-home.ts'
import type { MessageActs } from './slack-menu.ts'
import { drawSlackMessage } from './slack-message.ts'
import { namesIn } from './slack-names.ts'
import { drawChannels, drawUsers, HOME } from './slack-nav.ts'

interface Open {
  user: string
  channel: string
  thread: string | undefined
  /** The message in the editor. */
  editing: string | undefined
}

/** @returns What draws the pane anew. */
export function slackPane(): (view: SlackView) => void {
  const open: Open = { user: '', channel: '', thread: undefined, editing: undefined }
  /** How many messages of a channel were on the screen. */
  const seen = new Map<string, number>()
  let view: SlackView | undefined
  const list = followEnd(byId('slack-list'))
  const replies = followEnd(byId('slack-replies'))
  const drawForm = slackForm()
  const form = byId<HTMLFormElement>('slack-form')

  const openThread = (root: string) => {
    open.thread = root
    draw()
    replies.toEnd()
    byId('slack-thread-title').focus()
  }
  const go = (id: string) => {
    Object.assign(open, { channel: id, thread: undefined, editing: undefined })
    if (id === HOME) void act({ act: 'slack.home', user: open.user, tab: 'home' })
    draw()
    list.toEnd()
  }
  const draw = () => {
    if (!view) return
    open.user = drawUsers(view, open.user)
    const mine = view.channels.filter(channel => channel.members.includes(open.user))
    if (open.channel !== HOME && !mine.some(({ id }) => id === open.channel)) open.channel = mine[0]?.id ?? ''
    const channel = mine.find(({ id }) => id === open.channel)
    if (channel && byId('slack').checkVisibility()) seen.set(channel.id, shownTo(open.user, channel).length)
    drawForm(view, open.user)
    drawChannels(view, { user: open.user, current: open.channel }, seen, go)
    byId('slack-home-room').hidden = open.channel !== HOME
    byId('slack-room').hidden = open.channel === HOME
    if (open.channel === HOME) drawHome(view, open.user)
    if (channel) drawChannel(view, channel, open, { openThread, draw })
    else drawThread(open, [], () => document.createElement('div'))
  }

  byId<HTMLSelectElement>('slack-user').addEventListener('change', event => {
    open.user = (event.currentTarget as HTMLSelectElement).value
    open.editing = undefined
    if (open.channel === HOME) void act({ act: 'slack.home', user: open.user, tab: 'home' })
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
  const send = (text: string, thread?: string): Promise<boolean> => {
    const to = { user: open.user, channel: open.channel, ...(thread !== undefined && { thread }) }
    if (text.startsWith('/') && !text.startsWith('//')) return act({ act: 'slack.command', ...to, text })
    const both = byId<HTMLInputElement>('slack-broadcast')
    const broadcast = thread !== undefined && both.checked
    both.checked = false
    return act({ act: 'slack.write', ...to, text, broadcast, files: [] })
  }
  const field = form.querySelector('textarea')
  if (field) completeCommands(field, byId('slack-commands'), () => commandsOf(view))
  compose(form, text => send(text))
  compose(byId<HTMLFormElement>('slack-reply'), text => send(text, open.thread))
  const attach = async (thread?: string) => {
    const chosen = await pickFiles(10)
    if (!chosen) return
    const to = { user: open.user, channel: open.channel, ...(thread !== undefined && { thread }) }
    await act({ act: 'slack.write', ...to, text: chosen.caption, files: chosen.files })
  }
  byId('slack-photo').addEventListener('click', () => attach(open.thread))
  const plus = byId('slack-attach')
  plus.addEventListener('click', () => {
    const shortcuts = view?.shortcuts.filter(({ type }) => type === 'global') ?? []
    const uses = shortcuts.map(({ name, callback_id: callback }) => ({
      words: name,
      choose: () => void act({ act: 'slack.shortcut', user: open.user, callback }),
    }))
    openMenu(plus, 'To the channel', [{ words: 'Attach pictures', choose: () => void attach() }, ...uses])
  })

  return now => {
    view = now
    draw()
  }
}

/** As the composer completes them, without their slash. */
function commandsOf(view: SlackView | undefined) {
  return (view?.commands ?? []).map(({ command, usage_hint: hint, description }) => ({
    name: command.slice(1),
    description: hint ? `${hint} · ${description}` : description,
  }))
}

function shownTo(user: string, { messages }: SlackChannelView): readonly SlackMessageView[] {
  return messages.filter(message => !message.onlyFor || message.onlyFor === user)
}

interface Pane {
  readonly openThread: (root: string) => void
  readonly draw: () => void
}

function drawChannel(view: SlackView, channel: SlackChannelView, open: Open, { openThread, draw }: Pane): void {
  const { user } = open
  const names = namesIn(view)
  const drawingOf = ({ ts }: SlackMessageView): Drawing => {
    const where = { channel: channel.id, message: ts }
    const press: Drawing['press'] = ({ block, action }, chosen) =>
      void act({ act: 'slack.press', user, where, block, action, ...(chosen !== undefined && { chosen }), filled: {} })
    return {
      names,
      people: view.users,
      channels: view.channels.filter(({ kind }) => kind !== 'direct'),
      scope: `slack-${ts}`,
      held: () => undefined,
      found: () => [],
      press,
      lookUp: ({ block, action }, typed) => void act({ act: 'slack.lookUp', user, where, block, action, typed }),
      report: (target, held) => press(target, typeof held === 'string' ? held : held.join()),
    }
  }
  const actsOf = ({ ts }: SlackMessageView): MessageActs => {
    const on = { user, channel: channel.id, message: ts }
    const edit = (editing: boolean) => {
      open.editing = editing ? ts : undefined
      draw()
    }
    return {
      user,
      shortcuts: view.shortcuts,
      editing: open.editing === ts,
      edit,
      save: async text => {
        if (await act({ act: 'slack.edit', ...on, text })) edit(false)
      },
      remove: () => void act({ act: 'slack.delete', ...on }),
      react: (name, wanted) => void act({ act: 'slack.react', ...on, name, on: wanted }),
      useShortcut: callback =>
        void act({ act: 'slack.shortcut', user, callback, on: { channel: channel.id, message: ts } }),
    }
  }
  const visible = shownTo(user, channel)
  const repliesOf = (root: string) => visible.filter(message => message.thread === root)

  const title = channel.kind === 'direct' ? 'Folkmoot’s messages' : `# ${channel.name}`
  byId('slack-channel').textContent = channel.archived ? `${title} (archived)` : title
  const field = byId('slack-form').querySelector('textarea')
  if (field) field.placeholder = channel.kind === 'direct' ? 'Message Folkmoot' : `Message #${channel.name}`
  const standing = visible.filter(message => !message.thread || message.broadcast)
  const items = standing.map(message => ({
    message,
    count: repliesOf(message.ts).length,
    user,
    editing: open.editing === message.ts,
    shortcuts: view.shortcuts,
  }))
  patch(
    byId('slack-list'),
    items,
    ({ message }) => message.ts,
    ({ message, count }) => {
      const button = message.onlyFor ? undefined : { count, open: () => openThread(message.thread ?? message.ts) }
      return drawSlackMessage(message, drawingOf(message), actsOf(message), button)
    },
  )
  const thread = visible.filter(message => message.ts === open.thread || message.thread === open.thread)
  drawThread(open, open.thread === undefined ? [] : thread, message =>
    drawSlackMessage(message, drawingOf(message), actsOf(message)),
  )
}

function drawThread(
  open: Open,
  thread: readonly SlackMessageView[],
  drawMessage: (message: SlackMessageView) => HTMLElement,
): void {
  byId('slack-desk').classList.toggle('threaded', open.thread !== undefined)
  byId('slack-thread').hidden = open.thread === undefined
  patch(
    byId('slack-replies'),
    thread.map(message => ({ message, user: open.user, editing: open.editing === message.ts })),
    ({ message }) => message.ts,
    ({ message }) => drawMessage(message),
  )
}
