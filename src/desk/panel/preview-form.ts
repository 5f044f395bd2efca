/**
 * How a survey will look: each of its questions as the chosen network makes it, in the chosen language, before anybody is asked.
 */
import { networkName, speakToStaff } from '../../actions/context.ts'
import { languageName } from '../../actions/language-name.ts'
import { HOME_BUTTONS } from '../../actions/panel/survey-home.ts'
import { firstMessage, questionMessage, surveyVoice } from '../../asking/question-message.ts'
import type { ShownPart } from '../../core/adapter.ts'
import type { DeskForm, FilledForm, FormChange, FormItem } from '../../core/desk-views.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import type { AskedSurvey } from '../../core/panel/own-survey.ts'
import type { Language } from '../../core/place.ts'
import { plain, type RichText } from '../../core/rich-text.ts'
import { picturesOf, type WorkingCopy, workingCopy } from '../../store/panel/drafts.ts'
import { quoted } from '../answer-preview.ts'
import type { DeskWork } from '../desk-work.ts'
import { organiserAt } from './organiser-at.ts'

const NETWORKS = ['telegram', 'discord'] as const
type PreviewNetwork = (typeof NETWORKS)[number]

/** No wave has it: what is shown here is sent to nobody. */
const NO_WAVE = '0'

interface Chosen {
  readonly network: PreviewNetwork
  readonly language: Language
}

export async function previewForm(
  work: DeskWork,
  copy: WorkingCopy,
  filled: FilledForm['filled'] = {},
): Promise<DeskForm> {
  const { place, db } = work
  const say = speakToStaff(place)
  const { survey, key } = copy
  const chosen: Chosen = {
    network: NETWORKS.find(network => network === filled.network) ?? NETWORKS[0],
    language: survey.languages.find(language => language === filled.language) ?? survey.languages[0],
  }
  const pictures = Object.fromEntries(await picturesOf(db, key))
  return {
    action: HOME_BUTTONS.preview,
    value: key,
    title: say('builder.title.preview').text,
    submit: say('builder.done').text,
    cancel: say('button.cancel').text,
    fields: [
      {
        key: 'network',
        kind: 'choice',
        live: true,
        label: say('builder.form.network').text,
        required: true,
        options: NETWORKS.map(value => ({ value, label: networkName(value) })),
        given: chosen.network,
      },
      {
        key: 'language',
        kind: 'choice',
        live: true,
        label: say('builder.form.language').text,
        required: true,
        options: survey.languages.map(value => ({ value, label: languageName(place, value) })),
        given: chosen.language,
      },
      ...questionsShown(work, { waveId: NO_WAVE, survey, pictures }, chosen),
    ],
  }
}

/** Another network or language was chosen. */
export async function changedPreview(
  work: DeskWork,
  event: DeskEvent,
  { value, filled }: FilledForm,
): Promise<FormChange | undefined> {
  if ('instead' in (await organiserAt(work, event))) return undefined
  const copy = await workingCopy(work.db, value)
  return copy && { kind: 'update', form: await previewForm(work, copy, filled) }
}

function questionsShown(
  { place, shown }: DeskWork,
  asked: AskedSurvey,
  { network, language }: Chosen,
): readonly FormItem[] {
  const say = speakToStaff(place)
  const voice = surveyVoice(asked.survey, language)
  const item = (text: RichText): FormItem => ({ kind: 'text', text })
  return asked.survey.questions.flatMap((_, n) => {
    const message = n === 0 ? firstMessage(asked, voice) : questionMessage(asked, n, voice, {})
    const looks = shown({ to: 'resident', address: `${network}:${NO_WAVE}`, ...message })
    if (!looks) return n === 0 ? [item(say('builder.previewAway', { network: networkName(network) }))] : []
    return [
      item(say('builder.previewQuestion', { number: String(n + 1) })),
      ...looks.parts.flatMap(part => [item(quoted(part)), item(drawn(part.buttons))]),
      ...(message.files.length > 0 ? [item(say('builder.previewPictures'))] : []),
    ]
  })
}

function drawn(buttons: ShownPart['buttons']): RichText {
  return plain(buttons.map(row => row.map(label => `[ ${label} ]`).join(' ')).join('\n'))
}
