import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secondsOf } from '../../src/core/panel/survey.ts'
import { readSurvey } from '../../src/panel/read-survey.ts'
import { loadPlace } from '../../src/place.ts'

const place = await loadPlace('example/place.yaml')
const example = await readFile('example/surveys/high-street.yaml', 'utf8')

const small = `key: benches
title: { en: Benches, es: Bancos }
why: { en: We buy ten., es: Compramos diez. }
owner: U0LEAD
outcomeBy: 2027-04-15
languages: [en, es]
schedule: { closesAfterDays: 5 }
questions:
  - key: where
    kind: choice
    ask: { en: Where?, es: ¿Dónde? }
    options:
      - { key: park, name: { en: The park, es: El parque } }
      - { key: quay, name: { en: The quay, es: El muelle } }
  - key: more
    kind: text
    ask: { en: Why there?, es: ¿Por qué allí? }
    onlyIf: { question: where, is: [park] }
`

/** The small survey with one piece of it changed. */
function with_(piece: string, other: string): string {
  expect(small).toContain(piece)
  return small.replace(piece, other)
}

test('the example is right, and takes well under two minutes', () => {
  const { survey, problems } = readSurvey(example, place)
  expect(problems).toBeUndefined()
  expect(survey?.questions.map(({ kind }) => kind)).toEqual(['eitherOr', 'choices', 'mark', 'text'])
  expect(survey && secondsOf(survey)).toBeLessThan(90)
})

test('what may be left out gets its default', () => {
  expect(readSurvey(small, place).survey).toMatchObject({
    audience: { quotas: [] },
    schedule: { zone: 'place', spreadHours: 0, closesAfterDays: 5 },
    questions: [{ options: [{ key: 'park', synonyms: {} }, {}] }, {}],
  })
})

