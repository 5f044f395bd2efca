/**
 * `/moot stats [department] [30d]`: what came in, how soon it was answered and settled, and whether it helped.
 *
 * In words at once, and as a picture in the asker's messages with the app, where there is anything to show. A few cases
 * say little: each figure says of how many it is, and nine tenths are told from ten on.
 */
import { inLanguage, speakToStaff } from '../actions/context.ts'
import { direct } from '../actions/to-desk.ts'
import { HELPED } from '../core/case.ts'
import { fold } from '../core/fold.ts'
import type { Department, Place } from '../core/place.ts'
import { joinRich, plain, type RichText } from '../core/rich-text.ts'
import type { StaffAnswer } from '../core/staff-asks.ts'
import { type Durations, type Stats, statsOf } from '../store/stats.ts'
import { duration, ENOUGH } from './duration.ts'
import type { FindingWork } from './finding-work.ts'
import type { Onlooker } from './onlooker.ts'
import { statsChart } from './stats-chart.ts'

const DAY_MS = 86_400_000
const DAYS = 30

export async function statsAnswer(work: FindingWork, onlooker: Onlooker, words: string): Promise<StaffAnswer> {
  const { db, place, now } = work
  const say = speakToStaff(place)
  const { days, named } = readWords(words)
  const department = named === '' ? undefined : departmentNamed(place, named)
  const maySee = !department || onlooker.seen === 'all' || onlooker.seen.includes(department.key)
  if (days === 0 || (named !== '' && !department) || !maySee)
    return { text: say('find.stats.unknown', { words }), buttons: [] }
  const since = new Date(now().getTime() - days * DAY_MS)
  const stats = await statsOf(db, department ? [department.key] : onlooker.seen, since, now())
  const name = department ? inLanguage(place, department.name, place.languages[0]) : say('find.stats.all').text
  const title = say('find.stats.title', { department: name, count: days })
  const text = joinRich([title, ...lines(place, stats).map(line => joinRich([plain('• '), line]))], '\n')
  const isPictured = stats.received > 0 && (await sendPicture(work, onlooker.user, { title, text, stats }))
  return { text: isPictured ? joinRich([text, say('find.stats.pictured')], '\n') : text, buttons: [] }
}

interface Told {
  readonly title: RichText
  readonly text: RichText
  readonly stats: Stats
}

/** To the asker's messages with the app. @returns Whether it is on its way: the figures in words are told anyway. */
async function sendPicture({ place, draw, send, log }: FindingWork, user: string, told: Told): Promise<boolean> {
  try {
    const picture = await draw(statsChart(place, told.title.text, told.stats))
    await send(direct(user, told.text, [picture]))
    return true
  } catch (error) {
    log.warn({ err: error }, 'the picture of figures could not be drawn or sent')
    return false
  }
}

/** The period may stand before or behind the department; none is 30 days. */
function readWords(words: string): { readonly days: number; readonly named: string } {
  const [, days = `${DAYS}`] = /(?:^|\s)(\d{1,4})d(?=\s|$)/i.exec(words) ?? []
  return { days: Math.min(Number(days), 3_650), named: words.replace(/(?:^|\s)\d{1,4}d(?=\s|$)/i, '').trim() }
}

/** By its key or by its name in any language. */
function departmentNamed(place: Place, named: string): Department | undefined {
  const sought = fold(named)
  return [...place.departments.values()].find(({ key, name }) =>
    [key, ...Object.values(name)].some(one => fold(one) === sought),
  )
}

function lines(place: Place, stats: Stats): readonly RichText[] {
  const say = speakToStaff(place)
  const { received, open, overdue, drafts, asked, helped, kinds } = stats
  const answered = HELPED.map(one => `${say(`desk.helped.${one}`).text} ${helped[one]}`).join(' · ')
  const replies = kinds.map(
    ({ kind, count }) => `${kind ? say(`desk.kinds.${kind}`).text : say('find.stats.noKind').text} ${count}`,
  )
  return [
    say('find.stats.received', { received, open, overdue }),
    say('find.stats.firstReply', { took: tookLine(place, stats.firstReply) }),
    say('find.stats.fixed', { took: tookLine(place, stats.fixed) }),
    ...(replies.length > 0 ? [say('find.stats.replies', { kinds: replies.join(' · ') })] : []),
    ...(drafts > 0 ? [say('find.stats.drafts', { number: drafts })] : []),
    ...(asked > 0 ? [say('find.stats.helped', { answered, asked })] : []),
  ]
}

function tookLine(place: Place, { count, median, nineTenths }: Durations): RichText {
  const say = speakToStaff(place)
  if (median === null || nineTenths === null) return say('find.stats.none')
  const half = duration(place, median)
  if (count < ENOUGH) return say('find.stats.half', { half, number: count })
  return say('find.stats.halfAndMost', { half, most: duration(place, nineTenths), number: count })
}
