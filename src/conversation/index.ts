/**
 * The conversation with one person: what waits in, what to say and to do out. Pure over its input.
 */

import { speak } from '../../locales/index.ts'
import type { Said } from '../core/inbound.ts'
import { type Network, networkOf } from '../core/network.ts'
import type { Place } from '../core/place.ts'
import { joinRich } from '../core/rich-text.ts'
import type { Converse, Effect, Heard, TurnInput, TurnMessage, TurnOutcome } from '../core/turn.ts'
import { collectAlbums } from './albums.ts'
import { hearBlocked } from './blocked.ts'
import { emergencyWordsOf } from './emergency.ts'
import { countWord, hearInFlood, isFlooding } from './flood.ts'
import type { Flow } from './flow.ts'
import { hear } from './hear.ts'
import { letTimePass, wakeOf } from './idle.ts'
import { hearCalled } from './invite.ts'
import { languageOf } from './languages.ts'
import { hearOptOut, optOutIn } from './panel/leave.ts'
import { typedSetting } from './panel/settings.ts'
import { resumeSurvey } from './panel/survey-words.ts'
import { messagesOf } from './render.ts'
import { reopen } from './reopen.ts'
import { startScriptEngine } from './script-engine.ts'
import { withCurrentView } from './shown-view.ts'
import { readState, writeState } from './talk-state.ts'
import { type House, keep, rewind, snapshotOf, type Turn } from './turn.ts'

/** After so long no tap counts as the second of two. */
const NO_DOUBLE_TAP_MS = 5_000

/** What was said after such an effect has to see what came of it. */
const SEEN_AFTER: ReadonlySet<Effect['kind']> = new Set(['openCase', 'panel', 'answerSurvey', 'eraseAnswers'])

/**
 * @param flows  In the order of the menu, new versions before old ones.
 * @param canGeocode  True where a typed address can be looked up.
 * @param hasPins  True for networks where people can send pins.
 */
export function createConversation({
  place,
  flows,
  canGeocode,
  hasPins,
}: {
  readonly place: Place
  readonly flows: readonly Flow[]
  readonly canGeocode: boolean
  readonly hasPins: (network: Network) => boolean
}): Converse {
  const talks = flows.map(flow => flow.talkIn(place))
  const scripts = talks.map(({ id, steps }) => ({ id, steps: steps.map(step => step.name) }))
  const house: House = {
    engine: startScriptEngine(scripts),
    talks,
    isEmergency: emergencyWordsOf(place),
    canGeocode,
    hasPins,
  }

  return async input => {
    const turn = openTurn(house, place, input)
    const [first] = input.heard
    if (!first) return timeAlone(turn)
    if (input.blockedUntil) return answerBlocked(turn, input.blockedUntil)
    if (first.event.called) return hearCalled(turn, first, first.event.called)
    let pauseMs = input.now.getTime() - Date.parse(turn.state.at)
    const flooding = isFlooding(turn)
    const elsewhere = turn.state.dialogue !== undefined || turn.state.aside !== undefined
    let handled = 0
    for (const { heard, messages } of collectAlbums(input.heard)) {
      if (heard.event.called) break
      const { here } = heard.event.token ?? {}
      // Each of those is answered by itself, where it was pressed.
      if (here !== undefined && handled > 0) break
      const before = snapshotOf(turn)
      const isWord = isAWord(heard.event.said.kind)
      const counts = isCounted(heard)
      // There is no silence in a channel: who pressed something sees that we are at it until they are answered.
      if (here !== undefined) pauseMs = Math.max(pauseMs, NO_DOUBLE_TAP_MS)
      if (counts) countWord(turn)
      const optOut = optOutIn(turn, heard)
      if (optOut) hearOptOut(turn, optOut)
      else if (!turn.wants && counts && flooding) await hearInFlood(turn, heard, pauseMs)
      else if (!turn.wants && !(isWord && (await reopen(turn, heard, pauseMs)))) await hear(turn, heard, pauseMs)
      if (turn.wants) {
        rewind(turn, before)
        break
      }
      handled += messages
      if (isWord) {
        pauseMs = 0
        keep(turn, { at: input.now.toISOString(), restingSince: undefined })
      }
      if (here !== undefined || turn.effects.some(({ kind }) => SEEN_AFTER.has(kind))) break
    }
    const wants = turn.wants && { wants: turn.wants }
    if (handled === 0) return { state: input.state, messages: [], effects: [], handled, ...wants }
    resumeSurvey(turn, elsewhere)
    const messages = answersOf(turn, handled)
    return { state: writeState(turn.state), messages, effects: turn.effects, handled, ...wakeOf(turn), ...wants }
  }
}

