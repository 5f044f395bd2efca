/**
 * After the last question: thanks, what the others said so far, and the ways on from here.
 */
import type { SurveyMessage, SurveyVoice } from '../../asking/question-message.ts'
import type { StoredFile } from '../../core/files.ts'
import { guessCategories } from '../../core/guess-category.ts'
import type { AskedSurvey } from '../../core/panel/own-survey.ts'
import type { SurveyQuestion } from '../../core/panel/survey.ts'
import type { SurveyAnswers } from '../../core/panel/survey-answer.ts'
import { testOf } from '../../core/panel/survey-test.ts'
import { OWN_ANSWERS } from '../../core/panel/survey-token.ts'
import type { Language, Place } from '../../core/place.ts'
import { joinRich, linked, plain, type RichText } from '../../core/rich-text.ts'
import type { Trx } from '../../store/database.ts'
import { picturesOf } from '../../store/panel/shown-pictures.ts'
import { type ShownResults, takeStep } from '../../store/panel/shown-results.ts'
import { type ActionContext, inLanguage as inPlaceLanguage } from '../context.ts'
import { countedQuestions } from './counted.ts'
import { type Quotes, quotesIn, sayQuotes } from './quotes.ts'
import { headingIn, resultsBelowPicture, resultsInBars } from './results-so-far.ts'

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
  /** Of these results, by language. */
  readonly pictures: Readonly<Record<Language, StoredFile>>
  readonly quotes: Quotes
}

const NOTHING: OfOthers = { results: undefined, pictures: {}, quotes: new Map() }

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
  const { shown: results } = await takeStep(trx, waveId, keys, { now, by: 'turn' })
  const pictures = results ? await picturesOf(trx, waveId, results.people) : {}
  return { results, pictures, quotes: await quotesIn(trx, waveId, survey.questions) }
}

export async function thanksFor(
  { asked, given, voice, notes }: Finished,
  shown: Shown,
  { place }: ActionContext,
): Promise<SurveyMessage> {
  const { survey, waveId } = asked
  const isTest = testOf(waveId) !== undefined
  const { say, language } = voice
  const { results, pictures, quotes } = isTest ? NOTHING : await shown(asked)
  const picture = pictures[language]
  const said = (of: ShownResults) =>
    picture ? resultsBelowPicture(survey, of, voice) : resultsInBars(survey, given, of, voice)
  const group = place.panel?.group && inPlaceLanguage(place, place.panel.group, language)
  const offers = soundsLikeCase(survey.questions, given, place, language)
  const parts = [
    ...notes,
    say(voice.here ? 'survey.post.thanks' : 'survey.thanks'),
    ...(results ? said(results) : []),
    ...sayQuotes(quotes, survey.questions, {
      heading: question => plain(headingIn(question, voice)),
      quote: words => say('survey.quote', { words }),
    }),
    ...(group ? [linked(say('survey.talkAboutIt').text, group)] : []),
    ...(offers ? [say('survey.offer')] : []),
  ]
  const choices = [
    ...(offers ? [[{ token: REPORT, label: say('menu.report').text }]] : []),
    ...(isTest ? [] : [[{ token: OWN_ANSWERS, label: say('survey.mine.button').text }]]),
  ]
  return { text: joinRich(parts, '\n\n'), choices, files: picture ? [picture] : [] }
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
