/**
 * Questions of ours beside any dialogue. What the person said waits until they are answered.
 */
import type { WarmCase } from '../core/case.ts'
import { listIn } from '../core/direction.ts'
import type { Language } from '../core/place.ts'
import type { RichText } from '../core/rich-text.ts'
import { shorten } from '../core/shorten.ts'
import { askAboutCase, isCaseAside } from './case-asides.ts'
import { codeOf } from './choice-code.ts'
import { type Held, type Input, mergeHeld } from './input.ts'
import { languageOptions } from './languages.ts'
import { menuOptions } from './menu.ts'
import { BACK, CANCEL } from './move.ts'
import { typedOption } from './options.ts'
import type { Ask, Option } from './step.ts'
import { inRows, LABEL } from './steps/pages.ts'
import type { Aside, CaseAside } from './talk-state.ts'
import { keep, nextPrompt, noteRefused, type Turn } from './turn.ts'

const GO_ON = 'goOn'
export const START_AGAIN = 'startAgain'
const SOMETHING_NEW = 'new'

/** Messages that wait one by one; the oldest of more are joined. */
const MOST_HELD = 10

/** Asks, and lets what was said wait. */
export function askAside(turn: Turn, kind: Exclude<Aside['kind'], CaseAside['kind']>, held: readonly Held[]): void {
  keep(turn, { aside: { kind, since: nextPrompt(turn), held: joinOldest(held) } })
  turn.show = { what: 'aside' }
  turn.hint = undefined
}

export function withHeld(aside: Aside, more: Held): Aside {
  return { ...aside, held: joinOldest([...aside.held, more]) }
}

/** Nothing is lost, however much is said before an answer. */
function joinOldest(held: readonly Held[]): readonly Held[] {
  const oldest = held.length - MOST_HELD + 1
  if (oldest <= 1) return held
  const { refused: _refused, ...joined } = mergeHeld(held.slice(0, oldest))
  return [joined, ...held.slice(oldest)]
}

/** Lets one more message wait. */
export function holdAside(turn: Turn, aside: Aside, input: Input): void {
  keep(turn, { aside: withHeld(aside, heldOf(turn, input)) })
  turn.show = { what: 'aside' }
  turn.hint = turn.world.say('talk.twoWays')
}

/** All that waits for an answer, the oldest first: to this question, and to the one that it was put before. */
export function heldIn(aside: Aside | undefined): readonly Held[] {
  return aside ? [...heldIn(aside.over), ...aside.held] : []
}

/** A message as it waits; what could not be kept of it is said now. */
export function heldOf(turn: Turn, { refused, ...held }: Input): Held {
  noteRefused(turn, refused)
  return held
}

export function asideAsk(turn: Turn, aside: Aside): Ask {
  const { say, place } = turn.world
  if (isCaseAside(aside)) return askAboutCase(turn, aside)
  const cancel: Option = { code: CANCEL, label: say('button.cancel').text }
  switch (aside.kind) {
    case 'emergency':
      return {
        text: say('emergency.call', { number: place.emergency.number }),
        choices: [[{ code: GO_ON, label: say('emergency.goOn').text }], [cancel]],
      }
    case 'takeUp':
      return {
        text: say('talk.notSentYet'),
        choices: [
          [{ code: GO_ON, label: say('talk.goOn').text }],
          [{ code: START_AGAIN, label: say('talk.startAgain').text }],
        ],
      }
    case 'whichCase':
      return {
        text: say('case.which'),
        choices: [
          ...turn.input.warmCases.map(warm => [caseOption(warm, turn.world.language)]),
          [{ code: SOMETHING_NEW, label: say('case.somethingNew').text }],
          [cancel],
        ],
        numbered: true,
      }
    case 'language':
      return {
        text: say('language.ask'),
        choices: [...inRows(languageOptions(place)), [{ code: BACK, label: say('button.back').text }]],
        numbered: true,
      }
    case 'whichFlow':
      return { text: say('menu.which'), choices: [...menuOptions(turn).map(option => [option]), [cancel]] }
  }
}

/** The code of the choice that was typed; Cancel can always be typed. */
export function typedAside(turn: Turn, aside: Aside, text: RichText | undefined): string | undefined {
  const cancel: Option = { code: CANCEL, label: turn.world.say('button.cancel').text }
  return typedOption(text, asideAsk(turn, aside), [cancel])
}

/** Which of the warm cases a choice stands for. */
export function chosenCase(turn: Turn, option: string): WarmCase | undefined {
  return turn.input.warmCases.find(warm => codeOf(warm.id) === option)
}

function caseOption({ id, reference, title }: WarmCase, language: Language): Option {
  return {
    code: codeOf(id),
    label: shorten(`${listIn(language, [reference])}: ${title}`, LABEL),
    synonyms: [reference],
  }
}
