/**
 * What a simulated member does with what stands on their screen.
 */
import { describe, expect, test } from 'vitest'
import { speak } from '../../locales/index.ts'
import { type Chance, chanceOf } from '../../sandbox/panel/chance.ts'
import { decide, type Move } from '../../sandbox/panel/decide.ts'
import type { Screen } from '../../sandbox/panel/phone.ts'
import { someTownsperson } from '../../sandbox/panel/townspeople.ts'

/** Buttons as TOKEN=LABEL. */
function screen(text: string, ...buttons: readonly string[]): Screen {
  return {
    message: '1',
    text,
    buttons: buttons.map(button => {
      const [token = '', label = ''] = button.split('=')
      return { token, label }
    }),
  }
}

const done = (move: Move | undefined) => move && ('write' in move ? `“${move.write}”` : move.tap.label)

/** What is done by so many people, each once. */
function doneBy(people: number, shown: Screen, tries = 0): ReadonlySet<string | undefined> {
  return new Set(
    Array.from({ length: people }, (_, n) =>
      done(decide(shown, { chance: chanceOf(n), language: 'en', tries: () => tries })),
    ),
  )
}

describe('what is done with a screen', () => {
  const choice = screen(
    'Which?',
    'sv.7.0.o0=The park',
    'sv.7.0.o1=The quay',
    'sv.7.0.skip=Skip',
    'sv.7.0.why=Why this?',
  )
  const several = ['sv.7.1.r0=✓ Trees', 'sv.7.1.a1=Benches', 'sv.7.1.done=Done', 'sv.7.1.skip=Skip']
  const direct = speak('en')('panel.direct.yes').text

  test.each([
    { what: 'joins', shown: screen('What it is', 'panel.join.abc=Join', 'panel.notNow=Not now'), does: ['Join'] },
    {
      what: 'tells or skips',
      shown: screen('Area?', 'panel.new.a=North', 'panel.new.b=South', 'panel.new.c=Skip'),
      does: ['North', 'South', 'Skip'],
    },
    {
      what: 'goes on after an interest, or adds one',
      shown: screen('Topics?', 'panel.newOff.a=✓ Parks', 'panel.new.b=Homes', 'panel.new.c=Done'),
      does: ['Homes', 'Done'],
    },
    {
      what: 'lets surveys come on Discord, as a rule',
      shown: screen('Here?', `panel.new.a=${direct}`, 'panel.new.b=No'),
      does: [direct, 'No'],
    },
    { what: 'chooses, by a tap or words', shown: choice, does: ['The park', 'The quay', '“The park”', '“The quay”'] },
    { what: 'chooses several, and ends', shown: screen('Which?', ...several), does: ['Benches', 'Done'] },
    { what: 'skips a photo, or writes', shown: screen('0 to 9?', 'sv.7.2.skip=Skip'), does: ['Skip', /^“\d”$/] },
    { what: 'has nothing to do with what is over', shown: screen('Thanks', 'sv.7.0.ask=Change'), does: [undefined] },
    { what: 'has nothing to do with My panel', shown: screen('You are on it', 'panel=My panel'), does: [undefined] },
  ])('$what', ({ shown, does }) => {
    const all = [...doneBy(200, shown)]
    for (const one of does)
      expect(all.some(act => (one instanceof RegExp ? one.test(act ?? '') : act === one))).toBe(true)
    const allowed = (act: string | undefined) =>
      does.some(one => (one instanceof RegExp ? one.test(act ?? '') : act === one))
    expect(all.filter(act => !allowed(act))).toEqual([])
  })

  test('taps where words did not do, and gives it up in the end', () => {
    expect([...doneBy(100, choice, 1)].sort()).toEqual(['The park', 'The quay'])
    expect([...doneBy(100, choice, 3)]).toEqual([undefined])
    expect([...doneBy(100, screen('A photo?', 'sv.7.2.skip=Skip'), 1)]).toEqual(['Skip'])
  })
})

test('who somebody is depends on their number alone, and nobody on Discord has its app in Arabic', () => {
  const person = (chance: Chance) => someTownsperson(chance, ['en', 'es', 'fr', 'ar'])
  const town = Array.from({ length: 500 }, (_, n) => person(chanceOf(n)))
  expect(Array.from({ length: 500 }, (_, n) => person(chanceOf(n)))).toEqual(town)
  const of = (network: string, language: string) =>
    town.filter(one => one.network === network && one.language === language).length
  expect(of('telegram', 'ar')).toBeGreaterThan(20)
  expect(of('discord', 'ar')).toBe(0)
  expect(town.filter(({ network }) => network === 'discord').length).toBeGreaterThan(60)
})
