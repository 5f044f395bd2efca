/**
 * Called in a group: whoever called is shown the way to the private chat, and nothing of theirs is said there. What was
 * said in the group is no answer to anything, and goes to no case. Only STOP is heard, and answered in private.
 */
import type { Called, Said } from '../core/inbound.ts'
import type { Heard, TurnOutcome } from '../core/turn.ts'
import { countWord, isFlooding } from './flood.ts'
import { wakeOf } from './idle.ts'
import { hearOptOut, optOutAmongOthers } from './panel/leave.ts'
import { messagesOf } from './render.ts'
import { writeState } from './talk-state.ts'
import type { Turn } from './turn.ts'

/** What the button begins where nothing was named: the greeting. */
const GREETING = 'group'

/** @param heard  The first of what waits, which alone is dealt with. */
export function hearCalled(turn: Turn, heard: Heard, where: Called): TurnOutcome {
  const optOut = optOutAmongOthers(turn, heard)
  if (!optOut) return invite(turn, where, heard.event.said)
  hearOptOut(turn, optOut)
  const messages = messagesOf(turn)
  return { state: writeState(turn.state), messages, effects: turn.effects, handled: 1, ...wakeOf(turn) }
}

function invite(turn: Turn, where: Called, said: Said): TurnOutcome {
  const { say } = turn.world
  const flooding = isFlooding(turn)
  countWord(turn)
  const named = said.kind === 'command' ? turn.house.talks.find(({ name }) => name === said.name) : undefined
  const message = {
    text: say('group.invite'),
    choices: [],
    files: [],
    invite: {
      where,
      label: say('group.open').text,
      payload: named?.name ?? GREETING,
      privately: { text: say('group.cannotWrite'), label: say('group.begin').text },
    },
  }
  const messages = flooding ? [] : [message]
  return { state: writeState(turn.state), messages, effects: [], handled: 1, ...wakeOf(turn) }
}
