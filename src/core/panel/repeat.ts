/**
 * Schedules that need no cron line to be understood: each week, each month, each quarter, by the day that one of them is on.
 */

export const REPEATS = ['weekly', 'monthly', 'quarterly'] as const
export type Repeat = (typeof REPEATS)[number]

/** Each month has one. */
export const LAST_DAY = 28

/**
 * The cron line of a repetition that `date` is one day of.
 *
 * @param date  ISO, its day at most `LAST_DAY` unless it is weekly.
 * @param time  As in 09:30.
 */
export function cronOf(repeat: Repeat, date: string, time: string): string {
  const [hour, minute] = time.split(':').map(Number)
  const at = new Date(`${date}T00:00:00Z`)
  if (repeat === 'weekly') return `${minute} ${hour} * * ${at.getUTCDay()}`
  const first = (at.getUTCMonth() % 3) + 1
  const months = repeat === 'monthly' ? '*' : [first, first + 3, first + 6, first + 9].join(',')
  return `${minute} ${hour} ${at.getUTCDate()} ${months} *`
}

/**
 * What `cronOf` wrote, with the first of its days from `today` on. Undefined where it is any other line.
 *
 * @param today  ISO date.
 */
export function readCron(
  line: string,
  today: string,
): { readonly repeat: Repeat; readonly date: string; readonly time: string } | undefined {
  const [, minute, hour] = /^(\d{1,2}) (\d{1,2}) /.exec(line) ?? []
  if (minute === undefined || hour === undefined) return undefined
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  for (const repeat of REPEATS) {
    for (let ahead = 0; ahead < (repeat === 'weekly' ? 7 : 93); ahead++) {
      const date = dayAfter(today, ahead)
      if (repeat !== 'weekly' && Number(date.slice(8)) > LAST_DAY) continue
      if (cronOf(repeat, date, time) === line) return { repeat, date, time }
    }
  }
  return undefined
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
