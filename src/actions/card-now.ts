/**
 * The card of a case as it is now: the newest, with all that can be done; an earlier one, which says where the case went.
 */
import type { Card, DeskThread, ToDesk } from '../core/outbound.ts'
import { type CaseOnCard, caseOnCard } from '../store/case-on-card.ts'
import type { Db } from '../store/database.ts'
import { threadsOf, threadUrl } from '../store/threads.ts'
import { caseCard } from './case-card.ts'
import { type ActionContext, departmentOf, inLanguage, speakToStaff } from './context.ts'

/**
 * @param thread  Default: the newest.
 * @returns Undefined until it stands in its thread.
 */
export async function cardNow(
  db: Db,
  { place, now }: ActionContext,
  caseId: string,
  thread?: DeskThread,
): Promise<ToDesk | undefined> {
  const [shown, [newest]] = await Promise.all([caseOnCard(db, caseId), threadsOf(db, caseId)])
  const at = thread ?? newest
  if (!shown || !newest || !at) return undefined
  const isNewest = at.channel === newest.channel && at.ts === newest.ts
  const card = isNewest ? caseCard(place, shown, now) : leftCard({ place, now }, shown, await threadUrl(db, newest))
  return { to: 'desk', kind: 'cardUpdate', channel: at.channel, ts: at.ts, card }
}

/** Nothing to press: who reads it goes on in the other thread, or writes here. */
function leftCard({ place, now }: ActionContext, shown: CaseOnCard, url: string | undefined): Card {
  const say = speakToStaff(place)
  const department = inLanguage(place, departmentOf(place, shown.department).name, place.languages[0])
  const { heading, words } = caseCard(place, shown, now)
  return {
    heading,
    words,
    pictures: [],
    facts: [{ label: say('desk.move.goesOn').text, value: department, ...(url !== undefined && { url }) }],
    hint: say('desk.move.hintLeft', { name: shown.firstName }).text,
    buttons: [],
    menu: [],
  }
}
