/**
 * `/moot stats [department] [30d]`: what came in, how soon it was answered and settled, and whether it helped.
 *
 * A few cases say little: each figure says of how many it is, and nine tenths are told from ten on.
 */
import { inLanguage, speakToStaff } from '../actions/context.ts'
import { HELPED } from '../core/case.ts'
import { fold } from '../core/fold.ts'
import type { Department, Place } from '../core/place.ts'
import { joinRich, plain, type RichText } from '../core/rich-text.ts'
import type { StaffAnswer } from '../core/staff-asks.ts'
import { type Durations, type Stats, statsOf } from '../store/stats.ts'
import type { FindingWork } from './finding-work.ts'
import type { Onlooker } from './onlooker.ts'

const DAY_MS = 86_400_000
const DAYS = 30
/** So many, or a tenth of them is nobody. */
const ENOUGH = 10
/** Shorter times are told in hours. */
const DAYS_FROM_S = 48 * 3_600

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
  return {
    text: joinRich([title, ...lines(place, stats).map(line => joinRich([plain('• '), line]))], '\n'),
    buttons: [],
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
  const { received, open, overdue, asked, helped, kinds } = stats
  const answered = HELPED.map(one => `${say(`desk.helped.${one}`).text} ${helped[one]}`).join(' · ')
  const replies = kinds.map(
    ({ kind, count }) => `${kind ? say(`desk.kinds.${kind}`).text : say('find.stats.noKind').text} ${count}`,
  )
  return [
    say('find.stats.received', { received, open, overdue }),
    say('find.stats.firstReply', { took: tookLine(place, stats.firstReply) }),
    say('find.stats.fixed', { took: tookLine(place, stats.fixed) }),
    ...(replies.length > 0 ? [say('find.stats.replies', { kinds: replies.join(' · ') })] : []),
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

/** "3.5 hours", "4 days", as the language writes it. */
function duration(place: Place, seconds: number): string {
  const inDays = seconds >= DAYS_FROM_S
  return new Intl.NumberFormat(place.languages[0], {
    style: 'unit',
    unit: inDays ? 'day' : 'hour',
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  }).format(seconds / (inDays ? 86_400 : 3_600))
}
