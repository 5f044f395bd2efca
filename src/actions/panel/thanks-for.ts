/**
 * After the last question: thanks, what the others said so far, and the ways on from here.
 */
import {
  inLanguage,
  type SurveyChoice,
  type SurveyMessage,
  type SurveyVoice,
  surveyChoices,
} from '../../asking/question-message.ts'
import { guessCategories } from '../../core/guess-category.ts'
import { percentages } from '../../core/panel/apportion.ts'
import type { AskedSurvey } from '../../core/panel/own-survey.ts'
import { FEWEST } from '../../core/panel/suppress.ts'
import type { SurveyQuestion } from '../../core/panel/survey.ts'
import type { SurveyAnswers } from '../../core/panel/survey-answer.ts'
import { testOf } from '../../core/panel/survey-test.ts'
import { OWN_ANSWERS } from '../../core/panel/survey-token.ts'
import type { Place } from '../../core/place.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import { shorten } from '../../core/shorten.ts'
import type { Trx } from '../../store/database.ts'
import { type ShownResults, shownResults } from '../../store/panel/shown-results.ts'
import { type ActionContext, inLanguage as inPlaceLanguage } from '../context.ts'
import { countedQuestions } from './counted.ts'
import { type Quotes, quotesIn, sayQuotes } from './quotes.ts'

/** More of them make a message that nobody reads to its end. */
const MOST_SHOWN = 3
/** UTF-16 units of a question above its bars. */
const HEADING = 120
/** Blocks of the longest bar. */
const BAR = 10
/** A mark up to this is a low one. */
const LOW_MARK = 2
/** The flow that a report begins with, which its button of the menu names. */
const REPORT = 'report'

/** Who has come to the end. */
interface Finished {
  readonly asked: AskedSurvey
  readonly given: SurveyAnswers
  readonly voice: SurveyVoice
  /** Said before. */
  readonly notes: readonly RichText[]
}

/** What people who come to the end of a survey see of the others. */
export type Shown = (asked: AskedSurvey) => Promise<OfOthers>

interface OfOthers {
  /** Undefined as long as too few came to the end. */
  readonly results: ShownResults | undefined
  readonly quotes: Quotes
}

const NOTHING: OfOthers = { results: undefined, quotes: new Map() }

/** Looks once for each wave, however many come to the end together. */
export function shownOnce(trx: Trx, now: Date): Shown {
  const looked = new Map<string, Promise<OfOthers>>()
  return asked => {
    const shown = looked.get(asked.waveId) ?? lookAtOthers(trx, asked, now)
    looked.set(asked.waveId, shown)
    return shown
  }
}

async function lookAtOthers(trx: Trx, { waveId, survey }: AskedSurvey, now: Date): Promise<OfOthers> {
  const keys = countedQuestions(survey).map(({ key }) => key)
  const results = await shownResults(trx, waveId, keys, now)
  return { results, quotes: await quotesIn(trx, waveId, survey.questions) }
}

export async function thanksFor(
  { asked, given, voice, notes }: Finished,
  shown: Shown,
  { place }: ActionContext,
): Promise<SurveyMessage> {
  const { survey, waveId } = asked
  const isTest = testOf(waveId) !== undefined
  const { say, language } = voice
  const chosen = survey.questions.filter(question => surveyChoices(question, voice).length > 0)
  const others = isTest ? NOTHING : await shown(asked)
  const group = place.panel?.group && inPlaceLanguage(place, place.panel.group, language)
  const offers = soundsLikeCase(survey.questions, given, place, language)
  const parts = [
    ...notes,
    say(voice.here ? 'survey.post.thanks' : 'survey.thanks'),
    ...(others.results ? resultsSoFar(chosen, given, others.results, voice) : []),
    ...sayQuotes(others.quotes, survey.questions, {
      heading: question => headingOf(question, voice),
      quote: words => say('survey.quote', { words }),
    }),
    ...(group ? [linked(say('survey.talkAboutIt').text, group)] : []),
    ...(offers ? [say('survey.offer')] : []),
  ]
  const choices = [
    ...(offers ? [[{ token: REPORT, label: say('menu.report').text }]] : []),
    ...(isTest ? [] : [[{ token: OWN_ANSWERS, label: say('survey.mine.button').text }]]),
  ]
  return { text: joinRich(parts, '\n\n'), choices, files: [] }
}

/** Something that staff could mend, as far as a rule can tell. It is only ever offered, and no answer goes along. */
function soundsLikeCase(
  questions: readonly SurveyQuestion[],
  given: SurveyAnswers,
  { categories }: Pick<Place, 'categories'>,
  language: string,
): boolean {
  return questions.some(({ kind, key }) => {
    const answer = given[key]
    if (kind === 'mark') return typeof answer === 'number' && answer <= LOW_MARK
    return kind === 'text' && typeof answer === 'string' && guessCategories(answer, categories, language).length > 0
  })
}

/** What the person answered as well goes first. */
function resultsSoFar(
  questions: readonly SurveyQuestion[],
  given: SurveyAnswers,
  { people, counts }: ShownResults,
  voice: SurveyVoice,
): readonly RichText[] {
  const shown = questions
    .map(question => ({ question, counts: counts[question.key] ?? {} }))
    .filter(({ counts: of }) => Object.values(of).reduce((sum, count) => sum + count, 0) >= FEWEST)
    .toSorted((a, b) => Number(isUnanswered(a.question, given)) - Number(isUnanswered(b.question, given)))
    .slice(0, MOST_SHOWN)
  if (shown.length === 0) return []
  // To the ten below: who comes to the end next must not be found in the difference.
  const atLeast = Math.floor(people / FEWEST) * FEWEST
  return [
    voice.say('survey.soFar', { people: atLeast }),
    ...shown.map(one => barsOf(one.question, one.counts, people, voice)),
  ]
}

function isUnanswered({ key }: SurveyQuestion, given: SurveyAnswers): boolean {
  return (given[key] ?? null) === null
}

/** Of several choices, each is a share of the people; of one, all shares add up to 100. */
function barsOf(
  question: SurveyQuestion,
  counts: Readonly<Record<string, number>>,
  people: number,
  voice: SurveyVoice,
): RichText {
  const choices = surveyChoices(question, voice)
  const numbers = choices.map(({ key }) => counts[key] ?? 0)
  const shares =
    question.kind === 'choices' ? numbers.map(count => Math.round((100 * count) / people)) : percentages(numbers)
  return joinRich([headingOf(question, voice), ...choices.map((choice, n) => bar(choice, shares[n] ?? 0, voice))], '\n')
}

function headingOf({ ask }: SurveyQuestion, { language }: SurveyVoice): RichText {
  return plain(shorten(inLanguage(ask, language), HEADING))
}

function bar({ label }: SurveyChoice, share: number, { say }: SurveyVoice): RichText {
  const full = Math.round((share * BAR) / 100)
  return say('survey.share', { bar: '▓'.repeat(full) + '░'.repeat(BAR - full), share, option: label })
}

function linked(words: string, url: string): RichText {
  return { text: words, spans: [{ kind: 'link', start: 0, end: words.length, url }] }
}
