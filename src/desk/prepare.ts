/**
 * Finds the room of the desk that an act of staff belongs to.
 */
import { speakToStaff } from '../actions/context.ts'
import { direct, markMessage } from '../actions/to-desk.ts'
import type { DeskEvent } from '../core/inbound.ts'
import type { Place } from '../core/place.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { prepareAnswered } from './answered.ts'
import type { Prepare } from './desk.ts'
import { type DeskWork, tell } from './desk-work.ts'
import { prepareLooked } from './looked.ts'
import { prepareChosePictures } from './panel/chose-pictures.ts'
import { prepareWroteOutcome } from './panel/wrote-outcome.ts'
import { preparePressed } from './pressed.ts'
import { prepareDeleted, prepareEdited } from './rewrote.ts'
import { prepareSubmitted } from './submitted.ts'
import { prepareWrote } from './wrote.ts'
import { prepareWroteToUs } from './wrote-to-us.ts'

/** @see Prepare. @param work  As it is for this event: the place may be another for the next. */
export function prepare(work: DeskWork, event: DeskEvent): ReturnType<Prepare> {
  switch (event.did.kind) {
    case 'wrote':
      return prepareWrote(work, event, event.did)
    case 'wroteToUs':
      return prepareWroteToUs(work, event, event.did)
    case 'edited':
      return prepareEdited(work, event, event.did)
    case 'deleted':
      return prepareDeleted(work, event, event.did)
    case 'pressed':
      return preparePressed(work, event, event.did)
    case 'looked':
      return prepareLooked(work, event, event.did)
    case 'submitted':
      return prepareSubmitted(work, event, event.did)
    case 'answered':
      return prepareAnswered(work, event, event.did)
    case 'wroteOutcome':
      return prepareWroteOutcome(work, event.did)
    case 'chosePictures':
      return prepareChosePictures(work, event, event.did)
    case 'changed':
    case 'searched':
      throw new Error('a form that stays open is answered at once, and changes nothing')
  }
}

/** What its author sees where an act could not be handled: a mark on the message, and one sentence. */
export function apologise(place: Place, event: DeskEvent): readonly NewOutbound[] {
  const { channel, did, user } = event
  const words = speakToStaff(place)('desk.failed')
  if (did.kind === 'wroteToUs') return [direct(user, words)]
  const sorry = tell(event, words)
  return did.kind === 'wrote' || did.kind === 'answered' ? [markMessage(channel, did.ts, 'failed'), sorry] : [sorry]
}

/** Where a form could not be opened. */
export function tooLate(place: Place, event: DeskEvent): readonly NewOutbound[] {
  return [tell(event, speakToStaff(place)('desk.tooLate'))]
}
