/**
 * The panel in a talk: joining, one's own panel, and STOP in every state of a talk and in every language.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { speak } from '../../locales/index.ts'
import { consentCode, consentText } from '../../src/conversation/panel/consent.ts'
import type { OwnMember } from '../../src/core/panel/own-member.ts'
import { pairingPayload } from '../../src/core/panel/pairing.ts'
import type { PanelAct } from '../../src/core/panel/panel-act.ts'
import { surveyToken } from '../../src/core/panel/survey-token.ts'
import type { PanelPolicy } from '../../src/core/place.ts'
import { plain } from '../../src/core/rich-text.ts'
import { hashOfCode } from '../../src/store/panel/pairings.ts'
import { aSurvey, exampleSurvey, option } from '../support/surveys.ts'
import { aPerson, command, type Person, tap } from './person.ts'
import { aTown } from './town.ts'

const POLICY: PanelPolicy = {
  channel: 'C0PANEL',
  organisers: [],
  secondPerson: true,
  confirmTwice: false,
  askArea: true,
  interests: ['streets', 'parks'].map(key => ({ key, name: { en: key === 'parks' ? 'Parks' : 'Streets', es: key } })),
  profile: [
    {
      key: 'age',
      ask: { en: 'How old are you?', es: '¿Qué edad tiene?' },
      options: [
        { key: 'young', name: { en: 'Under 30', es: 'Menos de 30' } },
        { key: 'old', name: { en: '30 or older', es: '30 o más' } },
      ],
    },
  ],
  quietHours: { from: 20 * 60, to: 9 * 60 },
  blockedDates: [],
  capDays: 7,
  keyDays: 90,
  discordChannels: [],
}

const MEMBER: OwnMember = {
  pausedUntil: null,
  pace: 'any',
  quietHours: null,
  timeZone: null,
  direct: true,
  profile: { area: null, interests: [], answers: {} },
}

const townWith = (panel: Partial<PanelPolicy> = {}) =>
  aTown({ panel: { ...POLICY, ...panel }, languages: ['en', 'es', 'fr', 'ar'] })

function someone(panel: Partial<PanelPolicy> = {}): Person {
  return aPerson({ place: townWith(panel) })
}

function member(changes: Partial<OwnMember> = {}): Person {
  const person = someone()
  person.membership = { member: { ...MEMBER, ...changes }, agreed: true, hasAnswers: false }
  return person
}

const acts = (person: Person): readonly PanelAct[] =>
  person.outcomes.flatMap(({ effects }) => effects.flatMap(effect => (effect.kind === 'panel' ? [effect.act] : [])))

describe('joining', () => {
  test('whoever asks reads what it is, and joins by the button alone', async () => {
    const ana = someone()
    await ana.says('/panel')
    expect(ana.heard).toMatch(
      /At most one survey in 7 days[\s\S]*own words may be shown to others[\s\S]*Until 90 days[\s\S]*write STOP/,
    )
    expect(ana.buttons).toEqual(['Join', 'Not now'])
    expect(acts(ana)).toEqual([])
    await ana.taps('Join')
    expect(acts(ana)).toEqual([
      {
        act: 'join',
        consent: { version: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/), language: 'en', source: null },
      },
    ])
    expect(ana.heard).toMatch(/Welcome to the panel.*[\s\S]*Which part of town/)
    expect(ana.buttons).toEqual(['North', 'South', 'Skip'])
  })

  test('the questions come one after the other, each of them may be skipped', async () => {
    const ana = someone()
    await ana.says('/panel')
    await ana.taps('Join')
    ana.membership = { member: MEMBER, agreed: true, hasAnswers: false }
    await ana.taps('South')
    expect(acts(ana)).toEqual([{ act: 'change', change: { area: 'South' } }])
    expect(ana.heard).toMatch(/What would you like to be asked about/)
    await ana.taps('Skip')
    expect(ana.heard).toMatch(/How old are you/)
    await ana.says('under 30')
    expect(acts(ana)).toEqual([{ act: 'change', change: { answers: { age: 'young' } } }])
    expect(ana.heard).toMatch(/That is all/)
    expect(ana.buttons).toEqual(['My panel'])
  })

  test('a question that the place asks no more leads to those that it asks', async () => {
    const ana = member()
    await ana.does(tap('panel.ask.o-of-last-year'))
    expect(ana.heard).toMatch(/What you told us about yourself/)
  })

  test('who was on it before finds their answers beside it, as long as they are theirs', async () => {
    const ana = someone()
    ana.membership = { member: null, agreed: false, hasAnswers: true }
    await ana.says('/panel')
    expect(ana.buttons).toEqual(['Join', 'Not now', 'My answers'])
    await ana.does(tap('panel.join.0123456789abcdef'))
    expect(ana.buttons).toEqual(['Join', 'Not now', 'My answers'])
  })

  test('words that are no more are read once more', async () => {
    const ana = someone()
    await ana.says('/panel')
    const old = ana.token('Join')
    const later = aPerson({ place: townWith({ keyDays: 30 }) })
    await later.does(tap(old))
    expect(later.heard).toMatch(/has changed since[\s\S]*Until 30 days/)
    expect(acts(later)).toEqual([])
  })

  test('the words count in the language in which they were read', async () => {
    const ana = someone()
    ana.language = 'es'
    await ana.says('/panel')
    const join = ana.token('Participar')
    ana.language = 'fr'
    await ana.does(tap(join))
    expect(acts(ana)).toMatchObject([{ act: 'join', consent: { language: 'es' } }])
  })

  test('where the place asks twice, nobody is on it by the first word', async () => {
    const ana = someone({ confirmTwice: true })
    await ana.says('/panel')
    await ana.taps('Join')
    expect(acts(ana)).toMatchObject([{ act: 'agree' }])
    const second = ana.token('Yes, I join')

    await ana.does(tap(second))
    expect(acts(ana)).toEqual([])
    ana.membership = { member: null, agreed: true, hasAnswers: false }
    await ana.does(tap(second))
    expect(acts(ana)).toMatchObject([{ act: 'confirm' }])
  })

  test('a link brings where it stood', async () => {
    const ana = someone()
    await ana.does(command('start', 'panel_library-poster'))
    await ana.taps('Join')
    expect(acts(ana)).toMatchObject([{ act: 'join', consent: { source: 'library-poster' } }])
  })

  test('in the middle of a report, the report goes on afterwards', async () => {
    const ana = someone({ askArea: false, interests: [], profile: [] })
    await ana.says('/report')
    await ana.says('/panel')
    await ana.taps('Join')
    expect(ana.heard).toMatch(/That is all[\s\S]*What is the problem/)
  })

  test('without a panel there is nothing of it', async () => {
    const ana = aPerson()
    await ana.says('/panel')
    expect(ana.heard).toMatch(/^Hello! This is/)
    await ana.says('/start')
    expect(ana.buttons).not.toContain('Join the panel')
    await ana.says('stop')
    expect(acts(ana)).toEqual([])
    await ana.does(tap('panel.join.0123456789abcdef'))
    expect(acts(ana)).toEqual([])
  })
})

describe('My panel', () => {
  test('the profile is changed answer by answer', async () => {
    const ana = member({ profile: { area: 'North', interests: ['parks'], answers: { age: 'old' } } })
    await ana.says('my panel')
    await ana.taps('About me')
    expect(ana.heard).toMatch(/Which part of town do you live in\? North[\s\S]*How old are you\? 30 or older/)
    await ana.taps('Area')
    await ana.taps('South')
    expect(acts(ana)).toEqual([{ act: 'change', change: { area: 'South' } }])
    await ana.says('/panel')
    await ana.taps('About me')
    await ana.taps('How old are you?')
    await ana.taps('I would rather not say')
    expect(acts(ana)).toEqual([{ act: 'change', change: { answers: { age: null } } }])
  })

  test('topics are tapped one by one, in any order, and typed by name', async () => {
    const ana = member()
    await ana.says('/panel')
    await ana.taps('About me')
    await ana.taps('Topics')
    await ana.taps('Parks')
    expect(acts(ana)).toEqual([{ act: 'change', change: { interests: ['parks'] } }])
    expect(ana.buttons).toEqual(['Streets', '✓ Parks', 'Done'])
    ana.membership = {
      member: { ...MEMBER, profile: { ...MEMBER.profile, interests: ['parks'] } },
      agreed: true,
      hasAnswers: false,
    }
    await ana.says('streets')
    expect(acts(ana)).toEqual([{ act: 'change', change: { interests: ['streets', 'parks'] } }])
    await ana.taps('✓ Parks')
    expect(acts(ana)).toEqual([{ act: 'change', change: { interests: [] } }])
  })

  test.each([
    [
      'Pause',
      'Two weeks',
      { pausedUntil: '2026-12-07T10:00:00.000Z' },
      /Paused: no survey comes to you before Monday,? 7 December/,
    ],
    ['Pause', 'Until I say', { pausedUntil: 'untilTheySay' }, /until you tap “Go on”/],
    ['How often', 'Once a month at most', { pace: 'monthly' }, /How often: Once a month/],
    ['Quiet hours', '22:00–07:00', { quietHours: { from: 1320, to: 420 } }, /Quiet hours: 22:00–07:00/],
    ['Time zone', 'Athens', { timeZone: 'Europe/Athens' }, /Time zone: Athens/],
    ['Time zone', 'London', { timeZone: null }, /Time zone: London/],
  ])('%s: %s', async (setting, choice, change, shows) => {
    const ana = member()
    await ana.says('/panel')
    await ana.taps(setting)
    await ana.taps(choice)
    expect(acts(ana)).toEqual([{ act: 'change', change }])
    expect(ana.heard).toMatch(shows)
  })

  test.each([
    ['Quiet hours', '21-8', { quietHours: { from: 1260, to: 480 } }],
    ['Quiet hours', '9pm to 6:30 am', { quietHours: { from: 1260, to: 390 } }],
    ['Quiet hours', '٢٢-٧', { quietHours: { from: 1320, to: 420 } }],
    ['Time zone', 'new york', { timeZone: 'America/New_York' }],
    ['Time zone', 'São Paulo', { timeZone: 'America/Sao_Paulo' }],
    ['Time zone', 'Kolkata', { timeZone: 'Asia/Kolkata' }],
  ])('%s, typed: %s', async (setting, words, change) => {
    const ana = member()
    await ana.says('/panel')
    await ana.taps(setting)
    await ana.says(words)
    expect(acts(ana)).toEqual([{ act: 'change', change }])
  })

  test.each(['Quiet hours', 'Time zone'])(
    '%s, which can be typed, is asked in private where it is pressed in a channel',
    async setting => {
      const ana = member()
      ana.here = '400'
      await ana.says('/panel')
      expect(ana.last?.messages).toHaveLength(1)
      await ana.taps(setting)
      expect(ana.last?.messages.map(({ text }) => text.text)).toEqual([
        expect.stringMatching(/go on in private/),
        expect.stringMatching(/type/),
      ])
      await ana.does(tap('panel.pace'))
      expect(ana.last?.messages).toHaveLength(1)
    },
  )

  test('a city that nobody knows is asked again; a sentence is a sentence', async () => {
    const ana = member()
    await ana.says('/panel')
    await ana.taps('Time zone')
    await ana.says('Harbourtown')
    expect(ana.heard).toMatch(/I do not know the clock of that city[\s\S]*By which city/)
    await ana.says('The street light at the corner is dark')
    expect(ana.heard).toMatch(/Is it a problem or a question/)
  })

  test('who is paused goes on', async () => {
    const ana = member({ pausedUntil: 'untilTheySay' })
    await ana.says('/panel')
    await ana.taps('Go on')
    expect(acts(ana)).toEqual([{ act: 'change', change: { pausedUntil: null } }])
    expect(ana.buttons).toContain('Pause')
  })

  test('leaving takes one more tap', async () => {
    const ana = member()
    await ana.says('/panel')
    await ana.taps('Leave the panel')
    expect(acts(ana)).toEqual([])
    await ana.taps('Yes, leave')
    expect(acts(ana)).toEqual([{ act: 'leave', everything: false, language: 'en' }])
    expect(ana.heard).toMatch(/^You have left the panel/)
    expect(ana.buttons).toEqual(['My answers'])
  })

  test('the language that a member chooses is the language of their surveys', async () => {
    const ana = member()
    await ana.says('/language')
    await ana.taps('Español')
    expect(acts(ana)).toEqual([{ act: 'change', change: { language: 'es' } }])
  })
})

const STOPS = {
  en: ['STOP', 'Unsubscribe', 'stop.', 'leave the panel'],
  es: ['BAJA', 'Alto', 'darme de baja'],
  fr: ['ARRÊT', 'Arrêter', 'désabonner'],
  ar: ['توقف', 'إيقاف', 'إلغاء الاشتراك'],
}
const EVERYTHING = { en: 'Stop all', es: 'parar todo', fr: 'tout arrêter', ar: 'أوقف الكل' }

/** Ways to where somebody may be when they write it. */
const STATES: Readonly<Record<string, (person: Person) => Promise<void>>> = {
  'at rest': async () => {},
  'in a report': person => person.says('/report'),
  'before a question beside it': person => person.says('This is something about a street in town'),
  'while choosing a language': person => person.says('/language'),
  'in their panel': async person => {
    await person.says('/panel')
    await person.taps('Time zone')
  },
  'while they say too much': async person => {
    for (let n = 0; n < 5; n += 1) await person.says('/start')
  },
  'while they are blocked': async person => {
    person.blockedUntil = new Date(person.now.getTime() + 86_400_000)
  },
}

