/**
 * A survey on its way out: its launch is asked for, granted or put off. What is granted is exactly the version that was
 * asked about: whatever is changed after that has to be asked for anew.
 */
import type { DeskButton, ToDesk } from '../../core/outbound.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { picturesOf, settleDraft, takeWorkingCopy, type WorkingCopy } from '../../store/panel/drafts.ts'
import { noteApproved, noteLaunchAsked, noteLaunchPutOff } from '../../store/panel/launches.ts'
import { recordSurveyEvent } from '../../store/panel/survey-events.ts'
import { COMMAND_LINE, saveSurvey } from '../../store/panel/surveys.ts'
import { lastBeginning } from '../../store/panel/waves.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { firstWaveOf, launchSurvey } from './launch-survey.ts'
import { tellSurveyHome } from './survey-home.ts'
import { surveyProblems } from './survey-problems.ts'
import { moment, surveyPost, titleForStaff } from './wave-line.ts'

export const LAUNCH = 'surveyLaunch'
export const NOT_YET = 'surveyNotYet'

export type Asked =
  | { readonly kind: 'done'; readonly messages: readonly NewOutbound[] }
  /** A sentence on why nothing was done. */
  | { readonly kind: 'not'; readonly why: RichText }

/** Keeps what it is now as a version, and asks those who may launch it. */
export async function askForLaunch(trx: Trx, key: string, by: Colleague, context: ActionContext): Promise<Asked> {
  const { place, now } = context
  const say = speakToStaff(place)
  const copy = await takeWorkingCopy(trx, key)
  if (!copy) return { kind: 'not', why: say('builder.gone') }
  const problems = surveyProblems(copy.survey, context)
  if (problems.length > 0) {
    const lines = problems.map(problem => joinRich(['• ', problem]))
    return { kind: 'not', why: joinRich([say('builder.todo.first'), ...lines], '\n') }
  }
  if (copy.launchAskedBy !== null) return { kind: 'not', why: say('builder.askedAlready') }
  const isOut = copy.state === 'launched' && copy.launchedVersion === copy.version && !copy.isChanged
  const wave = isOut ? undefined : await firstWaveOf(trx, key, copy.survey, context)
  if (wave === 'over' || wave === 'sent') return { kind: 'not', why: say(`builder.cannot.${wave}`) }
  // the message below which it is asked about has to stand there
  if (!copy.thread) return { kind: 'not', why: say('builder.moment') }
  const saved = await saveSurvey(trx, copy.survey, await picturesOf(trx, key), {
    id: copy.by.id,
    name: copy.by.name,
    at: now,
    madeBy: copy.madeBy,
  })
  const { version } = saved
  if (copy.state === 'launched' && copy.launchedVersion === version) {
    await settleDraft(trx, key)
    return { kind: 'not', why: say('builder.alreadyOut') }
  }
  await settleDraft(trx, key)
  await noteLaunchAsked(trx, key, by.id, now)
  await recordSurveyEvent(trx, { survey: key, at: now, by, kind: 'launchAsked', detail: { version } })
  const asking = question(copy, copy.thread, { version, by, last: await lastBeginning(trx, key) }, context)
  return { kind: 'done', messages: [asking, ...(await home(trx, key, context))] }
}

/**
 * @param version  That was asked about.
 * @returns Messages, or why it was not launched.
 */
export async function approveLaunch(
  trx: Trx,
  { key, version }: { readonly key: string; readonly version: number },
  by: Colleague,
  context: ActionContext,
): Promise<Asked> {
  const { place } = context
  const say = speakToStaff(place)
  const copy = await takeWorkingCopy(trx, key)
  if (!copy || copy.launchAskedBy === null || copy.version !== version || copy.isChanged)
    return { kind: 'not', why: say('builder.notWaiting') }
  if (place.panel?.secondPerson && isFirstPerson(by, copy)) return { kind: 'not', why: say('builder.secondPerson') }
  const launched = await launchSurvey(trx, key, by, context)
  if (launched.kind !== 'launched') return { kind: 'not', why: say(`builder.cannot.${launched.kind}`) }
  await noteApproved(trx, key, by.id)
  return { kind: 'done', messages: [...launched.messages, ...(await home(trx, key, context))] }
}

/** Who began it, or changed it last. What came from the command line may be theirs who asked for the launch. */
function isFirstPerson({ id }: Colleague, { madeBy, by, launchAskedBy }: WorkingCopy): boolean {
  const isImported = madeBy === COMMAND_LINE || by.id === COMMAND_LINE
  return id === madeBy || id === by.id || (isImported && id === launchAskedBy)
}

/** @param words  Why not yet; for who made it. */
export async function putOffLaunch(
  trx: Trx,
  { key, version }: { readonly key: string; readonly version: number },
  words: string,
  by: Colleague,
  context: ActionContext,
): Promise<Asked> {
  const { place, now } = context
  const say = speakToStaff(place)
  const copy = await takeWorkingCopy(trx, key)
  if (!copy || copy.launchAskedBy === null || copy.version !== version || !copy.thread)
    return { kind: 'not', why: say('builder.notWaiting') }
  await noteLaunchPutOff(trx, key)
  await recordSurveyEvent(trx, { survey: key, at: now, by, kind: 'declined', detail: { version } })
  const text = say('builder.notYetSays', { name: by.name, words: plain(words) })
  const calls = [copy.launchAskedBy].filter(id => id !== by.id)
  const message: ToDesk = { to: 'desk', kind: 'post', thread: copy.thread, calls, text, files: [], buttons: [] }
  return {
    kind: 'done',
    messages: [surveyPost(key, message), ...(await home(trx, key, context))],
  }
}

async function home(trx: Trx, key: string, context: ActionContext): Promise<readonly NewOutbound[]> {
  const copy = await takeWorkingCopy(trx, key)
  return copy ? [tellSurveyHome(copy, context)] : []
}

/**
 * Asks the organisers, below the survey's message; whoever asks is not called.
 *
 * @param last  When a wave of it last began; undefined where none did.
 */
function question(
  copy: WorkingCopy,
  thread: NonNullable<WorkingCopy['thread']>,
  { version, by, last }: { readonly version: number; readonly by: Colleague; readonly last: Date | undefined },
  context: ActionContext,
): NewOutbound {
  const { place } = context
  const say = speakToStaff(place)
  const value = `${copy.key}:${version}`
  const buttons: readonly DeskButton[] = [
    { action: LAUNCH, value, label: say('builder.button.launch').text, style: 'primary' },
    { action: NOT_YET, value, label: say('builder.button.notYet').text },
  ]
  const title = titleForStaff(copy.survey.title, context)
  const { at, repeat } = copy.survey.schedule
  const goesAgain = last !== undefined && at === undefined && repeat === undefined
  const text = joinRich([
    say('builder.asks', { name: by.name, title, version: String(version) }),
    ...(goesAgain ? [' ', say('builder.asksAgain', { time: moment(last, context) })] : []),
  ])
  const calls = (place.panel?.organisers ?? []).filter(id => id !== by.id)
  const message: ToDesk = { to: 'desk', kind: 'post', thread, calls, text, files: [], buttons }
  return surveyPost(copy.key, message)
}
