/**
 * A survey in a talk: what a tap or what is typed does to it, moment by moment.
 */
import { describe, expect, test } from 'vitest'
import type { SurveyQuestion } from '../../src/core/panel/survey.ts'
import { option } from '../support/surveys.ts'
import { anOwnSurvey, aPerson, type Person, tap } from './person.ts'

const many: SurveyQuestion = {
  ...{ key: 'many', kind: 'choices', ask: { en: 'Which ones?' } },
  options: [option('bins', 'Bins'), option('lamps', 'Lamps'), option('seats', 'Seats')],
}

const answers = (person: Person) =>
  person.outcomes.flatMap(({ effects }) =>
    effects.flatMap(effect =>
      effect.kind === 'answerSurvey' ? [{ question: effect.question, answer: effect.answer, stays: effect.stays }] : [],
    ),
  )

describe('a second tap within a moment is the same tap', () => {
  test.each([
    ['done', ['bins']],
    ['skip', null],
  ])('%s', async (code, answer) => {
    const ana = aPerson()
    ana.surveys = [anOwnSurvey([many], { given: { many: answer } })]
    ana.state = { ...ana.state, survey: { waveId: '7', question: 0, at: ana.now.toISOString() } }
    await ana.does(tap(`sv.7.0.${code}`))
    expect(answers(ana)).toEqual([{ question: 0, answer, stays: false }])
    ana.surveys = [anOwnSurvey([many], { given: { many: answer }, hasFinished: true })]
    await ana.does(tap(`sv.7.0.${code}`))
    expect([answers(ana), ana.heard]).toEqual([[], ''])
    ana.now = new Date(ana.now.getTime() + 3_000)
    await ana.does(tap(`sv.7.0.${code}`))
    expect(answers(ana)).toEqual([{ question: 0, answer, stays: false }])
  })
})
