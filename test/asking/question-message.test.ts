import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstMessage, questionMessage, surveyChoices, surveyVoice } from '../../src/asking/question-message.ts'
import type { AskedSurvey } from '../../src/core/panel/own-survey.ts'
import type { Survey, SurveyQuestion } from '../../src/core/panel/survey.ts'
import { applicable, nextQuestion } from '../../src/core/panel/survey-answer.ts'
import { readSurveyToken, surveyToken } from '../../src/core/panel/survey-token.ts'
import { readSurvey } from '../../src/panel/read-survey.ts'
import { loadPlace } from '../../src/place.ts'

const place = await loadPlace('example/place.yaml')
const highStreet = readSurvey(readFileSync('example/surveys/high-street.yaml', 'utf8'), place).survey as Survey
const english = surveyVoice(highStreet, 'en')
const asked: AskedSurvey = { waveId: '12', survey: highStreet, pictures: {} }

const picture = { sha256: 'a'.repeat(64), mediaType: 'image/png', bytes: 5, name: 'a.png' }
const option = (key: string, name: string) => ({ key, name: { en: name }, synonyms: {} })

function only(question: SurveyQuestion): AskedSurvey {
  return { ...asked, survey: { ...highStreet, questions: [question] }, pictures: { 'a.png': picture } }
}

function shown(question: SurveyQuestion, given = {}) {
  const { text, choices, files } = questionMessage(only(question), 0, english, given)
  return { text: text.text, buttons: choices.map(row => row.map(({ label }) => label)), files: files.length }
}

const ask = { key: 'q', ask: { en: 'What about it?' } }

test('the invitation says what, why and how long, and asks at once', () => {
  const { text, choices } = firstMessage(asked, english)
  expect(text.text).toBe(
    'The high street on Sundays\nThe council decides in March whether the high street is free of cars on Sundays.\n\n4 questions, about 60 seconds.\n\nOn Sundays, should the high street be open or closed to cars?',
  )
  expect(choices).toEqual([
    [{ token: 'sv.12.0.o0', label: 'Open to cars' }],
    [{ token: 'sv.12.0.o1', label: 'Closed to cars' }],
    [
      { token: 'sv.12.0.skip', label: 'Skip' },
      { token: 'sv.12.0.why', label: 'Why this?' },
    ],
  ])
})

