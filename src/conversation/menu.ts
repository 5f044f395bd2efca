/**
 * The menu: what can be begun. Its buttons have no number, so that they work however old they are.
 */
import { matchChoice } from '../core/match-answer.ts'
import type { Choice } from '../core/outbound.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Talk } from './flow.ts'
import type { Option } from './step.ts'
import type { Turn } from './turn.ts'

/** Takes up what was left. No flow may have that name. */
export const TAKE_UP = 'takeUp'

/** The newest version of each flow. */
function talksToBegin(talks: readonly Talk[]): readonly Talk[] {
  return talks.filter((talk, index) => talks.findIndex(other => other.name === talk.name) === index)
}

/** The flow that a command or a button of the menu begins. */
export function talkNamed(turn: Turn, name: string): Talk | undefined {
  return turn.house.talks.find(talk => talk.name === name)
}

/** The flow whose button was typed. */
export function typedTalk(turn: Turn, text: RichText | undefined): Talk | undefined {
  const options = menuOptions(turn)
  const index = text && text.text.length <= 100 ? matchChoice(text.text, options) : undefined
  return index === undefined ? undefined : talkNamed(turn, options[index]?.code ?? '')
}

export function menuOptions({ house, world }: Turn): readonly Option[] {
  return talksToBegin(house.talks).map(({ name, menu }) => ({ code: name, label: world.say(menu).text }))
}

export function menuChoices(turn: Turn): readonly (readonly Choice[])[] {
  const begin = menuOptions(turn).map(({ code, label }) => [{ token: code, label }])
  const goOn = turn.state.parked ? [[{ token: TAKE_UP, label: turn.world.say('menu.goOn').text }]] : []
  return [...goOn, ...begin]
}
