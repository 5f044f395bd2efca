/**
 * The end of a dialogue: all answers on one card, to be sent or changed.
 */
import { joinRich, type RichText } from '../../core/rich-text.ts'
import { codeOf } from '../choice-code.ts'
import type { Given, Scene, Step } from '../step.ts'
import { inRows } from './pages.ts'

/** Texts under this key: `heading`, `send`, `hint`, `example`. */
export type CheckTexts = 'report.check' | 'ask.check'

export const CHECK = 'check'
export const CHANGE = 'change'

const SEND = 'send'

/** Who will be able to read it; nothing where there is nothing to say. */
export type WhoReads = (scene: Scene) => RichText | undefined

/** The card. */
export function check(texts: CheckTexts, steps: readonly Step[], whoReads?: WhoReads): Step<never> {
  const offered = (scene: Scene) =>
    steps.flatMap(step => {
      const label = step.applies(scene) && step.of(scene.given) === undefined ? step.offer?.(scene) : undefined
      return label === undefined ? [] : [{ code: codeOf(step.name), label, step: step.name }]
    })
  return {
    ...QUIET,
    name: CHECK,
    label: () => '',
    ask(scene) {
      const { say } = scene
      const told = whoReads?.(scene)
      const readers = told ? ['', told] : []
      return {
        text: joinRich([bold(say(`${texts}.heading`).text), '', ...facts(steps, scene), ...readers], '\n'),
        choices: [
          [{ code: SEND, label: say(`${texts}.send`).text }],
          [{ code: CHANGE, label: say('button.change').text }],
          ...offered(scene).map(({ code, label }) => [{ code, label }]),
        ],
      }
    },
    hint: ({ say }) => say(`${texts}.hint`),
    example: ({ say }) => say(`${texts}.example`, { label: say(`${texts}.send`) }),
    take(_input, option, scene) {
      if (option === SEND) return { kind: 'send' }
      if (option === CHANGE) return { kind: 'go', step: CHANGE, changing: true }
      const more = offered(scene).find(({ code }) => code === option)
      return more ? { kind: 'go', step: more.step, changing: true } : { kind: 'unclear' }
    },
  }
}

/** Which answer to change. */
export function change(steps: readonly Step[]): Step<never> {
  const options = (scene: Scene) =>
    shownSteps(steps, scene).map(step => ({ code: codeOf(step.name), label: step.label(scene), step: step.name }))
  return {
    ...QUIET,
    name: CHANGE,
    label: () => '',
    ask(scene) {
      const all = options(scene)
      return {
        text: scene.say('check.change'),
        choices: inRows(all),
        numbered: true,
      }
    },
    hint: ({ say }) => say('own.hintChoice'),
    example: scene => scene.say('own.exampleChoice', { label: options(scene)[0]?.label ?? '' }),
    take(_input, option, scene) {
      const chosen = options(scene).find(({ code }) => code === option)
      return chosen ? { kind: 'go', step: chosen.step, changing: true } : { kind: 'unclear' }
    },
  }
}

/** Never answered, so that it is always the next step once all others are. */
const QUIET = {
  of: (_given: Given) => undefined,
  applies: () => true,
  optional: () => false,
  holds: () => false,
  show: () => ({ text: '', spans: [] }),
}

/** The answers of these steps, one a line. */
export function facts(steps: readonly Step[], scene: Scene): readonly RichText[] {
  return shownSteps(steps, scene).map(step => {
    const value = step.of(scene.given)
    const shown = value === undefined ? scene.say('check.skipped') : step.show(value, scene)
    return scene.say('check.fact', { label: step.label(scene), value: shown })
  })
}

function shownSteps(steps: readonly Step[], scene: Scene): readonly Step[] {
  return steps.filter(step => step.applies(scene) && !(step.offer && step.of(scene.given) === undefined))
}

function bold(text: string): RichText {
  return { text, spans: [{ kind: 'bold', start: 0, end: text.length }] }
}
