/**
 * The form behind *Answer…*: what kind of reply it is, a template to begin with, the words, and how it will look.
 */
import { MOST_ANSWER } from '../actions/answer-case.ts'
import { ANSWER } from '../actions/case-card.ts'
import { networkName, reference, speakToStaff } from '../actions/context.ts'
import { languageName } from '../actions/language-name.ts'
import type { DeskForm, FormField, FormItem } from '../core/desk-views.ts'
import type { RemoteFile } from '../core/files.ts'
import { networkOf } from '../core/network.ts'
import type { Place } from '../core/place.ts'
import { REPLY_KINDS, type ReplyKind } from '../core/reply-kinds.ts'
import type { RichText } from '../core/rich-text.ts'
import type { CaseOnCard } from '../store/case-on-card.ts'
import { type TemplateAtHand, wordsOf } from './templates.ts'

/** Names of the buttons in it. */
const PREVIEW = 'preview'
export const SAVE_TEMPLATE = 'saveTemplate'

/** Slack's own limit for a field of files. */
export const MOST_FILES = 10

export interface AnswerDraft {
  readonly kind?: ReplyKind | undefined
  readonly template?: TemplateAtHand | undefined
  readonly words: string
  readonly files: readonly RemoteFile[]
}

export interface AnswerFormParts {
  readonly place: Place
  readonly about: CaseOnCard
  readonly templates: readonly TemplateAtHand[]
  /** Comes back with it: what its author has seen by then. */
  readonly openedAt: number
  /** True for those who may save templates and change them. */
  readonly keepsTemplates: boolean
  /** How it will look, as far as there is something to see. */
  readonly preview: readonly RichText[]
}

export function answerForm(parts: AnswerFormParts, draft: AnswerDraft): DeskForm {
  const { place, about, openedAt } = parts
  const say = speakToStaff(place)
  return {
    action: ANSWER,
    value: `${about.id}:${openedAt}`,
    title: say('desk.answerForm.title', { reference: reference(place, about.id) }).text,
    submit: say('desk.answerForm.send').text,
    cancel: say('button.cancel').text,
    fields: [
      kindField(place, draft),
      ...templateField(parts, draft),
      wordsField(place, about, draft),
      {
        key: 'files',
        kind: 'files',
        label: say('desk.answerForm.files').text,
        required: false,
        most: MOST_FILES,
      },
      { kind: 'button', key: PREVIEW, label: say('desk.answerForm.preview', { name: about.firstName }).text },
      ...parts.preview.map((text): FormItem => ({ kind: 'text', text })),
      ...(parts.keepsTemplates ? [keepButton(place, draft)] : []),
    ],
  }
}

/** The kinds, each with a line on what it is good for; that of the chosen one stays in sight. */
function kindField(place: Place, { kind, template }: AnswerDraft): FormField {
  const say = speakToStaff(place)
  return {
    key: 'kind',
    kind: 'choice',
    label: say('desk.answerForm.kind').text,
    required: true,
    live: true,
    ...editionOf(template),
    ...(kind && { given: kind, hint: say(`desk.guidance.${kind}`).text }),
    options: REPLY_KINDS.map(value => ({
      value,
      label: say(`desk.kinds.${value}`).text,
      description: say(`desk.guidance.${value}`).text,
    })),
  }
}

/** Those of the chosen kind, and always the chosen one; nothing where there are none. */
function templateField({ place, about, templates }: AnswerFormParts, { kind, template }: AnswerDraft): FormField[] {
  const say = speakToStaff(place)
  const offered = templates.filter(one => one === template || kind === undefined || one.kind === kind)
  if (offered.length === 0) return []
  const language = template && wordsOf(place, about, template)?.language
  const hint =
    language === undefined || language === about.language
      ? say('desk.answerForm.templateHint')
      : say('desk.answerForm.otherLanguage', {
          name: about.firstName,
          reads: languageName(place, about.language),
          language: languageName(place, language),
        })
  return [
    {
      key: 'template',
      kind: 'choice',
      label: say('desk.answerForm.template').text,
      hint: hint.text,
      required: false,
      live: true,
      ...(template && { given: template.value }),
      options: offered.map(({ value, name }) => ({ value, label: name })),
    },
  ]
}

function wordsField(place: Place, about: CaseOnCard, { words, template }: AnswerDraft): FormField {
  const say = speakToStaff(place)
  return {
    key: 'words',
    kind: 'words',
    label: say('desk.answerForm.words', { name: about.firstName }).text,
    ...(about.address !== null && {
      hint: say('desk.answerForm.reads', {
        name: about.firstName,
        language: languageName(place, about.language),
        network: networkName(networkOf(about.address)),
      }).text,
    }),
    required: false,
    most: MOST_ANSWER,
    given: words,
    ...editionOf(template),
  }
}

/** With another template, what it brings takes the place of what stood there. */
function editionOf(template: TemplateAtHand | undefined): { readonly edition?: string } {
  return template ? { edition: Buffer.from(template.value).toString('hex') } : {}
}

function keepButton(place: Place, { template }: AnswerDraft): FormItem {
  const say = speakToStaff(place)
  const label = say(template?.savedId === undefined ? 'desk.answerForm.save' : 'desk.answerForm.change').text
  return { kind: 'button', key: SAVE_TEMPLATE, label }
}
