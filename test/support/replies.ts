/**
 * Replies of staff, as tests write them and look at them.
 */
import { expect } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { type Thread, wordsOf } from './talks.ts'
import { eventually, type Town } from './town.ts'

/** Writes in the thread. @returns The message's `ts`. */
export function writes(user: SlackUser, thread: Thread, words: string): string {
  return String(user.writes(thread.channel, words, { thread: thread.ts }).event.ts)
}

/** Presses the newest button of this action that the person alone sees, about a whisper that says so. */
export async function pressesWhisper(
  town: Town,
  user: SlackUser,
  thread: Thread,
  action: string,
  about = /(?:)/,
): Promise<void> {
  const whisper = await eventually(() => {
    const found = town.slack.ephemerals.findLast(
      e => e.user === user.id && JSON.stringify(e.message).includes(action) && about.test(wordsOf(e.message)),
    )
    expect(found).toBeDefined()
    return found!
  })
  user.presses(thread.channel, whisper.message.ts, action)
}

/** Waits until a message of staff carries this mark alone. */
export async function marked(thread: Thread, ts: string, mark: string): Promise<void> {
  await eventually(() => expect(thread.marks(ts)).toEqual([mark]))
}

export const MARK = {
  underWay: 'hourglass_flowing_sand',
  sent: 'white_check_mark',
  failed: 'x',
  asked: 'question',
  note: 'memo',
  undone: 'leftwards_arrow_with_hook',
  draft: 'hand',
} as const

/** What is on record about the reply that this message of staff became, the oldest first. */
export async function eventsOfReply({ connections: { db } }: Town, ts: string) {
  const reply = await db.selectFrom('replies').select(['id', 'case_id']).where('ts', '=', ts).executeTakeFirstOrThrow()
  const events = await db
    .selectFrom('case_events')
    .select(['actor', 'kind', 'detail'])
    .where('case_id', '=', reply.case_id)
    .orderBy('id')
    .execute()
  return events.filter(e => 'reply' in e.detail && e.detail.reply === reply.id)
}
