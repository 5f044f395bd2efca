/**
 * What a simulated member does with what stands on their screen: reads the buttons, and taps one or writes words.
 */
import { speak } from '../../locales/index.ts'
import { readPanelToken } from '../../src/conversation/panel/panel-tokens.ts'
import { readSurveyToken, type SurveyTap } from '../../src/core/panel/survey-token.ts'
import type { Language } from '../../src/core/place.ts'
import type { Chance } from './chance.ts'
import type { Screen, ScreenButton } from './phone.ts'
import { someRemark } from './townspeople.ts'

export type Move = {
  /** `question`: the wave and the question that it answers. */
  readonly about: { readonly kind: 'join' | 'profile' } | { readonly kind: 'survey'; readonly question: string }
} & ({ readonly tap: ScreenButton } | { readonly write: string })

export interface Habits {
  readonly chance: Chance
  readonly language: Language
  /** How often they tried to answer this question before. */
  tries(question: string): number
}

/** How often words are written where a button would do. */
const WRITES = 0.3
/** How often a question that asks for words gets some. */
const REMARKS = 0.55
const SKIPS_PROFILE = 0.15
const MOST_TRIES = 3
const MOST_CHOSEN = 3

/** Undefined where nothing is asked of them, or they have given it up. */
export function decide({ text, buttons }: Screen, habits: Habits): Move | undefined {
  const taps = buttons.flatMap(button => {
    const tap = readSurveyToken(button.token)
    return tap ? [{ button, tap }] : []
  })
  const asked = taps.find(({ tap: { act } }) => /^(?:choose|add|done|skip)$/.test(act.kind))
  if (asked) return answer(asked.tap, taps, text, habits)
  return tellOfThemselves(buttons, habits)
}

function tellOfThemselves(buttons: readonly ScreenButton[], { chance, language }: Habits): Move | undefined {
  const acts = buttons.map(button => ({ button, act: readPanelToken(button.token)?.act }))
  const join = acts.find(({ act }) => act === 'join' || act === 'confirm')
  if (join) return { about: { kind: 'join' }, tap: join.button }
  const about = { kind: 'profile' } as const
  const offered = acts.filter(({ act }) => act === 'new').map(({ button }) => button)
  const last = offered.at(-1)
  if (!last) return undefined
  // Of several things that can be chosen one or two are enough.
  if (acts.some(({ act }) => act === 'newOff') && chance.is(0.6)) return { about, tap: last }
  const direct = speak(language)('panel.direct.yes').text
  const yes = offered.find(({ label }) => label === direct)
  if (yes) return { about, tap: chance.is(0.9) ? yes : last }
  return { about, tap: chance.is(SKIPS_PROFILE) ? last : chance.pick(offered.slice(0, -1)) }
}

interface Tappable {
  readonly button: ScreenButton
  readonly tap: SurveyTap
}

function answer(asked: SurveyTap, all: readonly Tappable[], text: string, habits: Habits): Move | undefined {
  const { chance, language } = habits
  const question = `${asked.waveId}.${asked.question}`
  const about = { kind: 'survey', question } as const
  const of = (kind: SurveyTap['act']['kind']) =>
    all.filter(({ tap }) => tap.question === asked.question && tap.act.kind === kind)
  const tries = habits.tries(question)
  const single = of('choose')
  if (single.length > 0) {
    if (tries >= MOST_TRIES) return undefined
    const chosen = liked(single, chance)
    return tries === 0 && chance.is(WRITES) ? { about, write: chosen.label } : { about, tap: chosen }
  }
  const [done] = of('done')
  if (done) {
    const more = of('add')
    const chosen = of('remove').length
    const enough = more.length === 0 || chosen >= MOST_CHOSEN || (chosen > 0 && chance.is(0.5))
    return { about, tap: enough ? done.button : liked(more, chance) }
  }
  const [skip] = of('skip')
  if (tries > 1 || !skip) return undefined
  if (tries === 1 || !chance.is(REMARKS)) return { about, tap: skip.button }
  return { about, write: numberWithin(text, chance) ?? someRemark(chance, language) }
}

/** A town leans to one side: how much an option is liked is the same for everybody, so that charts have a shape. */
function liked(options: readonly Tappable[], chance: Chance): ScreenButton {
  const weights = options.map(({ tap: { question, act } }) => {
    const option = 'option' in act ? act.option : 0
    return 2.8 + 2 * Math.sin((question * 3 + option) * 2.4)
  })
  return chance.pick(options, weights).button
}

/** Where the words name two numbers, one between them is asked for. */
function numberWithin(text: string, chance: Chance): string | undefined {
  const [, from, to] = /(?<!\d)(\d{1,4})\s*(?:–|-|to|and|a|y|à|et|إلى|و)\s*(\d{1,4})(?!\d)/.exec(text) ?? []
  if (from === undefined || to === undefined || Number(from) >= Number(to)) return undefined
  return String(Math.round(Number(from) + chance.next() * (Number(to) - Number(from))))
}
