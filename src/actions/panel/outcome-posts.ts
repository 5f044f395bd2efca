/**
 * What is said of an outcome in its survey's thread: what members get, and the question whether they shall.
 */
import { outcomeMessage } from '../../asking/outcome-message.ts'
import type { DeskButton, DeskThread, ToDesk } from '../../core/outbound.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import type { OutcomeWaves } from '../../store/panel/outcome-waves.ts'
import type { SurveyForOutcome, WrittenOutcome } from '../../store/panel/outcomes.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { languageName } from '../language-name.ts'
import { DESK } from '../to-desk.ts'
import { surveyLane, surveyPost, titleForStaff } from './wave-line.ts'

/** Names of the buttons; those behind which dots stand open a form of that name. */
export const OUTCOME_BUTTONS = {
  say: 'outcomeSay',
  notYet: 'outcomeNotYet',
  approve: 'outcomeApprove',
  change: 'outcomeChange',
  decline: 'outcomeDecline',
} as const

/** A survey whose message stands in Slack. */
export type SurveyInSlack = SurveyForOutcome & { readonly thread: string; readonly channel: string }

/**
 * What members get, word for word, in each language in which it was written.
 *
 * It is a message of its own: it stays as it is, while the question below it becomes how far the telling is.
 */
export function outcomePreview(survey: SurveyInSlack, outcome: WrittenOutcome, context: ActionContext): NewOutbound {
  const { place } = context
  const say = speakToStaff(place)
  const written = survey.survey.languages.filter(language => Object.hasOwn(outcome.words, language))
  const shown = written.flatMap(language => {
    const { text, choices } = outcomeMessage(outcome, survey.survey, language)
    const buttons = choices.map(row => row.map(({ label }) => `[ ${label} ]`).join(' ')).join('\n')
    return [
      ...(written.length > 1 ? [say('outcome.previewIn', { language: languageName(place, language) })] : []),
      asQuote(text),
      plain(buttons),
    ]
  })
  const title = titleForStaff(survey.survey.title, context)
  const text = joinRich([say('outcome.preview', { name: outcome.by.name, title }), ...shown], '\n')
  const message: ToDesk = {
    to: 'desk',
    kind: 'post',
    thread: threadOf(survey),
    text,
    files: outcome.picture ? [outcome.picture] : [],
    buttons: [],
  }
  return surveyPost(survey.key, message)
}

/** @param reach  How many get it, and whether others answer still. */
export function outcomeQuestion(
  survey: SurveyInSlack,
  { id, revision, kind, by }: WrittenOutcome,
  reach: { readonly hear: number } & Pick<OutcomeWaves, 'open'>,
  { place }: ActionContext,
): NewOutbound {
  const say = speakToStaff(place)
  const value = `${id}:${revision}`
  const { approve, change, decline } = OUTCOME_BUTTONS
  const buttons: readonly DeskButton[] = [
    { action: approve, value, label: say('outcome.button.approve').text, style: 'primary' },
    { action: change, value: survey.key, label: say('outcome.button.change').text },
    { action: decline, value, label: say('outcome.button.decline').text },
  ]
  const message: ToDesk = {
    to: 'desk',
    kind: 'post',
    thread: threadOf(survey),
    calls: (place.panel?.organisers ?? []).filter(person => person !== by.id),
    text: joinRich(
      [
        say('outcome.asks', { count: reach.hear }),
        // who is told that nothing is decided hears more in any case
        ...(kind === 'decided' && reach.open !== 'none' ? [say(`outcome.open.${reach.open}`)] : []),
      ],
      '\n',
    ),
    files: [],
    buttons,
  }
  return { network: DESK, lane: surveyLane(survey.key), message, purpose: { kind: 'outcomePost', outcomeId: id } }
}

/** Says something below the survey's message, for somebody in particular. */
export function saidOfOutcome(
  survey: { readonly key: string; readonly channel: string; readonly thread: string },
  calls: readonly string[],
  text: RichText,
  buttons: readonly DeskButton[],
): NewOutbound {
  const message: ToDesk = { to: 'desk', kind: 'post', thread: threadOf(survey), calls, text, files: [], buttons }
  return surveyPost(survey.key, message)
}

function threadOf({ channel, thread }: { readonly channel: string; readonly thread: string }): DeskThread {
  return { channel, ts: thread }
}

function asQuote(text: RichText): RichText {
  return { text: text.text, spans: [{ kind: 'quote', start: 0, end: text.text.length }, ...text.spans] }
}
