/**
 * Buttons that work however old they are, whatever is talked about: of one's own cases, of drafts, of the panel, of one's
 * answers to surveys and what came of them, of a chat that is paired.
 */
import { hearCaseWish } from './case-asides.ts'
import { readCaseToken } from './case-tokens.ts'
import { readDraftToken } from './draft-tokens.ts'
import { hearDraft } from './hear-draft.ts'
import { hearPanelWish } from './panel/hear-panel.ts'
import { hearOwnAnswers, readOwnAnswersToken } from './panel/own-answers.ts'
import { hearOwnOutcomes, readOwnOutcomesToken } from './panel/own-outcomes.ts'
import { hearPairing, readPairingToken } from './panel/pair.ts'
import { readPanelToken } from './panel/panel-tokens.ts'
import type { Turn } from './turn.ts'

export function isWish(turn: Turn, token: string): boolean {
  return [
    readCaseToken(token),
    readDraftToken(token),
    readOwnAnswersToken(token),
    readOwnOutcomesToken(token),
    readPairingToken(token),
    panelWish(turn, token),
  ].some(wish => wish !== undefined)
}

/** Nothing where it is no such token. */
export async function hearWish(turn: Turn, token: string): Promise<void> {
  const ofCase = readCaseToken(token)
  if (ofCase) return hearCaseWish(turn, ofCase)
  const draft = readDraftToken(token)
  if (draft) return hearDraft(turn, draft)
  const ofAnswers = readOwnAnswersToken(token)
  if (ofAnswers) return hearOwnAnswers(turn, ofAnswers)
  const ofPairing = readPairingToken(token)
  if (ofPairing) return hearPairing(turn, ofPairing)
  const ofOutcomes = readOwnOutcomesToken(token)
  if (ofOutcomes) return hearOwnOutcomes(turn, ofOutcomes)
  const ofPanel = panelWish(turn, token)
  if (ofPanel) return hearPanelWish(turn, ofPanel)
}

/** Of a place without a panel no token asks anything. */
function panelWish({ world: { place } }: Turn, token: string) {
  return place.panel && readPanelToken(token)
}
