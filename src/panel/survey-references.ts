/**
 * What in a survey refers to something else: to an earlier question and its options, and to the town.
 */
import { isStopWord } from '../core/panel/opt-out.ts'
import { optionKeysOf } from '../core/panel/survey-answer.ts'
import type { Place } from '../core/place.ts'
import type { Because, Problem } from './problem.ts'
import type { SurveyParts } from './right-parts.ts'
import type { SurveyFile } from './survey-schema.ts'

export function checkSurvey(
  { questions, audience, languages, schedule, post }: SurveyParts,
  place: Place,
): readonly Problem[] {
  const areas = place.areas.map(area => area.name)
  return [
    ...unknown(languages, place.languages, ['languages'], 'a language of the place'),
    ...unknown(audience.areas ?? [], areas, ['audience', 'areas'], 'an area of the place'),
    ...unknown(audience.languages ?? [], place.languages, ['audience', 'languages'], 'a language of the place'),
    ...checkMembers(audience, place),
    ...unknown(post ?? [], place.panel?.discordChannels ?? [], ['post'], "one of the place's `panel.discordChannels`"),
    ...(post ?? []).flatMap((channel, n, all) =>
      all.indexOf(channel) < n ? [{ path: ['post', n], message: `"${channel}" is there twice` }] : [],
    ),
    ...twice(questions, ['questions']),
    ...questions.flatMap((question, n) => [
      ...('options' in question ? twice(question.options, ['questions', n, 'options']) : []),
      ...('options' in question ? question.options.flatMap((option, m) => stopWords(option, n, m)) : []),
      ...('onlyIf' in question && question.onlyIf ? checkCondition(questions, n, question.onlyIf) : []),
      ...tooMany(question, n),
    ]),
    ...(schedule?.repeat !== undefined && audience.notAskedInDays !== undefined
      ? [{ path: ['audience', 'notAskedInDays'], message: 'leaves out everybody from the second wave on' }]
      : []),
  ]
}

/** What of the audience refers to what members are asked. */
function checkMembers(
  { interests, profile, sample, quotas }: SurveyParts['audience'],
  place: Place,
): readonly Problem[] {
  const asked = new Map(place.panel?.profile.map(({ key, options }) => [key, options.map(option => option.key)]))
  const areas = place.areas.map(area => area.name)
  const cells = new Map([['area', areas], ...asked])
  const known = place.panel?.interests.map(({ key }) => key) ?? []
  const at = ['audience']
  return [
    ...unknown(interests ?? [], known, [...at, 'interests'], "one of the panel's interests"),
    ...Object.entries(profile ?? {}).flatMap(([key, options]) =>
      checkCell(asked, key, options, [...at, 'profile', key]),
    ),
    ...unknown(sample?.by ?? [], [...cells.keys()], [...at, 'sample', 'by'], 'area, or asked of members'),
    ...quotas.flatMap(({ of }, n) =>
      Object.entries(of).flatMap(([key, option]) => checkCell(cells, key, [option], [...at, 'quotas', n, 'of', key])),
    ),
  ]
}

function checkCell(
  known: ReadonlyMap<string, readonly string[]>,
  key: string,
  options: readonly string[],
  path: readonly PropertyKey[],
): readonly Problem[] {
  const those = known.get(key)
  if (!those) return [{ path, message: 'is not asked of members', because: notThere(key) }]
  return options.flatMap(option =>
    those.includes(option)
      ? []
      : [{ path, message: `"${option}" is not an option of "${key}"`, because: notThere(option) }],
  )
}

type Question = SurveyParts['questions'][number]
type QuestionOption = Extract<Question, { readonly options: unknown }>['options'][number]
type Condition = NonNullable<SurveyFile['questions'][number]['onlyIf']>

function tooMany(question: Question, n: number): readonly Problem[] {
  if (question.kind !== 'choices' || question.most === undefined || question.most <= question.options.length) return []
  return [{ path: ['questions', n, 'most'], message: 'is more than there are options' }]
}

/** By its name and its synonyms an option is typed as well. */
function stopWords({ name, synonyms }: QuestionOption, n: number, m: number): readonly Problem[] {
  const at = ['questions', n, 'options', m]
  const words = [
    ...Object.entries(name).map(([language, word]) => ({ path: [...at, 'name', language], word })),
    ...Object.entries(synonyms).flatMap(([language, all]) =>
      all.map((word, index) => ({ path: [...at, 'synonyms', language, index], word })),
    ),
  ]
  return words.flatMap(({ path, word }) =>
    isStopWord(word)
      ? [
          {
            path,
            message: `"${word}" is a word by which people leave the panel`,
            because: { kind: 'stopWord', name: word },
          },
        ]
      : [],
  )
}

/** An earlier question with options, and options of it. */
function checkCondition(
  questions: readonly Question[],
  n: number,
  { question: key, is }: Condition,
): readonly Problem[] {
  const path = ['questions', n, 'onlyIf']
  const earlier = questions.slice(0, n).find(question => question.key === key)
  if (!earlier) return [{ path: [...path, 'question'], message: `"${key}" is no question before this one` }]
  if (earlier.kind === 'unread') return []
  const keys = optionKeysOf(earlier)
  if (keys.length === 0) return [{ path: [...path, 'question'], message: `"${key}" has no options to choose from` }]
  return unknown(is, keys, [...path, 'is'], `an option of "${key}"`)
}

function unknown(
  names: readonly string[],
  known: readonly string[],
  path: readonly PropertyKey[],
  what: string,
): readonly Problem[] {
  return names.flatMap((name, n) =>
    known.includes(name) ? [] : [{ path: [...path, n], message: `"${name}" is not ${what}`, because: notThere(name) }],
  )
}

function notThere(name: string): Because {
  return { kind: 'notThere', name }
}

function twice(things: readonly { readonly key: string }[], path: readonly PropertyKey[]): readonly Problem[] {
  return things.flatMap(({ key }, n) =>
    things.findIndex(other => other.key === key) < n
      ? [
          {
            path: [...path, n, 'key'],
            message: `"${key}" is there twice`,
            because: { kind: 'twice', name: key } as const,
          },
        ]
      : [],
  )
}
