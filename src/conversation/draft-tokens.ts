/**
 * The codes behind the buttons of drafts: `draft.3.takeUp`. They work however old they are; a draft's number is never
 * given again.
 */
const ACTS = ['takeUp', 'drop'] as const

type DraftAct = (typeof ACTS)[number]

export interface DraftWish {
  readonly number: number
  readonly act: DraftAct
}

export function draftToken(number: number, act: DraftAct): string {
  return `draft.${number}.${act}`
}

/** Of a time when there was one draft at most, which is number 1 since. No flow may have that name. */
const ONLY = 'takeUp'

/** Nothing where it is no such token. */
export function readDraftToken(token: string): DraftWish | undefined {
  if (token === ONLY) return { number: 1, act: 'takeUp' }
  const [, number, named] = /^draft\.(\d{1,9})\.(\w+)$/.exec(token) ?? []
  const act = ACTS.find(known => known === named)
  return number !== undefined && act ? { number: Number(number), act } : undefined
}
