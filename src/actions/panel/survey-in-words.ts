/**
 * Whom a survey is put to, and when, in words for those who make it.
 */
import { readCron } from '../../core/panel/repeat.ts'
import type { Audience, SurveySchedule } from '../../core/panel/survey.ts'
import { type ActionContext, inLanguage, networkName, speakToStaff } from '../context.ts'
import { languageName } from '../language-name.ts'

export function audienceInWords(audience: Audience, context: ActionContext): string {
  const { place } = context
  const say = speakToStaff(place)
  const { sample, quotas, notAskedInDays } = audience
  const named = (keys: readonly string[] | undefined, name: (key: string) => string) =>
    keys ? [keys.map(name).join(' / ')] : []
  const only = [
    ...named(audience.areas, area => area),
    ...named(audience.interests, interest => interestName(interest, context)),
    ...Object.entries(audience.profile ?? {}).flatMap(([question, options]) =>
      named(options, option => profileName(question, option, context)),
    ),
    ...named(audience.languages, language => languageName(place, language)),
    ...named(audience.networks, networkName),
    ...(notAskedInDays === undefined ? [] : [say('builder.notAsked', { days: String(notAskedInDays) }).text]),
  ]
  return [
    only.length > 0 ? only.join(', ') : say('builder.everybody').text,
    ...(sample ? [say('builder.sample', { size: String(sample.size) }).text] : []),
    ...(quotas.length > 0 ? [quotasAsLines(quotas, context).join('; ')] : []),
  ].join('; ')
}

/** "North Hill, Under 30: 50". */
export function quotasAsLines(quotas: Audience['quotas'], context: ActionContext): readonly string[] {
  return quotas.map(({ of, most }) => {
    const { area, ...asked } = of
    const options = Object.entries(asked).map(([question, key]) => profileName(question, key, context))
    const cells = [...(area === undefined ? [] : [area]), ...options]
    return `${cells.join(', ')}: ${most}`
  })
}

export function scheduleInWords(schedule: SurveySchedule, context: ActionContext): string {
  const { now, place } = context
  const say = speakToStaff(place)
  const { at, repeat, zone, spreadHours, remindAfterDays, closesAfterDays } = schedule
  const again = repeat === undefined ? undefined : readCron(repeat, now.toISOString().slice(0, 10))
  const begins = () => {
    if (at !== undefined) return say('builder.when.once', { time: at.replace('T', ' ') }).text
    if (repeat === undefined) return say('builder.when.launch').text
    if (!again) return say('builder.when.line', { line: repeat }).text
    const words = { day: dayInWords(again.date, context), time: again.time }
    return say(`builder.when.${again.repeat}`, words).text
  }
  return [
    begins(),
    ...(zone === 'member' ? [say('builder.when.member').text] : []),
    ...(spreadHours > 0 ? [say('builder.when.spread', { count: spreadHours }).text] : []),
    ...(remindAfterDays === undefined ? [] : [say('builder.when.remind', { count: remindAfterDays }).text]),
    say('builder.when.closes', { count: closesAfterDays }).text,
  ].join(', ')
}

/** @param date  ISO. */
export function dayInWords(date: string, { place }: ActionContext): string {
  const format = new Intl.DateTimeFormat(place.languages[0], { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(`${date}T00:00:00Z`))
}

function interestName(key: string, { place }: ActionContext): string {
  const known = place.panel?.interests.find(interest => interest.key === key)
  return known ? inLanguage(place, known.name, place.languages[0]) : key
}

function profileName(question: string, key: string, { place }: ActionContext): string {
  const known = place.panel?.profile.find(one => one.key === question)?.options.find(option => option.key === key)
  return known ? inLanguage(place, known.name, place.languages[0]) : key
}
