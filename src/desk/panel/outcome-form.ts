/**
 * *What came of it*: whether it is decided, what members read in each of the survey's languages, a link, a picture.
 */
import { speakToStaff } from '../../actions/context.ts'
import { OUTCOME_BUTTONS } from '../../actions/panel/outcome-posts.ts'
import { writeOutcome } from '../../actions/panel/write-outcome.ts'
import type { DeskForm, FilledForm, FormChange, FormField, FormItem } from '../../core/desk-views.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import type { OutcomeKind } from '../../core/panel/outcome.ts'
import type { Place } from '../../core/place.ts'
import {
  openOutcome,
  outcomeStamp,
  type SurveyForOutcome,
  surveyForOutcome,
  type WrittenOutcome,
} from '../../store/panel/outcomes.ts'
import { wrong } from '../case-form.ts'
import type { Act } from '../desk.ts'
import type { DeskWork } from '../desk-work.ts'
import { wordsFields, wordsKey } from './form-words.ts'
import { organiserAt } from './organiser-at.ts'
import { MOST_LINK, MOST_WORDS, outcomeKindOf, REMOVE, readOutcome } from './read-outcome.ts'
import { goesOnWith } from './wrote-outcome.ts'

interface Shown {
  readonly survey: SurveyForOutcome
  /** @see outcomeStamp */
  readonly stamp: string
  /** What is written by now, and not approved. */
  readonly open: WrittenOutcome | undefined
  readonly kind: OutcomeKind
}

/** @param kind  That it begins with; absent: what was written. */
export async function outcomeForm(
  { db, place }: DeskWork,
  survey: SurveyForOutcome,
  kind?: OutcomeKind,
): Promise<DeskForm> {
  const stamp = await outcomeStamp(db, survey.key)
  const open = await openOutcome(db, survey.key)
  return formOf(place, { survey, stamp, open, kind: kind ?? open?.kind ?? 'decided' })
}

/** Another kind asks for other things. */
export async function changedOutcomeForm(
  work: DeskWork,
  event: DeskEvent,
  { value, filled }: FilledForm,
): Promise<FormChange | undefined> {
  const { key, stamp } = readValue(value)
  const survey = await surveyForOutcome(work.db, key)
  if (!survey || 'instead' in (await organiserAt(work, event, survey.owner))) return undefined
  const open = await openOutcome(work.db, key)
  const kind = outcomeKindOf(filled.kind) ?? 'decided'
  return { kind: 'update', form: formOf(work.place, { survey, stamp, open, kind }) }
}

export async function submitOutcome(work: DeskWork, event: DeskEvent, form: FilledForm): Promise<Act> {
  const { place, now, db } = work
  const say = speakToStaff(place)
  const { key, stamp } = readValue(form.value)
  const survey = await surveyForOutcome(db, key)
  const field = survey ? wordsKey('words', survey.survey.languages[0]) : 'kind'
  const staff = await organiserAt(work, event, survey?.owner)
  if ('instead' in staff) return wrong({ [field]: staff.why.text })
  if (!survey) return wrong({ [field]: say('builder.gone').text })
  const read = readOutcome(work, survey.survey, await openOutcome(db, key), form)
  if (read.errors) return wrong(read.errors)
  return async trx => {
    const done = await writeOutcome(trx, { key, stamp }, read.outcome, staff.by, { place, now: now() })
    if (done.kind === 'not') return wrong({ [field]: done.why.text })(trx)
    return { messages: done.messages, next: goesOnWith(done, form.files, event) }
  }
}

function formOf(place: Place, shown: Shown): DeskForm {
  const say = speakToStaff(place)
  const { survey, stamp } = shown
  return {
    action: OUTCOME_BUTTONS.say,
    // how it stood when it was opened stays what it was
    value: `${survey.key}:${stamp}`,
    title: say('outcome.title.say').text,
    submit: say('outcome.show').text,
    cancel: say('button.cancel').text,
    fields: fieldsOf(place, shown),
  }
}

function fieldsOf(place: Place, { survey, open, kind }: Shown): readonly FormItem[] {
  const say = speakToStaff(place)
  const kinds: readonly OutcomeKind[] = ['decided', 'notYet']
  const nextBy: FormField = {
    key: 'nextBy',
    kind: 'date',
    label: say('outcome.form.nextBy').text,
    hint: say('outcome.form.nextByHint').text,
    required: true,
    ...(open?.nextBy && { given: open.nextBy }),
  }
  const fate: FormField = {
    key: 'fate',
    kind: 'choice',
    label: say('outcome.form.fate').text,
    required: true,
    options: [
      { value: 'keep', label: say('outcome.form.keep').text },
      { value: REMOVE, label: say('outcome.form.remove').text },
    ],
    given: 'keep',
  }
  return [
    {
      key: 'kind',
      kind: 'choice',
      live: true,
      label: say('outcome.form.kind').text,
      required: true,
      options: kinds.map(one => ({ value: one, label: say(`outcome.form.${one}`).text })),
      given: kind,
    },
    ...wordsFields(place, survey.survey.languages, {
      key: 'words',
      label: say('outcome.form.words').text,
      hint: say('outcome.form.wordsHint').text,
      most: MOST_WORDS,
      given: open?.words,
      required: false,
    }),
    ...(kind === 'notYet' ? [nextBy] : []),
    {
      key: 'link',
      kind: 'words',
      oneLine: true,
      label: say('outcome.form.link').text,
      hint: say('outcome.form.linkHint').text,
      required: false,
      most: MOST_LINK,
      given: open?.link ?? '',
    },
    { key: 'picture', kind: 'files', label: say('outcome.form.picture').text, required: false, most: 1 },
    ...(open?.picture ? [fate] : []),
  ]
}

function readValue(value: string): { readonly key: string; readonly stamp: string } {
  const [key = '', stamp = ''] = value.split(':')
  return { key, stamp }
}
