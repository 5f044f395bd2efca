/**
 * When a survey goes out, and until when it is open.
 */
import type { Speak } from '../../../locales/index.ts'
import { speakToStaff } from '../../actions/context.ts'
import type { Filled, FormItem } from '../../core/desk-views.ts'
import { cronOf, LAST_DAY, REPEATS, type Repeat, readCron } from '../../core/panel/repeat.ts'
import { type SurveySchedule, tooLateIn } from '../../core/panel/survey.ts'
import type { Place } from '../../core/place.ts'
import { dayOf, isDay } from './basics-form.ts'
import { readNumber } from './form-words.ts'
import type { PartForm, ReadPart, ShownPart } from './part-form.ts'

const HOWS = ['launch', 'once', ...REPEATS, 'line'] as const
type How = (typeof HOWS)[number]

/** As the survey's file has them. */
const RANGES = {
  spreadHours: { from: 0, to: 72, whole: false },
  remindAfterDays: { from: 1, to: 60 },
  closesAfterDays: { from: 1, to: 90 },
} as const
/** Not in anybody's quiet hours. */
const TIME = '10:00'

export const scheduleForm: PartForm = {
  title: 'builder.title.schedule',
  firstField: () => 'how',
  fields: scheduleFields,
  partOf: ({ schedule }) => schedule,
  read: ({ place, now }, survey, _, { filled }) => {
    const read = readSchedule(place, filled, dayOf(now(), place))
    return read.schedule ? { survey: { ...survey, schedule: read.schedule } } : { errors: read.errors }
  },
}

function scheduleFields({ place, survey, today }: ShownPart): readonly FormItem[] {
  const say = speakToStaff(place)
  const { zone, spreadHours, remindAfterDays, closesAfterDays } = survey.schedule
  const begins = beginsOf(survey.schedule, today)
  const number = (key: keyof typeof RANGES, given: number | undefined, required = false): FormItem => ({
    key,
    kind: 'words',
    oneLine: true,
    label: say(`builder.form.${key}`).text,
    required,
    most: 5,
    given: given === undefined ? '' : String(given),
  })
  return [
    {
      key: 'how',
      kind: 'choice',
      label: say('builder.form.how').text,
      required: true,
      options: HOWS.map(value => ({ value, label: say(`builder.how.${value}`).text })),
      given: begins.how,
    },
    {
      key: 'date',
      kind: 'date',
      label: say('builder.form.date').text,
      hint: say('builder.form.dateHint').text,
      required: false,
      ...(begins.date !== undefined && { given: begins.date }),
    },
    {
      key: 'time',
      kind: 'time',
      label: say('builder.form.time').text,
      required: false,
      given: begins.time ?? TIME,
    },
    {
      key: 'line',
      kind: 'words',
      oneLine: true,
      label: say('builder.form.line').text,
      hint: say('builder.form.lineHint').text,
      required: false,
      most: 100,
      given: begins.line ?? '',
    },
    {
      key: 'zone',
      kind: 'choice',
      label: say('builder.form.zone').text,
      required: true,
      options: (['place', 'member'] as const).map(value => ({ value, label: say(`builder.zone.${value}`).text })),
      given: zone,
    },
    number('closesAfterDays', closesAfterDays, true),
    number('remindAfterDays', remindAfterDays),
    number('spreadHours', spreadHours),
  ]
}

interface Begins {
  readonly how: How
  readonly date?: string
  readonly time?: string
  readonly line?: string
}

function beginsOf({ at, repeat }: SurveySchedule, today: string): Begins {
  if (at !== undefined) return { how: 'once', date: at.slice(0, 10), time: at.slice(11) }
  if (repeat === undefined) return { how: 'launch' }
  const again = readCron(repeat, today)
  return again ? { how: again.repeat, date: again.date, time: again.time } : { how: 'line', line: repeat }
}

function readSchedule(
  place: Place,
  filled: Filled,
  today: string,
):
  | { readonly schedule: SurveySchedule; readonly errors?: never }
  | (Extract<ReadPart, { survey?: never }> & { readonly schedule?: never }) {
  const say = speakToStaff(place)
  const { how = '', date = '', time = '', line = '', zone } = filled
  const [spread, remind, closes] = [
    readNumber(filled.spreadHours, RANGES.spreadHours),
    readNumber(filled.remindAfterDays, RANGES.remindAfterDays),
    readNumber(filled.closesAfterDays, RANGES.closesAfterDays),
  ]
  const range = ({ from, to }: { readonly from: number; readonly to: number }) =>
    say('builder.wrong.range', { from: String(from), to: String(to) }).text
  const onDay = how === 'once' || isRepeat(how)
  const errors = {
    ...(!isHow(how) && { how: say('builder.wrong.how').text }),
    ...(onDay && !isDay(date) && { date: say('builder.wrong.noDay').text }),
    ...(how === 'once' && isDay(date) && date < today && { date: say('builder.wrong.past').text }),
    ...(isRepeat(how) &&
      how !== 'weekly' &&
      Number(date.slice(8)) > LAST_DAY && { date: say('builder.wrong.lateDay', { day: String(LAST_DAY) }).text }),
    ...(onDay && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time) && { time: say('builder.wrong.noTime').text }),
    ...(how === 'line' && line.trim().split(/\s+/).length !== 5 && { line: say('builder.wrong.line').text }),
    ...(spread === 'wrong' && { spreadHours: range(RANGES.spreadHours) }),
    ...(remind === 'wrong' && { remindAfterDays: range(RANGES.remindAfterDays) }),
    ...((closes === 'wrong' || closes === undefined) && { closesAfterDays: range(RANGES.closesAfterDays) }),
    ...(typeof closes === 'number' && lateErrors(spread, remind, closes, say)),
  }
  const isRight = typeof closes === 'number' && spread !== 'wrong' && remind !== 'wrong'
  if (Object.keys(errors).length > 0 || !isRight) return { errors }
  return {
    schedule: {
      ...(how === 'once' && { at: `${date}T${time}` }),
      ...(isRepeat(how) && { repeat: cronOf(how, date, time) }),
      ...(how === 'line' && { repeat: line.trim().replaceAll(/\s+/g, ' ') }),
      zone: zone === 'member' ? 'member' : 'place',
      spreadHours: spread ?? 0,
      ...(remind !== undefined && { remindAfterDays: remind }),
      closesAfterDays: closes,
    },
  }
}

function lateErrors(
  spread: number | 'wrong' | undefined,
  remind: number | 'wrong' | undefined,
  closesAfterDays: number,
  say: Speak,
): Readonly<Record<string, string>> {
  const late = tooLateIn({
    spreadHours: typeof spread === 'number' ? spread : 0,
    ...(typeof remind === 'number' && { remindAfterDays: remind }),
    closesAfterDays,
  })
  return Object.fromEntries(late.map(part => [part, say(`builder.wrong.late.${part}`).text]))
}

function isHow(how: string): how is How {
  return HOWS.some(one => one === how)
}

function isRepeat(how: string): how is Repeat {
  return REPEATS.some(one => one === how)
}
