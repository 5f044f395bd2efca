/**
 * A button of a draft: go on with it, or throw it away.
 */
import { heldIn } from './asides.ts'
import { takeUp } from './dialogues.ts'
import type { DraftWish } from './draft-tokens.ts'
import { dropDraft } from './drafts.ts'
import { welcome } from './menu.ts'
import { showCases } from './my-cases.ts'
import { showWhereWeAre, type Turn } from './turn.ts'

export function hearDraft(turn: Turn, { number, act }: DraftWish): void {
  const { say } = turn.world
  const draft = turn.state.drafts?.find(one => one.number === number)
  if (!draft) {
    showWhereWeAre(turn, say('drafts.gone'), say('drafts.gone'))
  } else if (act === 'drop') {
    dropDraft(turn, draft)
    turn.notes.push(say('drafts.dropped'))
    showCases(turn, 0)
  } else if (turn.state.dialogue) {
    showWhereWeAre(turn, say('talk.underWay'), welcome(turn))
  } else if (heldIn(turn.state.aside).length > 0) {
    showWhereWeAre(turn, say('talk.stillWaits'), welcome(turn))
  } else takeUp(turn, draft)
}
