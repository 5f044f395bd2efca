/**
 * Whoever works on surveys: a full member of the panel's channel who may make them, or who answers for the one that it is
 * about. Asked at each act.
 */
import { speakToStaff } from '../../actions/context.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import { mayOrganise } from '../../core/panel/organiser.ts'
import type { RichText } from '../../core/rich-text.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Act } from '../desk.ts'
import { type DeskWork, refuse } from '../desk-work.ts'

export interface OrganiserAt {
  readonly by: Colleague
  /** As it happened, in the panel's channel: there whoever acts sees words for their eyes, wherever they pressed. */
  readonly event: DeskEvent
}

/** @param owner  Who may as well, for it is theirs. */
export async function organiserAt(
  { place, directory }: DeskWork,
  event: DeskEvent,
  owner?: string,
): Promise<OrganiserAt | { readonly instead: Act; readonly why: RichText }> {
  const say = speakToStaff(place)
  const channel = place.panel?.channel
  const standing = channel === undefined ? 'outsider' : await directory.standing(channel, event.user)
  const at = channel === undefined ? event : eventIn(channel, event)
  const may = standing === 'agent' && (event.user === owner || (await mayOrganise(directory, place, event.user)))
  if (!may) {
    const why = say('sending.mayNot')
    return { instead: refuse(at, why, { heard: standing !== 'outsider' }), why }
  }
  return { by: { id: event.user, name: await directory.nameOf(event.user) }, event: at }
}

/** Slack names a message without a thread as its own: words for one person's eyes are not shown there. */
function eventIn(channel: string, event: DeskEvent): DeskEvent {
  const { thread, ...rest } = event
  const { did } = event
  const isThread =
    thread !== undefined && event.channel === channel && !('messageTs' in did && did.messageTs === thread)
  return { ...rest, channel, ...(isThread && { thread }) }
}
