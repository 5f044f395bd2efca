/**
 * From what is to be shown at the end of a turn to the one message of it: words above, buttons below.
 */
import type { Choice } from '../core/outbound.ts'
import { joinRich, plain, type RichText } from '../core/rich-text.ts'
import { shorten } from '../core/shorten.ts'
import type { TurnMessage } from '../core/turn.ts'
import { asideAsk } from './asides.ts'
import { tokenOf } from './choice-code.ts'
import { menuChoices } from './menu.ts'
import { navigation, sceneOf } from './move.ts'
import { withNotice } from './notice.ts'
import type { Ask, Option } from './step.ts'
import { cutNames, LABEL } from './steps/pages.ts'
import { keep, nextPrompt, type Show, type Turn } from './turn.ts'

/** At most one message, however much was heard. Counts the prompt. */
export function messagesOf(turn: Turn): TurnMessage[] {
  const messages = shownMessages(turn)
  const { show } = turn
  const asks = show.what === 'view' || show.what === 'survey' ? show.asks : undefined
  if (messages.length > 0) keep(turn, { view: show.what === 'view' ? show.options.flat() : undefined, asks })
  return withNotice(turn, messages)
}

function shownMessages(turn: Turn): TurnMessage[] {
  const { show, state, notes, hint, house, world } = turn
  if (show.what === 'view') return [view(notes, show)]
  if (show.what === 'survey') {
    const { text, choices, files } = show.message
    return [{ ...message([...notes, ...(hint ? [hint] : []), text], choices), files, ofAnswers: true }]
  }
  if (show.what === 'menu') return [message([...notes, show.lead], menuChoices(turn))]
  const talk = house.talks.find(({ id }) => id === state.dialogue?.id)
  const step = state.dialogue && talk?.step(state.dialogue.step)
  if (show.what === 'aside' && state.aside) return [prompt(turn, asideAsk(turn, state.aside), [])]
  if (show.what === 'dialogue' && state.dialogue && talk && step) {
    const buttons = navigation(talk, step, state.dialogue, world).filter(({ shown }) => shown)
    return [prompt(turn, step.ask(sceneOf(state.dialogue, world)), buttons)]
  }
  const left = hint ? [...notes, hint] : notes
  return left.length > 0 ? [message(left, [])] : []
}

function view(notes: readonly RichText[], { text, options }: Extract<Show, { what: 'view' }>): TurnMessage {
  const choices = options.map(row => row.map(({ code, label }) => ({ token: code, label })))
  return message([...notes, text], choices)
}

/** A question with numbered buttons. */
function prompt(turn: Turn, ask: Ask, buttons: readonly Option[]): TurnMessage {
  const number = nextPrompt(turn)
  keep(turn, { prompt: number })
  const said = [...turn.notes, ...(turn.hint ? [turn.hint] : []), withCutNames(ask)]
  const rows = [...ask.choices, buttons]
  return message(
    said,
    rows.map(row => row.map(({ code, label }) => ({ token: tokenOf(number, code), label }))),
  )
}

function withCutNames({ text, choices }: Ask): RichText {
  const names = cutNames(choices.flat())
  return names.length > 0 ? joinRich([text, ...names.map(plain)], '\n') : text
}

/** Paragraph by paragraph. */
function message(said: readonly RichText[], rows: readonly (readonly Choice[])[]): TurnMessage {
  return {
    text: joinRich(said, '\n\n'),
    choices: rows
      .filter(row => row.length > 0)
      .map(row => row.map(choice => ({ ...choice, label: shorten(choice.label, LABEL) }))),
    files: [],
  }
}
