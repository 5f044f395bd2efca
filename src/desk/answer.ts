/**
 * *Answer…*: the form is opened, changes with what is chosen in it, and becomes an answer.
 */
import { MOST_ANSWER, postAnswer } from '../actions/answer-case.ts'
import { speakToStaff } from '../actions/context.ts'
import { cleanText } from '../core/clean-text.ts'
import type { DeskForm, FormChange } from '../core/desk-views.ts'
import type { DeskEvent } from '../core/inbound.ts'
import { isReplyKind } from '../core/reply-kinds.ts'
import { mayDo } from '../core/roles.ts'
import { caseOnCard } from '../store/case-on-card.ts'
import { firstToHear } from '../store/followers.ts'
import { type AnswerDraft, answerForm, MOST_FILES, SAVE_TEMPLATE } from './answer-form.ts'
import { previewOf } from './answer-preview.ts'
import { openedBy } from './ask-form.ts'
import { type CaseAtHand, caseAtHand } from './case-at-hand.ts'
import { type SentForm, wrong } from './case-form.ts'
import type { Act } from './desk.ts'
import type { DeskWork } from './desk-work.ts'
import type { Changed } from './open-form.ts'
import { templateForm } from './template-form.ts'
import { type TemplateAtHand, templatesAtHand, wordsOf } from './templates.ts'

/** As it is before anything was chosen. */
export function openAnswer(work: DeskWork, hand: CaseAtHand): Promise<DeskForm> {
  return formOf(work, hand, { words: '', files: [] }, work.now().getTime())
}

/** What is chosen is seen at once: a template's words take the place of what was there. */
export async function changedAnswer(
  work: DeskWork,
  event: DeskEvent,
  changed: Changed,
): Promise<FormChange | undefined> {
  const [caseId = '', seen = ''] = changed.value.split(':')
  const openedAt = openedBy(seen, work.now()).getTime()
  const hand = await caseAtHand(work, event, caseId, 'reply')
  if ('instead' in hand) return undefined
  const { kind = '', template = '', words = '' } = changed.filled
  const chosen = (await templatesAtHand(work)).find(({ value }) => value === template)
  if (changed.field === SAVE_TEMPLATE) {
    const may = mayDo(hand.role, 'saveTemplate')
    return may ? { kind: 'push', form: keepTemplate(work, hand, changed, chosen) } : undefined
  }
  const about = await caseOnCard(work.db, hand.about.id)
  const begun = changed.field === 'template' && chosen && about && wordsOf(work.place, about, chosen)
  const draft = {
    kind: isReplyKind(kind) ? kind : chosen?.kind,
    template: chosen,
    words: begun ? begun.words : words,
    files: changed.files,
  }
  return { kind: 'update', form: await formOf(work, hand, draft, openedAt) }
}

/** The chosen template, where staff saved it; else a new one that begins with the words in the form. */
function keepTemplate(
  { place }: DeskWork,
  { about }: CaseAtHand,
  { filled: { kind = '', words = '' } }: Changed,
  chosen: TemplateAtHand | undefined,
): DeskForm {
  if (chosen?.savedId !== undefined) return templateForm(place, about, { ...chosen, id: chosen.savedId })
  const draft = { name: '', kind: isReplyKind(kind) ? kind : undefined, texts: { [about.language]: words } }
  return templateForm(place, about, draft)
}

export function submitAnswer(work: DeskWork, { about, by }: CaseAtHand, form: SentForm): Act {
  const { place } = work
  const now = work.now()
  const openedAt = openedBy(form.seen, now)
  const { kind = '' } = form.filled
  const words = cleanText(form.filled.words ?? '').trim()
  const files = form.files.slice(0, MOST_FILES)
  const errors = errorsOf(work, { kind, words, files: files.length })
  if (!isReplyKind(kind) || Object.keys(errors).length > 0) return wrong(errors)
  const answer = {
    team: form.event.team,
    author: by.id,
    authorName: by.name,
    kind,
    words,
    choices: null,
    files,
    openedAt,
  }
  return async trx => ({ messages: await postAnswer(trx, about, answer, { place, now }) })
}

function errorsOf(
  { place }: DeskWork,
  { kind, words, files }: { readonly kind: string; readonly words: string; readonly files: number },
): Readonly<Record<string, string>> {
  const say = speakToStaff(place)
  return {
    ...(!isReplyKind(kind) && { kind: say('desk.wrong.noKind').text }),
    ...(words === '' && files === 0 && { words: say('desk.wrong.nothingWritten').text }),
    ...(words.length > MOST_ANSWER && { words: say('desk.wrong.longWords', { most: MOST_ANSWER }).text }),
  }
}

async function formOf(work: DeskWork, { about, by, role }: CaseAtHand, draft: AnswerDraft, openedAt: number) {
  const [shown, templates, to] = await Promise.all([
    caseOnCard(work.db, about.id),
    templatesAtHand(work),
    firstToHear(work.db, about),
  ])
  if (!shown) throw new Error(`case ${about.id} is gone`)
  const written = { by, ...draft, words: cleanText(draft.words).trim() }
  const preview = to ? previewOf(work, to, written) : []
  return answerForm(
    { place: work.place, about: shown, templates, openedAt, keepsTemplates: mayDo(role, 'saveTemplate'), preview },
    draft,
  )
}
