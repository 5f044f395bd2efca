/**
 * The form behind *Status…*: what has become of a case, and what the resident is told with it.
 */
import { postAnswer } from '../actions/answer-case.ts'
import { STATUS, statusName } from '../actions/case-card.ts'
import { changeStatus } from '../actions/change-status.ts'
import { reference, speakToStaff } from '../actions/context.ts'
import { needsSecond } from '../core/approval.ts'
import type { CaseStatus, CloseReason } from '../core/case.ts'
import { choicesFrom, MOST_WORDS, readChange, type StatusChoice, type StatusProblem } from '../core/case-status.ts'
import { cleanText } from '../core/clean-text.ts'
import type { DeskForm } from '../core/desk-views.ts'
import type { Place } from '../core/place.ts'
import { mayDo } from '../core/roles.ts'
import { isoDayAt } from '../core/time-zone.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import { MOST_FILES } from './answer-form.ts'
import type { CaseAtHand } from './case-at-hand.ts'
import type { SentForm } from './case-form.ts'
import type { Act } from './desk.ts'
import type { DeskWork } from './desk-work.ts'
import { type HeldWords, heldWords } from './held-words.ts'

/** @param held  Its words were sent once, and this was found in them. */
export function statusForm(place: Place, about: CaseAtDesk, held?: HeldWords): DeskForm {
  const say = speakToStaff(place)
  const name = { name: about.firstName }
  const isTold = about.address !== null
  return {
    action: STATUS,
    value: `${about.id}:${about.status}${held ? `.${held.mark}` : ''}`,
    title: say('desk.statusForm.title', { reference: reference(place, about.id) }).text,
    submit: say(held ? 'desk.sendHeld' : 'desk.statusForm.save').text,
    cancel: say('button.cancel').text,
    fields: [
      {
        key: 'choice',
        kind: 'choice',
        label: say('desk.statusForm.choice').text,
        required: true,
        options: choicesFrom(about.status).map(value => ({ value, label: choiceName(place, about, value) })),
      },
      {
        key: 'plannedFor',
        kind: 'date',
        label: say('desk.statusForm.day').text,
        hint: say('desk.statusForm.dayHint').text,
        required: false,
      },
      {
        key: 'words',
        kind: 'words',
        label: isTold ? say('desk.statusForm.words', name).text : say('desk.rang.statusWords').text,
        hint: say(isTold ? 'desk.statusForm.wordsHint' : 'desk.rang.statusWordsHint').text,
        required: false,
        most: MOST_WORDS,
      },
      ...(held ? [{ kind: 'text' as const, text: held.told }] : []),
      {
        key: 'files',
        kind: 'files',
        label: say('desk.statusForm.photos').text,
        hint: isTold ? say('desk.statusForm.photosHint', name).text : say('desk.rang.statusPhotosHint').text,
        required: false,
        most: MOST_FILES,
      },
    ],
  }
}

function choiceName(place: Place, { kind }: CaseAtDesk, choice: StatusChoice): string {
  const [status, reason] = choice.split('.') as [CaseStatus, CloseReason | undefined]
  return statusName(place, { kind, status, reason: reason ?? null })
}

/** What the photos show goes after the status, as an answer of files alone: nobody waits for them with the form open. */
export function submitStatus(
  work: DeskWork,
  { about, by, role }: CaseAtHand,
  { seen, filled, files, event }: SentForm,
): Act {
  const { place } = work
  const { choice = '', plannedFor = '', words = '' } = filled
  const [status, mark] = seen.split('.')
  return async trx => {
    const now = work.now()
    const wanted = { choice, plannedFor, words: cleanText(words) }
    const read = readChange(about.status, wanted, isoDayAt(now, place.timeZone))
    const problems: Problems = 'problems' in read ? read.problems : {}
    const alone =
      !mayDo(role, 'approve') && needsSecond(place.replies.approval, { ...about, kind: null, trainee: false })
    const unseen = alone && cleanText(words).trim() !== '' ? { words: 'secondPerson' as const } : {}
    const stale = about.status === status ? {} : { choice: 'notNow' as const }
    const errors = errorsOf(work, about, { ...unseen, ...problems, ...stale })
    if ('problems' in read || Object.keys(errors).length > 0)
      return { messages: [], answer: { kind: 'errors', errors } }
    const held = await heldWords(trx, about, read.words, by.id, { place, now })
    if (held && held.mark !== mark)
      return { messages: [], answer: { kind: 'update', form: statusForm(place, about, held) } }
    const messages = await changeStatus(trx, about, read, by, { place, now })
    if (!messages)
      return { messages: [], answer: { kind: 'errors', errors: errorsOf(work, about, { choice: 'notNow' }) } }
    if (held) {
      const detail = { guards: held.guards }
      await recordEvents(trx, [{ caseId: about.id, actor: by.id, kind: 'sentAllTheSame', detail }], now)
    }
    if (files.length === 0) return { messages }
    const photos = {
      team: event.team,
      author: by.id,
      authorName: by.name,
      kind: 'haveALook' as const,
      words: '',
      choices: null,
      files: files.slice(0, MOST_FILES),
      openedAt: now,
    }
    return { messages: [...messages, ...(await postAnswer(trx, about, photos, { place, now }))] }
  }
}

/** By field. `secondPerson`: whoever may not approve has no words for residents to themselves, where replies need a second person. */
type Problems = Readonly<Partial<Record<string, StatusProblem | 'secondPerson'>>>

function errorsOf({ place }: DeskWork, about: CaseAtDesk, problems: Problems): Readonly<Record<string, string>> {
  const values = {
    name: about.firstName,
    most: MOST_WORDS,
    status: statusName(place, about),
  }
  const say = speakToStaff(place)
  return Object.fromEntries(
    Object.entries(problems).flatMap(([field, problem]) =>
      problem ? [[field, say(`desk.wrong.${problem}`, values).text]] : [],
    ),
  )
}
