/**
 * A survey's message in the panel's channel while it is made, and after: what it is, what is still to be done, and a button
 * for each part of it. Everything else about the survey is said below it.
 */
import type { DeskButton, ToDesk } from '../../core/outbound.ts'
import { MOST_QUESTIONS, type SurveyQuestion, secondsOf } from '../../core/panel/survey.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import { shorten } from '../../core/shorten.ts'
import { type NewOutbound, updateLane } from '../../store/outbox.ts'
import type { WorkingCopy } from '../../store/panel/drafts.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { languageName } from '../language-name.ts'
import { DESK } from '../to-desk.ts'
import { OUTCOME_BUTTONS } from './outcome-posts.ts'
import { audienceInWords, dayInWords, scheduleInWords } from './survey-in-words.ts'
import { surveyProblems } from './survey-problems.ts'
import { surveyLane, titleForStaff } from './wave-line.ts'

/** Names of its buttons; each is also that of the form that it opens. */
export const HOME_BUTTONS = {
  basics: 'surveyBasics',
  audience: 'surveyAudience',
  schedule: 'surveySchedule',
  question: 'surveyQuestion',
  preview: 'surveyPreview',
  test: 'surveyTest',
  ask: 'surveyAskLaunch',
  stop: 'surveyStop',
} as const

/** Brings the message of a survey up to date, or posts it. */
export const SHOW_SURVEY = 'surveyShow'

/** Seven questions and all the rest stay within one message. */
const MOST_LINE = 280
const MOST_WHY = 300

/** Brings its message up to date; posts it where there is none yet. */
export function tellSurveyHome(copy: WorkingCopy, context: ActionContext): NewOutbound {
  const { key, thread } = copy
  const text = homeWords(copy, context)
  const buttons = homeButtons(copy, context)
  if (thread) {
    const message: ToDesk = { to: 'desk', kind: 'postUpdate', channel: thread.channel, ts: thread.ts, text, buttons }
    return { network: DESK, lane: updateLane(`${thread.channel}:${thread.ts}`), message }
  }
  const channel = context.place.panel?.channel
  if (channel === undefined) throw new Error('a survey cannot be shown: the place has no panel')
  const message: ToDesk = { to: 'desk', kind: 'notice', channel, text, buttons }
  return { network: DESK, lane: surveyLane(key), message, purpose: { kind: 'survey', survey: key } }
}

/** "Draft", "launched"…: how a survey stands. */
export function surveyState(copy: WorkingCopy, { place }: ActionContext): RichText {
  const say = speakToStaff(place)
  const { state, launchedVersion, version, isChanged, launchAskedBy } = copy
  const out = String(launchedVersion ?? 0)
  if (state === 'stopped') return say('builder.state.stopped')
  if (launchAskedBy !== null) return say('builder.state.asked', { version: String(version) })
  if (state !== 'launched') return say('builder.state.draft')
  return launchedVersion === version && !isChanged
    ? say('builder.state.launched', { version: out })
    : say('builder.state.changed', { version: out })
}

function homeWords(copy: WorkingCopy, context: ActionContext): RichText {
  const { place } = context
  const { survey, by, ownerName } = copy
  const say = speakToStaff(place)
  const [language] = survey.languages
  const list = new Intl.ListFormat(place.languages[0])
  const languages = list.format(survey.languages.map(tag => languageName(place, tag)))
  const problems = surveyProblems(survey, context)
  return joinRich(
    [
      say('builder.heading', { title: titleForStaff(survey.title, context), key: copy.key }),
      joinRich([surveyState(copy, context), say('builder.changedBy', { name: by.name })], ' '),
      shorten(survey.why[language] ?? '', MOST_WHY),
      ...(ownerName === '' ? [] : [say('builder.owner', { name: ownerName })]),
      say('builder.outcomeBy', { day: dayInWords(survey.outcomeBy, context) }),
      say('builder.languages', { languages }),
      say('builder.audience', { audience: shorten(audienceInWords(survey.audience, context), MOST_LINE) }),
      say('builder.schedule', { schedule: scheduleInWords(survey.schedule, context) }),
      ...(survey.post ? [say('builder.posts', { number: String(survey.post.length) })] : []),
      ...survey.questions.map((question, n) => questionLine(question, n, copy, context)),
      ...(survey.questions.length > 0 ? [say('builder.seconds', { seconds: String(secondsOf(survey)) })] : []),
      ...(problems.length > 0
        ? [say('builder.todo.heading'), ...problems.slice(0, 5).map(one => joinRich(['• ', one]))]
        : []),
    ],
    '\n',
  )
}

function questionLine(
  question: SurveyQuestion,
  n: number,
  { survey }: WorkingCopy,
  { place }: ActionContext,
): RichText {
  const say = speakToStaff(place)
  const [language] = survey.languages
  const options = 'options' in question ? question.options.map(option => option.name[language] ?? option.key) : []
  const words = [question.ask[language] ?? question.key, ...options].join(' · ')
  const before = survey.questions.findIndex(({ key }) => key === question.onlyIf?.question)
  return joinRich([
    say('builder.question', {
      number: String(n + 1),
      kind: say(`builder.kinds.${question.kind}`),
      words: plain(shorten(words, MOST_LINE)),
    }),
    ...(question.onlyIf ? [' ', say('builder.onlyAfter', { number: String(before + 1) })] : []),
  ])
}

function homeButtons(
  { key, survey, state, launchedVersion }: WorkingCopy,
  { place }: ActionContext,
): readonly DeskButton[] {
  const say = speakToStaff(place)
  const { basics, audience, schedule, question, preview, test, ask, stop } = HOME_BUTTONS
  return [
    { action: basics, value: key, label: say('builder.button.basics').text },
    { action: audience, value: key, label: say('builder.button.audience').text },
    { action: schedule, value: key, label: say('builder.button.schedule').text },
    ...survey.questions.map(({ key: one }, n) => ({
      action: question,
      value: `${key}:${one}`,
      label: say('builder.button.question', { number: String(n + 1) }).text,
    })),
    ...(survey.questions.length < MOST_QUESTIONS
      ? [{ action: question, value: key, label: say('builder.button.add').text }]
      : []),
    ...(survey.questions.length > 0
      ? [
          { action: preview, value: key, label: say('builder.button.preview').text },
          { action: test, value: key, label: say('builder.button.test').text },
        ]
      : []),
    { action: ask, value: key, label: say('builder.button.ask').text, style: 'primary' },
    ...(launchedVersion === null
      ? []
      : [{ action: OUTCOME_BUTTONS.say, value: key, label: say('outcome.button.say').text }]),
    ...(state === 'launched'
      ? [{ action: stop, value: key, label: say('builder.button.stop').text, style: 'danger' } as const]
      : []),
  ]
}
