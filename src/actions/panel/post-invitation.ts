/**
 * Posts the invitation to the panel in a channel of residents. Whoever presses *Join* there reads, for their own eyes, what
 * they join; nobody is on the panel by that press.
 */
import { speak } from '../../../locales/index.ts'
import type { ToChannel } from '../../core/outbound.ts'
import type { PanelPolicy } from '../../core/place.ts'
import { joinRich } from '../../core/rich-text.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound, Purpose } from '../../store/outbox.ts'
import { forgetPanelPost, notePanelPost, panelPostedAt } from '../../store/panel/panel-posts.ts'
import { CHANNEL_NETWORK } from '../../store/panel/wave-posts.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { direct } from '../to-desk.ts'

/** A button of who organises the panel. */
export const POST_INVITATION = 'postInvitation'

/** Its value: the channel, and when it had been posted there before, so that two presses of one button post it once. */
export function offeredInvitation(channel: string, postedAt: Date | undefined): string {
  return `${channel} ${postedAt?.getTime() ?? ''}`
}

/**
 * Who may, and whether the channel is one of the place's, is asked by the caller.
 *
 * @param offered  The button's value.
 * @param user  Who hears it where it fails.
 * @returns Undefined where it was posted since the button was offered.
 */
export async function postInvitation(
  trx: Trx,
  {
    channel,
    offered,
    user,
    panel,
  }: { readonly channel: string; readonly offered: string; readonly user: string; readonly panel: PanelPolicy },
  { place, now }: ActionContext,
): Promise<NewOutbound | undefined> {
  if (offered !== offeredInvitation(channel, await panelPostedAt(trx, channel))) return undefined
  await notePanelPost(trx, channel, now)
  const say = speak(place.languages[0])
  const text = joinRich(
    [
      say('panel.post.what', { place: place.name }),
      say('panel.consent.often', { count: panel.capDays }),
      say('panel.post.privately'),
    ],
    '\n\n',
  )
  // As a link's payload: where it stood is kept with who joins by it.
  const join = { token: `here:panel_${channel}`, label: say('panel.join').text }
  const message: ToChannel = { to: 'channel', kind: 'post', channel, text, choices: [[join]], files: [] }
  const purpose: Purpose = { kind: 'panelPost', channel, user }
  return { network: CHANNEL_NETWORK, lane: `channel:${channel}`, message, purpose }
}

/** It was not taken: that is told to who posted it, and may be done anew. */
export async function invitationNotPosted(
  trx: Trx,
  { channel, user }: Extract<Purpose, { kind: 'panelPost' }>,
  { place }: ActionContext,
): Promise<NewOutbound> {
  await forgetPanelPost(trx, channel)
  return direct(user, speakToStaff(place)('find.panel.notPosted', { channel }))
}
