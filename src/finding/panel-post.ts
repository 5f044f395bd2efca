/**
 * `/moot panel post`: the channels of residents in which the invitation to the panel may stand, each with a button that posts
 * it there, once more where it was posted before.
 */
import { speakToStaff } from '../actions/context.ts'
import { offeredInvitation, POST_INVITATION } from '../actions/panel/post-invitation.ts'
import type { DeskButton } from '../core/outbound.ts'
import type { PanelPolicy } from '../core/place.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import { shorten } from '../core/shorten.ts'
import type { StaffAnswer } from '../core/staff-asks.ts'
import { formatDate } from '../core/working-time.ts'
import { panelPosts } from '../store/panel/panel-posts.ts'
import type { FindingWork } from './finding-work.ts'

/** Slack's buttons take no more. */
const LABEL = 75

/** Who may is asked by the caller. */
export async function panelPostAnswer(work: FindingWork, panel: PanelPolicy): Promise<StaffAnswer> {
  const { db, place, channelNames } = work
  const say = speakToStaff(place)
  const channels = panel.discordChannels
  if (channels.length === 0) return { text: say('find.panel.postNone'), buttons: [] }
  const [names, posted] = await Promise.all([channelNames(channels), panelPosts(db)])
  const lines: RichText[] = [say('find.panel.postWhere')]
  const buttons: DeskButton[] = []
  for (const id of channels) {
    const channel = names.get(id) ?? id
    const at = posted.get(id)
    if (at) lines.push(say('find.panel.postedOn', { channel, day: formatDate(at, place.languages[0], place.timeZone) }))
    const label = at ? say('find.panel.postAnew', { channel }) : say('find.panel.postIn', { channel })
    buttons.push({ action: POST_INVITATION, value: offeredInvitation(id, at), label: shorten(label.text, LABEL) })
  }
  return { text: joinRich(lines, '\n'), buttons }
}
