/**
 * What Slack tells about a message: the inner event of `message.channels` and `message.groups`
 * (https://docs.slack.dev/reference/events/message), and the envelope around it.
 */
import { surfaceOf } from './subscriptions.ts'
import type { EventCallback, SlackMessage } from './wire.ts'
import { APP, BOT_USER, type Channel, TEAM, type Workspace } from './workspace.ts'

/** @param what  An edit holds the message before it; a deletion names what went, and happens at a time of its own. */
export function messageEvent(
  channel: Channel,
  message: SlackMessage,
  what: { readonly changedFrom?: SlackMessage; readonly deletedAt?: string } = {},
): Readonly<Record<string, unknown>> {
  const where = { channel: channel.id, channel_type: surfaceOf(channel) }
  if (what.deletedAt !== undefined) {
    const ts = what.deletedAt
    return {
      type: 'message',
      subtype: 'message_deleted',
      hidden: true,
      deleted_ts: message.ts,
      previous_message: message,
      ...where,
      ts,
      event_ts: ts,
    }
  }
  if (what.changedFrom) {
    const ts = message.edited?.ts ?? message.ts
    return {
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      message,
      previous_message: what.changedFrom,
      ...where,
      ts,
      event_ts: ts,
    }
  }
  return { ...message, ...where, event_ts: message.ts }
}

/** The inner event of `reaction_added` or `reaction_removed` (https://docs.slack.dev/reference/events/reaction_added). An app hears of its own too. */
export function reactionEvent(
  verb: 'react' | 'unreact',
  channel: Channel,
  message: SlackMessage,
  reaction: string,
  user: string,
  ts: string,
): Readonly<Record<string, unknown>> {
  const item = { type: 'message', channel: channel.id, ts: message.ts }
  const type = verb === 'react' ? 'reaction_added' : 'reaction_removed'
  return { type, user, reaction, item, item_user: message.user, event_ts: ts }
}

/** A snapshot: what is told is what was so when it happened. */
export function callbackOf(workspace: Workspace, event: Readonly<Record<string, unknown>>): EventCallback {
  return structuredClone({
    token: 'deprecated-verification-token',
    type: 'event_callback',
    team_id: TEAM,
    context_team_id: TEAM,
    context_enterprise_id: null,
    api_app_id: APP,
    event_id: workspace.nextId('Ev'),
    event_time: Math.floor(Date.now() / 1000),
    event,
    authorizations: [
      { enterprise_id: null, team_id: TEAM, user_id: BOT_USER, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${event.channel}`,
  })
}
