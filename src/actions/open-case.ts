/**
 * Opens cases: chooses the department, sets the clocks, tells the resident the reference, and puts the card into the
 * department's channel.
 */
import { speak } from '../../locales/index.ts'
import type { CaseDraft } from '../core/case.ts'
import { dueTimesOf } from '../core/due-times.ts'
import { type Address, networkOf } from '../core/network.ts'
import type { Place } from '../core/place.ts'
import { departmentFor } from '../core/routing.ts'
import { formatDay } from '../core/working-time.ts'
import type { CaseOnCard } from '../store/case-work.ts'
import { insertCases, type NewCase, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import type { CaseEvent } from '../store/record.ts'
import { type Resident, residentsAt } from '../store/residents.ts'
import { caseCard } from './case-card.ts'
import { type ActionContext, departmentOf, inLanguage, reference, speakToStaff } from './context.ts'
import { pseudonymsOf } from './pseudonyms.ts'
import { cardPost, threadPost } from './to-desk.ts'

export interface OpenCase {
  readonly address: Address
  /** The network's own channel of this person, where it has one. */
  readonly channel: string | null
  readonly draft: CaseDraft
}

type OpenedCase = NewCase & { readonly id: string; readonly resident: Resident }

/** Opens many cases in a handful of statements: in a busy minute, many residents press *Send* at once. */
export async function openCases(
  trx: Trx,
  requests: readonly OpenCase[],
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  if (requests.length === 0) return []
  const { place, now } = context
  const residents = await residentsAt(
    trx,
    requests.map(({ address, draft: { firstName, language, notice } }) => ({ address, firstName, language, notice })),
    pseudonymsOf(place),
  )
  const cases = requests.map(({ address, draft }) => {
    const department = departmentFor(place, { ...draft, ...(draft.where?.area && { area: draft.where.area }) })
    const resident = residents.get(address)!
    return {
      address,
      draft,
      resident,
      department: department.key,
      residentId: resident.id,
      visibility: visibilityOf(place, draft),
      ...dueTimesOf(department, now),
    }
  })
  const ids = await insertCases(trx, cases, now)
  await recordEvents(
    trx,
    cases.map((c, n) => openedEvent(ids[n]!, c)),
    now,
  )
  return requests.flatMap((request, n) => {
    const opened = { ...cases[n]!, id: ids[n]! }
    return [
      confirmation(context, request, opened),
      cardPost(opened.id, departmentOf(place, opened.department).channel, caseCard(place, newOnCard(opened), now)),
      ...photoPost(context, opened),
      ...goesOn(context, opened),
    ]
  })
}

function openedEvent(caseId: string, { address, department, draft }: NewCase): CaseEvent {
  const { kind, category, words: text, remark, photos: files, answers, where } = draft
  return {
    caseId,
    actor: address,
    kind: 'opened',
    detail: { kind, department, ...(category !== undefined && { category }) },
    words: { text, files, answers, ...(remark && { remark }), ...(where && { where }) },
  }
}

/** The thread of the settled case says where it goes on. */
function goesOn({ place }: ActionContext, { id, resident, draft: { follows } }: OpenedCase): readonly NewOutbound[] {
  if (follows === undefined) return []
  const values = { name: resident.called, reference: reference(place, id) }
  return [threadPost(follows, { text: speakToStaff(place)('desk.goesOn', values) })]
}

/** Nobody who asks something is told that neighbours may read it: only reports are public. */
function visibilityOf({ categories }: Place, { kind, category }: CaseDraft): NewCase['visibility'] {
  return (kind === 'report' && categories.get(category ?? '')?.visibility) || 'private'
}

function newOnCard(opened: OpenedCase): CaseOnCard {
  const { id, address, draft, resident, department, visibility, replyDueAt, fixDueAt } = opened
  return {
    ...draft,
    id,
    address,
    firstName: resident.called,
    earlier: resident.earlier,
    unreachable: false,
    blockedUntil: null,
    department,
    visibility,
    mergedInto: null,
    others: [],
    details: { priority: 'normal', tags: [], link: null, hiddenReason: null },
    status: 'new',
    reason: null,
    plannedFor: null,
    assignee: null,
    waitingSince: null,
    helped: null,
    answered: false,
    replyDueAt,
    fixDueAt,
    late: [],
  }
}

/** Photos follow in the thread as a message of their own: a card never waits for its pictures. */
function photoPost({ place }: ActionContext, { id, resident, draft: { photos } }: OpenedCase): readonly NewOutbound[] {
  if (photos.length === 0) return []
  const say = speakToStaff(place)
  const author = say('desk.resident', { name: resident.called }).text
  return [threadPost(id, { author, text: say('check.photos', { count: photos.length }), files: photos })]
}

function confirmation(
  { place }: ActionContext,
  { address, channel, draft }: OpenCase,
  opened: OpenedCase,
): NewOutbound {
  const say = speak(draft.language)
  const text = say(`opened.${draft.kind}`, {
    reference: reference(place, opened.id),
    department: inLanguage(place, departmentOf(place, opened.department).name, draft.language),
    day: formatDay(opened.replyDueAt, draft.language, place.timeZone),
  })
  return {
    network: networkOf(address),
    lane: address,
    message: { to: 'resident', address, text, choices: [], files: [], ...(channel && { channel }) },
    purpose: { kind: 'opened', caseId: opened.id },
  }
}
