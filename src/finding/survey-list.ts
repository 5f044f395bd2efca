/**
 * `/moot survey`: the surveys, how each stands, when it next goes out, who answers for it; and `/moot survey new`, which opens
 * the form for a new one. For those who may make them.
 */
import { speakToStaff } from '../actions/context.ts'
import { SHOW_SURVEY, surveyState } from '../actions/panel/survey-home.ts'
import { moment, titleForStaff } from '../actions/panel/wave-line.ts'
import { WORKSPACE_URL } from '../core/adapter.ts'
import type { DeskButton } from '../core/outbound.ts'
import { mayOrganise } from '../core/panel/organiser.ts'
import { joinRich, linked, type RichText } from '../core/rich-text.ts'
import { shorten } from '../core/shorten.ts'
import type { StaffAnswer, StaffAsks } from '../core/staff-asks.ts'
import { recall } from '../store/memory.ts'
import { type WorkingCopy, workingCopies } from '../store/panel/drafts.ts'
import type { FindingWork } from './finding-work.ts'
import { pageButtons, readPage } from './listed.ts'

const COMMAND = 'survey'
const IN_PART = 6
const MOST_TITLE = 60
/** The button's name is that of the form which it opens. */
const NEW = 'surveyNew'

export function isAboutSurveys(words: string): boolean {
  return /^(?:\d{1,2} )?\s*surveys?(?:\s|$)/i.test(words)
}

export async function surveyList(work: FindingWork, user: string, asked: StaffAsks['asked']): Promise<StaffAnswer> {
  const { db, place, directory, now } = work
  const say = speakToStaff(place)
  const only = (text: RichText): StaffAnswer => ({ text, buttons: [] })
  const { panel } = place
  if (!panel) return only(say('builder.noPanel'))
  const mayMake =
    (await directory.standing(panel.channel, user)) === 'agent' && (await mayOrganise(directory, place, user))
  if (!mayMake) return only(say('sending.mayNot'))
  const { page, words } = asked.by === 'button' ? readPage(asked.words) : { page: 0, words: asked.words }
  if (/^\s*\S+\s+new\s*$/i.test(words))
    return { ...only(say('desk.tooLate')), form: { channel: panel.channel, form: work.newSurvey(place, user) } }

  const [found, workspace] = await Promise.all([
    workingCopies(db, { skip: page * IN_PART, most: IN_PART + 1 }),
    recall(db, WORKSPACE_URL),
  ])
  const shown = found.slice(0, IN_PART)
  const context = { place, now: now() }
  const lines = shown.map(copy => surveyLine(copy, workspace, context))
  const buttons: readonly DeskButton[] = [
    ...shown.map(copy => ({
      action: SHOW_SURVEY,
      value: copy.key,
      label: say('builder.button.show', { title: shorten(titleForStaff(copy.survey.title, context), MOST_TITLE) }).text,
    })),
    { action: NEW, value: '', label: say('builder.button.new').text, style: 'primary' },
    ...pageButtons(place, COMMAND, { page, more: found.length > IN_PART }),
  ]
  const head = shown.length > 0 ? say('builder.list') : say('builder.listEmpty')
  return { text: joinRich([head, ...lines], '\n\n'), buttons }
}

function surveyLine(
  copy: WorkingCopy,
  workspace: string | undefined,
  context: Parameters<typeof surveyState>[1],
): RichText {
  const say = speakToStaff(context.place)
  const { thread, nextWaveAt, ownerName, survey } = copy
  const title = titleForStaff(survey.title, context)
  const url = workspace && thread && `${workspace}archives/${thread.channel}/p${thread.ts.replace('.', '')}`
  const bold: RichText = { text: title, spans: [{ kind: 'bold', start: 0, end: title.length }] }
  return joinRich(
    [
      url ? linked(title, url) : bold,
      surveyState(copy, context),
      ...(nextWaveAt ? [say('builder.nextWave', { time: moment(nextWaveAt, context) })] : []),
      ...(ownerName === '' ? [] : [say('builder.owner', { name: ownerName })]),
    ],
    '\n',
  )
}