/** All of it at once, as nothing has to be looked up for it; what was pressed in a channel is answered there by itself. */
function answerBlocked(turn: Turn, until: Date): TurnOutcome {
  let handled = 0
  turn.notes.length = 0
  for (const heard of turn.input.heard) {
    const isHere = heard.event.token?.here !== undefined
    if (isHere && handled > 0) break
    hearBlocked(turn, heard, until)
    handled += 1
    if (isHere) break
  }
  const messages = answersOf(turn, handled)
  return { state: writeState(turn.state), messages, effects: turn.effects, handled, ...wakeOf(turn) }
}

/** Nobody said anything. A state that is not ours to read is left as it is. */
function timeAlone(turn: Turn): TurnOutcome {
  const nothing = { effects: [], handled: 0 }
  if (turn.notes.length > 0) return { state: turn.input.state, messages: [], ...nothing }
  letTimePass(turn)
  const messages = messagesOf(turn)
  const said = turn.input.blockedUntil ? [] : messages
  return { state: writeState(turn.state), messages: said, ...nothing, ...wakeOf(turn) }
}

/** @param handled  How many of what was heard. */
function answersOf(turn: Turn, handled: number): TurnMessage[] {
  const inPrivate = turn.world.say('talk.inPrivate')
  if (turn.here !== undefined && isTalking(turn)) {
    const said = joinRich([...turn.notes.splice(0), inPrivate], '\n\n')
    return [{ text: said, choices: [], files: [] }, ...messagesOf(turn)]
  }
  const messages = messagesOf(turn)
  if (messages.length > 0 && turn.input.heard.slice(0, handled).some(isAnsweredInPublic)) {
    messages.unshift({ text: inPrivate, choices: [], files: [] })
  }
  return messages
}

/** What is asked can be answered in words: in a channel these would be typed before everybody, and not reach us. */
function isTalking({ show, state }: Turn): boolean {
  if (show.what === 'view') return typedSetting(show.options.flat()) !== undefined
  return (
    (show.what === 'dialogue' && state.dialogue !== undefined) || (show.what === 'aside' && state.aside !== undefined)
  )
}

/** Taps are not counted, for they only answer what we asked; words written in a form are. */
function isCounted({ event: { said } }: Heard): boolean {
  return said.kind === 'tap' ? said.words !== undefined : isAWord(said.kind)
}

function isAWord(kind: Said['kind']): boolean {
  return kind !== 'edit' && kind !== 'deleted' && kind !== 'left' && kind !== 'returned'
}

/** A command among others has an answer there, which is no place to go on: its sender is led to the private chat. */
function isAnsweredInPublic({ event }: Heard): boolean {
  const { inPublic = false, token, said } = event
  return inPublic && token !== undefined && token.here === undefined && said.kind === 'command'
}

function openTurn(house: House, place: Place, input: TurnInput): Turn {
  const { state, lost } = readState(input.state, input.now)
  const events = input.heard.map(({ event }) => event)
  const language = languageOf(state, events, place)
  const say = speak(language)
  return {
    house,
    world: {
      place,
      language,
      say,
      now: input.now,
      lookedUp: input.lookedUp,
      canGeocode: house.canGeocode,
      canSendPins: house.hasPins(networkOf(input.address)),
      lastPlace: state.lastPlace,
    },
    input,
    state: { ...withCurrentView(state, input), language },
    notes: lost ? [say('menu.lost')] : [],
    here: input.heard[0]?.event.token?.here,
    hint: undefined,
    show: { what: 'nothing' },
    effects: [],
    wants: undefined,
  }
}
