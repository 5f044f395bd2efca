/**
 * The button that posts the invitation to the panel in a channel of residents. Who may, and whether the channel is one of
 * the place's, is asked at the press.
 */
import { speakToStaff } from '../../actions/context.ts'
import { POST_INVITATION, postInvitation } from '../../actions/panel/post-invitation.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import type { Act } from '../desk.ts'
import { type DeskWork, refuse, tell } from '../desk-work.ts'
import type { Pressed } from '../pressed.ts'
import { organiserAt } from './organiser-at.ts'

export const INVITATION_BUTTONS: readonly string[] = [POST_INVITATION]

export async function pressedOnInvitation(work: DeskWork, event: DeskEvent, { value }: Pressed): Promise<Act> {
  const { place, now, channelNames } = work
  const staff = await organiserAt(work, event)
  if ('instead' in staff) return staff.instead
  const say = speakToStaff(place)
  const { panel } = place
  const [id = ''] = value.split(' ')
  if (!panel?.discordChannels.includes(id)) return refuse(staff.event, say('find.panel.postGone'))
  const channel = (await channelNames([id])).get(id) ?? id
  return async trx => {
    const asked = { channel: id, offered: value, user: event.user, panel }
    const post = await postInvitation(trx, asked, { place, now: now() })
    if (!post) return { messages: [tell(staff.event, say('find.panel.postedSince', { channel }))] }
    return { messages: [post, tell(staff.event, say('find.panel.posting', { channel }))] }
  }
}
