/**
 * Brings open cases to where the place file says that their department is: to its channel where that is another by now, to
 * the front desk where the department is gone.
 *
 * A case whose thread is in the front desk's channel stays there: it may have gone there while its own took nothing.
 */
import type { Department } from '../core/place.ts'
import { joinRich, linked } from '../core/rich-text.ts'
import { caseAwayFromHome, forgetOldDoors, takeParked } from '../store/case-homes.ts'
import { caseOnCard } from '../store/case-on-card.ts'
import { type CaseAtDesk, caseById, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { lockDrafts } from '../store/drafts.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { threadsOf, threadUrl } from '../store/threads.ts'
import { caseCard } from './case-card.ts'
import { type ActionContext, departmentOf, speakToStaff } from './context.ts'
import { moveDrafts } from './draft-reply.ts'
import { cardPost, threadPost } from './to-desk.ts'
import { transferCase } from './transfer-case.ts'

const US = { id: 'folkmoot', name: 'Folkmoot' }

/** @returns Undefined where every open case is at home. */
export async function rehomeNextCase(trx: Trx, context: ActionContext): Promise<readonly NewOutbound[] | undefined> {
  const { place } = context
  const desk = departmentOf(place, place.frontDesk)
  const homes = [...place.departments.values()].map(({ key, channel }) => ({ department: key, channel }))
  const caseId = await caseAwayFromHome(trx, homes, desk.channel)
  const about = caseId === undefined ? undefined : await caseById(trx, caseId)
  if (!about) {
    await forgetOldDoors(
      trx,
      homes.map(({ channel }) => channel),
    )
    return undefined
  }
  const department = place.departments.get(about.department)
  if (department) return toChannel(trx, about, department, context)
  const reason = speakToStaff(place)('desk.move.gone').text
  return (await transferCase(trx, about, { to: desk, reason, by: US }, context)) ?? []
}

/** What waits in vain for the channel before follows the new card. */
async function toChannel(
  trx: Trx,
  about: CaseAtDesk,
  { channel }: Department,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { place, now } = context
  const drafts = await lockDrafts(trx, about.id)
  const shown = await caseOnCard(trx, about.id)
  if (!shown) throw new Error(`case ${about.id} is gone`)
  const [before] = await threadsOf(trx, about.id)
  const event = { caseId: about.id, actor: US.id, kind: 'rehomed', detail: { from: before?.channel, to: channel } }
  await recordEvents(trx, [event], now)
  const say = speakToStaff(place)
  const url = before && (await threadUrl(trx, before))
  const link = url === undefined ? [] : [linked(say('desk.move.earlierThread').text, url)]
  return [
    cardPost(about.id, channel, caseCard(place, shown, now)),
    threadPost(about.id, { text: joinRich([say('desk.move.newChannel'), ...link], '\n') }),
    ...(await takeParked(trx, about.id)),
    ...(await moveDrafts(trx, about, drafts, context)),
  ]
}
