/**
 * What was shown last, and can be typed: as long as it is what people see last, and remember.
 */
import type { TurnInput } from '../core/turn.ts'
import { IDLE_MS } from './idle.ts'
import { type PanelWish, readPanelToken } from './panel/panel-tokens.ts'
import type { Option } from './step.ts'
import type { TalkState } from './talk-state.ts'

/** True where a survey was put to them, or again, since they were last heard: that is what they see. */
export function isPutSince({ at }: Pick<TalkState, 'at'>, { asked }: Pick<TurnInput, 'asked'>): boolean {
  return asked !== undefined && Date.parse(asked.at) >= Date.parse(at)
}

/** The state without what was shown too long ago, or before a survey. Its buttons work all the same. */
export function withCurrentView(state: TalkState, input: Pick<TurnInput, 'asked' | 'now'>): TalkState {
  if (!state.view) return state
  const isOld = input.now.getTime() - Date.parse(state.at) > IDLE_MS
  if (!isOld && !isPutSince(state, input)) return state
  const { view: _, ...others } = state
  return others
}

/** True where no number stands for an answer: nobody joins the panel, or leaves it, by typing one. */
export function takesNoNumbers(view: readonly Option[]): boolean {
  return view.some(({ code }) => decides(readPanelToken(code)))
}

function decides({ act, argument }: Partial<PanelWish> = {}): boolean {
  return act === 'join' || act === 'confirm' || (act === 'leave' && argument !== '')
}
