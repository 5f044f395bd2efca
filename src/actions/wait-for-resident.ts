/**
 * A case waits for its resident once they were asked something: its clocks stand still until they say a word about it, or
 * staff go on without.
 */
import { speak } from '../../locales/index.ts'
import { dueAfterPause } from '../core/pause.ts'
import { choiceToken } from '../core/question.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import { recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { beginWaiting, endWaiting, keepAnswer, waitingCase } from '../store/waiting.ts'
import type { ActionContext } from './context.ts'
import type { Word } from './tell-followers.ts'
import { cardUpdate } from './to-desk.ts'

/** A reply as a question: with its answers to tap, and a word on how to answer. */
export function asQuestion(
  words: RichText,
  { id, choices }: { readonly id: string; readonly choices: readonly string[] },
  language: string,
): Word {
  const say = speak(language)
  const hint = say(choices.length > 0 ? 'question.tapOrWrite' : 'question.write')
  return {
    text: joinRich([words, hint], '\n\n'),
    choices: choices.map((label, index) => [{ token: choiceToken(id, index), label }]),
  }
}

/** The question is on its way to the resident. A second one takes the place of the first. */
export async function waitForResident(
  trx: Trx,
  asked: { readonly caseId: string; readonly replyId: string },
  { now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  if (!(await beginWaiting(trx, asked.caseId, asked.replyId, now))) return []
  const event = { caseId: asked.caseId, actor: 'folkmoot', kind: 'waiting', detail: { reply: asked.replyId } }
  await recordEvents(trx, [event], now)
  return [cardUpdate(asked.caseId)]
}

/**
 * Its clocks go on.
 *
 * @param by  Whose act it was: an address, a Slack user id, or `folkmoot`.
 * @param answer  What the resident said; absent where somebody goes on without.
 * @returns Undefined where it waited for nobody.
 */
export async function goOn(
  trx: Trx,
  caseId: string,
  { by, answer }: { readonly by: string; readonly answer?: string },
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const waiting = await waitingCase(trx, caseId)
  if (!waiting) return undefined
  const pause = { since: waiting.since, until: now }
  await endWaiting(trx, caseId, {
    replyDueAt: dueAfterPause(waiting.replyDueAt, pause, place),
    fixDueAt: dueAfterPause(waiting.fixDueAt, pause, place),
  })
  if (answer !== undefined) await keepAnswer(trx, waiting.replyId, answer, now)
  const detail = { reply: waiting.replyId, since: waiting.since.toISOString() }
  await recordEvents(trx, [{ caseId, actor: by, kind: answer === undefined ? 'wentOn' : 'answered', detail }], now)
  return [cardUpdate(caseId)]
}
