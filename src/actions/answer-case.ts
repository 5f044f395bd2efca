/**
 * An answer that was written in a form: its post goes into the case's thread first, so that all see who answers what, and
 * so that it has a message to carry its marks. Once that stands there it is a reply like any other.
 */
import type { StoredFile } from '../core/files.ts'
import type { Place } from '../core/place.ts'
import { joinRich, plain, type RichText } from '../core/rich-text.ts'
import { type Answer, answerById, insertAnswer, type NewAnswer, takeAnswer } from '../store/answers.ts'
import { type CaseAtDesk, threadOf } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { insertInbound } from '../store/inbox.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, speakToStaff } from './context.ts'
import { replyToResident } from './reply-to-resident.ts'
import { threadPost } from './to-desk.ts'

/** UTF-16 units of the words of an answer. */
export const MOST_ANSWER = 3_000

/** Where the desk goes on with an answer whose post stands there. */
export function answerLane(answerId: string): string {
  return `slack:answer:${answerId}`
}

/** Puts it into the thread. */
export async function postAnswer(
  trx: Trx,
  about: CaseAtDesk,
  answer: Omit<NewAnswer, 'caseId'>,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const answerId = await insertAnswer(trx, { ...answer, caseId: about.id }, now)
  const text = postOf(about, answer, place)
  return [{ ...threadPost(about.id, { text }), purpose: { kind: 'answer', caseId: about.id, answerId } }]
}

/** Who answers or asks what, word for word. */
function postOf(about: CaseAtDesk, answer: Omit<NewAnswer, 'caseId'>, place: Place): RichText {
  const say = speakToStaff(place)
  const values = { author: answer.authorName, name: about.firstName }
  const lead = answer.choices
    ? say('desk.asks', values)
    : say('desk.answers', { ...values, kind: say(`desk.kinds.${answer.kind}`).text })
  const words = [answer.words, ...(answer.choices ?? []).map(choice => `• ${choice}`)].filter(Boolean).join('\n')
  if (words === '') return lead
  return joinRich([lead, { text: words, spans: [{ kind: 'quote', start: 0, end: words.length }] }], '\n')
}

/** Its post stands in the thread: the desk takes it up, with its files, as the act of its author. */
export async function answerPosted(trx: Trx, answerId: string, ts: string): Promise<void> {
  const answer = await answerById(trx, answerId)
  const thread = answer && (await threadOf(trx, answer.caseId))
  if (!answer || !thread) throw new Error(`answer ${answerId} was posted and is not on record`)
  const did = { kind: 'answered' as const, answerId, ts }
  await insertInbound(trx, [
    {
      network: 'slack',
      externalId: `answer:${answerId}`,
      lane: answerLane(answerId),
      position: '0',
      event: { from: 'desk', team: answer.team, channel: thread.channel, thread: thread.ts, user: answer.author, did },
    },
  ])
}

/** Sends it to the resident, by the way of all replies. */
export async function sendAnswer(
  trx: Trx,
  about: CaseAtDesk,
  answer: Answer,
  post: {
    readonly channel: string
    readonly thread: string | null
    readonly ts: string
    readonly files: readonly StoredFile[]
    /** Its author is learning. */
    readonly trainee: boolean
  },
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  if (!(await takeAnswer(trx, answer.id))) return []
  const { author, authorName, kind, choices, openedAt: since } = answer
  const { thread, trainee, ...where } = post
  const written = { author, authorName, kind, choices, words: plain(answer.words), ...where }
  return replyToResident(trx, about, written, context, { by: author, thread, since, trainee })
}
