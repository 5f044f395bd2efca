/**
 * The message below an outcome that was approved: how many were told, kept true until all are.
 */
import { joinRich } from '../../core/rich-text.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { noteTellingWritten, staleTellings } from '../../store/panel/outcome-hearers.ts'
import { CLOCK, recordSurveyEvent } from '../../store/panel/survey-events.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { postUpdate } from '../to-desk.ts'

/** It is changed at most this often. */
const REST_MS = 10_000

export async function tellHowFar(trx: Trx, { place, now }: ActionContext): Promise<readonly NewOutbound[]> {
  const say = speakToStaff(place)
  const number = new Intl.NumberFormat(place.languages[0])
  const messages: NewOutbound[] = []
  for (const telling of await staleTellings(trx, new Date(now.getTime() - REST_MS))) {
    const { id, survey, channel, post, people, sent, left } = telling
    const told = left === 0
    const values = { name: telling.approvedBy, sent: number.format(sent), people: number.format(people) }
    const rest = told && sent < people ? [say('outcome.notTold')] : []
    const text = joinRich([say(told ? 'outcome.told' : 'outcome.telling', values), ...rest], '\n')
    await noteTellingWritten(trx, id, { words: text.text, now, told })
    if (told) {
      const detail = { people, sent }
      await recordSurveyEvent(trx, { survey, at: now, by: CLOCK, kind: 'outcomeTold', detail })
    }
    if (text.text !== telling.words) messages.push(postUpdate(channel, post, text))
  }
  return messages
}
