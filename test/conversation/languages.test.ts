/** Each person in their language: the network's word at first, their own choice from then on. */
import { expect, test } from 'vitest'
import { apologyFor } from '../../src/conversation/apology.ts'
import { aPerson, type Person } from './person.ts'
import { aTown } from './town.ts'

const WHAT = 'What is the problem? Describe it in a few words.'
const ASK = 'Which language shall we speak?'

function inFour(): Person {
  return aPerson({ place: aTown({ languages: ['en', 'es', 'fr', 'ar'] }) })
}

test('each language stands there by its own name', async () => {
  const ana = inFour()
  await ana.says('/language')
  expect(ana.heard).toBe(ASK)
  expect(ana.buttons).toEqual(['English', 'Español', 'Français', 'العربية', 'Back'])
})

test('what was chosen wins over the network from then on', async () => {
  const ana = inFour()
  await ana.says('hello')
  await ana.taps('Language')
  await ana.taps('Français')
  expect(ana.heard).toBe('Bien, nous parlons français.\n\nQue souhaitez-vous faire\u202f?')
  expect(ana.buttons).toEqual(['Signaler un problème', 'Poser une question', 'Mes demandes', 'Langue · Language'])
  ana.language = 'es'
  await ana.says('/report')
  expect(ana.heard).toContain('Quel est le problème')
  await ana.says('Lampe', 'Street light', '12, rue des Ormes', 'passer', 'envoyer le signalement')
  expect(ana.sent).toMatchObject({ category: 'light', language: 'fr' })
})

test.each(['FRANÇAIS', 'francais', 'French', 'francés', 'الفرنسية', 'fr', '3', '٣'])('%s can be typed', async words => {
  const ana = inFour()
  await ana.says('/language')
  await ana.says(words)
  expect(ana.state).toMatchObject({ language: 'fr', ownLanguage: 'fr' })
})

test('in the middle of a report, nothing of it is lost', async () => {
  const ana = inFour()
  await ana.says('/report')
  await ana.says('A lamp is out')
  await ana.says('language')
  expect(ana.heard).toBe(ASK)
  await ana.taps('العربية')
  expect(ana.heard).toBe('حسنًا، نتحدث العربية.\n\nبمَ يتعلق الأمر؟ اضغط على الأنسب.')
  await ana.says('light')
  await ana.taps('Street light')
  await ana.says('12 Elm Street')
  await ana.taps('تخطٍّ')
  expect(ana.heard).toContain('A lamp is out')
})

test('Back leaves it as it was, and so does a word to /language while it is asked', async () => {
  const ana = inFour()
  await ana.says('/report')
  await ana.says('/language', '/language')
  await ana.taps('Back')
  expect(ana.heard).toBe(WHAT)
  expect(ana.state).not.toHaveProperty('ownLanguage')
})

test('what is said meanwhile waits, and is answered in the new language', async () => {
  const ana = inFour()
  await ana.says('/report')
  await ana.says('/language')
  await ana.says('A lamp is out')
  expect(ana.heard).toBe(`Please tap one of the buttons.\n\n${ASK}`)
  await ana.taps('Español')
  expect(ana.heard).toBe('Bien, hablamos español.\n\n¿De qué se trata? Toque lo que mejor encaje.')
})

test('another question of ours that waits is asked again after it', async () => {
  const ana = inFour()
  await ana.says('there is a gas leak')
  await ana.says('/language')
  await ana.taps('Español')
  expect(ana.heard).toContain('llame ahora al 999')
  await ana.taps('Informar de todos modos')
  expect(ana.heard).toContain('¿De qué se trata?')
})

test('an emergency that is told meanwhile brings the number at once', async () => {
  const ana = inFour()
  await ana.says('/language')
  await ana.says('someone is hurt')
  expect(ana.heard).toBe(`If someone is in danger, call 999 now. Messages here are not read at once.\n\n${ASK}`)
  await ana.taps('English')
  expect(ana.heard).toContain('What would you like to do?')
})

test('a language that the place has given up is spoken no more', async () => {
  const ana = inFour()
  await ana.says('/language')
  await ana.taps('Français')
  ana.converse = aPerson().converse
  await ana.says('/report')
  expect(ana.heard).toBe(WHAT)
})

test('a place of one language offers none', async () => {
  const ana = aPerson({ place: aTown({ languages: ['en'] }) })
  await ana.says('hello')
  expect(ana.buttons).toEqual(['Report a problem', 'Ask a question', 'My cases'])
  await ana.says('/language')
  expect(ana.heard).toBe('Here we only speak English.')
  await ana.says('/help')
  expect(ana.heard).not.toContain('/language')
})

test('an apology speaks it too', async () => {
  const ana = inFour()
  await ana.says('/language')
  await ana.taps('Français')
  const event = { from: 'resident', address: 'telegram:1', person: { firstName: 'Ana', language: 'es' } } as const
  const said = { kind: 'command', name: 'report', argument: '' } as const
  const waiting = {
    id: '1',
    position: '1',
    ageMs: 0,
    files: null,
    lookedUp: null,
    about: null,
    event: { ...event, said },
  }
  const turn = {
    address: 'telegram:1',
    version: 1,
    channel: null,
    wakeAt: null,
    unreachable: false,
    blockedUntil: null,
    onPanel: false,
    stopped: false,
    warmCases: [],
    asked: null,
  } as const
  const apology = apologyFor({ ...turn, state: ana.state, inbox: [waiting] }, aTown({ languages: ['en', 'es', 'fr'] }))
  expect(apology.text.text).toContain('Désolé')
})
