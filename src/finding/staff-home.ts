/**
 * Somebody's own page: the lessons first, then their cases, the queue of their departments, and for admins how Folkmoot stands.
 */
import { speakToStaff } from '../actions/context.ts'
import { WORKSPACE_URL } from '../core/adapter.ts'
import type { RichText } from '../core/rich-text.ts'
import type { HomeAsks, HomeItem, StaffHome } from '../core/staff-home.ts'
import { countDrafts } from '../store/drafts.ts'
import { recall } from '../store/memory.ts'
import { assigneesIn, countOf, type Queue, queueOf, type Sieve } from '../store/queues.ts'
import type { Seen } from '../store/search.ts'
import { caseLine } from './case-line.ts'
import type { FindingWork } from './finding-work.ts'
import { healthItems } from './health-items.ts'
import { homeChoices } from './home-choices.ts'
import { carriedBy, type HomeList, type HomeState, readState, SHOW, sieveOf, TURN } from './home-state.ts'
import { lessonsAgain, lessonsFor } from './lessons.ts'
import { type Onlooker, onlookerOf } from './onlooker.ts'

const IN_PART = 10
const MOST_ASSIGNEES = 90

/** Never throws: who asked is told that it did not work. */
export async function staffHome(work: FindingWork, asks: HomeAsks): Promise<StaffHome> {
  const say = speakToStaff(work.place)
  const state = readState(asks)
  try {
    const onlooker = await onlookerOf(work, asks.user)
    if (!onlooker) return { carried: '', items: [{ kind: 'text', text: say('find.notYou') }] }
    return (await lessonsFor(work, asks)) ?? (await homeOf(work, onlooker, state))
  } catch (error) {
    work.log.warn({ err: error }, 'what staff asked could not be answered')
    return { carried: carriedBy(state), items: [{ kind: 'text', text: say('find.notNow') }, retry(work, state)] }
  }
}

async function homeOf(work: FindingWork, onlooker: Onlooker, asked: HomeState): Promise<StaffHome> {
  const { db } = work
  const [mine, drafts] = await Promise.all([
    countOf(db, onlooker.user),
    approvesAny(onlooker) ? countDrafts(db, onlooker.approves) : 0,
  ])
  const list = listFor(asked, onlooker, mine)
  const state = { ...asked, list }
  const tabs = tabsOf(work, onlooker, { list, mine, drafts })
  const again = lessonsAgain(work.place)
  if (list === 'health') return { carried: carriedBy(state), items: [tabs, ...(await healthItems(work)), again] }
  const sieve = sieveFor(work, onlooker, state)
  const items = await listItems(work, onlooker, state, sieve)
  return { carried: carriedBy(state), items: [tabs, ...items, again] }
}

/** Whoever has no case looks at what waits. */
function listFor({ list }: HomeState, onlooker: Onlooker, mine: number): HomeList {
  if (list === undefined) return mine > 0 ? 'mine' : 'queue'
  if (list === 'drafts' && !approvesAny(onlooker)) return 'queue'
  const { isAdmin } = onlooker
  return list === 'health' && !isAdmin ? 'queue' : list
}

function approvesAny({ approves }: Onlooker): boolean {
  return approves === 'all' || approves.length > 0
}

function seenIn({ list }: HomeState, { seen, approves }: Onlooker): Seen {
  if (list === 'drafts') return approves
  return list === 'queue' ? seen : 'all'
}

function sieveFor({ place }: FindingWork, { user }: Onlooker, state: HomeState): Sieve {
  if (state.list === 'mine') return { assignee: user }
  return state.list === 'drafts' ? { draft: true } : sieveOf(place, state)
}

/** Who has a case may see it, wherever it went. */
async function listItems(
  work: FindingWork,
  onlooker: Onlooker,
  state: HomeState,
  sieve: Sieve,
): Promise<readonly HomeItem[]> {
  const { db, place, now } = work
  const isQueue = state.list === 'queue'
  const [queue, assignees, workspace] = await Promise.all([
    queueOf(db, seenIn(state, onlooker), sieve, { skip: state.page * IN_PART, most: IN_PART }, now()),
    isQueue ? assigneesIn(db, onlooker.seen, MOST_ASSIGNEES) : [],
    recall(db, WORKSPACE_URL),
  ])
  const choices = isQueue ? homeChoices({ place, onlooker, state, assignees }) : []
  const cases = queue.cases.map((one): HomeItem => ({ kind: 'text', text: caseLine(place, one, workspace) }))
  return [
    ...choices,
    { kind: 'line' },
    { kind: 'text', text: countLine(work, state, queue) },
    ...cases,
    ...turning(work, state, queue),
  ]
}

function countLine({ place }: FindingWork, { list, chosen }: HomeState, { total }: Queue): RichText {
  const say = speakToStaff(place)
  if (total > 0) return say('find.count', { count: total })
  if (list === 'mine') return say('find.mineNone')
  if (list === 'drafts') return say('find.draftsNone')
  return say(Object.keys(chosen).length > 0 ? 'find.noneChosen' : 'find.queueEmpty')
}

function tabsOf(
  { place }: FindingWork,
  onlooker: Onlooker,
  { list, mine, drafts }: { readonly list: HomeList; readonly mine: number; readonly drafts: number },
): HomeItem {
  const say = speakToStaff(place)
  const tab = (value: HomeList, label: string) => ({
    action: SHOW,
    value,
    label,
    ...(value === list && { style: 'primary' as const }),
  })
  return {
    kind: 'buttons',
    buttons: [
      tab('mine', say('find.tabMine', { number: mine }).text),
      tab('queue', say('find.tabQueue').text),
      ...(approvesAny(onlooker) ? [tab('drafts', say('find.tabDrafts', { number: drafts }).text)] : []),
      ...(onlooker.isAdmin ? [tab('health', say('find.tabHealth').text)] : []),
    ],
  }
}

function turning({ place }: FindingWork, { page }: HomeState, { total, cases }: Queue): readonly HomeItem[] {
  const say = speakToStaff(place)
  // what was beyond the end is shown from the beginning
  const at = cases.length > 0 && page * IN_PART < total ? page : 0
  const to = (next: number, label: string) => ({ action: TURN, value: `${next}`, label })
  const buttons = [
    ...(at > 0 ? [to(at - 1, say('find.back').text)] : []),
    ...((at + 1) * IN_PART < total ? [to(at + 1, say('find.more').text)] : []),
  ]
  return buttons.length > 0 ? [{ kind: 'buttons', buttons }] : []
}

function retry({ place }: FindingWork, { list, page }: HomeState): HomeItem {
  const again = { label: speakToStaff(place)('find.again').text }
  return {
    kind: 'buttons',
    buttons: [
      list === undefined ? { action: SHOW, value: '', ...again } : { action: TURN, value: `${page}`, ...again },
    ],
  }
}
