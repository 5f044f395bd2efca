/**
 * A survey in a talk: what a tap or what is typed does to it, moment by moment.
 */
import { describe, expect, test } from 'vitest'
import type { SurveyQuestion } from '../../src/core/panel/survey.ts'
import { option } from '../support/surveys.ts'
import { anOwnCase, anOwnSurvey, aPerson, type Person, tap } from './person.ts'
import { aTown } from './town.ts'

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

const mark: SurveyQuestion = { key: 'mark', kind: 'mark', ask: { en: 'How good?' } }
const days = (n: number) => n * 24

/** A survey comes to them now. */
function comes(person: Person, questions: readonly SurveyQuestion[], also: { readonly arrived?: boolean } = {}): void {
  person.surveys = [anOwnSurvey(questions)]
  person.asked = { waveId: '7', arrived: true, at: person.now.toISOString(), ...also }
}

describe('what was shown last is typed, and nothing before it', () => {
  const PANEL = {
    ...{ channel: 'C0PANEL', organisers: [], secondPerson: true, confirmTwice: false, askArea: true, interests: [] },
    ...{
      profile: [],
      quietHours: { from: 1200, to: 540 },
      blockedDates: [],
      capDays: 7,
      keyDays: 90,
      discordChannels: [],
    },
  }
  const acts = (person: Person) =>
    person.outcomes.flatMap(({ effects }) => effects.flatMap(effect => (effect.kind === 'panel' ? [effect.act] : [])))
  function member(): Person {
    const ana = aPerson({ place: aTown({ panel: PANEL }) })
    const profile = { area: null, interests: [], answers: {} }
    const policy = { pausedUntil: null, pace: 'any', quietHours: null, timeZone: null, direct: true } as const
    ana.membership = { member: { ...policy, profile }, agreed: true, hasAnswers: false }
    return ana
  }

  test.each([
    ['My panel', '/panel', '1'],
    ['a question about oneself', 'panel.new.area', '2'],
    ['hours', 'panel.quiet', '3'],
    ['a city', 'panel.zone', 'three'],
    ['one’s cases', '/cases', '2'],
  ])('%s, before a survey came', async (_, view, typed) => {
    const ana = member()
    ana.cases = [anOwnCase({ id: '1' }), anOwnCase({ id: '2' })]
    await (view.startsWith('/') ? ana.says(view) : ana.does(tap(view)))
    await ana.passes(2)
    comes(ana, [mark])
    await ana.says(typed)
    expect(acts(ana)).toEqual([])
    expect(answers(ana)).toEqual([{ question: 0, answer: typed === 'three' ? 3 : Number(typed), stays: false }])
  })

  test('a view that came after the survey goes before it', async () => {
    const ana = member()
    comes(ana, [mark])
    await ana.passes(1)
    await ana.says('/panel')
    await ana.says('2')
    expect(answers(ana)).toEqual([])
    expect(ana.buttons).toContain('Two weeks')
  })

  test('what one asked for is not asked for again by the number of its button', async () => {
    const ana = member()
    await ana.says('/panel')
    await ana.taps('Give me one now')
    expect(acts(ana)).toEqual([{ act: 'one' }])
    comes(ana, [mark])
    await ana.says('1')
    expect(acts(ana)).toEqual([])
    expect(answers(ana)).toEqual([{ question: 0, answer: 1, stays: false }])
  })

  test('nobody leaves by a number, nor by the name of a button of last week', async () => {
    const ana = member()
    await ana.does(tap('panel.leave'))
    await ana.says('1')
    expect(acts(ana)).toEqual([])
    await ana.does(tap('panel.leave'))
    await ana.passes(days(2))
    await ana.says('Yes, leave')
    expect(acts(ana)).toEqual([])
    await ana.does(tap('panel.leave'))
    await ana.says('Yes, leave')
    expect(acts(ana)).toMatchObject([{ act: 'leave' }])
  })
})

describe('the first word to a survey that is no answer to it', () => {
  test.each<[SurveyQuestion, string, RegExp]>([
    [mark, '9', /I did not understand that.*“4”[\s\S]*How good\?/],
    [mark, 'quite good', /I did not understand that.*“4”[\s\S]*How good\?/],
    [
      { key: 'n', kind: 'number', ask: { en: 'How many?' }, from: 5, to: 20 },
      '2',
      /a number from 5 to 20[\s\S]*How many\?/,
    ],
    [many, '1, 9', /“1, 2”[\s\S]*Which ones\?/],
  ])('%j: %s gets one example, then Skip', async (question, typed, hint) => {
    const ana = aPerson()
    comes(ana, [question])
    await ana.says(typed)
    expect(ana.heard).toMatch(hint)
    expect(ana.heard).not.toMatch(/can also skip/)
    await ana.says(typed)
    expect(ana.heard).toMatch(/can also skip/)
    await ana.says('skip')
    expect(answers(ana)).toEqual([{ question: 0, answer: null, stays: false }])
  })

  test.each([
    ['whole sentences', 'When does the library open on Sundays?', /Is it a problem or a question/],
    ['what sounds like a case', 'a pothole', /What would you like to do/],
  ])('%s are about something else', async (_, typed, heard) => {
    const ana = aPerson()
    comes(ana, [mark])
    await ana.says(typed)
    expect(ana.heard).toMatch(heard)
  })

  test('what is said later than that is for the menu; a number is still meant for the survey, unless it is one of the menu', async () => {
    const ana = aPerson()
    comes(ana, [{ key: 'n', kind: 'number', ask: { en: 'How many?' }, from: 5, to: 20 }])
    await ana.passes(1)
    await ana.says('/help')
    await ana.says('hello')
    expect(ana.heard).toMatch(/What would you like to do/)
    await ana.says('99')
    expect(ana.heard).toMatch(/a number from 5 to 20/)

    const ben = aPerson()
    comes(ben, [{ key: 'n', kind: 'number', ask: { en: 'How many?' }, from: 5, to: 20 }])
    await ben.passes(1)
    await ben.says('/help')
    await ben.says('2')
    expect(ben.heard).toMatch(/What would you like to know/)
  })

  test('nothing is asked again of a survey that may not have come, or where a case is talked about', async () => {
    const ana = aPerson()
    comes(ana, [mark], { arrived: false })
    await ana.says('9')
    expect(ana.heard).not.toMatch(/How good/)
    const ben = aPerson()
    ben.warmCases = [{ id: '3', reference: 'HB-3', title: 'Bins', kind: 'report' }]
    comes(ben, [mark])
    await ben.says('thanks')
    expect(ben.effects).toMatchObject([{ kind: 'addToCase', caseId: '3' }])
  })
})

test('a survey that was put later goes before the question of another that waits', async () => {
  const ana = aPerson()
  const under = { waveId: '6', question: 1, at: ana.now.toISOString() }
  ana.state = { ...ana.state, at: ana.now.toISOString(), survey: under }
  await ana.passes(1)
  comes(ana, [mark])
  ana.surveys = [...ana.surveys, anOwnSurvey([many, mark], { waveId: '6', given: { many: ['bins'] } })]
  await ana.says('4')
  expect(ana.effects).toMatchObject([{ kind: 'answerSurvey', waveId: '7', question: 0, answer: 4 }])

  const ben = aPerson()
  comes(ben, [mark])
  await ben.passes(1)
  ben.surveys = ana.surveys
  ben.state = { ...ben.state, at: ben.now.toISOString(), survey: { ...under, at: ben.now.toISOString() } }
  await ben.says('4')
  expect(ben.effects).toMatchObject([{ kind: 'answerSurvey', waveId: '6', question: 1, answer: 4 }])
})
