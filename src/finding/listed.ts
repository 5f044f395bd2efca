/**
 * A list of cases as an answer, part by part.
 */
import { speakToStaff } from '../actions/context.ts'
import { WORKSPACE_URL } from '../core/adapter.ts'
import type { DeskButton } from '../core/outbound.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import { ASK, type StaffAnswer } from '../core/staff-asks.ts'
import { recall } from '../store/memory.ts'
import type { FoundCase, Part } from '../store/search.ts'
import { caseLine } from './case-line.ts'
import type { FindingWork } from './finding-work.ts'

const IN_PART = 6
/** Whoever has not found it by then asks for something else. */
const MOST_PARTS = 50

export interface List {
  readonly title: RichText
  /** Where there is nothing in it. */
  readonly empty: RichText
  /** What the command asked, to ask it again. */
  readonly command: string
  readonly read: (part: Part) => Promise<readonly FoundCase[]>
}

/** @param page  From 0. */
export async function listed({ db, place }: FindingWork, list: List, page: number): Promise<StaffAnswer> {
  const [found, workspace] = await Promise.all([
    list.read({ skip: page * IN_PART, most: IN_PART + 1 }),
    recall(db, WORKSPACE_URL),
  ])
  const buttons = pageButtons(place, list.command, { page, more: found.length > IN_PART })
  if (found.length === 0) return { text: list.empty, buttons }
  const lines = found.slice(0, IN_PART).map(one => caseLine(place, one, workspace))
  return { text: joinRich([list.title, ...lines], '\n\n'), buttons }
}

/** The page and the command behind a button of `pageButtons`. */
export function readPage(value: string): { readonly page: number; readonly words: string } {
  const [, page = '0', words = value] = /^(\d{1,2}) ([\s\S]*)$/.exec(value) ?? []
  return { page: Math.min(Number(page), MOST_PARTS - 1), words }
}

export function pageButtons(
  place: FindingWork['place'],
  command: string,
  { page, more }: { readonly page: number; readonly more: boolean },
): readonly DeskButton[] {
  const say = speakToStaff(place)
  const to = (next: number, label: string) => ({ action: ASK, value: `${next} ${command}`, label })
  return [
    ...(page > 0 ? [to(page - 1, say('find.back').text)] : []),
    ...(more && page + 1 < MOST_PARTS ? [to(page + 1, say('find.more').text)] : []),
  ]
}
