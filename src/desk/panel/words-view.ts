/**
 * Which part of what people wrote somebody has before them. It travels with the form; nothing of it is believed.
 */
import { type FreeFilter, readFilter } from '../../core/panel/free-answer.ts'

export interface WordsView {
  readonly waveId: string
  /** Key of the question; empty: the first. */
  readonly question: string
  readonly filter: FreeFilter
  /** From 0. One that is not there is the last. */
  readonly page: number
}

/** The random name of an answer. */
export const ANSWER_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** Pages beyond are the last one. */
const MOST_PAGES = 1_000_000

export function writeView({ waveId, question, filter, page }: WordsView): string {
  return JSON.stringify([waveId, question, filter, page])
}

/** Undefined for what no form of ours carries. */
export function readView(value: string): WordsView | undefined {
  const [waveId, question, filter, page] = listIn(value)
  const known = typeof filter === 'string' ? readFilter(filter) : undefined
  if (typeof waveId !== 'string' || !/^\d{1,18}$/.test(waveId) || typeof question !== 'string' || !known)
    return undefined
  if (typeof page !== 'number' || !Number.isInteger(page) || page < 0 || page > MOST_PAGES) return undefined
  return { waveId, question, filter: known, page }
}

function listIn(value: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(value)
    return Array.isArray(list) ? list : []
  } catch {
    // written by nobody of ours
    return []
  }
}
