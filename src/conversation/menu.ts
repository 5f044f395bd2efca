/**
 * The menu: what can be begun. Its buttons have no number, so that they work however old they are.
 */
import { commandsIn } from '../core/commands.ts'
import { fold } from '../core/fold.ts'
import { matchChoice } from '../core/match-answer.ts'
import type { Choice } from '../core/outbound.ts'
import { PANEL } from '../core/panel/panel-act.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import { CASES } from './case-tokens.ts'
import { draftOptions } from './drafts.ts'
import type { Talk } from './flow.ts'
import { hasLanguages, LANGUAGE } from './languages.ts'
import { isNoticeDue, PRIVACY } from './notice.ts'
import type { Option } from './step.ts'
import type { Turn } from './turn.ts'

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
  const goOn = draftOptions(turn).map(({ code, label }) => [{ token: code, label }])
  const language = hasLanguages(turn.world.place)
    ? [[{ token: LANGUAGE, label: turn.world.say('menu.language').text }]]
    : []
  const cases = { token: CASES, label: turn.world.say('menu.cases').text }
  const panel = turn.world.place.panel ? [[{ token: PANEL, label: panelLabel(turn) }]] : []
  return [...goOn, ...begin, [cases], ...panel, ...language]
}

/** The way to the panel, as it stands in the menu. */
function panelLabel({ world: { say }, input }: Turn): string {
  return say(input.onPanel ? 'panel.mine' : 'panel.join').text
}

/** How this works: every command beside those that led here. */
export function helpText({ world: { place, say } }: Turn): RichText {
  const names = commandsIn(place).filter(name => name !== 'start' && name !== 'help')
  const lines = names.map(name => say('menu.command', { name: `/${name}`, what: say(`commands.${name}`) }))
  const { number } = place.emergency
  return say('menu.help', { place: place.name, number, commands: joinRich(lines, '\n') })
}

/** The question above the menu; the greeting stands in the notice where that is shown as well. */
export function welcome(turn: Turn): RichText {
  const { say, place } = turn.world
  return isNoticeDue(turn) ? say('menu.choose') : say('menu.welcome', { place: place.name })
}

/** What can be typed at any time, whatever is asked: the labels of buttons that work however old they are. */
export function typedAnytime({ world: { say, place } }: Turn, text: RichText | undefined): string | undefined {
  if (!text || text.text.length > LONGEST) return undefined
  const typed = fold(text.text)
  const isTyped = (label: string) => [label, ...label.split('·')].some(name => fold(name) === typed)
  if (isTyped(say('menu.language').text)) return LANGUAGE
  if (isTyped(say('menu.cases').text)) return CASES
  if (place.panel && (isTyped(say('panel.mine').text) || isTyped(say('panel.join').text))) return PANEL
  return isTyped(say('notice.more').text) ? PRIVACY : undefined
}

/** UTF-16 units; no label is longer. */
const LONGEST = 40
