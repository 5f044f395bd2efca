/**
 * What a resident says of what became of their case: asked once, when it was settled, and answered whenever they like.
 */
import { speak } from '../../locales/index.ts'
import { HELPED, type Helped } from '../core/case.ts'
import type { StatusChange } from '../core/case-status.ts'
import { helpedToken } from '../core/helped.ts'
import type { Address } from '../core/network.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import { askIfHelped, keepHelped } from '../store/case-work.ts'
import { type CaseAtDesk, caseById, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, speakToStaff } from './context.ts'
import type { Word } from './tell-followers.ts'
import { cardUpdate, threadPost } from './to-desk.ts'

/** True where the resident is to be asked with this change: once for each case, and not where they cannot be reached. */
export async function asksIfHelped(
  trx: Trx,
  about: CaseAtDesk,
  change: StatusChange,
  { now }: ActionContext,
): Promise<boolean> {
  const isEnd = change.status === 'fixed' || (change.status === 'closed' && change.reason !== 'duplicate')
  return isEnd && about.address !== null && !about.unreachable && (await askIfHelped(trx, about.id, now))
}

/** The news with the question below it. */
export function withHelped(news: RichText, caseId: string, language: string): Word {
  const say = speak(language)
  return {
    text: joinRich([news, say('helped.ask')], '\n\n'),
    choices: [HELPED.map(helped => ({ token: helpedToken(caseId, helped), label: say(`helped.${helped}`).text }))],
  }
}

/** Only who was asked may say so; of anybody else, nothing is kept. */
export async function rateCase(
  trx: Trx,
  address: Address,
  rated: { readonly caseId: string; readonly helped?: Helped; readonly words?: RichText },
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const about = await caseById(trx, rated.caseId)
  if (about?.address !== address) return []
  if (rated.helped && !(await keepHelped(trx, about.id, rated.helped, now))) return []
  const { helped, words } = rated
  const said = { ...(helped && { detail: { helped } }), ...(words && { words: { text: words } }) }
  await recordEvents(trx, [{ caseId: about.id, actor: address, kind: 'rated', ...said }], now)
  const say = speakToStaff(place)
  const name = { name: about.firstName }
  if (words) return [threadPost(about.id, { author: say('desk.resident', name).text, text: words })]
  if (!helped) return []
  return [threadPost(about.id, { text: say(`desk.saysHelped.${helped}`, name) }), cardUpdate(about.id)]
}
