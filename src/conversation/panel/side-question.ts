/**
 * A question of ours beside any dialogue that the last message asked: about the panel, a pairing, an erasure. Cancel and its
 * like answer it, and leave everything as it is.
 */
import { readOptOut } from '../../core/panel/opt-out.ts'
import type { RichText } from '../../core/rich-text.ts'
import { IDLE_MS } from '../idle.ts'
import { keep, type SideQuestion, showWhereWeAre, type Turn } from '../turn.ts'

/** What is shown at the end of this turn goes before what was shown at the end of the last. */
export function sideQuestion({ show, state, world }: Turn): SideQuestion | undefined {
  if (show.what === 'view' || show.what === 'survey') return show.asks
  const isRecent = world.now.getTime() - Date.parse(state.at) <= IDLE_MS
  return show.what === 'nothing' && isRecent ? state.asks : undefined
}

/** "Cancel", "end", "quit", in any language: the words that leave the panel where nothing is open. */
export function isCancelWord(text: RichText | undefined): boolean {
  return text !== undefined && readOptOut(text.text, false) !== undefined && readOptOut(text.text, true) === undefined
}

/** Leaves the question without an answer. @returns False where none is open. */
export function cancelSideQuestion(turn: Turn): boolean {
  const { say } = turn.world
  const asks = sideQuestion(turn)
  if (!asks) return false
  keep(turn, { asks: undefined, view: undefined, ...(asks === 'pairing' && { pairing: undefined }) })
  const left = say(LEFT[asks])
  showWhereWeAre(turn, left, left)
  return true
}

const LEFT = { panel: 'panel.unchanged', pairing: 'pair.notPaired', erasing: 'survey.mine.kept' } as const