describe('a question of each kind', () => {
  test.each<[SurveyQuestion, object]>([
    [
      { ...ask, kind: 'choice', options: [option('a', 'Parks'), option('b', 'Trees')], why: { en: 'Because.' } },
      { text: 'What about it?', buttons: [['Parks'], ['Trees'], ['Skip', 'Why this?']], files: 0 },
    ],
    [
      { ...ask, kind: 'choices', options: ['a', 'b', 'c', 'd'].map(key => option(key, key.toUpperCase())), most: 3 },
      {
        text: 'What about it?\nTap up to 3, then Done. Or write their numbers: “1 and 3”.',
        buttons: [
          ['A', 'B'],
          ['C', 'D'],
          ['Done', 'Skip', 'Why this?'],
        ],
        files: 0,
      },
    ],
    [
      { ...ask, kind: 'mark', low: { en: 'Bad' }, high: { en: 'Good' } },
      {
        text: 'What about it?\n1 means: Bad\n5 means: Good',
        buttons: [
          ['1', '2', '3', '4', '5'],
          ['Skip', 'Why this?'],
        ],
        files: 0,
      },
    ],
    [
      { ...ask, kind: 'mark' },
      {
        text: 'What about it?\nFrom 1 to 5.',
        buttons: [
          ['1', '2', '3', '4', '5'],
          ['Skip', 'Why this?'],
        ],
        files: 0,
      },
    ],
    [
      { ...ask, kind: 'number', from: 0, to: 9, unit: { en: 'km' } },
      { text: 'What about it?\nA number from 0 to 9 (km), please.', buttons: [['Skip', 'Why this?']], files: 0 },
    ],
    [
      { ...ask, kind: 'number', from: 0, to: 9 },
      { text: 'What about it?\nA number from 0 to 9, please.', buttons: [['Skip', 'Why this?']], files: 0 },
    ],
    [
      {
        ...ask,
        kind: 'pictures',
        options: [
          { ...option('a', 'Benches'), picture: 'a.png' },
          { ...option('b', 'Swings'), picture: 'a.png' },
        ],
      },
      {
        text: 'What about it?\n1. Benches\n2. Swings',
        buttons: [['Benches'], ['Swings'], ['Skip', 'Why this?']],
        files: 2,
      },
    ],
    [
      { ...ask, kind: 'agree' },
      { text: 'What about it?', buttons: [['Agree'], ['Disagree'], ['No opinion'], ['Skip', 'Why this?']], files: 0 },
    ],
    [
      { ...ask, kind: 'text' },
      { text: 'What about it?\nJust write it here.', buttons: [['Skip', 'Why this?']], files: 0 },
    ],
    [
      { ...ask, kind: 'photo' },
      { text: 'What about it?\nSend a photo.', buttons: [['Skip', 'Why this?']], files: 0 },
    ],
    [
      { ...ask, kind: 'pin' },
      {
        text: 'What about it?\nSend a pin, or write the street and number.',
        buttons: [['Skip', 'Why this?']],
        files: 0,
      },
    ],
  ])('%j', (question, expected) => {
    expect(shown(question)).toEqual(expected)
  })

  test('what was chosen bears a tick, and a tap takes it out again', () => {
    const question: SurveyQuestion = { ...ask, kind: 'choices', options: [option('a', 'Parks'), option('b', 'Trees')] }
    const { choices } = questionMessage(only(question), 0, english, { q: ['b'] })
    expect(choices.flat().slice(0, 2)).toEqual([
      { token: 'sv.12.0.a0', label: 'Parks' },
      { token: 'sv.12.0.r1', label: '✓ Trees' },
    ])
    expect(shown({ ...ask, kind: 'mark' }, { q: 4 }).buttons[0]).toEqual(['1', '2', '3', '✓ 4', '5'])
    expect(shown({ ...ask, kind: 'agree' }, { q: 'pass' }).buttons[2]).toEqual(['✓ No opinion'])
  })

  test('pictures have words for who does not see them', () => {
    const question: SurveyQuestion = {
      ...ask,
      kind: 'pictures',
      options: [
        { ...option('a', 'Benches'), picture: 'a.png' },
        { ...option('b', 'Swings'), picture: 'gone.png' },
      ],
    }
    expect(questionMessage(only(question), 0, english, {}).files).toEqual([{ ...picture, alt: 'Benches' }])
  })

  test('the longest names fit on a button', () => {
    const question: SurveyQuestion = {
      ...ask,
      kind: 'choice',
      options: [option('a', 'x'.repeat(80)), option('b', 'y')],
    }
    expect(shown(question, { q: 'a' }).buttons[0]?.[0]).toHaveLength(80)
  })
})

test('a name in another language can be typed', () => {
  const [first] = surveyChoices(highStreet.questions[0]!, english)
  expect(first).toMatchObject({ key: 'open', label: 'Open to cars' })
  expect(first?.synonyms).toContain('Abierta a los coches')
})

test('a survey is put in one language', () => {
  expect(surveyVoice(highStreet, 'fr')).toMatchObject({ language: 'fr' })
  expect(surveyVoice(highStreet, 'de')).toMatchObject({ language: 'en' })
})

test('there is no question beyond the last', () => {
  expect(() => questionMessage(asked, 4, english, {})).toThrow('survey "high-street" has no question 4')
})

test('a question that hangs on another is put to those alone whom it is about', () => {
  expect(nextQuestion(highStreet, {})).toBe(0)
  expect(nextQuestion(highStreet, { open: 'open' })).toBe(2)
  expect(nextQuestion(highStreet, { open: 'closed' })).toBe(1)
  expect(nextQuestion(highStreet, { open: null })).toBe(2)
  expect(nextQuestion(highStreet, { open: 'open', matters: null, else: 'no' })).toBeUndefined()
  expect(applicable(highStreet, { open: 'open', instead: ['play'], matters: 3 })).toEqual({ open: 'open', matters: 3 })
})

test('every token comes back as it was meant, and fits every network', () => {
  const act = fc.oneof(
    fc.record({ kind: fc.constantFrom('choose', 'add', 'remove'), option: fc.integer({ min: 0, max: 9 }) }),
    fc.record({ kind: fc.constantFrom('done', 'skip', 'why', 'ask') }),
  )
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 999_999_999_999_999_999n }),
      fc.integer({ min: 0, max: 6 }),
      act,
      (id, n, what) => {
        const token = surveyToken(String(id), n, what)
        expect(token).toMatch(/^[\x21-\x7e]{1,48}$/)
        expect(readSurveyToken(token)).toEqual({ waveId: String(id), question: n, act: what })
      },
    ),
  )
  for (const forged of ['sv.1.0', 'sv.x.0.o1', 'sv.1.10.o1', 'sv.1.0.o', 'sv.1.0.o100', 'sv.1.0.drop', 'sv.1.0.a-1'])
    expect(readSurveyToken(forged)).toBeUndefined()
})
