/**
 * A question with choices, of which any number is taken: each tap puts one in or out, Done ends it.
 */
import { listIn } from '../../core/direction.ts'
import { joinRich, plain } from '../../core/rich-text.ts'
import { codeOf } from '../choice-code.ts'
import { answerOf, type Scene, type Step } from '../step.ts'
import { type Choosable, type ChooseWords, optionOf } from './choose.ts'
import { pageOf, turnedPage } from './pages.ts'

interface Rules {
  readonly options: (scene: Scene) => readonly Choosable[]
  readonly applies: (scene: Scene) => boolean
  readonly optional: boolean
}

const DONE = 'done'

export function chooseSeveral(name: string, words: ChooseWords, rules: Rules): Step<readonly string[]> {
  const chosen = (scene: Scene) => answerOf<readonly string[]>(scene.given, name) ?? []
  const names = (keys: readonly string[], scene: Scene) => {
    const chosen = rules.options(scene).filter(option => keys.includes(option.key))
    return listIn(
      scene.language,
      chosen.map(option => option.label),
    )
  }
  return {
    name,
    of: given => answerOf<readonly string[]>(given, name),
    applies: rules.applies,
    optional: () => rules.optional,
    holds: (value, scene) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every(key => rules.options(scene).some(option => option.key === key)),
    label: words.label,
    hint: words.hint,
    example: scene => words.example(scene, rules.options(scene)[0]?.label ?? ''),
    show: (keys, scene) => plain(names(keys, scene)),
    ask(scene) {
      const keys = chosen(scene)
      const question = words.ask(scene)
      const options = rules.options(scene).map(optionOf)
      const done = keys.length > 0 ? [[{ code: DONE, label: scene.say('button.done').text }]] : []
      return {
        text:
          keys.length > 0
            ? joinRich([question, scene.say('own.chosen', { names: names(keys, scene) })], '\n')
            : question,
        choices: [...pageOf(options, pageNow(scene), scene), ...done],
        typed: options,
        numbered: true,
      }
    },
    take(_input, option, scene) {
      const options = rules.options(scene)
      const page = turnedPage(option, pageNow(scene), options.length)
      if (page !== undefined) return { kind: 'turn', draft: page }
      const keys = chosen(scene)
      if (option === DONE && keys.length > 0) return { kind: 'answer', value: keys }
      const tapped = options.find(({ key }) => codeOf(key) === option)?.key
      if (tapped === undefined) return { kind: 'unclear' }
      return { kind: 'part', value: keys.includes(tapped) ? keys.filter(key => key !== tapped) : [...keys, tapped] }
    },
  }
}

function pageNow({ draft }: Scene): number {
  return typeof draft === 'number' ? draft : 0
}
