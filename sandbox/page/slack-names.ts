/** The names of a workspace's people and channels. */
import type { SlackView } from '../view.ts'
import type { Names } from './slack-text.ts'

export function namesIn(view: SlackView): Names {
  return {
    user: id => view.users.find(user => user.id === id)?.name ?? id,
    channel: id => view.channels.find(channel => channel.id === id)?.name ?? id,
  }
}
