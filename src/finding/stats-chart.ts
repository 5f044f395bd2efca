/**
 * The figures of `/moot stats` as a chart: what came in, how long it took, how it was replied to, whether it helped.
 *
 * What nobody has done yet has no panel.
 */
import { speakToStaff } from '../actions/context.ts'
import { HELPED, type Helped } from '../core/case.ts'
import type { Chart, ChartBar, ChartTone } from '../core/chart.ts'
import type { Place } from '../core/place.ts'
import type { ReplyKind } from '../core/reply-kinds.ts'
import type { Durations, Stats } from '../store/stats.ts'
import { duration, ENOUGH } from './duration.ts'

const TONES: Readonly<Record<Helped, ChartTone>> = { yes: 'good', partly: 'plain', no: 'bad' }

export function statsChart(place: Place, title: string, stats: Stats): Chart {
  const say = speakToStaff(place)
  const words = (key: Word) => say(key).text
  const { received, open, overdue, kinds, helped, asked } = stats
  const number = numbers(place)
  const bar = (label: string, value: number, tone: ChartTone = 'plain'): ChartBar => ({
    label,
    value,
    shown: number.format(value),
    tone,
  })
  const panels = [
    {
      title: words('find.stats.chart.cases'),
      bars: [
        bar(words('find.stats.chart.received'), received),
        bar(words('find.stats.chart.open'), open),
        bar(words('find.stats.chart.overdue'), overdue, 'bad'),
      ],
    },
    {
      title: words('find.stats.chart.took'),
      bars: [
        ...tookBars(place, stats.firstReply, ['find.stats.chart.replyHalf', 'find.stats.chart.replyMost']),
        ...tookBars(place, stats.fixed, ['find.stats.chart.fixedHalf', 'find.stats.chart.fixedMost']),
      ],
    },
    {
      title: words('find.stats.chart.replies'),
      bars: kinds.map(({ kind, count }) => bar(kind ? words(`desk.kinds.${kind}`) : words('find.stats.noKind'), count)),
    },
    {
      title: say('find.stats.chart.helped', { asked: number.format(asked) }).text,
      bars: asked > 0 ? HELPED.map(one => bar(words(`desk.helped.${one}`), helped[one], TONES[one])) : [],
    },
  ]
  return { title, language: place.languages[0], sheet: 'desk', panels: panels.filter(({ bars }) => bars.length > 0) }
}

type Word =
  | `find.stats.chart.${'cases' | 'received' | 'open' | 'overdue' | 'took' | 'replies'}`
  | 'find.stats.noKind'
  | `desk.kinds.${ReplyKind}`
  | `desk.helped.${Helped}`
type TookLabel = `find.stats.chart.${'replyHalf' | 'replyMost' | 'fixedHalf' | 'fixedMost'}`

/** Each says of how many it is. */
function tookBars(
  place: Place,
  { count, median, nineTenths }: Durations,
  [half, most]: readonly [TookLabel, TookLabel],
): ChartBar[] {
  const say = speakToStaff(place)
  const bar = (label: TookLabel, seconds: number): ChartBar => ({
    label: say(label, { number: numbers(place).format(count) }).text,
    value: seconds,
    shown: duration(place, seconds),
    tone: 'plain',
  })
  if (median === null || nineTenths === null) return []
  return [bar(half, median), ...(count < ENOUGH ? [] : [bar(most, nineTenths)])]
}

function numbers(place: Place): Intl.NumberFormat {
  return new Intl.NumberFormat(place.languages[0])
}
