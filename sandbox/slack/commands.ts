/**
 * Slash commands, shortcuts and App Home, as people use them
 * (https://docs.slack.dev/interactivity/implementing-slash-commands, https://docs.slack.dev/interactivity/implementing-shortcuts,
 * https://docs.slack.dev/reference/events/app_home_opened).
 */
import { whoActs } from './press.ts'
import { responseUrl } from './response-urls.ts'
import { wireView } from './screens.ts'
import type { Desk } from './staff.ts'
import type { CommandUse, ShortcutUse, SlackMessage } from './wire.ts'
import { APP, type Channel, TEAM, type UserRecord } from './workspace.ts'

/** @param typed  With its slash. @throws as the client does, where there is no such command. */
export function commandOf(desk: Desk, user: UserRecord, channel: Channel, typed: string): CommandUse {
  const { workspace, manifest, origin } = desk
  const [, command = '', text = ''] = /^(\/\S*)\s*([\s\S]*)$/.exec(typed) ?? []
  if (!manifest.commands.some(one => one.command === command)) throw new Error(`${command} is not a valid command.`)
  const surface = channel.im !== undefined ? 'directmessage' : channel.isPrivate ? 'privategroup' : channel.name
  return {
    token: 'deprecated-verification-token',
    team_id: TEAM,
    team_domain: 'folkmoot',
    channel_id: channel.id,
    channel_name: surface,
    user_id: user.id,
    user_name: user.name.toLowerCase(),
    command,
    text: text.trim(),
    api_app_id: APP,
    is_enterprise_install: 'false',
    response_url: responseUrl(workspace, origin, { user: user.id, channel: channel.id }),
    trigger_id: workspace.trigger(user.id),
  }
}

/** @param on  The message, of a message's shortcut. @throws where the client offers no such shortcut there. */
export function shortcutOf(
  desk: Desk,
  user: UserRecord,
  callbackId: string,
  on?: { readonly channel: Channel; readonly message: SlackMessage },
): ShortcutUse {
  const { workspace, manifest, origin } = desk
  const type = on ? 'message' : 'global'
  if (!manifest.shortcuts.some(one => one.callback_id === callbackId && one.type === type))
    throw new Error(`there is no ${type} shortcut ${callbackId}`)
  const common = {
    ...whoActs(user),
    callback_id: callbackId,
    trigger_id: workspace.trigger(user.id),
    action_ts: workspace.nextTs(),
  }
  if (!on) return { type: 'shortcut', ...common }
  const { channel, message } = on
  const thread = message.thread_ts === undefined ? {} : { thread: message.thread_ts }
  const to = { user: user.id, channel: channel.id, message: message.ts, ...thread }
  return structuredClone({
    type: 'message_action' as const,
    ...common,
    channel: { id: channel.id, name: channel.im === undefined ? channel.name : 'directmessage' },
    message_ts: message.ts,
    message,
    response_url: responseUrl(workspace, origin, to),
  })
}

/** The inner event; `view` is what the app published to this person before. */
export function homeOpened({ workspace }: Desk, user: UserRecord, tab: 'home' | 'messages') {
  const channel = workspace.directMessage(user.id) ?? workspace.openDirectMessage(user.id)
  const home = workspace.homes.get(user.id)
  return {
    type: 'app_home_opened',
    user: user.id,
    channel: channel.id,
    tab,
    ...(tab === 'home' && home && { view: wireView(home) }),
    event_ts: workspace.nextTs(),
  }
}
