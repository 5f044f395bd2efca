/**
 * Results by what people are: their area, their age, or whatever else they told of themselves, one or two at a time.
 *
 * Nothing is counted here: the tables were made along with a step of the results, and stand, also once the key is gone.
 */
import { surveyChoices } from '../../asking/question-message.ts'
import { percentages } from '../../core/panel/apportion.ts'
import { type Cut, cutKey, LANGUAGE, NETWORK, NOT_TOLD, tableDimensionsOf } from '../../core/panel/cut.ts'
import type { Survey, SurveyQuestion } from '../../core/panel/survey.ts'
import type { CutRelease } from '../../core/panel/tables.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import type { Db, Trx } from '../../store/database.ts'
import { tablesTold } from '../../store/panel/released-tables.ts'
import type { ResultsWave } from '../../store/panel/results.ts'
import { type ActionContext, inLanguage, networkName, speakToStaff } from '../context.ts'
import { languageName } from '../language-name.ts'
import { countedQuestions, middleInWords, numbersOf, questionName, voiceForStaff } from './counted.ts'

/** @returns Undefined as long as nothing may be told. */
export async function resultsBy(
  db: Db | Trx,
  { id, definition, closedAt }: ResultsWave,
  cut: Cut,
  context: ActionContext,
): Promise<RichText | undefined> {
  const tables = await tablesTold(db, id, cutKey(cut))
  const told = countedQuestions(definition).flatMap(question => {
    const table = tables.get(question.key)
    return table ? [{ question, table }] : []
  })
  if (told.length === 0) return undefined
  const say = speakToStaff(context.place)
  const { number } = numbersOf(context)
  const newest = Math.max(...told.map(({ table }) => table.people))
  const asOf = (people: number) => say('results.by.asOf', { people: number(people) })
  const parts = told.map(({ question, table }) =>
    joinRich(
      [
        questionName(definition, question, context),
        ...(table.people < newest ? [asOf(table.people)] : []),
        ...linesOf(definition, question, cut, table, context),
      ],
      '\n',
    ),
  )
  const head = say('results.by.title', { by: cut.map(({ key }) => dimensionName(key, context)).join(' × ') })
  const foot = [asOf(newest), ...(closedAt ? [] : [say('results.by.steps')]), say('results.by.hidden')]
  return joinRich([head, ...parts, joinRich(foot, ' ')], '\n\n')
}

function linesOf(
  survey: Survey,
  question: SurveyQuestion,
  cut: Cut,
  table: CutRelease,
  context: ActionContext,
): readonly RichText[] {
  const line =
    question.kind === 'number'
      ? numbersIn(survey, question, table, context)
      : choicesIn(survey, question, table, context)
  const lines = table.groups.flatMap((group, n) => {
    const told = line(n)
    return told ? [plain(`• ${groupName(cut, group, context)}${told}`)] : []
  })
  return lines.length > 0 ? lines : [speakToStaff(context.place)('results.by.nothing')]
}

/** What is told of a group, by its place; undefined where that is nothing. */
type GroupLine = (group: number) => string | undefined

function numbersIn(
  survey: Survey,
  question: Extract<SurveyQuestion, { kind: 'number' }>,
  { cells, middles }: CutRelease,
  context: ActionContext,
): GroupLine {
  const { number } = numbersOf(context)
  return group => {
    const [people, middle] = [cells[group], middles?.[group]]
    return people && middle ? ` (${number(people)}): ${middleInWords(question, middle, survey, context)}` : undefined
  }
}

function choicesIn(
  survey: Survey,
  question: SurveyQuestion,
  { cells, groups }: CutRelease,
  context: ActionContext,
): GroupLine {
  const choices = surveyChoices(question, voiceForStaff(survey, context))
  const { number, percent } = numbersOf(context)
  return group => {
    const counts = choices.map((_, option) => cells[option * groups.length + group] ?? null)
    const seen = counts.filter(count => count !== null)
    const sum = seen.reduce((all, count) => all + count, 0)
    if (sum === 0) return undefined
    // Shares are of a whole: only where all of it may be seen, and everybody gave one answer.
    const shares = question.kind !== 'choices' && seen.length === counts.length ? percentages(seen) : undefined
    const told = choices.map(({ label }, option) => {
      const count = counts[option] ?? null
      if (count === null) return `${label} –`
      const share = shares?.[option]
      return share === undefined ? `${label} ${number(count)}` : `${label} ${percent(share)}`
    })
    return `${shares ? ` (${number(sum)})` : ''}: ${told.join(' · ')}`
  }
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
