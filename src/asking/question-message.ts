/**
 * A survey's question as a message: its words, what can be tapped, its pictures.
 *
 * Every choice can be typed as well, by its label or its number in this order; the buttons below choices are never
 * counted.
 */
import { type Speak, speak } from '../../locales/index.ts'
import type { StoredFile } from '../core/files.ts'
import type { Choice } from '../core/outbound.ts'
import type { AskedSurvey } from '../core/panel/own-survey.ts'
import { type Survey, type SurveyQuestion, secondsOf } from '../core/panel/survey.ts'
import { AGREE_OPTIONS, MOST_MARK, type SurveyAnswer, type SurveyAnswers } from '../core/panel/survey-answer.ts'
import { testOf } from '../core/panel/survey-test.ts'
import { type SurveyAct, surveyToken } from '../core/panel/survey-token.ts'
import type { Language, PerLanguage } from '../core/place.ts'
import { joinRich, plain, type RichText } from '../core/rich-text.ts'
import { shorten } from '../core/shorten.ts'

/** The language that a survey is put to somebody in, and the voice of it. */
export interface SurveyVoice {
  readonly language: Language
  readonly say: Speak
  /** In a channel, for one person's eyes: what is typed there does not reach us. */
  readonly here: boolean
}

export interface SurveyMessage {
  readonly text: RichText
  readonly choices: readonly (readonly Choice[])[]
  readonly files: readonly StoredFile[]
}

/** What can be chosen in answer to a question. */
export interface SurveyChoice {
  readonly key: string
  readonly label: string
  readonly synonyms: readonly string[]
}

/** Discord's limit of a button's label, UTF-16 units. */
const LABEL = 80
/** Labels up to this many UTF-16 units stand two in a row. */
const NARROW = 18
const CHOSEN = '✓ '

/** A survey is put in one language: the person's where it has it, else its own. */
export function surveyVoice({ languages }: Pick<Survey, 'languages'>, wanted: Language, here = false): SurveyVoice {
  const language = languages.includes(wanted) ? wanted : languages[0]
  return { language, say: speak(language), here }
}

/** What it is about, why and how long, and the first question: the invitation asks already. */
export function firstMessage(asked: AskedSurvey, voice: SurveyVoice): SurveyMessage {
  return questionMessage(asked, 0, voice, {}, [introOf(asked.survey, voice)])
}

/** The same once more, to who has answered nothing of it. */
export function reminderMessage(asked: AskedSurvey, voice: SurveyVoice): SurveyMessage {
  return questionMessage(asked, 0, voice, {}, [voice.say('survey.notYet'), introOf(asked.survey, voice)])
}

/** To who had begun: a button leads to where they stopped. What they answered is not in it. */
export function goOnMessage({ survey, waveId }: AskedSurvey, { say, language }: SurveyVoice): SurveyMessage {
  const goOn = { token: surveyToken(waveId, 0, { kind: 'begin' }), label: say('survey.goOn').text }
  return { text: say('survey.begun', { title: inLanguage(survey.title, language) }), choices: [[goOn]], files: [] }
}

/**
 * The same for everybody in a channel. One tap answers the first question where that is all it takes; else a button leads
 * to it. Whoever taps goes on for their own eyes.
 */
export function postMessage(asked: AskedSurvey, voice: SurveyVoice): SurveyMessage {
  const { survey, waveId } = asked
  const intro = introOf(survey, voice)
  const privately = voice.say('survey.post.privately')
  const [question] = survey.questions
  if (question && question.kind !== 'choices' && surveyChoices(question, voice).length > 0) {
    const first = questionMessage(asked, 0, voice, {}, [intro])
    return { ...first, text: joinRich([first.text, privately], '\n\n') }
  }
  const begin = { token: surveyToken(waveId, 0, { kind: 'begin' }), label: voice.say('survey.post.begin').text }
  return { text: joinRich([intro, privately], '\n\n'), choices: [[begin]], files: [] }
}

function introOf(survey: Survey, { say, language }: SurveyVoice): RichText {
  const length = say('survey.length', { count: survey.questions.length, seconds: secondsOf(survey) })
  const title = inLanguage(survey.title, language)
  return say('survey.intro', { title, why: inLanguage(survey.why, language), length })
}

/** Of a test, its words say so at the top. */
export function markTest({ waveId }: Pick<AskedSurvey, 'waveId'>, { say }: SurveyVoice, text: RichText): RichText {
  return testOf(waveId) === undefined ? text : joinRich([say('survey.test'), text], '\n\n')
}

/**
 * @param index  Of the question.
 * @param given  What is answered so far: what was chosen of this one bears a tick.
 * @param before  Said above it.
 * @throws {RangeError} where there is no such question.
 */
