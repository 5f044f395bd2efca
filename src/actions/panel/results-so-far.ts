/**
 * What the others said so far, for who has come to the end: as a picture, or as bars of letters where there is none.
 *
 * The picture is the same for everybody. The figures stand below it too, in a line for each question: not every network
 * reads the words of a picture to who does not see it.
 */
import { inLanguage, type SurveyVoice, surveyChoices, surveyVoice } from '../../asking/question-message.ts'
import type { Chart } from '../../core/chart.ts'
import { percentages } from '../../core/panel/apportion.ts'
import { FEWEST } from '../../core/panel/suppress.ts'
import type { Survey, SurveyQuestion } from '../../core/panel/survey.ts'
import type { SurveyAnswers } from '../../core/panel/survey-answer.ts'
import type { Language } from '../../core/place.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import { shorten } from '../../core/shorten.ts'
import type { ShownResults } from '../../store/panel/shown-results.ts'

/** More of them make a message that nobody reads to its end. */
const MOST_SHOWN = 3
/** A picture with more bars does not fit on the screen of a phone. */
const MOST_BARS = 8
/** UTF-16 units of a question above its bars. */
const HEADING = 120
/** Blocks of the longest bar. */
const BAR = 10

/** A question that enough people answered. */
interface Told {
  readonly question: SurveyQuestion
  readonly heading: string
  readonly bars: readonly Bar[]
}

interface Bar {
  readonly label: string
  /** Whole per cent. */
  readonly share: number
}

/** As bars of letters. What the person answered as well goes first. */
export function resultsInBars(
  survey: Survey,
  given: SurveyAnswers,
  results: ShownResults,
  voice: SurveyVoice,
): readonly RichText[] {
  const isUnanswered = ({ question }: Told) => Number((given[question.key] ?? null) === null)
  const told = toldOf(survey, results, voice)
    .toSorted((a, b) => isUnanswered(a) - isUnanswered(b))
    .slice(0, MOST_SHOWN)
  if (told.length === 0) return []
  const rows = told.map(({ heading, bars }) => joinRich([plain(heading), ...bars.map(bar => barOf(bar, voice))], '\n'))
  return [soFar(results, voice), ...rows]
}

/** The words of the picture, to stand below it. */
export function resultsBelowPicture(survey: Survey, results: ShownResults, voice: SurveyVoice): readonly RichText[] {
  const percent = percentIn(voice)
  const rows = picturedOf(survey, results, voice).map(({ heading, bars }) =>
    plain(`${heading} ${bars.map(({ label, share }) => `${label} ${percent(share)}`).join(' · ')}`),
  )
  return [soFar(results, voice), ...rows]
}

/** @returns Undefined where nothing can be drawn. */
export function resultsChart(survey: Survey, results: ShownResults, wanted: Language): Chart | undefined {
  const voice = surveyVoice(survey, wanted)
  const percent = percentIn(voice)
  const panels = picturedOf(survey, results, voice).map(({ heading, bars }) => ({
    title: heading,
    bars: bars.map(({ label, share }) => ({ label, value: share, shown: percent(share), tone: 'plain' as const })),
  }))
  if (panels.length === 0) return undefined
  return { title: soFar(results, voice).text, language: voice.language, sheet: 'phone', panels }
}

/** The first of them, as far as they fit. */
function picturedOf(survey: Survey, results: ShownResults, voice: SurveyVoice): readonly Told[] {
  const told = toldOf(survey, results, voice).slice(0, MOST_SHOWN)
  const most = told.findIndex(
    (_, n) => told.slice(0, n + 1).reduce((sum, { bars }) => sum + bars.length, 0) > MOST_BARS,
  )
  return most === -1 ? told : told.slice(0, Math.max(most, 1))
}

/** Of several choices, each is a share of who answered; of one, all shares add up to 100. */
function toldOf(survey: Survey, { answered, counts }: ShownResults, voice: SurveyVoice): readonly Told[] {
  return survey.questions.flatMap(question => {
    const choices = surveyChoices(question, voice)
    const chosen = choices.map(({ key }) => counts[question.key]?.[key] ?? 0)
    const people = answered[question.key] ?? 0
    if (people < FEWEST) return []
    const shares =
      question.kind === 'choices' ? chosen.map(count => Math.round((100 * count) / people)) : percentages(chosen)
    const heading = headingIn(question, voice)
    return [{ question, heading, bars: choices.map(({ label }, n) => ({ label, share: shares[n] ?? 0 })) }]
  })
}

export function headingIn({ ask }: SurveyQuestion, { language }: SurveyVoice): string {
  return shorten(inLanguage(ask, language), HEADING)
}

/** To the ten below: who comes to the end next must not be found in the difference. */
function soFar({ people }: ShownResults, { say }: SurveyVoice): RichText {
  return say('survey.soFar', { people: Math.floor(people / FEWEST) * FEWEST })
}

function barOf({ label, share }: Bar, { say }: SurveyVoice): RichText {
  const full = Math.round((share * BAR) / 100)
  return say('survey.share', { bar: '▓'.repeat(full) + '░'.repeat(BAR - full), share, option: label })
}

function percentIn({ language }: SurveyVoice): (share: number) => string {
  const format = new Intl.NumberFormat(language, { style: 'percent' })
  return share => format.format(share / 100)
}
