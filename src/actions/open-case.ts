/**
 * Opens cases: chooses the department, sets the clocks, tells the resident the reference, and puts the card into the
 * department's channel.
 */
import { type Speak, speak } from '../../locales/index.ts'
import type { CaseDraft } from '../core/case.ts'
import { dueTimesOf } from '../core/due-times.ts'
import { type Address, networkOf } from '../core/network.ts'
import type { ToResident } from '../core/outbound.ts'
import { PANEL } from '../core/panel/panel-act.ts'
import type { Place } from '../core/place.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import { departmentFor } from '../core/routing.ts'
import { formatDay } from '../core/working-time.ts'
import type { CaseOnCard } from '../store/case-on-card.ts'
import type { Colleague } from '../store/case-work.ts'
import { insertCases, type NewCase, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import type { CaseEvent } from '../store/record.ts'
import { insertResident, type Resident, residentsAt } from '../store/residents.ts'
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

/** What staff bring in themselves. Its `firstName` is what an unnamed person is called. */
export interface BroughtIn {
  readonly by: Colleague
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
  const { place } = context
  const residents = await residentsAt(
    trx,
    requests.map(({ address, draft: { firstName, language, notice } }) => ({ address, firstName, language, notice })),
    pseudonymsOf(place),
  )
  const opened = await insertOpened(
    trx,
    requests.map(({ address, draft }) => newCase(context, { address, draft, resident: residents.get(address)! })),
    context,
  )
  return requests.flatMap((request, n) => [confirmation(context, request, opened[n]!), ...shown(context, opened[n]!)])
}

/** Opens a case for somebody who rang or came by: they have no chat with us, so nobody is told anything. */
export async function bringIn(
  trx: Trx,
  { by, draft }: BroughtIn,
  context: ActionContext,
): Promise<{ readonly id: string; readonly department: string; readonly messages: readonly NewOutbound[] }> {
  const { firstName: called, language } = draft
  const resident = await insertResident(trx, { called, language }, pseudonymsOf(context.place))
  const brought = newCase(context, { address: null, broughtBy: by, draft, resident })
  const [opened] = await insertOpened(trx, [brought], context)
  const { id, department } = opened!
  return { id, department, messages: shown(context, opened!) }
}

function newCase(
  { place, now }: ActionContext,
  given: Pick<OpenedCase, 'address' | 'broughtBy' | 'draft' | 'resident'>,
): Omit<OpenedCase, 'id'> {
  const { draft, resident } = given
  const department = departmentFor(place, { ...draft, ...(draft.where?.area && { area: draft.where.area }) })
  return {
    ...given,
    department: department.key,
    residentId: resident.id,
    visibility: visibilityOf(place, draft),
    ...dueTimesOf(department, now),
  }
}

/** In their order. */
async function insertOpened(
  trx: Trx,
  cases: readonly Omit<OpenedCase, 'id'>[],
  { now }: ActionContext,
): Promise<readonly OpenedCase[]> {
  const ids = await insertCases(trx, cases, now)
  const opened = cases.map((c, n) => ({ ...c, id: ids[n]! }))
  await recordEvents(trx, opened.map(openedEvent), now)
  return opened
}

/** What staff get of it. */
function shown(context: ActionContext, opened: OpenedCase): readonly NewOutbound[] {
  const { place } = context
  return [
    cardPost(
      opened.id,
      departmentOf(place, opened.department).channel,
      caseCard(place, newOnCard(opened), context.now),
    ),
    ...photoPost(context, opened),
    ...goesOn(context, opened),
  ]
}

function openedEvent({ id: caseId, address, broughtBy, department, draft }: OpenedCase): CaseEvent {
  const { kind, category, words: text, remark, photos: files, answers, where } = draft
  return {
    caseId,
    actor: address ?? broughtBy!.id,
    kind: 'opened',
    detail: { kind, department, ...(broughtBy && { source: 'staff' }), ...(category !== undefined && { category }) },
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
  const { id, address, broughtBy, draft, resident, department, visibility, replyDueAt, fixDueAt } = opened
  return {
    ...draft,
    id,
    address,
    ...(broughtBy && { broughtBy }),
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
    drafts: 0,
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
    message: { to: 'resident', address, ...withPanel(say, text, draft), files: [], ...(channel && { channel }) },
    purpose: { kind: 'opened', caseId: opened.id },
  }
}

function withPanel(say: Speak, text: RichText, { offersPanel }: CaseDraft): Pick<ToResident, 'text' | 'choices'> {
  if (!offersPanel) return { text, choices: [] }
  const join = { token: PANEL, label: say('panel.join').text }
  return { text: joinRich([text, say('panel.offer')], '\n\n'), choices: [[join]] }
}
