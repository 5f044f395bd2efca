/**
 * The earlier cases of the same person, for whoever asks and nobody else: which, what became of them, and where they are
 * talked about. Nothing of their words: not everybody here is in the other channels.
 */
import { statusName } from '../actions/case-card.ts'
import { inLanguage, reference, speakToStaff } from '../actions/context.ts'
import type { DeskEvent } from '../core/inbound.ts'
import { joinRich, linked, plain, type RichText } from '../core/rich-text.ts'
import { type EarlierCase, earlierCases } from '../store/earlier-cases.ts'
import { threadUrl } from '../store/threads.ts'
import type { CaseAtHand } from './case-at-hand.ts'
import type { Act } from './desk.ts'
import { type DeskWork, tell } from './desk-work.ts'

/** Lines at most: the newest. */
const SHOWN = 20

export async function showHistory(work: DeskWork, event: DeskEvent, { about }: CaseAtHand): Promise<Act> {
  const say = speakToStaff(work.place)
  const found = await earlierCases(work.db, about.id, SHOWN)
  const lines = await Promise.all(found.map(one => lineOf(work, one)))
  const name = { name: about.firstName }
  const words =
    lines.length === 0 ? say('desk.history.none', name) : joinRich([say('desk.history.of', name), ...lines], '\n')
  return async () => ({ messages: [tell(event, words)] })
}

/** "HB-1042 · Pothole · Fixed", a link to its thread. */
async function lineOf({ db, place }: DeskWork, one: EarlierCase): Promise<RichText> {
  const category = one.category === null ? undefined : place.categories.get(one.category)
  const about = category
    ? inLanguage(place, category.name, place.languages[0])
    : speakToStaff(place)('desk.question').text
  const label = reference(place, one.id)
  const url = one.thread ? await threadUrl(db, one.thread) : undefined
  return joinRich([url === undefined ? plain(label) : linked(label, url), about, statusName(place, one)], ' · ')
}
