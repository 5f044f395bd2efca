/**
 * *Test on me*: sends a survey as it is now to the own chats of who pressed, in the language they choose. Who has paired none
 * yet is shown how.
 */
import { networkName, speakToStaff } from '../../actions/context.ts'
import { languageName } from '../../actions/language-name.ts'
import { sendTest, testableIn } from '../../actions/panel/send-test.ts'
import { HOME_BUTTONS } from '../../actions/panel/survey-home.ts'
import { surveyProblems } from '../../actions/panel/survey-problems.ts'
import { waysToPair } from '../../actions/panel/ways-to-pair.ts'
import type { DeskForm, FilledForm, FormChange } from '../../core/desk-views.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import type { Language } from '../../core/place.ts'
import { joinRich, type RichText } from '../../core/rich-text.ts'
import { type WorkingCopy, workingCopy } from '../../store/panel/drafts.ts'
import { type PairedChat, pairedChats } from '../../store/panel/pairings.ts'
import { wrong } from '../case-form.ts'
import type { Act } from '../desk.ts'
import { type DeskWork, tell } from '../desk-work.ts'
import { type OrganiserAt, organiserAt } from './organiser-at.ts'

const LANGUAGE = 'language'
/** Of what is still to be done, as many are named. */
const MOST_PROBLEMS = 8

/** What a press opens, or the words for who pressed where nothing can be tested. */
export async function testOpened(
  work: DeskWork,
  { by }: OrganiserAt,
  copy: WorkingCopy,
): Promise<DeskForm | { readonly instead: RichText }> {
  const { db, place, now } = work
  const say = speakToStaff(place)
  const chats = await pairedChats(db, by.id)
  if (chats.length > 0) return testForm(work, copy, chats)
  const ways = await waysToPair(db, place, by, now())
  return { instead: ways ? joinRich([say('pairing.first'), ways], '\n\n') : say('find.panel.nowhere') }
}

/** Another language was chosen: other questions may be left out. */
export async function changedTest(
  work: DeskWork,
  event: DeskEvent,
  { value, filled }: FilledForm,
): Promise<FormChange | undefined> {
  if ('instead' in (await organiserAt(work, event))) return undefined
  const copy = await workingCopy(work.db, value)
  if (!copy) return undefined
  return { kind: 'update', form: testForm(work, copy, await pairedChats(work.db, event.user), filled) }
}

export async function submitTest(work: DeskWork, event: DeskEvent, { value, filled }: FilledForm): Promise<Act> {
  const { db, place, now } = work
  const say = speakToStaff(place)
  const staff = await organiserAt(work, event)
  if ('instead' in staff) return wrong({ [LANGUAGE]: staff.why.text })
  const copy = await workingCopy(db, value)
  if (!copy) return wrong({ [LANGUAGE]: say('builder.gone').text })
  const chats = await pairedChats(db, event.user)
  if (chats.length === 0) return wrong({ [LANGUAGE]: say('pairing.gone').text })
  const { survey } = testableIn(copy.survey, languageOf(copy, filled), place)
  if (survey.questions.length === 0) return wrong({ [LANGUAGE]: say('pairing.nothing').text })
  return async trx => {
    const messages = await sendTest(trx, { survey, user: event.user, chats }, { place, now: now() })
    return { messages: [...messages, tell(staff.event, say('pairing.sent', { networks: namesOf(work, chats) }))] }
  }
}

function testForm(
  work: DeskWork,
  copy: WorkingCopy,
  chats: readonly PairedChat[],
  filled: FilledForm['filled'] = {},
): DeskForm {
  const { place, now } = work
  const say = speakToStaff(place)
  const { survey, key } = copy
  const language = languageOf(copy, filled)
  const { leftOut, survey: tested } = testableIn(survey, language, place)
  const numbers = new Intl.ListFormat(place.languages[0]).format(leftOut.map(n => String(n + 1)))
  const problems = surveyProblems(survey, { place, now: now() }).slice(0, MOST_PROBLEMS)
  const notes = [
    ...(tested.questions.length === 0
      ? [say('pairing.nothing')]
      : [say('pairing.goes', { networks: namesOf(work, chats) })]),
    ...(tested.questions.length > 0 && leftOut.length > 0 ? [say('pairing.leftOut', { numbers })] : []),
    ...(problems.length > 0
      ? [joinRich([say('builder.todo.heading'), ...problems.map(one => joinRich(['• ', one]))], '\n')]
      : []),
  ]
  return {
    action: HOME_BUTTONS.test,
    value: key,
    title: say('builder.title.test').text,
    submit: say('pairing.sendIt').text,
    cancel: say('button.cancel').text,
    fields: [
      {
        key: LANGUAGE,
        kind: 'choice',
        live: true,
        label: say('builder.form.language').text,
        required: true,
        options: survey.languages.map(value => ({ value, label: languageName(place, value) })),
        given: language,
      },
      ...notes.map(text => ({ kind: 'text', text }) as const),
    ],
  }
}

function languageOf({ survey }: WorkingCopy, filled: FilledForm['filled']): Language {
  return survey.languages.find(language => language === filled[LANGUAGE]) ?? survey.languages[0]
}

function namesOf({ place }: DeskWork, chats: readonly PairedChat[]): string {
  return new Intl.ListFormat(place.languages[0]).format(chats.map(({ network }) => networkName(network)))
}
