/**
 * What somebody looks at in their home: which list, which part of it, and what of the queue. It comes from outside each time,
 * and nothing of it is believed: what is not known is not asked for.
 */
import type { CaseStatus } from '../core/case.ts'
import { cleanText } from '../core/clean-text.ts'
import type { Filled } from '../core/desk-views.ts'
import type { Place } from '../core/place.ts'
import type { HomeAsks } from '../core/staff-home.ts'
import type { Sieve } from '../store/queues.ts'

export const LISTS = ['mine', 'queue', 'drafts', 'health'] as const
export type HomeList = (typeof LISTS)[number]

/** Names of the buttons. The value of `SHOW` is a list, that of `TURN` a page. */
export const SHOW = 'show'
export const TURN = 'turn'
export const CLEAR = 'clear'

/** The option that stands for not choosing, and the one for what nobody has. */
export const ANY = '*'
export const NOBODY = '-'

/** In the order in which they are offered. */
export const OPEN_STATUSES = [
  'new',
  'acknowledged',
  'inProgress',
  'planned',
  'reopened',
] as const satisfies readonly CaseStatus[]

/** UTF-16 units of what is looked for. */
export const MOST_SOUGHT = 200

const MOST_PAGE = 999

export interface HomeState {
  /** Undefined: whatever is most of use. */
  readonly list: HomeList | undefined
  /** From 0. */
  readonly page: number
  /** Another, once the choices were cleared: fields of this name are new ones. */
  readonly edition: number
  /** By the keys of the fields. */
  readonly chosen: Filled
}

export function readState({ carried, filled, pressed }: HomeAsks): HomeState {
  const before = readCarried(carried)
  const chosen = Object.fromEntries(
    Object.entries(filled).flatMap(([key, value]) => {
      const said = cleanText(value).trim().slice(0, MOST_SOUGHT)
      return said === '' || said === ANY ? [] : [[key, said]]
    }),
  )
  const list = LISTS.find(one => one === pressed?.value)
  switch (pressed?.action) {
    case SHOW:
      return { ...before, chosen, list: list ?? before.list, page: 0 }
    case TURN:
      return { ...before, chosen, page: countIn(pressed.value) }
    case CLEAR:
      return { ...before, chosen: {}, edition: before.edition + 1, page: 0 }
    default:
      // what is chosen is looked at from the beginning
      return { ...before, chosen, page: 0 }
  }
}

/** Comes back as `HomeAsks.carried`. What is chosen stands in the fields. */
export function carriedBy({ list, page, edition }: HomeState): string {
  return JSON.stringify({ list, page, edition })
}

/** What of it the place knows. */
export function sieveOf(place: Place, { chosen }: HomeState): Sieve {
  const { department = '', status, category = '', area, assignee, due, words } = chosen
  const known = OPEN_STATUSES.find(one => one === status)
  const where = place.areas.find(one => one.name === area)
  return {
    ...(place.departments.has(department) && { department }),
    ...(known && { status: known }),
    ...(place.categories.has(category) && { category }),
    ...(where && { area: where.name }),
    ...(assignee !== undefined && { assignee: assignee === NOBODY ? null : assignee }),
    ...(due === 'overdue' && { overdue: true as const }),
    ...(words !== undefined && { words }),
  }
}

function readCarried(carried: string): Omit<HomeState, 'chosen'> {
  try {
    const { list, page, edition } = Object(JSON.parse(carried))
    return { list: LISTS.find(one => one === list), page: countIn(String(page)), edition: countIn(String(edition)) }
  } catch {
    // there was no page before, or none of ours
    return { list: undefined, page: 0, edition: 0 }
  }
}

function countIn(value: string): number {
  return /^\d{1,3}$/.test(value) ? Math.min(Number(value), MOST_PAGE) : 0
}
