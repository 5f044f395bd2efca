/**
 * Messages for staff: into a case's thread, onto a message of theirs, or to one of them alone.
 */
import type { StoredFile } from '../core/files.ts'
import type { Card, DeskButton, DeskThread, Mark, ToDesk } from '../core/outbound.ts'
import { plain, type RichText } from '../core/rich-text.ts'
import { type CasePost, caseLane, type NewOutbound, updateLane } from '../store/outbox.ts'

/** The staff tool's name as a network. */
export const DESK = 'slack'

/** Posts into the thread of a case; delivery knows where that is. */
export function threadPost(
  caseId: string,
  post: {
    readonly text: RichText
    readonly author?: string
    readonly calls?: readonly string[]
    readonly files?: readonly StoredFile[]
    readonly buttons?: readonly DeskButton[]
  },
): NewOutbound {
  const message: CasePost = {
    to: 'desk',
    kind: 'post',
    text: post.text,
    files: post.files ?? [],
    buttons: post.buttons ?? [],
    ...(post.author !== undefined && { author: post.author }),
    ...(post.calls?.length && { calls: post.calls }),
  }
  return { network: DESK, lane: caseLane(caseId), message, purpose: { kind: 'post', caseId } }
}

/** Posts into one thread of a case, which may not be the one where it is talked about now. */
export function postIn(thread: DeskThread, caseId: string, text: RichText): NewOutbound {
  const message: ToDesk = { to: 'desk', kind: 'post', thread, text, files: [], buttons: [] }
  // A lane of its own: where that channel takes nothing any more, what belongs into the newest thread does not wait for it.
  const lane = `${caseLane(caseId)}:${thread.channel}`
  return { network: DESK, lane, message, purpose: { kind: 'post', caseId } }
}

/** Posts into a channel, for everybody there. */
export function channelPost(channel: string, text: RichText): NewOutbound {
  return {
    network: DESK,
    lane: `notice:${channel}`,
    message: { to: 'desk', kind: 'notice', channel, text },
    bulk: true,
  }
}

/** Shows how a staff message stands. */
export function markMessage(channel: string, ts: string, mark: Mark): NewOutbound {
  return { network: DESK, lane: `mark:${channel}:${ts}`, message: { to: 'desk', kind: 'mark', channel, ts, mark } }
}

/** Tells one person something that nobody else sees. */
export function whisper(
  to: { readonly channel: string; readonly thread?: string; readonly user: string },
  text: RichText | string,
  buttons: readonly DeskButton[] = [],
): NewOutbound {
  const message: ToDesk = {
    to: 'desk',
    kind: 'whisper',
    ...to,
    text: typeof text === 'string' ? plain(text) : text,
    buttons,
  }
  return { network: DESK, lane: `whisper:${to.channel}:${to.user}`, message }
}

/** Writes to one of staff where nobody else is. */
export function direct(user: string, text: RichText, files?: readonly StoredFile[]): NewOutbound {
  const message: ToDesk = { to: 'desk', kind: 'direct', user, text, ...(files && { files }) }
  return { network: DESK, lane: `direct:${user}`, message }
}

/** Brings a case's card up to date. What it says is looked up when it is sent. */
export function cardUpdate(caseId: string): NewOutbound {
  return {
    network: DESK,
    lane: updateLane(`card:${caseId}`),
    message: { to: 'desk', kind: 'cardUpdate' },
    purpose: { kind: 'cardUpdate', caseId },
  }
}

/** As `cardUpdate`, for the card of an earlier thread. */
export function leftCardUpdate(caseId: string, thread: DeskThread): NewOutbound {
  return {
    network: DESK,
    lane: updateLane(`${thread.channel}:${thread.ts}`),
    message: { to: 'desk', kind: 'cardUpdate' },
    purpose: { kind: 'cardUpdate', caseId, thread },
  }
}

/** Other words in the place of a post of ours that is one message long. Its buttons go. */
export function postUpdate(channel: string, ts: string, text: RichText): NewOutbound {
  return {
    network: DESK,
    lane: updateLane(`${channel}:${ts}`),
    message: { to: 'desk', kind: 'postUpdate', channel, ts, text },
  }
}

/** Opens a case's thread with its card. */
export function cardPost(caseId: string, channel: string, card: Card): NewOutbound {
  return {
    network: DESK,
    lane: caseLane(caseId),
    message: { to: 'desk', kind: 'card', channel, card },
    purpose: { kind: 'card', caseId },
  }
}
