import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { surveyChoices, surveyVoice } from '../../src/asking/question-message.ts'
import { exampleFor, readTyped } from '../../src/asking/read-typed.ts'
import type { SurveyQuestion } from '../../src/core/panel/survey.ts'
import { exampleSurvey, option } from '../support/surveys.ts'

const survey = await exampleSurvey()
const english = surveyVoice(survey, 'en')
const ask = { key: 'q', ask: { en: 'Which?' } }
const three = [option('parks', 'Parks'), option('trees', 'Old trees'), option('cafes', 'Cafés & bars')]
const choice: SurveyQuestion = { ...ask, kind: 'choice', options: three, why: { en: 'For the plan.' } }
const choices: SurveyQuestion = { ...ask, kind: 'choices', options: three, most: 2 }
const number: SurveyQuestion = { ...ask, kind: 'number', from: -5, to: 1_500, unit: { en: 'km' } }

describe('what is typed', () => {
  test.each<[SurveyQuestion, string, unknown]>([
    [choice, 'old TREES!', 'trees'],
    [choice, 'cafes & bars', 'cafes'],
    [choice, '٣', 'cafes'],
    [choice, 'two', 'trees'],
    [choice, '1 and 2', undefined],
    [choice, '4', undefined],
    [choices, 'parks, 3', ['parks', 'cafes']],
    [choices, 'cafés & bars', ['cafes']],
    [choices, '1 9', undefined],
    [number, '12 km', 12],
    [number, '1,500', 1_500],
    [number, '-5', -5],
    [number, 'doce', 12],
    [number, '1500 of 1500 km.', undefined],
    [number, '900 of 1500', 900],
    [{ ...number, unit: { en: 'minutes', ar: 'دقيقة' } }, '٥ دقائق', 5],
    [number, '2000', undefined],
    [{ ...ask, kind: 'mark' }, '4 of 5', 4],
    [{ ...ask, kind: 'mark' }, '6', undefined],
    [{ ...ask, kind: 'agree' }, 'disagree', 'disagree'],
    [{ ...ask, kind: 'text' }, '  {{place}} *hm*  ', '{{place}} *hm*'],
    [{ ...ask, kind: 'photo' }, 'here it is', undefined],
  ])('%j: "%s"', (question, typed, answer) => {
    expect(readTyped(question, typed, english)).toEqual(
      answer === undefined ? { kind: 'unclear' } : { kind: 'answer', answer },
    )
  })

  test('labels of buttons are no answers', () => {
    expect(readTyped({ ...ask, kind: 'text' }, 'skip', english)).toEqual({ kind: 'skip' })
    expect(readTyped(choice, 'Why this?', english)).toEqual({ kind: 'why' })
    expect(readTyped(choices, 'done', english)).toEqual({ kind: 'done' })
    expect(readTyped(choices, '1 2 3', english)).toEqual({ kind: 'tooMany', most: 2 })
  })
})

test('the example of what may be typed may be given', () => {
  expect(exampleFor(choices, english)).toBe('1, 2')
  expect(exampleFor({ ...choices, most: 1 }, english)).toBe('1')
})

test.each(['en', 'es', 'fr', 'ar'])(
  'in %s every choice is understood by its label, its number, its place in any script',
  language => {
    const voice = surveyVoice(survey, language)
    for (const question of survey.questions) {
      for (const [n, { key, label }] of surveyChoices(question, voice).entries()) {
        const answer = { choices: [key], mark: n + 1 }[question.kind as 'choices'] ?? key
        for (const typed of [
          label,
          label.toUpperCase(),
          ` ${n + 1}. `,
          String.fromCodePoint(0x661 + n),
          String.fromCodePoint(0x6f1 + n),
        ])
          expect([typed, readTyped(question, typed, voice)]).toEqual([typed, { kind: 'answer', answer }])
      }
      const example = exampleFor(question, voice)
      if (example !== undefined && question.kind !== 'text')
        expect(readTyped(question, example, voice).kind).toBe('answer')
    }
  },
)

test('whatever is typed, the answer is one that may be given', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ maxLength: 3 }),
    fc.constantFrom('1 and', ',,,', '⭐⭐⭐⭐⭐⭐', '9'.repeat(300)),
  )
  fc.assert(
    fc.property(typed, words => {
      const one = readTyped(choice, words, english)
      if (one.kind === 'answer') expect(['parks', 'trees', 'cafes']).toContain(one.answer)
      const several = readTyped(choices, words, english)
      if (several.kind === 'answer') {
        expect(several.answer).toEqual(
          three.map(({ key }) => key).filter(key => (several.answer as readonly string[]).includes(key)),
        )
        expect((several.answer as readonly string[]).length).toBeLessThanOrEqual(2)
      }
      const amount = readTyped(number, words, english)
      if (amount.kind === 'answer') expect(amount.answer).toSatisfy((value: number) => value >= -5 && value <= 1_500)
    }),
  )
})
