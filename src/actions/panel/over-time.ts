/**
 * A question's answers over the waves of a survey, as words and as a picture, for the survey's thread.
 */
import { type SurveyVoice, surveyChoices } from '../../asking/question-message.ts'
import type { Amount, Chart, ChartLine } from '../../core/chart.ts'
import type { StoredFile } from '../../core/files.ts'
import type { ToDesk } from '../../core/outbound.ts'
import { FEWEST } from '../../core/panel/suppress.ts'
import type { OverTime, OverTimeLine } from '../../core/panel/waves-compared.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import { ticksOver } from '../../core/ticks.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import type { ResultsWave } from '../../store/panel/results.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { DESK } from '../to-desk.ts'
import { numbersOf, questionName, voiceForStaff } from './counted.ts'
import { surveyLane, titleForStaff } from './wave-line.ts'

interface OverTimeTold {
  readonly text: RichText
  readonly chart: Chart
}

/** Marks are from one to five. */
const MARKS = { from: 1, to: 5 }
/** As many as can be told apart in a picture. */
const MOST_LINES = 10
/** Per cent. */
const WHOLE = 100
const NOT_THERE = '–'

export function overTimeTold({ definition }: ResultsWave, told: OverTime, context: ActionContext): OverTimeTold {
  const { place } = context
  const say = speakToStaff(place)
  const { number } = numbersOf(context)
  const { question, waves, tooFew } = told
  const title = say('results.overTime.title', { title: titleForStaff(definition.title, context) })
  const lines = told.lines.map(line => drawn(line, told, voiceForStaff(definition, context), context))
  const columns = waves.map(wave =>
    say('results.overTime.wave', {
      number: number(wave.number),
      date: day(wave.startsAt, context),
      people: number(wave.people),
    }),
  )
  const list = new Intl.ListFormat(place.languages[0], { type: 'conjunction' })
  const undrawn = lines.slice(MOST_LINES).map(({ name }) => name)
  const text = joinRich(
    [
      joinRich([title, questionName(definition, question, context)], '\n'),
      joinRich([say('results.overTime.waves'), ...columns.map(column => joinRich([plain('• '), column]))], '\n'),
      joinRich(
        lines.map(({ name, points }) => plain(`• ${name}: ${points.map(one => one?.shown ?? NOT_THERE).join(' · ')}`)),
        '\n',
      ),
      ...(tooFew.length > 0
        ? [say('results.overTime.tooFew', { fewest: number(FEWEST), waves: list.format(tooFew.map(number)) })]
        : []),
      ...(undrawn.length > 0
        ? [say('results.overTime.undrawn', { most: number(MOST_LINES), names: list.format(undrawn) })]
        : []),
    ],
    '\n\n',
  )
  const [first, last] = [waves[0]!, waves.at(-1)!].map(({ startsAt }) => day(startsAt, context))
  const chart: Chart = {
    title: title.text,
    language: place.languages[0],
    sheet: 'desk',
    panels: [
      {
        title: questionName(definition, question, context).text,
        moments: waves.map(wave => number(wave.number)),
        below: say('results.overTime.below', { first: first!, last: last! }).text,
        ticks: ticksOf(told, context),
        lines: lines.slice(0, MOST_LINES),
      },
    ],
  }
  return { text, chart }
}

/** @param picture  Absent where it could not be drawn. */
export function postOverTime(
  { survey, channel, thread }: ResultsWave,
  text: RichText,
  picture: StoredFile | undefined,
): readonly NewOutbound[] {
  if (channel === null || thread === null) return []
  const message: ToDesk = {
    ...{ to: 'desk', kind: 'post', thread: { channel, ts: thread }, text, files: [], buttons: [] },
    ...(picture && { picture }),
  }
  return [{ network: DESK, lane: surveyLane(survey), message }]
}

/** Its name in words; in the picture that stands at its end, with its last value or the wave that was its last. */
function drawn(
  { key, of, values }: OverTimeLine,
  told: OverTime,
  voice: SurveyVoice,
  context: ActionContext,
): ChartLine & { readonly name: string } {
  const say = speakToStaff(context.place)
  const { number } = numbersOf(context)
  const shown = shownAs(told, context)
  const choice = surveyChoices(of, voice).find(one => one.key === key)
  const name = choice?.label ?? say('results.overTime.mean').text
  const points = values.map(value => (value === null ? null : { value, shown: shown(value) }))
  const last = points.findLastIndex(point => point !== null)
  const label =
    last === points.length - 1
      ? `${points[last]?.shown ?? ''} ${name}`
      : say('results.overTime.until', { name, number: number(told.waves[last]?.number ?? 0) }).text
  return { name, label, points }
}

function shownAs({ told }: OverTime, context: ActionContext): (value: number) => string {
  if (told === 'shares') return numbersOf(context).percent
  const format = new Intl.NumberFormat(context.place.languages[0], { maximumFractionDigits: 1 })
  return value => format.format(value)
}

function ticksOf(told: OverTime, context: ActionContext): readonly Amount[] {
  const { question, lines } = told
  const values = lines.flatMap(line => line.values.filter(value => value !== null))
  const edges = question.kind === 'mark' ? MARKS : question.kind === 'number' ? question : { from: 0, to: WHOLE }
  const low = Math.min(edges.from, ...values)
  const high = question.kind === 'mark' ? MARKS.to : Math.max(...values)
  const shown = shownAs(told, context)
  return ticksOver(low, high).map(value => ({ value, shown: shown(value) }))
}

function day(at: Date, { place: { languages, timeZone } }: ActionContext): string {
  return new Intl.DateTimeFormat(languages[0], { dateStyle: 'medium', timeZone }).format(at)
}