/** What we ask beside any dialogue, and what is said to who does not want to answer it. */
const QUESTIONS: Readonly<Record<string, readonly [ask: (person: Person) => Promise<void>, left: RegExp]>> = {
  'asked whether to leave': [person => person.does(tap('panel.leave')), /still on the panel/],
  'asked for how long to pause': [person => person.does(tap('panel.pause')), /still on the panel/],
  'asked how often': [person => person.does(tap('panel.pace')), /still on the panel/],
  'asked for quiet hours': [person => person.does(tap('panel.quiet')), /still on the panel/],
  'asked for a city': [person => person.does(tap('panel.zone')), /still on the panel/],
  'asked about oneself': [
    async person => {
      await person.does(tap('panel.about'))
      await person.taps('How old are you?')
    },
    /still on the panel/,
  ],
  'asked about oneself after joining': [
    async person => {
      person.membership = undefined
      await person.does(tap('panel'))
      const join = person.token('Join')
      await person.does(tap(join))
      person.membership = { member: MEMBER, agreed: true, hasAnswers: false }
      await person.taps('Skip')
      expect(person.heard).toMatch(/What would you like to be asked about/)
    },
    /still on the panel/,
  ],
  'asked whether to erase': [
    async person => {
      const title = { en: 'Benches' }
      const surveys = ['1', '2'].map(waveId => ({ waveId, title, languages: ['en'] as const }))
      person.knows = [{ kind: 'answered', surveys }]
      await person.does(tap('panel.answers'))
      await person.taps('Erase all my answers')
    },
    /nothing is erased/,
  ],
  'asked whether to pair': [
    async person => {
      const found = { name: 'Lea', expiresAt: '2030-01-01T00:00:00Z' }
      const code = 'a'.repeat(32)
      person.knows = [{ kind: 'pairing', hash: hashOfCode(code), found }]
      await person.does(command('start', pairingPayload(code)))
    },
    /nothing is paired/,
  ],
}

