/**
 * The message with a wave's results, and its picture: how many answered, who they are beside those who were asked, and
 * what they chose.
 *
 * What it says is of the last moment at which results could be told without telling of few people; so it changes in steps.
 */
import { type SurveyChoice, surveyChoices } from '../../asking/question-message.ts'
import type { BarPanel, Chart } from '../../core/chart.ts'
import { percentages } from '../../core/panel/apportion.ts'
import { dimensionsOf } from '../../core/panel/cut.ts'
import { middleOf } from '../../core/panel/middle.ts'
import { FEWEST } from '../../core/panel/suppress.ts'
import type { SurveyQuestion } from '../../core/panel/survey.ts'
import { questionsOverTime } from '../../core/panel/waves-compared.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import type { Trx } from '../../store/database.ts'
import { comparedWaves } from '../../store/panel/compared-waves.ts'
import { tablesTold } from '../../store/panel/released-tables.ts'
import { type ResultsWave, sourcesOf } from '../../store/panel/results.ts'
import type { ShownResults } from '../../store/panel/shown-results.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { countedQuestions, middleInWords, numbersOf, questionName, voiceForStaff } from './counted.ts'
import { quotesIn, sayQuotes } from './quotes.ts'
import { dimensionName, valueName } from './results-by.ts'
import { stepResults } from './step-results.ts'
import { titleForStaff } from './wave-line.ts'

export interface ResultsContent {
  readonly text: RichText
  /** Absent where nothing was counted. */
  readonly chart?: Chart
  /** Whether there is more to ask for. */
  readonly counted: boolean
  /** Whether there are results of earlier waves to compare them with. */
  readonly comparable: boolean
}

/** @returns Undefined as long as there is nothing to say: too few answered, and more may. */
export async function resultsContent(
  trx: Trx,
  wave: ResultsWave,
  context: ActionContext,
): Promise<ResultsContent | undefined> {
  const { place } = context
  const say = speakToStaff(place)
  const shown = await stepResults(trx, wave, context)
  const counted = countedQuestions(wave.definition)
  const { number, percent } = numbersOf(context)
  const values = { number: number(wave.number), title: titleForStaff(wave.definition.title, context) }
  const title = say(wave.closedAt ? 'results.title' : 'results.titleSoFar', values)
  if (!shown) {
    if (!wave.closedAt) return undefined
    return {
      text: joinRich([title, say('results.few', { fewest: number(FEWEST) })], '\n'),
      counted: false,
      comparable: false,
    }
  }
  const { asked, selfSelected } = await sourcesOf(trx, wave.id)
  const [rate = 0] = percentages([shown.people, Math.max(asked - shown.people, 0)])
  const rows = counted.map(question => ({ question, bars: barsOf(question, shown, wave, context) }))
  const parts = [
    joinRich(
      [title, say('results.rate', { people: number(shown.people), asked: number(asked), rate: percent(rate) })],
      '\n',
    ),
    ...rows.map(({ question, bars }) =>
      joinRich(
        [
          questionName(wave.definition, question, context),
          ...bars.map(({ label, shown: is }) => plain(`• ${label}: ${is}`)),
        ],
        '\n',
      ),
    ),
    ...sayQuotes(await quotesIn(trx, wave.id, wave.definition.questions), wave.definition.questions, {
      heading: question => questionName(wave.definition, question, context),
      quote: words => say('results.quote', { words }),
    }),
    ...(await compared(trx, wave, context)),
    ...(selfSelected ? [say('results.selfSelected')] : []),
    say('results.steps', { fewest: number(FEWEST) }),
  ]
  const panels: BarPanel[] = rows
    .filter(({ question, bars }) => question.kind !== 'number' && bars.length > 0)
    .map(({ question, bars }) => ({ title: questionName(wave.definition, question, context).text, bars }))
  return {
    text: joinRich(parts, '\n\n'),
    counted: true,
    comparable: questionsOverTime(await comparedWaves(trx, wave.survey)).length > 0,
    ...(panels.length > 0 && { chart: { title: title.text, language: place.languages[0], sheet: 'desk', panels } }),
  }
}

function barsOf(
  question: SurveyQuestion,
  { counts, answered }: ShownResults,
  { definition }: ResultsWave,
  context: ActionContext,
): BarPanel['bars'] {
  const of = counts[question.key] ?? {}
  const { number, percent } = numbersOf(context)
  const people = answered[question.key] ?? 0
  if (people < FEWEST) return []
  if (question.kind === 'number') {
    const middle = middleOf(Object.entries(of).map(([option, count]) => ({ option, people: count })))
    return [
      {
        label: speakToStaff(context.place)('results.middle').text,
        value: 0,
        shown: middleInWords(question, middle, definition, context),
        tone: 'plain',
      },
    ]
  }
  const choices = surveyChoices(question, voiceForStaff(definition, context))
  const chosen = choices.map(({ key }: SurveyChoice) => of[key] ?? 0)
  // Of several choices each is a share of who answered; of one, all shares add up to 100.
  const shares =
    question.kind === 'choices' ? chosen.map(count => Math.round((100 * count) / people)) : percentages(chosen)
  return choices.map(({ label }, n) => ({
    label,
    value: shares[n] ?? 0,
    shown: `${percent(shares[n] ?? 0)} (${number(chosen[n] ?? 0)})`,
    tone: 'plain',
  }))
}

/** Those who answered beside those whom the wave was meant for, by what they are; groups of few are left out. */
async function compared(trx: Trx, { id, makeUp }: ResultsWave, context: ActionContext): Promise<readonly RichText[]> {
  const say = speakToStaff(context.place)
  const { percent } = numbersOf(context)
  const lines: RichText[] = []
  for (const { key } of dimensionsOf(context.place)) {
    const release = (await tablesTold(trx, id, key)).get('')
    const audience = makeUp?.[key]
    if (!release || !audience) continue
    const groups = release.groups.flatMap(([group = ''], n) => {
      const [answered, meantFor] = [release.cells[n] ?? 0, audience[group] ?? 0]
      return answered < FEWEST || meantFor < FEWEST ? [] : [{ group, answered, meantFor }]
    })
    const here = sharesOf(
      groups.map(({ answered }) => answered),
      release.people,
    )
    const all = sharesOf(
      groups.map(one => one.meantFor),
      Object.values(audience).reduce((sum, count) => sum + count, 0),
    )
    const told = groups.map(
      ({ group }, n) => `${valueName(key, group, context)} ${percent(here[n] ?? 0)} (${percent(all[n] ?? 0)})`,
    )
    if (told.length > 0) lines.push(plain(`• ${dimensionName(key, context)}: ${told.join(' · ')}`))
  }
  return lines.length > 0 ? [joinRich([say('results.compared'), ...lines], '\n')] : []
}

/** In whole per cent of all, so that together with the rest they add up to 100. */
function sharesOf(counts: readonly number[], all: number): readonly number[] {
  const rest = all - counts.reduce((sum, count) => sum + count, 0)
  return percentages([...counts, Math.max(rest, 0)])
}
