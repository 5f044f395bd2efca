/**
 * Asks those who answer for surveys what came of them, in the surveys' threads: when the town opens on the day that members
 * were told, and weekly until there is an answer.
 */
import { dayOf } from '../../asking/outcome-message.ts'
import type { DeskButton } from '../../core/outbound.ts'
import { isOverdue, outcomeAskedFrom, promisedBy } from '../../core/panel/outcome.ts'
import { isoDayAt, startOfDay } from '../../core/time-zone.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { type AwaitedOutcome, noteOutcomeWanted, takeAwaited } from '../../store/panel/awaited-outcomes.ts'
import { CLOCK, recordSurveyEvent } from '../../store/panel/survey-events.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { OUTCOME_BUTTONS, saidOfOutcome } from './outcome-posts.ts'
import { titleForStaff } from './wave-line.ts'

export async function askForOutcomes(trx: Trx, context: ActionContext): Promise<readonly NewOutbound[]> {
  const { place, now } = context
  const messages: NewOutbound[] = []
  for (const awaited of await takeAwaited(trx, isoDayAt(now, place.timeZone))) {
    const promised = promisedBy(awaited.outcomeBy, awaited.last ?? undefined)
    if (promised === undefined || outcomeAskedFrom(promised, awaited.askedAt, place) > now) continue
    await noteOutcomeWanted(trx, awaited.key, now)
    await recordSurveyEvent(trx, { survey: awaited.key, at: now, by: CLOCK, kind: 'outcomeWanted' })
    messages.push(question(awaited, promised, context))
  }
  return messages
}

/** After three weeks the organisers hear of it as well. */
function question(awaited: AwaitedOutcome, promised: string, context: ActionContext): NewOutbound {
  const { place, now } = context
  const say = speakToStaff(place)
  const { key, owner, askedAt, isWritten } = awaited
  const organisers = place.panel?.organisers ?? []
  const values = { title: titleForStaff(awaited.title, context), day: dayOf(promised, place.languages[0]) }
  if (isWritten) return saidOfOutcome(awaited, organisers, say('outcome.waits', values), [])
  const isFirst = askedAt === null || askedAt < startOfDay(promised, place.timeZone)
  const calls = isOverdue(promised, now, place.timeZone) ? [...new Set([owner, ...organisers])] : [owner]
  const buttons: readonly DeskButton[] = [
    { action: OUTCOME_BUTTONS.say, value: key, label: say('outcome.button.say').text, style: 'primary' },
    { action: OUTCOME_BUTTONS.notYet, value: key, label: say('outcome.button.notYet').text },
  ]
  return saidOfOutcome(awaited, calls, say(isFirst ? 'outcome.wanted' : 'outcome.wantedAgain', values), buttons)
}