/** A survey that can be answered. */
const OPEN = {
  ...{ stopped: false, hasLeft: false, isPosted: false, isTraceable: true, isFull: false, hasFinished: false },
  closesAt: '2030-01-01T00:00:00Z',
}

describe('STOP', () => {
  for (const [language, words] of Object.entries(STOPS)) {
    test.each(words)(`${language}: %s ends the panel, whatever is talked about`, async word => {
      for (const [, begin] of Object.entries(STATES)) {
        const ana = aPerson({ place: aTown({ panel: POLICY, limits: { messagesPerMinute: 5, reportsPerDay: 9 } }) })
        ana.membership = { member: MEMBER, agreed: true, hasAnswers: false }
        await begin(ana)
        const before = ana.state
        await ana.says(word)
        expect(acts(ana)).toEqual([{ act: 'leave', everything: false, language: 'en' }])
        expect(ana.heard).toMatch(/You have left the panel/)
        for (const kept of ['dialogue', 'aside']) expect(kept in ana.state!).toBe(kept in before!)
      }
    })
    test(`${language}: everything`, async () => {
      const ana = member()
      ana.language = language
      await ana.says(EVERYTHING[language as keyof typeof EVERYTHING])
      expect(acts(ana)).toEqual([{ act: 'leave', everything: true, language }])
    })
  }

  test('a command is one, too', async () => {
    const ana = member()
    await ana.does(command('stop'))
    expect(acts(ana)).toMatchObject([{ act: 'leave', everything: false }])
    await ana.does(command('stop', 'all'))
    expect(acts(ana)).toMatchObject([{ act: 'leave', everything: true }])
  })

  const CANCELS = ['cancel', 'End', 'QUIT', 'annuler', 'salir', 'خروج']
  test.each(CANCELS)('%s ends the panel only where nothing is open', async word => {
    const ana = member()
    await ana.says('/report')
    await ana.says(word)
    expect(acts(ana)).toEqual([])
    for (const begin of [() => Promise.resolve(), (person: Person) => person.says('/panel')]) {
      const ben = member()
      await begin(ben)
      await ben.says(word)
      expect(acts(ben)).toMatchObject([{ act: 'leave' }])
    }
  })

  describe.each(Object.entries(QUESTIONS))('%s', (_, [ask, left]) => {
    test.each(CANCELS)('%s is an answer, which changes nothing', async word => {
      const ana = member()
      await ask(ana)
      const asked = ana.heard
      await ana.says(word)
      expect(acts(ana)).toEqual([])
      expect(ana.effects).toEqual([])
      expect(ana.heard).toMatch(left)
      expect(ana.heard).not.toBe(asked)

      await ana.says(word)
      expect(acts(ana)).toMatchObject([{ act: 'leave' }])
    })

    test('is over after a day', async () => {
      const ana = member()
      await ask(ana)
      await ana.passes(25)
      await ana.says('quit')
      expect(acts(ana)).toMatchObject([{ act: 'leave' }])
    })

    test('goes before a report that is under way, and leaves it where it is', async () => {
      const ana = member()
      await ana.says('/report')
      await ask(ana)
      await ana.says('cancel')
      expect(ana.heard).toMatch(left)
      expect(ana.heard).toMatch(/What is the problem/)
      await ask(ana)
      await ana.does(command('cancel'))
      expect(ana.heard).toMatch(/What is the problem/)
    })
  })

  test('what is asked and cancelled in one breath is cancelled', async () => {
    const ana = member()
    await ana.does(tap('panel.leave'), { text: 'cancel' })
    expect(acts(ana)).toEqual([])
    expect(ana.heard).toMatch(/still on the panel/)
  })

  test.each(['Cancel', 'END'])('%s answers staff who wait for it', async word => {
    const ana = member()
    const question = { id: '7', choices: ['Cancel', 'END', 'Keep'] }
    ana.warmCases = [{ id: '3', reference: 'HB-3', title: 'Bins', kind: 'report', question }]
    await ana.says(word)
    expect(ana.effects).toMatchObject([{ kind: 'addToCase', caseId: '3', text: { text: word } }])
  })

  test.each(['Cancel', 'END', 'fin'])('%s answers a survey that has just come and offers it', async word => {
    const options = [option('end', 'END'), option('stays', 'Keep'), option('cancel', 'Cancel'), option('fin', 'Fin')]
    const questions = [{ key: 'fair', ask: { en: 'The fair?' }, kind: 'choice', options }] as const
    const own = { waveId: '5', survey: aSurvey('fair', questions), pictures: {}, given: {}, ...OPEN }
    const ana = member()
    ana.asked = { waveId: '5', arrived: true, at: ana.now.toISOString() }
    ana.surveys = [own]
    await ana.says(word)
    const answer = options.find(({ name }) => name.en.toLowerCase() === word.toLowerCase())!.key
    expect(ana.effects).toMatchObject([{ kind: 'answerSurvey', waveId: '5', answer }])

    const ben = member()
    ben.asked = ana.asked
    ben.surveys = [{ ...own, survey: await exampleSurvey() }]
    await ben.says(word)
    expect(acts(ben)).toMatchObject([{ act: 'leave' }])

    const cleo = member()
    cleo.asked = ana.asked
    cleo.surveys = [{ ...own, stopped: true }]
    await cleo.says(word)
    expect(acts(cleo)).toMatchObject([{ act: 'leave' }])
  })

  test('who was reminded answers the question at which they go on', async () => {
    const options = [option('end', 'END'), option('stays', 'Keep')]
    const questions = [
      { key: 'first', kind: 'mark', ask: { en: 'How was it?' } },
      { key: 'last', kind: 'eitherOr', ask: { en: 'Shall it go on?' }, options },
    ] as const
    const ana = member()
    ana.asked = { waveId: '5', arrived: true, at: ana.now.toISOString() }
    ana.surveys = [{ waveId: '5', survey: aSurvey('fair', questions), pictures: {}, ...OPEN, given: { first: 4 } }]
    await ana.says('end')
    expect(ana.effects).toMatchObject([{ kind: 'answerSurvey', question: 1, answer: 'end' }])
  })

  test('in a group it is heard as well, also of who is blocked; no other word there is', async () => {
    const ana = member()
    ana.blockedUntil = new Date(ana.now.getTime() + 86_400_000)
    ana.calledIn = { group: '-1', messageId: '7' }
    await ana.says('cancel')
    await ana.says('/report')
    expect([ana.heard, ana.effects]).toEqual(['', []])
    await ana.says('/stop')
    expect(acts(ana)).toMatchObject([{ act: 'leave', everything: false }])
    expect(ana.message).not.toHaveProperty('invite')
    expect(ana.buttons).toEqual([])

    const ben = someone()
    ben.calledIn = ana.calledIn
    await ben.says('/stop')
    expect(ben.message).toHaveProperty('invite')
    await ben.does(command('stop', 'all'))
    expect(acts(ben)).toMatchObject([{ act: 'leave', everything: true }])
  })

  test('words in a form are heard as well; Cancel is an answer there', async () => {
    const ana = member()
    const write = { kind: 'tap', messageId: 'ours', token: surveyToken('1', 0, { kind: 'write' }) } as const
    await ana.does({ ...write, words: plain('Cancel') })
    expect(acts(ana)).toEqual([])
    await ana.does({ ...write, words: plain('Stop!') })
    expect(acts(ana)).toMatchObject([{ act: 'leave', everything: false }])
    expect(ana.heard).toMatch(/You have left the panel/)
  })

  test.each(['We have got to STOP this bill', 'stop the bus', 'Please do not stop', 'BAJA la música'])(
    '%s leaves nothing',
    async words => {
      const ana = member()
      await ana.says(words)
      expect(acts(ana)).toEqual([])
    },
  )

  test('who is not on the panel hears so', async () => {
    const ana = someone()
    await ana.says('stop')
    expect(ana.heard).toMatch(/^You are not on our panel/)
    await ana.says('cancel')
    expect(ana.heard).toMatch(/There is nothing to cancel/)
  })
})

