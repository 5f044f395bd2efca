/**
 * Results by what people are: their area, their age, or whatever else they told of themselves, one or two at a time.
 *
 * What is told is kept, and what was told before is looked at: two tables of different moments must not tell of the few
 * people between them. Where that leaves nothing new to be told, the last table stands.
 */
import { surveyChoices } from '../../asking/question-message.ts'
import { percentages } from '../../core/panel/apportion.ts'
import { type Cut, cutKey, groupsOf, LANGUAGE, NETWORK, NOT_TOLD, tableDimensionsOf } from '../../core/panel/cut.ts'
import { suppress } from '../../core/panel/suppress.ts'
import type { SurveyQuestion } from '../../core/panel/survey.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import type { Trx } from '../../store/database.ts'
import {
  addRelease,
  type CutRelease,
  countCut,
  holdResults,
  type ResultsWave,
  releasesOf,
} from '../../store/panel/results.ts'
import { type ShownResults, shownResults } from '../../store/panel/shown-results.ts'
import { type ActionContext, inLanguage, networkName, speakToStaff } from '../context.ts'
import { languageName } from '../language-name.ts'
import { countedQuestions, numbersOf, questionName, voiceForStaff } from './counted.ts'

/** @returns Undefined as long as too few answered. */
export async function resultsBy(
  trx: Trx,
  wave: ResultsWave,
  cut: Cut,
  context: ActionContext,
): Promise<RichText | undefined> {
  await holdResults(trx, wave.id)
  const counted = countedQuestions(wave.definition)
  const shown = await shownResults(
    trx,
    wave.id,
    counted.map(({ key }) => key),
    context.now,
  )
  if (!shown) return undefined
  const say = speakToStaff(context.place)
  const chosen = counted.filter(({ kind }) => kind !== 'number')
  const parts: RichText[] = []
  for (const question of chosen) {
    const options = surveyChoices(question, voiceForStaff(wave.definition, context)).map(({ key }) => key)
    const release = await released(trx, { wave, question: question.key, options, cut, shown })
    if (release) parts.push(tableOf(wave, question, cut, release, context))
  }
  const head = say('results.by.title', { by: cut.map(({ key }) => dimensionName(key, context)).join(' × ') })
  return joinRich([head, ...parts, say('results.by.hidden')], '\n\n')
}

/** What may be told now, noted as told; else what was told last. */
export async function released(
  trx: Trx,
  of: {
    readonly wave: ResultsWave
    /** Its key; empty: how many answered at all. */
    readonly question: string
    readonly options: readonly string[]
    readonly cut: Cut
    readonly shown: ShownResults
  },
): Promise<CutRelease | undefined> {
  const { wave, question, options, cut, shown } = of
  const which = { waveId: wave.id, question, cut: cutKey(cut) }
  const groups = groupsOf(cut)
  const earlier = await releasesOf(trx, which)
  const last = earlier.at(-1)
  // The place file has other groups by now: a table of those beside the one before could tell of few.
  if (last && JSON.stringify(last.groups) !== JSON.stringify(groups)) return last
  const by = cut.map(({ key }) => key)
  const found = await countCut(trx, wave.id, question === '' ? undefined : question, by)
  const people = new Map(found.map(({ is, people: count }) => [JSON.stringify(is), count]))
  const counts = options.flatMap(option => groups.map(group => people.get(JSON.stringify([option, ...group])) ?? 0))
  const told = options.map(option => (question === '' ? shown.people : (shown.counts[question]?.[option] ?? 0)))
  const sizes = [options.length, ...cut.map(one => one.groups.length)]
  const peopleIn = groups.map((_, n) => options.reduce((sum, __, o) => sum + (counts[o * groups.length + n] ?? 0), 0))
  const empty = counts.map((_, cell) => peopleIn[cell % groups.length] === 0)
  const next = suppress(counts, sizes, earlier, told, empty)
  if (!next || (last && JSON.stringify(last.cells) === JSON.stringify(next.cells))) return last
  const release = { ...next, groups, people: shown.people }
  await addRelease(trx, which, release)
  return release
}

function tableOf(
  { definition }: ResultsWave,
  question: SurveyQuestion,
  cut: Cut,
  { cells, groups }: CutRelease,
  context: ActionContext,
): RichText {
  const choices = surveyChoices(question, voiceForStaff(definition, context))
  const { number, percent } = numbersOf(context)
  const lines = groups.flatMap((group, n) => {
    const counts = choices.map((_, option) => cells[option * groups.length + n] ?? null)
    const seen = counts.filter(count => count !== null)
    const sum = seen.reduce((all, count) => all + count, 0)
    if (sum === 0) return []
    // Shares are of a whole: only where all of it may be seen, and everybody gave one answer.
    const shares = question.kind !== 'choices' && seen.length === counts.length ? percentages(seen) : undefined
    const told = choices.map(({ label }, option) => {
      const count = counts[option] ?? null
      if (count === null) return `${label} –`
      const share = shares?.[option]
      return share === undefined ? `${label} ${number(count)}` : `${label} ${percent(share)}`
    })
    const of = shares ? ` (${number(sum)})` : ''
    return [plain(`• ${groupName(cut, group, context)}${of}: ${told.join(' · ')}`)]
  })
  const nothing = speakToStaff(context.place)('results.by.nothing')
  return joinRich([questionName(definition, question, context), ...(lines.length > 0 ? lines : [nothing])], '\n')
}

function groupName(cut: Cut, group: readonly string[], context: ActionContext): string {
  return cut.map(({ key }, n) => valueName(key, group[n] ?? NOT_TOLD, context)).join(' × ')
}

/** A group's name as staff read it. */
export function valueName(dimension: string, value: string, { place }: ActionContext): string {
  const say = speakToStaff(place)
  if (value === NOT_TOLD) return say('results.notTold').text
  if (dimension === LANGUAGE) return languageName(place, value)
  if (dimension === NETWORK) return networkName(value)
  const question = place.panel?.profile.find(({ key }) => key === dimension)
  const option = question?.options.find(({ key }) => key === value)
  return option ? inLanguage(place, option.name, place.languages[0]) : value
}

/** As on a button: what people were asked on joining. */
export function dimensionName(key: string, { place }: ActionContext): string {
  if (key === 'area' || key === LANGUAGE || key === NETWORK) return speakToStaff(place)(`results.${key}`).text
  const question = place.panel?.profile.find(one => one.key === key)
  return question ? inLanguage(place, question.ask, place.languages[0]).replace(/[?؟¿\s]+$/u, '') : key
}

/** The dimensions of a cut by its key; nothing where the place has no such. */
export function cutNamed(key: string, { place }: ActionContext): Cut | undefined {
  const all = tableDimensionsOf(place)
  const cut = key.split(' ').flatMap(one => all.filter(dimension => dimension.key === one))
  return cut.length > 0 && cut.length <= 2 && cutKey(cut) === key ? cut : undefined
}
