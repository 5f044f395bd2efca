/**
 * The codes behind the buttons of one's own cases: `cases.1`, `case.1042.add`. They have no number of a prompt, so that
 * they work however old they are; whose case it is, is asked each time.
 */

/** The command, and the token of the menu's button. No flow may have that name. */
export const CASES = 'cases'

const ACTS = ['show', 'add', 'withdraw', 'notRight'] as const

export type CaseAct = (typeof ACTS)[number]

export type CaseWish =
  | { readonly what: 'list'; readonly page: number }
  | { readonly what: CaseAct; readonly id: string }

/** @param page  From 0. */
export function pageToken(page: number): string {
  return page === 0 ? CASES : `${CASES}.${page}`
}

export function caseToken(id: string, act: CaseAct): string {
  return `case.${id}.${act}`
}

/** Nothing where it is no such token. */
export function readCaseToken(token: string): CaseWish | undefined {
  if (token === CASES) return { what: 'list', page: 0 }
  const [, page] = /^cases\.(\d{1,4})$/.exec(token) ?? []
  if (page !== undefined) return { what: 'list', page: Number(page) }
  const [, id, act] = /^case\.(\d{1,18})\.(\w+)$/.exec(token) ?? []
  const what = ACTS.find(known => known === act)
  return id !== undefined && what ? { what, id } : undefined
}