describe('the line under what was sent', () => {
  const sends = async (person: Person) => {
    await person.says('/ask')
    await person.says('When does the library open on Sundays?')
    await person.taps('Not sure')
    await person.taps('Send question')
    return person.sent?.offersPanel
  }

  test('comes once', async () => {
    const ana = someone()
    expect(await sends(ana)).toBe(true)
    expect(await sends(ana)).toBe(undefined)
  })

  test('does not come to members, nor to who left', async () => {
    expect(await sends(member())).toBe(undefined)
    const ana = someone()
    await ana.says('stop')
    expect(await sends(ana)).toBe(undefined)
  })
})

test('nothing but Join makes anybody a member', async () => {
  const join = consentCode(consentText(speak('en'), townWith(), POLICY))
  const labels = [
    'Join the panel',
    'My panel',
    'Yes, I join',
    'Not now',
    'Pause',
    'Go on',
    'Skip',
    'Done',
    'yes',
    '1',
    '2',
  ]
  const words = fc.constantFrom(
    ...labels,
    ...Object.values(STOPS).flat(),
    'start',
    'subscribe',
    '/panel',
    '/start',
    '/report',
    '/ask',
    '/stop',
  )
  const tokens = fc.constantFrom(
    'panel',
    'panel.about',
    'panel.pause',
    'panel.goOn',
    'panel.leave.yes',
    'panel.join',
    'panel.join.0',
    `panel.join.${join}x`,
    `panel.confirm.${join}`,
    `panel.new.${join}`,
    'panel.notNow',
    'cases',
    'takeUp',
  )
  const said = fc.array(
    fc.oneof(
      words,
      tokens.map(token => tap(token)),
      fc.constant(command('start', 'panel_library')),
    ),
    { maxLength: 12 },
  )
  await fc.assert(
    fc.asyncProperty(said, fc.boolean(), async (all, confirmTwice) => {
      const ana = someone({ confirmTwice })
      for (const one of all) {
        await (typeof one === 'string' ? ana.says(one) : ana.does(one))
        const made = acts(ana).filter(({ act }) => act !== 'leave')
        expect(made).toEqual([])
      }
    }),
    { numRuns: 150 },
  )
})
