/**
 * Carries out what turns brought about, each effect by the action of its name.
 */
import type { ReplyToken } from '../core/inbound.ts'
import type { Address } from '../core/network.ts'
import { testOf } from '../core/panel/survey-test.ts'
import type { Effect } from '../core/turn.ts'
import type { Trx } from '../store/database.ts'
import { casesToldTo, lockCases } from '../store/lock-cases.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { addToCase } from './add-to-case.ts'
import { changeWords } from './change-words.ts'
import type { ActionContext } from './context.ts'
import { deleteWords } from './delete-words.ts'
import { type OpenCase, openCases } from './open-case.ts'
import { actOnPanel } from './panel/act-on-panel.ts'
import { type Answering, type Asking, answerSurveys, askSurvey, eraseAnswers } from './panel/answer-surveys.ts'
import { answerTest, askTest } from './panel/answer-tests.ts'
import { actOnPairing } from './panel/pair-chat.ts'
import { rateCase } from './rate-case.ts'
import { reopenCase } from './reopen-case.ts'
import { setReachable } from './set-reachable.ts'
import { withdrawCase } from './withdraw-case.ts'

export interface EffectsOfTurn {
  readonly address: Address
  readonly channel: string | null
  /** What comes of a button that was pressed in a channel is shown there. */
  readonly here?: ReplyToken
  readonly effects: readonly Effect[]
}

/** @returns What is to be sent, in order. */
export async function carryOut(
  trx: Trx,
  turns: readonly EffectsOfTurn[],
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const opened: OpenCase[] = []
  const answering: Answering[] = []
  const asking: Asking[] = []
  const messages: NewOutbound[] = []
  await lockTouched(trx, turns)
  for (const { address, channel, here, effects } of turns) {
    const to = { address, channel, ...(here && { token: here }) }
    for (const effect of effects) {
      switch (effect.kind) {
        case 'openCase':
          opened.push({ address, channel, draft: effect.draft })
          break
        case 'addToCase':
          messages.push(...(await addToCase(trx, address, effect, context)))
          break
        case 'rateCase':
          messages.push(...(await rateCase(trx, address, effect, context)))
          break
        case 'withdrawCase':
          messages.push(...(await withdrawCase(trx, address, effect.caseId, context)))
          break
        case 'reopenCase':
          messages.push(...(await reopenCase(trx, address, effect, context)))
          break
        case 'changeWords':
          messages.push(...(await changeWords(trx, address, effect, context)))
          break
        case 'deleteWords':
          messages.push(...(await deleteWords(trx, address, effect.messageId, context)))
          break
        case 'panel':
          messages.push(...(await actOnPanel(trx, to, effect.act, context)))
          break
        case 'pair':
          messages.push(...(await actOnPairing(trx, { address, channel }, effect.act, context)))
          break
        case 'answerSurvey':
          if (testOf(effect.waveId) === undefined) answering.push({ ...to, ...effect })
          else messages.push(...(await answerTest(trx, { ...to, ...effect }, context)))
          break
        case 'askSurvey':
          if (testOf(effect.waveId) === undefined) asking.push({ ...to, ...effect })
          else messages.push(...(await askTest(trx, { ...to, ...effect }, context)))
          break
        case 'eraseAnswers':
          await eraseAnswers(trx, address, effect.waveId)
          break
        case 'setReachable':
          messages.push(...(await setReachable(trx, address, effect.reachable, context)))
          break
      }
    }
  }
  messages.unshift(...(await openCases(trx, opened, context)))
  messages.push(...(await answerSurveys(trx, answering, context)))
  for (const asked of asking) messages.push(...(await askSurvey(trx, asked, context)))
  return messages
}

/** Several people's cases at once: all of them before the first is changed. */
async function lockTouched(trx: Trx, turns: readonly EffectsOfTurn[]): Promise<void> {
  const named = turns.flatMap(({ effects }) => effects.flatMap(effect => ('caseId' in effect ? [effect.caseId] : [])))
  const returned = turns.filter(({ effects }) => effects.some(({ kind }) => kind === 'setReachable'))
  const told = await casesToldTo(
    trx,
    returned.map(({ address }) => address),
  )
  await lockCases(trx, [...named, ...told])
}
