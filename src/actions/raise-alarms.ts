/**
 * Tells staff in a case's thread that something is due soon, or overdue. What is soon calls whoever has the case; what
 * is overdue calls the department's approvers.
 */
import { type AlarmHorizon, alarmHorizon } from '../core/alarm-horizon.ts'
import { formatMoment } from '../core/working-time.ts'
import { type Alarm, raiseAlarms } from '../store/alarms.ts'
import { recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, departmentOf, speakToStaff } from './context.ts'
import { cardUpdate, threadPost } from './to-desk.ts'

/** @returns Fewer than `limit` alarms where there are no more. Conversation goes before them. */
export async function sayWhatIsDue(
  trx: Trx,
  context: ActionContext,
  limit: number,
): Promise<{ readonly raised: number; readonly messages: readonly NewOutbound[] }> {
  const { place, now } = context
  const horizons = new Map<string, AlarmHorizon>()
  for (const [key, department] of place.departments) horizons.set(key, alarmHorizon(department, now))
  const alarms = await raiseAlarms(trx, horizons, place.frontDesk, { now, limit })
  const events = alarms.map(({ caseId, clock, level, dueAt }) => ({
    caseId,
    actor: 'folkmoot',
    kind: level === 'late' ? 'overdue' : 'dueSoon',
    detail: { clock, dueAt: dueAt.toISOString() },
  }))
  await recordEvents(trx, events, now)
  const messages = alarms.flatMap(alarm => [{ ...told(alarm, context), bulk: true }, cardUpdate(alarm.caseId)])
  return { raised: alarms.length, messages }
}

const SENTENCES = {
  'reply.soon': 'desk.alarm.replySoon',
  'reply.late': 'desk.alarm.replyLate',
  'fix.soon': 'desk.alarm.fixSoon',
  'fix.late': 'desk.alarm.fixLate',
} as const

function told({ caseId, clock, level, dueAt, department, assignee, called }: Alarm, { place }: ActionContext) {
  const say = speakToStaff(place)
  const values = { name: called, when: formatMoment(dueAt, place.languages[0], place.timeZone) }
  const { approvers } = departmentOf(place, department)
  return threadPost(caseId, {
    calls: level === 'late' ? approvers : assignee === null ? [] : [assignee],
    text: say(SENTENCES[`${clock}.${level}`], values),
  })
}
