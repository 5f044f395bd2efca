/**
 * The form for a template that staff keep: what it is called, its kind, and its words in each language of the place.
 */
import { speakToStaff } from '../actions/context.ts'
import { languageName } from '../actions/language-name.ts'
import { cleanText } from '../core/clean-text.ts'
import type { DeskForm, Filled, FormField, FormItem } from '../core/desk-views.ts'
import type { Language, Place } from '../core/place.ts'
import { isReplyKind, REPLY_KINDS, type ReplyKind } from '../core/reply-kinds.ts'
import { MOST_TEMPLATE, MOST_TEMPLATES, TEMPLATE_NAMES, unknownNames } from '../core/reply-template.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import { type SavedTemplate, savedTemplates, saveTemplate } from '../store/templates.ts'
import type { CaseAtHand } from './case-at-hand.ts'
import { type SentForm, wrong } from './case-form.ts'
import type { Act } from './desk.ts'
import { type DeskWork, tell } from './desk-work.ts'

export const TEMPLATE = 'template'

/** UTF-16 units; Slack shows 75 of them in a list. */
const MOST_NAME = 75
const REMOVE = 'remove'
const NAMES = TEMPLATE_NAMES.map(name => `{${name}}`).join(', ')

/** As it is before it is saved. `id`: of one that is changed. */
export type TemplateDraft = Omit<SavedTemplate, 'id' | 'kind'> & {
  readonly id?: string
  readonly kind?: ReplyKind | undefined
}

export function templateForm(place: Place, { id: caseId }: CaseAtDesk, draft: TemplateDraft): DeskForm {
  const say = speakToStaff(place)
  return {
    action: TEMPLATE,
    value: `${caseId}:${draft.id ?? ''}`,
    title: say('desk.templateForm.title').text,
    submit: say('desk.templateForm.save').text,
    cancel: say('button.back').text,
    fields: [
      {
        key: 'name',
        kind: 'words',
        oneLine: true,
        label: say('desk.templateForm.name').text,
        required: true,
        most: MOST_NAME,
        given: draft.name,
      },
      {
        key: 'kind',
        kind: 'choice',
        label: say('desk.answerForm.kind').text,
        required: true,
        options: REPLY_KINDS.map(value => ({ value, label: say(`desk.kinds.${value}`).text })),
        ...(draft.kind && { given: draft.kind }),
      },
      ...place.languages.map(language => textField(place, language, draft.texts[language])),
      ...(draft.id === undefined ? [] : [fateField(place)]),
    ],
  }
}

export async function submitTemplate(
  work: DeskWork,
  { by }: CaseAtHand,
  { event, seen, filled }: SentForm,
): Promise<Act> {
  const { place } = work
  const saved = await savedTemplates(work.db)
  const known = saved.find(({ id }) => id === seen)
  const say = speakToStaff(place)
  if (seen !== '' && !known) return wrong({ name: say('desk.wrong.templateGone').text })
  if (!known && saved.length >= MOST_TEMPLATES)
    return wrong({ name: say('desk.wrong.manyTemplates', { most: MOST_TEMPLATES }).text })
  const gone = known !== undefined && filled.fate === REMOVE
  const read = gone ? known : readTemplate(place, filled)
  if ('errors' in read) return wrong(read.errors)
  const words = say(gone ? 'desk.templateForm.removed' : 'desk.templateForm.saved', { name: read.name })
  return async trx => {
    await saveTemplate(trx, { ...read, gone, ...(known && { id: known.id }) }, by, work.now())
    return { messages: [tell(event, words)], answer: { kind: 'back' } }
  }
}

function textField(place: Place, language: Language, given = ''): FormField {
  const say = speakToStaff(place)
  return {
    key: textKey(language),
    kind: 'words',
    label: say('desk.templateForm.text', { language: languageName(place, language) }).text,
    hint: say('desk.templateForm.textHint', { names: NAMES }).text,
    required: false,
    most: MOST_TEMPLATE,
    given,
  }
}

function fateField(place: Place): FormItem {
  const say = speakToStaff(place)
  return {
    key: 'fate',
    kind: 'choice',
    label: say('desk.templateForm.fate').text,
    required: true,
    given: 'keep',
    options: [
      { value: 'keep', label: say('desk.templateForm.keep').text },
      { value: REMOVE, label: say('desk.templateForm.remove').text },
    ],
  }
}

function readTemplate(
  place: Place,
  filled: Filled,
): Omit<SavedTemplate, 'id'> | { readonly errors: Readonly<Record<string, string>> } {
  const say = speakToStaff(place)
  const name = cleanText(filled.name ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  const { kind = '' } = filled
  const texts = Object.fromEntries(
    place.languages
      .map(language => [language, cleanText(filled[textKey(language)] ?? '').trim()] as const)
      .filter(([, text]) => text !== ''),
  )
  const textErrors = Object.entries(texts).flatMap(([language, text]) => {
    const unknown = unknownNames(text).map(one => `{${one}}`)
    const names = { unknown: unknown.join(', '), names: NAMES }
    if (unknown.length > 0) return [[textKey(language), say('desk.wrong.unknownName', names).text] as const]
    if (text.length <= MOST_TEMPLATE) return []
    return [[textKey(language), say('desk.wrong.longWords', { most: MOST_TEMPLATE }).text] as const]
  })
  const errors = {
    ...(name === '' && { name: say('desk.wrong.noName').text }),
    ...(name.length > MOST_NAME && { name: say('desk.wrong.longWords', { most: MOST_NAME }).text }),
    ...(!isReplyKind(kind) && { kind: say('desk.wrong.noKind').text }),
    ...(Object.keys(texts).length === 0 && { [textKey(place.languages[0])]: say('desk.wrong.noText').text }),
    ...Object.fromEntries(textErrors),
  }
  if (!isReplyKind(kind) || Object.keys(errors).length > 0) return { errors }
  return { name, kind, texts }
}

function textKey(language: Language): string {
  return `text-${language}`
}
