/** The staff's workspace as the page is told of it. */
import type { Place } from '../../src/core/place.ts'
import type { SlackUser } from '../slack/staff.ts'
import type { SlackStandIn } from '../slack/stand-in.ts'
import { surfaceOf } from '../slack/subscriptions.ts'
import type { HomeView, ModalView, OpenView, SlackMessage } from '../slack/wire.ts'
import type { Channel } from '../slack/workspace.ts'
import type { SlackChannelView, SlackMessageView, SlackSurfaceView, SlackView } from '../view.ts'

const shownMessages = 400

export function viewSlack(slack: SlackStandIn, staff: readonly SlackUser[], place: Place): SlackView {
  const { commands, shortcuts, homeTab } = slack.manifest
  return {
    workspace: place.name,
    users: staff.map(user => ({ id: user.id, name: user.name, role: roleOf(user, place) })),
    channels: slack.channels.map(channel => viewChannel(channel, slack, staff)),
    surfaces: staff.flatMap(({ view, home }) => [view, home].flatMap(open => (open ? [viewSurface(open)] : []))),
    commands,
    shortcuts,
    homeTab,
  }
}

function roleOf({ id, kind }: SlackUser, place: Place): string {
  if (kind !== 'member') return kind
  if (place.admins.includes(id)) return 'admin'
  if (place.trainees.includes(id)) return 'trainee'
  return [...place.departments.values()].some(({ approvers }) => approvers.includes(id)) ? 'approver' : ''
}

const KINDS = { channel: 'public', group: 'private', im: 'direct' } as const

function viewChannel(channel: Channel, slack: SlackStandIn, staff: readonly SlackUser[]): SlackChannelView {
  const whispers = slack.ephemerals.filter(whisper => whisper.channel === channel.id)
  return {
    id: channel.id,
    name: channel.name,
    kind: KINDS[surfaceOf(channel)],
    archived: channel.archived,
    members: [...channel.members],
    messages: [
      ...channel.messages.slice(-shownMessages).map(message => viewMessage(message, staff)),
      ...whispers.map(({ user, message }) => ({ ...viewMessage(message, staff), onlyFor: user })),
    ].sort((a, b) => Number(a.ts) - Number(b.ts)),
  }
}

function viewSurface(open: OpenView | OpenView<HomeView>): SlackSurfaceView {
  const { id, user, previous, state, found, errors, failed } = open
  const view: ModalView | HomeView = open.view
  return {
    id,
    user,
    kind: view.type,
    title: view.type === 'modal' ? view.title.text : '',
    submit: (view.type === 'modal' && view.submit?.text) || '',
    close: (view.type === 'modal' && view.close?.text) || 'Cancel',
    stacked: previous !== null,
    blocks: view.blocks,
    state,
    found: Object.fromEntries(found),
    errors,
    failed,
  }
}

function viewMessage(message: SlackMessage, staff: readonly SlackUser[]): SlackMessageView {
  const author = staff.find(({ id }) => id === message.user)?.name
  return {
    ts: message.ts,
    ...(message.thread_ts !== undefined && message.thread_ts !== message.ts && { thread: message.thread_ts }),
    broadcast: message.subtype === 'thread_broadcast',
    user: message.user,
    author: author ?? (message.user === 'USLACKBOT' ? 'Slackbot' : 'Folkmoot'),
    bot: message.bot_id !== undefined,
    edited: message.edited !== undefined,
    deleted: message.subtype === 'tombstone',
    text: message.text,
    blocks: message.blocks ?? [],
    files: (message.files ?? [])
      .filter(({ mode }) => mode === 'hosted')
      .map(file => ({
        url: `/api/file/slack/${file.id}`,
        name: file.title,
        picture: /\.(jpe?g|png|webp|gif)$/i.test(file.name),
        bytes: file.size,
      })),
    reactions: (message.reactions ?? []).map(({ name, users }) => ({ name, users })),
  }
}
