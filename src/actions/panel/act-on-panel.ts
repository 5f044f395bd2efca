/**
 * Does what somebody wants about their own membership. What they hear of it, their turn has said; only a survey that they
 * ask for is found here.
 *
 * Nobody is put on the panel by anything but their own word to the consent that they were shown.
 */
import { networkOf } from '../../core/network.ts'
import type { PanelAct } from '../../core/panel/panel-act.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { addMember, changeMember, ownMembership, recordConsent, removeMember } from '../../store/panel/members.ts'
import type { ActionContext } from '../context.ts'
import { type GivenTo, giveSurvey } from './give-survey.ts'
import { endPairingSilently } from './pair-chat.ts'

export async function actOnPanel(
  trx: Trx,
  to: GivenTo,
  act: PanelAct,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { address } = to
  switch (act.act) {
    case 'one':
      return giveSurvey(trx, to, { now })
    case 'agree':
      await recordConsent(trx, address, 'joined', act.consent, now)
      return []
    case 'join':
    case 'confirm': {
      const { member, agreed } = await ownMembership(trx, address)
      const first = act.act === 'join'
      if (member || (first ? place.panel?.confirmTwice !== false : !agreed)) return []
      await recordConsent(trx, address, first ? 'joined' : 'confirmed', act.consent, now)
      // Discord lets strangers be written to only who said so; on Telegram there is no other way.
      await addMember(trx, address, act.consent, networkOf(address) === 'telegram', now)
      return []
    }
    case 'change':
      await changeMember(trx, address, act.change)
      return []
    case 'leave':
      await removeMember(trx, address, act, now)
      return act.everything ? endPairingSilently(trx, address, { place, now }) : []
  }
}