export function questionMessage(
  asked: AskedSurvey,
  index: number,
  voice: SurveyVoice,
  given: SurveyAnswers,
  before: readonly RichText[] = [],
): SurveyMessage {
  const { survey, waveId, pictures } = asked
  const question = survey.questions[index]
  if (!question) throw new RangeError(`survey "${survey.key}" has no question ${index}`)
  const { say, language } = voice
  const button = (act: SurveyAct, label: string): Choice => ({
    token: surveyToken(waveId, index, act),
    label: shorten(label, LABEL),
  })
  const answer = given[question.key] ?? undefined
  const choices = surveyChoices(question, voice)
  const options = choices.map(({ key, label }, option) => {
    const chosen = isChosen(question, key, answer)
    const several = chosen ? 'remove' : 'add'
    const kind = question.kind === 'choices' ? several : 'choose'
    return button({ kind, option }, chosen ? CHOSEN + label : label)
  })
  const writes = voice.here && (question.kind === 'text' || question.kind === 'number')
  const beside = [
    ...(writes ? [{ ...button({ kind: 'write' }, say('survey.post.write').text), writes } as const] : []),
    ...(question.kind === 'choices' ? [button({ kind: 'done' }, say('button.done').text)] : []),
    button({ kind: 'skip' }, say('button.skip').text),
    button({ kind: 'why' }, say('survey.why').text),
  ]
  const text = joinRich([plain(inLanguage(question.ask, language)), ...explained(question, choices, voice)], '\n')
  return {
    text: markTest(asked, voice, joinRich([...before, text], '\n\n')),
    choices: [...inRows(question, options), beside],
    files: 'options' in question ? question.options.flatMap(option => pictureOf(option, pictures, language)) : [],
  }
}

/** In the order in which their numbers count; none where a question is not answered by choosing. */
export function surveyChoices(question: SurveyQuestion, { say, language }: SurveyVoice): readonly SurveyChoice[] {
  if ('options' in question) {
    return question.options.map(({ key, name, synonyms }) => ({
      key,
      label: inLanguage(name, language),
      // People write as they speak: a name in another language is meant all the same.
      synonyms: [...Object.values(synonyms).flat(), ...Object.values(name)],
    }))
  }
  if (question.kind === 'mark') {
    return Array.from({ length: MOST_MARK }, (_, n) => ({ key: String(n + 1), label: String(n + 1), synonyms: [] }))
  }
  if (question.kind !== 'agree') return []
  return AGREE_OPTIONS.map(key => ({ key, label: say(`survey.options.${key}`).text, synonyms: [key] }))
}

/** A text of the survey in this language, else in its own. */
export function inLanguage(words: PerLanguage<string>, language: Language): string {
  return words[language] ?? Object.values(words)[0] ?? ''
}

function isChosen(question: SurveyQuestion, key: string, answer: SurveyAnswer | undefined): boolean {
  if (question.kind === 'choices') return Array.isArray(answer) && answer.includes(key)
  return answer !== undefined && String(answer) === key
}

/** How it is answered, where the buttons do not say it all. */
function explained(
  question: SurveyQuestion,
  choices: readonly SurveyChoice[],
  { say, language, here }: SurveyVoice,
): readonly RichText[] {
  switch (question.kind) {
    case 'mark': {
      const { low, high } = question
      if (!low && !high) return [say('survey.mark')]
      return [
        ...(low ? [say('survey.low', { words: inLanguage(low, language) })] : []),
        ...(high ? [say('survey.high', { words: inLanguage(high, language) })] : []),
      ]
    }
    case 'number': {
      const { from, to, unit } = question
      return [
        unit
          ? say('survey.rangeOf', { from, to, unit: inLanguage(unit, language) })
          : say('survey.range', { from, to }),
      ]
    }
    case 'choices': {
      const { most = choices.length } = question
      if (here && most < choices.length) return [say('survey.post.severalMost', { most })]
      if (here) return [say('survey.post.several')]
      return [most < choices.length ? say('survey.severalMost', { count: most }) : say('survey.several')]
    }
    case 'pictures':
      return choices.map(({ label }, n) => plain(`${n + 1}. ${label}`))
    case 'text':
      return here ? [] : [say('survey.write')]
    case 'photo':
    case 'pin':
      return [say(`survey.${question.kind}`), ...(here ? [say('survey.post.inDirect')] : [])]
    default:
      return []
  }
}

function pictureOf(
  option: { readonly name: PerLanguage<string>; readonly picture?: string },
  pictures: AskedSurvey['pictures'],
  language: Language,
): readonly StoredFile[] {
  const file = option.picture === undefined ? undefined : pictures[option.picture]
  return file ? [{ ...file, alt: inLanguage(option.name, language) }] : []
}

/** Marks stand in one row; else one to a row, two where all of more than three are short. */
function inRows({ kind }: SurveyQuestion, options: readonly Choice[]): readonly (readonly Choice[])[] {
  if (options.length === 0) return []
  const narrow = options.length > 3 && options.every(({ label }) => label.length <= NARROW)
  const width = kind === 'mark' ? options.length : narrow ? 2 : 1
  return Array.from({ length: Math.ceil(options.length / width) }, (_, row) =>
    options.slice(row * width, (row + 1) * width),
  )
}
