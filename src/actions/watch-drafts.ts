/**
 * While replies wait for a second person: their approvers are reminded once, and a resident who would miss their first
 * answer hears that somebody is at it. Of the approval they are told nothing.
 */
import { speak } from '../../locales/index.ts'
import { recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { type DueDraft, draftsTooLate, draftsToRemind } from '../store/drafts.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, reference, speakToStaff } from './context.ts'
import { approversOf } from './draft-reply.ts'
import { newsOf, tellFollowers } from './tell-followers.ts'
import { threadPost } from './to-desk.ts'

/** What is due before the next look, a minute later, is due now: told later, it would be late. */
const LOOKS_EACH_MS = 60_000

export interface Watched {
  /** Fewer than asked for where there are no more. */
  readonly found: number
  readonly messages: readonly NewOutbound[]
}

export async function remindApprovers(trx: Trx, context: ActionContext, limit: number): Promise<Watched> {
  const drafts = await draftsToRemind(trx, context.now, limit)
  await recordEvents(trx, eventsOf(drafts, 'approvalReminded'), context.now)
  const say = speakToStaff(context.place)
  const messages = drafts.map(draft =>
    threadPost(draft.caseId, {
      calls: approversOf(context, draft.department, draft),
      text: say('desk.draft.reminder', { author: draft.authorName, name: draft.called }),
    }),
  )
  return { found: drafts.length, messages }
}

export async function reassureResidents(trx: Trx, context: ActionContext, limit: number): Promise<Watched> {
  const { place, now } = context
  const drafts = await draftsTooLate(trx, now, new Date(now.getTime() + LOOKS_EACH_MS), limit)
  await recordEvents(trx, eventsOf(drafts, 'reassured'), now)
  const messages: NewOutbound[] = []
  for (const { caseId } of drafts) {
    const told = await tellFollowers(trx, { id: caseId }, newsOf(caseId), ({ language }) => ({
      text: speak(language)('reply.checking', { reference: reference(place, caseId) }),
    }))
    messages.push(...told)
  }
  return { found: drafts.length, messages }
}

function eventsOf(drafts: readonly DueDraft[], kind: string) {
  return drafts.map(({ id, caseId }) => ({ caseId, actor: 'folkmoot', kind, detail: { reply: id } }))
}
