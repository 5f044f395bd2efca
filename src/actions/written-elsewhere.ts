/**
 * Something was written in a thread that its case has left: it counts as ever, is shown where the case is now, and the first
 * to write there is told where that is.
 */
import type { DeskThread } from '../core/outbound.ts'
import { joinRich, linked } from '../core/rich-text.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { tellLeft, threadsOf, threadUrl } from '../store/threads.ts'
import { type ActionContext, departmentOf, inLanguage, speakToStaff } from './context.ts'
import type { Written } from './reply-to-resident.ts'
import { postIn, threadPost } from './to-desk.ts'

/** @returns Nothing where the case is talked about in this very thread. */
export async function writtenElsewhere(
  trx: Trx,
  about: CaseAtDesk,
  thread: DeskThread,
  { authorName, words, files }: Written,
  { place }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const [now] = await threadsOf(trx, about.id)
  if (!now || (now.channel === thread.channel && now.ts === thread.ts)) return []
  const say = speakToStaff(place)
  const shown = threadPost(about.id, {
    author: say('desk.move.elsewhere', { author: authorName }).text,
    text: words,
    files,
  })
  if (!(await tellLeft(trx, thread))) return [shown]
  const department = inLanguage(place, departmentOf(place, about.department).name, place.languages[0])
  const url = await threadUrl(trx, now)
  const link = url === undefined ? [] : [linked(say('desk.move.threadNow').text, url)]
  const left = say('desk.move.left', { department })
  return [shown, postIn(thread, about.id, joinRich([left, ...link], '\n'))]
}
