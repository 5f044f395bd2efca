/**
 * Does what somebody wants about their own membership. What they hear of it, their turn has said.
 *
 * Nobody is put on the panel by anything but their own word to the consent that they were shown.
 */
import { type Address, networkOf } from '../../core/network.ts'
import type { PanelAct } from '../../core/panel/panel-act.ts'
import type { Trx } from '../../store/database.ts'
import { addMember, changeMember, ownMembership, recordConsent, removeMember } from '../../store/panel/members.ts'
import type { ActionContext } from '../context.ts'

export async function actOnPanel(
  trx: Trx,
  address: Address,
  act: PanelAct,
  { place, now }: Pick<ActionContext, 'place' | 'now'>,
): Promise<void> {
  switch (act.act) {
    case 'agree':
      return recordConsent(trx, address, 'joined', act.consent, now)
    case 'join':
    case 'confirm': {
      const { member, agreed } = await ownMembership(trx, address)
      const first = act.act === 'join'
      if (member || (first ? place.panel?.confirmTwice !== false : !agreed)) return
      await recordConsent(trx, address, first ? 'joined' : 'confirmed', act.consent, now)
      // Discord lets strangers be written to only who said so; on Telegram there is no other way.
      return addMember(trx, address, act.consent, networkOf(address) === 'telegram', now)
    }
    case 'change':
      return changeMember(trx, address, act.change)
    case 'leave':
      return removeMember(trx, address, act, now)
  }
}
