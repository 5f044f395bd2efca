/**
 * Tells a department in the morning what waits for it. Nothing to say is not said.
 */
import type { Opening } from '../core/opening.ts'
import type { Department } from '../core/place.ts'
import { joinRich, linked, plain, type RichText } from '../core/rich-text.ts'
import type { Trx } from '../store/database.ts'
import { type DigestLine, digestLines, lastMorning, SECTIONS, takeMorning } from '../store/digests.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { threadUrl } from '../store/threads.ts'
import { type ActionContext, inLanguage, reference, speakToStaff } from './context.ts'
import { channelPost } from './to-desk.ts'

/** Cases named in each part; the others are counted. */
const MOST = 5
/** How far the first digest looks back. */
const FIRST_MS = 24 * 3_600_000

/** @returns Nothing where this morning is done, or nothing waits. */
export async function postDigest(
  trx: Trx,
  department: Department,
  { day, closes }: Opening,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { place, now } = context
  if (!(await takeMorning(trx, department.key, day, now))) return []
  const since = (await lastMorning(trx, department.key, day)) ?? new Date(now.getTime() - FIRST_MS)
  const lines = await digestLines(trx, {
    departments: [department.key],
    andUnknown: department.key === place.frontDesk,
    known: [...place.departments.keys()],
    since,
    now,
    closes,
    most: MOST,
  })
  if (lines.length === 0) return []
  const say = speakToStaff(place)
  const title = say('desk.digest.title', { department: inLanguage(place, department.name, place.languages[0]) })
  const parts: RichText[] = []
  for (const section of SECTIONS) {
    const found = lines.filter(line => line.section === section)
    if (found[0]) parts.push(await sectionOf(trx, found, found[0], context))
  }
  return [channelPost(department.channel, joinRich([title, ...parts], '\n\n'))]
}

async function sectionOf(
  trx: Trx,
  lines: readonly DigestLine[],
  { section, total }: DigestLine,
  context: ActionContext,
): Promise<RichText> {
  const say = speakToStaff(context.place)
  const named = await Promise.all(lines.map(line => caseLine(trx, line, context)))
  const more = total - lines.length
  return joinRich(
    [
      say(`desk.digest.${section}`, { number: total }),
      ...named,
      ...(more > 0 ? [say('desk.digest.more', { number: more })] : []),
    ],
    '\n',
  )
}

/** "HB-1042 · Pothole, North Hill", a link to its thread. Nothing of a resident's words. */
async function caseLine(trx: Trx, line: DigestLine, { place }: ActionContext): Promise<RichText> {
  const say = speakToStaff(place)
  const category = line.category === null ? undefined : place.categories.get(line.category)
  const about = category ? inLanguage(place, category.name, place.languages[0]) : say('desk.question').text
  const words = `${reference(place, line.caseId)} · ${[about, line.area].filter(Boolean).join(', ')}`
  const { channel, ts } = line
  const url = channel !== null && ts !== null ? await threadUrl(trx, { channel, ts }) : undefined
  return url === undefined ? plain(words) : linked(words, url)
}