describe('what is wrong is told with its line', () => {
  test.each([
    [
      'a text is missing in a language',
      'es: Compramos diez. }',
      'fr: x }',
      [
        [3, 'why', 'is missing in es'],
        [3, 'why.fr', "fr is none of the survey's languages"],
      ],
    ],
    [
      'a language that the place does not speak',
      '[en, es]',
      '[en, es, de]',
      expect.arrayContaining([[3, 'why', 'is missing in de']]),
    ],
    [
      'an option is there twice',
      'key: quay',
      'key: park',
      [[14, 'questions.0.options.1.key', '"park" is there twice']],
    ],
    [
      'words by which people leave the panel',
      '{ key: quay, name: { en: The quay, es: El muelle } }',
      '{ key: quay, name: { en: Low, es: Baja }, synonyms: { en: [Cancel, "stop!"] } }',
      [
        [14, 'questions.0.options.1.name.es', '"Baja" is a word by which people leave the panel'],
        [14, 'questions.0.options.1.synonyms.en.1', '"stop!" is a word by which people leave the panel'],
      ],
    ],
    ['a question is there twice', 'key: more', 'key: where', [[15, 'questions.1.key', '"where" is there twice']]],
    [
      'channels that the place does not name, or that are there twice',
      'outcomeBy: 2027-04-15',
      'outcomeBy: 2027-04-15\npost: ["1100000000000000001", "1100000000000000001", "42"]',
      [
        [6, 'post.2', '"42" is not one of the place\'s `panel.discordChannels`'],
        [6, 'post.1', '"1100000000000000001" is there twice'],
      ],
    ],
    [
      'a condition on a question that comes later',
      'question: where',
      'question: more',
      [[18, 'questions.1.onlyIf.question', '"more" is no question before this one']],
    ],
    [
      'a condition on an option that there is not',
      'is: [park]',
      'is: [moon]',
      [[18, 'questions.1.onlyIf.is.0', '"moon" is not an option of "where"']],
    ],
    [
      'a kind that there is not',
      'kind: text',
      'kind: essay',
      [[16, 'questions.1.kind', expect.stringContaining('must be one of')]],
    ],
    [
      'one option only',
      '      - { key: quay, name: { en: The quay, es: El muelle } }\n',
      '',
      [[12, 'questions.0.options', 'must be at least 2']],
    ],
    ['no day', '2027-04-15', '2027-02-30', [[5, 'outcomeBy', 'must be a date as in 2026-12-25']]],
    [
      'open for ever',
      'closesAfterDays: 5',
      'closesAfterDays: 500',
      [[7, 'schedule.closesAfterDays', 'must be at most 90 days']],
    ],
    [
      'reminded after it closed',
      'closesAfterDays: 5',
      'closesAfterDays: 5, remindAfterDays: 5',
      [[7, 'schedule.remindAfterDays', 'must be before it closes']],
    ],
    [
      'the last invitations when it is closed',
      'closesAfterDays: 5',
      'closesAfterDays: 3, spreadHours: 72',
      [[7, 'schedule.spreadHours', 'must be before it closes']],
    ],
    [
      'both once and again',
      'closesAfterDays: 5',
      'closesAfterDays: 5, at: "2027-01-01T10:00", repeat: "0 10 1 * *"',
      [[7, 'schedule', 'has both `at` and `repeat`: one of them']],
    ],
    [
      'too often',
      'closesAfterDays: 5',
      'closesAfterDays: 5, repeat: "*/5 * * * *"',
      [[7, 'schedule.repeat', 'comes more often than once a day']],
    ],
    [
      'never',
      'closesAfterDays: 5',
      'closesAfterDays: 5, repeat: "0 10 30 2 *"',
      [[7, 'schedule.repeat', 'never comes']],
    ],
    [
      'no cron line',
      'closesAfterDays: 5',
      'closesAfterDays: 5, repeat: "0 99 * * *"',
      [[7, 'schedule.repeat', expect.stringContaining('is no cron line')]],
    ],
    [
      'a day that there is not',
      'closesAfterDays: 5',
      'closesAfterDays: 5, at: "2027-02-30T10:00"',
      [[7, 'schedule.at', 'is a day or time that there is not']],
    ],
    [
      'a key that there is not',
      'owner: U0LEAD',
      'owner: U0LEAD\nboss: me',
      [[5, 'boss', 'is no key that there is here']],
    ],
    [
      'an area that there is not',
      'schedule:',
      'audience: { areas: [Atlantis] }\nschedule:',
      [[7, 'audience.areas.0', '"Atlantis" is not an area of the place']],
    ],
    [
      'an interest that nobody is asked about',
      'schedule:',
      'audience: { interests: [chess] }\nschedule:',
      [[7, 'audience.interests.0', `"chess" is not one of the panel's interests`]],
    ],
    [
      'something that members are not asked',
      'schedule:',
      'audience: { profile: { shoes: [big] }, sample: { size: 5, by: [hats] } }\nschedule:',
      [
        [7, 'audience.profile.shoes', 'is not asked of members'],
        [7, 'audience.sample.by.0', '"hats" is not area, or asked of members'],
      ],
    ],
    [
      'a quota for nobody',
      'schedule:',
      'audience: { quotas: [{ of: { area: Atlantis, age: ancient }, most: 5 }] }\nschedule:',
      [
        [7, 'audience.quotas.0.of.area', '"Atlantis" is not an option of "area"'],
        [7, 'audience.quotas.0.of.age', '"ancient" is not an option of "age"'],
      ],
    ],
    ['no YAML', 'owner: U0LEAD', 'owner: [', expect.arrayContaining([[expect.any(Number), '', expect.any(String)]])],
    ['a key twice', 'owner: U0LEAD', 'owner: U0LEAD\nowner: U0LEAD', [[5, '', expect.stringContaining('unique')]]],
  ])('%s', (_, piece, other, expected) => {
    const { survey, problems } = readSurvey(with_(piece, other), place)
    expect(survey).toBeUndefined()
    expect(problems?.map(({ line, path, message }) => [line, path, message])).toEqual(expected)
  })

  test('everything at once, from top to bottom', () => {
    const { problems } = readSurvey('title: { en: x }\nlanguages: [en]\nquestions: []\n', place)
    expect(problems?.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['key', 'why', 'owner', 'outcomeBy', 'schedule', 'questions']),
    )
    expect(problems?.map(({ line }) => line)).toEqual(problems?.map(({ line }) => line).toSorted((a, b) => a - b))
  })

  test('what is of another shape does not hide what refers to nothing', () => {
    const file = `key: constructor
title: { en: Benches }
why: { en: We buy ten. }
owner: U0LEAD
boss: me
outcomeBy: 2036-04-15
languages: [en]
audience:
  areas: [Atlantis]
  notAskedInDays: never
schedule: { closesAfterDays: 5 }
questions:
  - key: one
    kind: essay
    ask: { en: One? }
  - key: two
    kind: agree
    ask: { en: Two? }
    onlyIf: { question: one, is: [yes] }
  - key: three
    kind: agree
    ask:
      en: Three?
      fr: Trois ?
    onlyIf:
      question: two
      is: [agree, maybe]
`
    const { problems } = readSurvey(file, place)
    expect(problems?.map(({ line, path }) => [line, path])).toEqual([
      [1, 'key'],
      [5, 'boss'],
      [9, 'audience.areas.0'],
      [10, 'audience.notAskedInDays'],
      [14, 'questions.0.kind'],
      [24, 'questions.2.ask.fr'],
      [27, 'questions.2.onlyIf.is.1'],
    ])
  })

  test('of very many mistakes a hundred are told', () => {
    const keys = Array.from({ length: 5_000 }, (_, n) => `x${n}: 1\n`).join('')
    expect(readSurvey(keys + small, place).problems).toHaveLength(100)
  })

  test.each([
    ['a picture elsewhere', '../../etc/passwd.png'],
    ['a picture from the root', '/etc/passwd.png'],
    ['no picture', 'bench.svg'],
  ])('%s', (_, picture) => {
    const question = `kind: pictures\n    ask: { en: Which?, es: ¿Cuál? }\n    options:
      - { key: a, name: { en: A, es: A }, picture: ${picture} }\n      - { key: b, name: { en: B, es: B }, picture: b.png }`
    const { problems } = readSurvey(
      with_('kind: text\n    ask: { en: Why there?, es: ¿Por qué allí? }', question),
      place,
    )
    expect(problems).toMatchObject([{ path: 'questions.1.options.0.picture' }])
  })

  test('eight questions are too many', () => {
    const more = Array.from({ length: 7 }, (_, n) => `  - { key: q${n}, kind: agree, ask: { en: x, es: x } }\n`).join(
      '',
    )
    expect(readSurvey(small + more, place).problems).toMatchObject([
      { path: 'questions', message: 'must be at most 7: people answer what is short' },
    ])
  })

  test('a few lines that unfold into very many', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((c, n) => `${c}: &${c} [${Array(9).fill(`*${'abcdefg'[n]}`)}]`),
    ]
    expect(readSurvey(bomb.join('\n'), place).problems).toMatchObject([{ line: 1, path: '' }])
    expect(readSurvey(`# ${'x'.repeat(200_000)}`, place).problems).toMatchObject([{ message: 'is larger than 200 kB' }])
  })

  test('whatever it is, it is read or refused', () => {
    const lines = small.split('\n')
    fc.assert(
      fc.property(fc.shuffledSubarray(lines), fc.string(), (some, noise) => {
        const { survey, problems } = readSurvey([...some, noise].join('\n'), place)
        expect(survey === undefined).toBe((problems?.length ?? 0) > 0)
      }),
    )
  })
})

describe('how long it takes', () => {
  test('more questions take longer, and it is told in fives', () => {
    const survey = readSurvey(small, place).survey!
    const all = secondsOf(survey)
    expect(all % 5).toBe(0)
    expect(secondsOf({ ...survey, questions: survey.questions.slice(0, 1) })).toBeLessThan(all)
  })
})
