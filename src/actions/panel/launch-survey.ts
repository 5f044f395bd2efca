/**
 * Launches a survey: what goes out from now on is the version that it has now, whatever is saved after that.
 */
import type { ToDesk } from '../../core/outbound.ts'
import type { Survey } from '../../core/panel/survey.ts'
import { beginsAt, closesAt, firstWave, firstWaveSince } from '../../panel/wave-times.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { recordSurveyEvent } from '../../store/panel/survey-events.ts'
import { launchVersion, type SurveyAtLaunch, takeSurvey } from '../../store/panel/surveys.ts'
import { lastBeginning } from '../../store/panel/waves.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { DESK } from '../to-desk.ts'
import { OUTCOME_BUTTONS } from './outcome-posts.ts'
import { moment, surveyLane, titleForStaff } from './wave-line.ts'

export type Launched =
  | { readonly kind: 'launched'; readonly messages: readonly NewOutbound[] }
  /** There is no such survey, this version is out already, or it is to go out at no time that is still to come. */
  | { readonly kind: 'unknown' | 'already' | NoTime }

/** Its one time is over, or something of it went out at that time or after it. */
export type NoTime = 'over' | 'sent'

/** Who may is asked by the caller. @param by  Whose name stands under it. */
export async function launchSurvey(trx: Trx, key: string, by: Colleague, context: ActionContext): Promise<Launched> {
  const { now } = context
  const survey = await takeSurvey(trx, key)
  if (!survey) return { kind: 'unknown' }
  if (survey.state === 'launched' && survey.launchedVersion === survey.version) return { kind: 'already' }
  const wave = await firstWaveOf(trx, key, survey.definition, context)
  if (wave === 'over' || wave === 'sent') return { kind: wave }
  await launchVersion(trx, key, survey.version, wave)
  const detail = { version: survey.version }
  await recordSurveyEvent(trx, { survey: key, at: now, by, kind: 'launched', detail })
  return { kind: 'launched', messages: [announcement(survey, by, wave, context)] }
}

/** When its next wave is to be made, were it launched now. */
export async function firstWaveOf(
  trx: Trx,
  key: string,
  { schedule }: Survey,
  { place, now }: ActionContext,
): Promise<Date | NoTime> {
  const here = { timeZone: place.timeZone, now }
  const last = await lastBeginning(trx, key)
  const wave = last ? firstWaveSince(schedule, here, last) : firstWave(schedule, here)
  if (!wave) return 'sent'
  return closesAt(wave, schedule, place.timeZone) > now ? wave : 'over'
}

/** The survey's message, or, below it, that another version goes out from now on. */
function announcement(survey: SurveyAtLaunch, by: Colleague, wave: Date, context: ActionContext): NewOutbound {
  const { place } = context
  const { definition, key, version, thread } = survey
  const begins = beginsAt(wave, definition.schedule, place.timeZone)
  const values = { title: titleForStaff(definition.title, context), key, version: String(version), name: by.name }
  const text = speakToStaff(place)('sending.launched', { ...values, time: moment(begins, context) })
  const lane = surveyLane(key)
  if (thread) {
    const message: ToDesk = { to: 'desk', kind: 'post', thread, text, files: [], buttons: [] }
    return { network: DESK, lane, message }
  }
  const channel = place.panel?.channel
  if (channel === undefined) throw new Error('a survey cannot be launched: the place has no panel')
  const say = { action: OUTCOME_BUTTONS.say, value: key, label: speakToStaff(place)('outcome.button.say').text }
  const message: ToDesk = { to: 'desk', kind: 'notice', channel, text, buttons: [say] }
  return { network: DESK, lane, message, purpose: { kind: 'survey', survey: key } }
}
