/** Before anything else, once: what this is, who reads it, what is kept. */

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { en } from '../../locales/en.ts'
import { NOTICE_VERSION } from '../../src/conversation/notice.ts'
import { aPerson, command, NORTH, type Person } from './person.ts'

const NOTICE =
  'Hello! Here you can report problems to Harbourside and ask questions. The people who work there read what you send.\n\n' +
  'We keep what you send, your first name and how to reach you here, only to deal with it and to answer you. ' +
  'Please leave out what nobody needs to know, about you or about others.'
const WHAT = 'What is the problem? Describe it in a few words.'
const MORE = 'More about privacy'
const NOW = '2026-11-23T10:00:00.000Z'

function aStranger(): Person {
  const ana = aPerson()
  ana.state = undefined
  return ana
}

describe('the notice', () => {
  test('stands above the menu, once, and greets only once', async () => {
    const ana = aStranger()
    await ana.says('hello')
    expect(ana.heard).toBe(`${NOTICE}\n\nWhat would you like to do?`)
    expect(ana.buttons).toEqual(['Report a problem', 'Ask a question', 'My cases', 'Language', MORE])
    expect(ana.state).toMatchObject({ notice: { version: NOTICE_VERSION, language: 'en', at: NOW } })
    await ana.says('hello')
    expect(ana.heard).toBe('Hello! This is Harbourside. What would you like to do?')
    expect(ana.buttons).not.toContain(MORE)
  })

  test.each([
    ['a command', async (ana: Person) => ana.says('/report'), `${NOTICE}\n\n${WHAT}`],
    ['a pin', async (ana: Person) => ana.sends({ place: NORTH }), `${NOTICE}\n\nI have kept the place.\n\n${WHAT}`],
    ['a photo', async (ana: Person) => ana.sends({ photos: 1 }), `${NOTICE}\n\nI have kept your photo.\n\n${WHAT}`],
    [
      'a link',
      async (ana: Person) => ana.does(command('start', 'report_light')),
      `${NOTICE}\n\nCategory: Street light\n\n${WHAT}`,
    ],
  ])('costs no message of its own before %s', async (_what, begin, heard) => {
    const ana = aStranger()
    await begin(ana)
    expect(ana.heard).toBe(heard)
    expect(ana.last?.messages).toHaveLength(1)
    expect(ana.buttons).toContain(MORE)
    await ana.says('A lamp is out')
    expect(ana.heard).not.toContain('The people who work there')
  })

  test('is shown in the language of the person', async () => {
    const ana = aStranger()
    ana.language = 'es'
    await ana.says('/report')
    expect(ana.heard).toContain('Lo que envía lo leen las personas que trabajan allí.')
    expect(ana.state).toMatchObject({ notice: { language: 'es' } })
  })

  test('comes after the emergency number, not before it', async () => {
    const ana = aStranger()
    await ana.says('there is a gas leak')
    expect(ana.heard).toMatch(/^If someone is in danger, call 999 now\./)
    expect(ana.state).not.toHaveProperty('notice')
    await ana.taps('Report it all the same')
    expect(ana.heard.startsWith(NOTICE)).toBe(true)
  })

  test('is shown again when it has changed', async () => {
    const ana = aPerson()
    ana.state = {
      ...ana.state,
      notice: { version: NOTICE_VERSION - 1, language: 'en', at: '2020-01-01T00:00:00.000Z' },
    }
    await ana.says('hello')
    expect(ana.heard.startsWith(NOTICE)).toBe(true)
  })

  test('nobody hears it for leaving, or for an edit', async () => {
    const ana = aStranger()
    await ana.does({ kind: 'left' }, { kind: 'edit', messageId: 'm1', text: { text: 'x', spans: [] } })
    expect(ana.last?.messages).toEqual([])
    expect(ana.state).not.toHaveProperty('notice')
  })

  test('goes on record with the case, also where all was typed before we could answer', async () => {
    const ana = aStranger()
    await ana.says('/report', 'A lamp is out', 'street light', '12 Elm Street', 'skip', 'send report')
    expect(ana.heard).toBe(NOTICE)
    expect(ana.sent?.notice).toEqual({ version: NOTICE_VERSION, language: 'en', at: NOW })
  })

  test('other words are another version', () => {
    const words = createHash('sha256').update(JSON.stringify(en.notice)).digest('hex').slice(0, 16)
    expect({ version: NOTICE_VERSION, words }).toMatchInlineSnapshot(`
      {
        "version": 2,
        "words": "62593e93d118a0b9",
      }
    `)
  })
})

describe('the whole of it', () => {
  test.each([
    ['tapped', async (ana: Person) => ana.taps(MORE)],
    ['typed', async (ana: Person) => ana.says('more about privacy')],
    ['as a command', async (ana: Person) => ana.says('/privacy')],
  ])('%s, with the question that waits', async (_how, open) => {
    const ana = aStranger()
    await ana.says('/report')
    await open(ana)
    expect(ana.heard).toMatch(/^What we keep: .*your account on Telegram[\s\S]*Who reads it: [\s\S]*Your rights: /)
    expect(ana.heard.endsWith(`\n\n${WHAT}`)).toBe(true)
    await ana.says('A lamp is out')
    expect(ana.heard).toContain('What is it about?')
  })

  test('the button works weeks later, and leaves what was begun as it is', async () => {
    const ana = aStranger()
    await ana.says('/report')
    const more = ana.token(MORE)
    await ana.passes(500)
    await ana.does({ kind: 'tap', messageId: 'ours', token: more })
    expect(ana.heard).toMatch(/^What we keep: /)
    expect(ana.state).toMatchObject({ dialogue: { step: 'what' } })
  })
})
