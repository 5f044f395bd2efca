/**
 * What is wrong in a survey, in words for those who make it: what is asked for at that place, whatever was there.
 */
import type { PlainKey } from '../../../locales/index.ts'
import { MOST_QUESTIONS } from '../../core/panel/survey.ts'
import type { Place } from '../../core/place.ts'
import type { RichText } from '../../core/rich-text.ts'
import { shorten } from '../../core/shorten.ts'
import type { Problem } from '../../panel/problem.ts'
import { speakToStaff } from '../context.ts'
import { languageName } from '../language-name.ts'

/** UTF-16 units of what somebody wrote that is said back to them. */
const MOST_NAME = 60

type Rule = Extract<PlainKey, `surveyRule.${string}`>

/** Of a question, by what of it the path leads to. */
const OF_QUESTION: Readonly<Record<string, Rule>> = {
  key: 'surveyRule.key',
  kind: 'surveyRule.kind',
  ask: 'surveyRule.words',
  why: 'surveyRule.words',
  options: 'surveyRule.options',
  most: 'surveyRule.most',
  from: 'surveyRule.range',
  to: 'surveyRule.range',
  unit: 'surveyRule.short',
  low: 'surveyRule.short',
  high: 'surveyRule.short',
  onlyIf: 'surveyRule.onlyIf',
}

const OF_OPTION: Readonly<Record<string, Rule>> = {
  key: 'surveyRule.key',
  name: 'surveyRule.short',
  synonyms: 'surveyRule.synonyms',
  picture: 'surveyRule.pictures',
}

const OF_SCHEDULE: Readonly<Record<string, Rule>> = {
  at: 'surveyRule.at',
  repeat: 'surveyRule.repeat',
  zone: 'surveyRule.zone',
  spreadHours: 'surveyRule.spread',
  remindAfterDays: 'surveyRule.remind',
  closesAfterDays: 'surveyRule.closes',
}

const OF_AUDIENCE: Readonly<Record<string, Rule>> = {
  sample: 'surveyRule.sample',
  quotas: 'surveyRule.quotas',
  notAskedInDays: 'surveyRule.notAsked',
  networks: 'surveyRule.networks',
}

const OF_SURVEY: Readonly<Record<string, Rule>> = {
  key: 'surveyRule.key',
  title: 'surveyRule.title',
  why: 'surveyRule.why',
  owner: 'surveyRule.owner',
  outcomeBy: 'surveyRule.outcomeBy',
  languages: 'surveyRule.languages',
}

export function problemInWords(problem: Problem, place: Place): RichText {
  const say = speakToStaff(place)
  const { path, because } = problem
  const named = (name: string) => ({ name: shorten(name, MOST_NAME) })
  switch (because?.kind) {
    case 'missingIn':
    case 'otherLanguage':
      return say(`surveyRule.${because.kind}`, { language: languageName(place, because.language) })
    case 'unknownKey':
    case 'twice':
    case 'stopWord':
      return say(`surveyRule.${because.kind}`, named(because.name))
    case 'notThere':
      return say(notThereAt(path), named(because.name))
    case 'tooLarge':
    case 'notYaml':
    case 'keyTwice':
    case 'unfolds':
      return say(`surveyRule.${because.kind}`)
    case undefined:
      return path[0] === 'questions' && path.length === 1
        ? say('surveyRule.questions', { most: String(MOST_QUESTIONS) })
        : say(ruleAt(path))
  }
}

function notThereAt([first, second, part]: Problem['path']) {
  if (first === 'questions') return part === 'onlyIf' ? 'surveyRule.noAnswer' : 'surveyRule.notAskedOf'
  if (first === 'languages' || second === 'languages') return 'surveyRule.noLanguage'
  if (second === 'areas') return 'surveyRule.noArea'
  return second === 'interests' ? 'surveyRule.noInterest' : 'surveyRule.notAskedOf'
}

function ruleAt([first = '', second = '', third = '', , fifth = '']: Problem['path']): Rule {
  switch (first) {
    case 'questions':
      if (third === 'options' && fifth !== '') return OF_OPTION[String(fifth)] ?? 'surveyRule.options'
      return OF_QUESTION[String(third)] ?? 'surveyRule.question'
    case 'schedule':
      return OF_SCHEDULE[String(second)] ?? 'surveyRule.schedule'
    case 'audience':
      return OF_AUDIENCE[String(second)] ?? 'surveyRule.audience'
    default:
      return OF_SURVEY[String(first)] ?? 'surveyRule.file'
  }
}
