/**
 * The buttons of a survey's message, and those of the list of surveys. Who may is asked at each press; how the survey stands,
 * the database knows.
 */
import { speakToStaff } from '../../actions/context.ts'
import { type Asked, approveLaunch, askForLaunch, LAUNCH, NOT_YET } from '../../actions/panel/ask-for-launch.ts'
import { stopSurvey } from '../../actions/panel/stop-survey.ts'
import { HOME_BUTTONS, SHOW_SURVEY, tellSurveyHome } from '../../actions/panel/survey-home.ts'
import { titleForStaff } from '../../actions/panel/wave-line.ts'
import { postUpdate, whisper } from '../../actions/to-desk.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import type { DeskButton } from '../../core/outbound.ts'
import { workingCopy } from '../../store/panel/drafts.ts'
import type { Act } from '../desk.ts'
import { type DeskWork, nothing, opens, tell } from '../desk-work.ts'
import type { Pressed } from '../pressed.ts'
import { notYetForm } from './not-yet-form.ts'
import { type OrganiserAt, organiserAt } from './organiser-at.ts'
import { previewForm } from './preview-form.ts'
import { NEW_SURVEY, newSurveyForm, partForm } from './survey-forms.ts'
import { testOpened } from './test-form.ts'

/** Behind *Stop…*, which asks once more. */
const STOP_NOW = 'surveyStopNow'

export const SURVEY_BUTTONS: readonly string[] = [
  ...Object.values(HOME_BUTTONS),
  NEW_SURVEY,
  SHOW_SURVEY,
  STOP_NOW,
  LAUNCH,
  NOT_YET,
]

export async function pressedOnSurvey(work: DeskWork, event: DeskEvent, pressed: Pressed): Promise<Act> {
  const staff = await organiserAt(work, event)
  if ('instead' in staff) return staff.instead
  const [key = '', part = ''] = pressed.value.split(':')
  switch (pressed.action) {
    case NEW_SURVEY:
      return opens(staff.event, pressed.trigger, newSurveyForm(work.place, event.user))
    case NOT_YET:
      return opens(staff.event, pressed.trigger, notYetForm(work.place, pressed))
    case LAUNCH:
      return launches(work, staff, pressed, { key, version: Number(part) })
    case HOME_BUTTONS.ask:
      return asked(staff, trx => askForLaunch(trx, key, staff.by, { place: work.place, now: work.now() }))
    case SHOW_SURVEY:
      return shows(work, staff, key)
    case HOME_BUTTONS.stop:
    case STOP_NOW:
      return stops(work, staff, pressed.action, key)
    default:
      return opensPart(work, staff, pressed, { key, part })
  }
}

async function opensPart(
  work: DeskWork,
  staff: OrganiserAt,
  pressed: Pressed,
  { key, part }: { readonly key: string; readonly part: string },
): Promise<Act> {
  const say = speakToStaff(work.place)
  const copy = await workingCopy(work.db, key)
  const isGone = !copy || (part !== '' && !copy.survey.questions.some(question => question.key === part))
  if (isGone) return says(staff, say('builder.gone'))
  if (pressed.action === HOME_BUTTONS.test) {
    const opened = await testOpened(work, staff, copy)
    return 'instead' in opened ? says(staff, opened.instead) : opens(staff.event, pressed.trigger, opened)
  }
  const form =
    pressed.action === HOME_BUTTONS.preview
      ? await previewForm(work, copy)
      : await partForm(work, pressed.action, copy, part)
  return form ? opens(staff.event, pressed.trigger, form) : nothing
}

/** The question is answered by who pressed: its buttons go. */
function launches(
  work: DeskWork,
  staff: OrganiserAt,
  { messageTs }: Pressed,
  version: { readonly key: string; readonly version: number },
): Act {
  const { place, now } = work
  const words = speakToStaff(place)('builder.launchedBy', { name: staff.by.name, version: String(version.version) })
  return asked(staff, trx => approveLaunch(trx, version, staff.by, { place, now: now() }), [
    postUpdate(staff.event.channel, messageTs, words),
  ])
}

function asked(
  staff: OrganiserAt,
  act: (trx: Parameters<Act>[0]) => Promise<Asked>,
  then: Awaited<ReturnType<Act>>['messages'] = [],
): Act {
  return async trx => {
    const done = await act(trx)
    return { messages: done.kind === 'done' ? [...done.messages, ...then] : [tell(staff.event, done.why)] }
  }
}

/** Its message may be far above, or not there: one that came by a file has none. */
async function shows({ db, place, now }: DeskWork, staff: OrganiserAt, key: string): Promise<Act> {
  const say = speakToStaff(place)
  const copy = await workingCopy(db, key)
  if (!copy) return says(staff, say('builder.gone'))
  const message = tellSurveyHome(copy, { place, now: now() })
  return async () => ({ messages: [message, tell(staff.event, say('builder.shown'))] })
}

async function stops({ db, place, now }: DeskWork, staff: OrganiserAt, action: string, key: string): Promise<Act> {
  const say = speakToStaff(place)
  const copy = await workingCopy(db, key)
  const over = says(staff, say('sending.over'))
  if (copy?.state !== 'launched') return over
  if (action === STOP_NOW)
    return async trx => {
      const messages = await stopSurvey(trx, key, staff.by, { place, now: now() })
      return messages ? { messages: [...messages, tell(staff.event, say('sending.stoppedNow'))] } : over(trx)
    }
  const title = titleForStaff(copy.survey.title, { place, now: now() })
  const stop: DeskButton = { action: STOP_NOW, value: key, label: say('sending.stopNow').text, style: 'danger' }
  const { channel, thread, user } = staff.event
  const to = { channel, user, ...(thread !== undefined && { thread }) }
  return async () => ({ messages: [whisper(to, say('builder.sureToStop', { title }), [stop])] })
}

function says({ event }: OrganiserAt, words: Parameters<typeof tell>[1]): Act {
  return async () => ({ messages: [tell(event, words)] })
}
