/**
 * The form behind *Ask …*: a question to the resident, with answers to tap.
 */
import { postAnswer } from '../actions/answer-case.ts'
import { ASK_RESIDENT } from '../actions/case-card.ts'
import { reference, speakToStaff } from '../actions/context.ts'
import { isSettled, MOST_WORDS } from '../core/case-status.ts'
import { cleanText } from '../core/clean-text.ts'
import type { DeskForm } from '../core/desk-views.ts'
import type { Place } from '../core/place.ts'
import { type ChoicesProblem, MOST_CHOICE, MOST_CHOICES, readChoices } from '../core/question.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { CaseAtHand } from './case-at-hand.ts'
import { type SentForm, wrong } from './case-form.ts'
import type { Act } from './desk.ts'
import type { DeskWork } from './desk-work.ts'

/** Eight answers, and room to be told that one of them is too long. */
const MOST_LINES = 2_000

/** @param openedAt  Milliseconds since 1970; comes back with it. */
export function askForm(place: Place, about: CaseAtDesk, openedAt: number): DeskForm {
  const say = speakToStaff(place)
  return {
    action: ASK_RESIDENT,
    value: `${about.id}:${openedAt}`,
    title: say('desk.askForm.title', { reference: reference(place, about.id) }).text,
    submit: say('desk.askForm.send').text,
    cancel: say('button.cancel').text,
    fields: [
      {
        key: 'words',
        kind: 'words',
        label: say('desk.askForm.words', { name: about.firstName }).text,
        hint: say('desk.askForm.wordsHint').text,
        required: true,
        most: MOST_WORDS,
      },
      {
        key: 'choices',
        kind: 'words',
        label: say('desk.askForm.choices').text,
        hint: say('desk.askForm.choicesHint', { most: MOST_CHOICES }).text,
        required: false,
        most: MOST_LINES,
      },
    ],
  }
}

export function submitAsk(
  { place, now: clock }: DeskWork,
  { about, by }: CaseAtHand,
  { event: { team }, seen, filled }: SentForm,
): Act {
  const now = clock()
  const say = speakToStaff(place)
  const words = cleanText(filled.words ?? '').trim()
  const choices = readChoices(cleanText(filled.choices ?? ''), place.panel !== undefined)
  const problem = 'kind' in choices ? wrongChoices(place, choices) : undefined
  const errors = {
    ...(words === '' && { words: say('desk.wrong.noQuestion').text }),
    ...(words.length > MOST_WORDS && { words: say('desk.wrong.longWords', { most: MOST_WORDS }).text }),
    ...(isSettled(about.status) && { words: say('desk.wrong.settledCase').text }),
    ...(problem !== undefined && { choices: problem }),
  }
  if ('kind' in choices || Object.keys(errors).length > 0) return wrong(errors)
  const openedAt = openedBy(seen, now)
  const question = {
    team,
    author: by.id,
    authorName: by.name,
    kind: 'tellUsMore' as const,
    words,
    choices,
    files: [],
    openedAt,
  }
  return async trx => ({ messages: await postAnswer(trx, about, question, { place, now }) })
}

/** When a form was opened is told by the form: nobody gains by a lie about it, and the future does not count. */
export function openedBy(at: string, now: Date): Date {
  return /^\d{1,15}$/.test(at) && Number(at) < now.getTime() ? new Date(Number(at)) : now
}

function wrongChoices(place: Place, problem: ChoicesProblem): string {
  const say = speakToStaff(place)
  if (problem.kind === 'many') return say('desk.wrong.manyChoices', { most: MOST_CHOICES }).text
  if (problem.kind === 'alike') return say('desk.wrong.alikeChoices', { choice: problem.choice }).text
  if (problem.kind === 'stopWord') return say('desk.wrong.stopChoice', { choice: problem.choice }).text
  return say('desk.wrong.longChoice', { most: MOST_CHOICE, choice: problem.choice }).text
}
