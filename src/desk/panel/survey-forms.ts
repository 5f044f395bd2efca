/**
 * The forms in which a survey is made, by the names of the buttons that open them: a new one, and each of its parts.
 */
import { createHash } from 'node:crypto'
import { speakToStaff } from '../../actions/context.ts'
import { HOME_BUTTONS, tellSurveyHome } from '../../actions/panel/survey-home.ts'
import { newProblems } from '../../actions/panel/survey-problems.ts'
import type { DeskForm, FilledForm, FormChange } from '../../core/desk-views.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Place } from '../../core/place.ts'
import type { Trx } from '../../store/database.ts'
import { beginSurvey, saveDraft, takeWorkingCopy, type WorkingCopy, workingCopy } from '../../store/panel/drafts.ts'
import { wrong } from '../case-form.ts'
import type { Act, Outcome } from '../desk.ts'
import { type DeskWork, tell } from '../desk-work.ts'
import { audienceForm } from './audience-form.ts'
import { basicsFields, basicsForm, dayOf, newSurvey, readBasics } from './basics-form.ts'
import { toFetch } from './chose-pictures.ts'
import { wordsKey } from './form-words.ts'
import { nameKey } from './name-key.ts'
import { organiserAt } from './organiser-at.ts'
import type { PartForm } from './part-form.ts'
import { questionForm } from './question-form.ts'
import { saveCopy } from './save-copy.ts'
import { scheduleForm } from './schedule-form.ts'

export const NEW_SURVEY = 'surveyNew'

const PARTS: Readonly<Record<string, PartForm>> = {
  [HOME_BUTTONS.basics]: basicsForm,
  [HOME_BUTTONS.audience]: audienceForm,
  [HOME_BUTTONS.schedule]: scheduleForm,
  [HOME_BUTTONS.question]: questionForm,
}

export function partFormOf(action: string): PartForm | undefined {
  return Object.hasOwn(PARTS, action) ? PARTS[action] : undefined
}

export function newSurveyForm(place: Place, user: string): DeskForm {
  const say = speakToStaff(place)
  return {
    action: NEW_SURVEY,
    value: '',
    title: say('builder.title.new').text,
    submit: say('builder.begin').text,
    cancel: say('button.cancel').text,
    fields: basicsFields(place, { owner: user }),
  }
}

/** @param filled  Of one that stands open. */
export async function partForm(
  { place, now, channelNames }: Pick<DeskWork, 'place' | 'now' | 'channelNames'>,
  action: string,
  { key, survey }: WorkingCopy,
  part: string,
  filled?: FilledForm,
): Promise<DeskForm | undefined> {
  const form = partFormOf(action)
  if (!form) return undefined
  const say = speakToStaff(place)
  const named = form === audienceForm ? (place.panel?.discordChannels ?? []) : []
  const channels = await channelNames(named)
  const shown = { place, survey, channels, today: dayOf(now(), place), ...(filled && { filled: filled.filled }) }
  return {
    action,
    // how it stood when it was opened stays what it was
    value: filled?.value ?? `${key}:${part}:${stampOf(form, survey, part)}`,
    title: say(form.title).text,
    submit: say('builder.save').text,
    cancel: say('button.cancel').text,
    fields: form.fields(shown, part),
  }
}

/** Another kind of question asks for other things. */
export async function changedSurveyForm(
  work: DeskWork,
  event: DeskEvent,
  filled: FilledForm,
): Promise<FormChange | undefined> {
  const { key, part } = readValue(filled.value)
  if ('instead' in (await organiserAt(work, event))) return undefined
  const copy = await workingCopy(work.db, key)
  const form = copy && (await partForm(work, filled.action, copy, part, filled))
  return form && { kind: 'update', form }
}

export async function submitSurveyForm(work: DeskWork, event: DeskEvent, filled: FilledForm): Promise<Act> {
  const staff = await organiserAt(work, event)
  const form = partFormOf(filled.action)
  if (!form) return submitNew(work, staff, filled)
  const say = speakToStaff(work.place)
  const { key, part, stamp } = readValue(filled.value)
  const copy = await workingCopy(work.db, key)
  const field = copy ? form.firstField(copy.survey, filled.filled) : (Object.keys(filled.filled)[0] ?? 'kind')
  if ('instead' in staff) return wrong({ [field]: staff.why.text })
  if (!copy) return wrong({ [field]: say('builder.gone').text })
  if (stampOf(form, copy.survey, part) !== stamp)
    return wrong({ [field]: say('builder.wrong.overtaken', { name: copy.by.name }).text })
  const read = form.read(work, copy.survey, part, filled)
  if (!read.survey) return wrong(read.errors)
  const [rule] = newProblems(read.survey, copy.survey, { place: work.place, now: work.now() })
  if (rule) return wrong({ [field]: rule.text })
  const { owner } = read.survey
  const ownerName =
    owner === copy.survey.owner && copy.ownerName !== '' ? copy.ownerName : await work.directory.nameOf(owner)
  return async trx => {
    const standing = await takeWorkingCopy(trx, key)
    // somebody was quicker by a moment: pressed again, it is looked at together with what they changed
    if (!standing || JSON.stringify(standing.survey) !== JSON.stringify(copy.survey))
      return errorsAt(field, say('builder.wrong.justNow').text)
    const messages = await saveCopy(trx, work, staff.by, { ...standing, survey: read.survey, ownerName })
    return { messages, ...(read.chosen && { next: toFetch(key, read.chosen, staff.event) }) }
  }
}

async function submitNew(work: DeskWork, staff: Staff, { filled }: FilledForm): Promise<Act> {
  const { place, now } = work
  const say = speakToStaff(place)
  const field = wordsKey('title', place.languages[0])
  if ('instead' in staff) return wrong({ [field]: staff.why.text })
  const read = readBasics(place, filled, dayOf(now(), place))
  if (read.errors) return wrong(read.errors)
  const { basics } = read
  const title = basics.title[basics.languages[0]] ?? ''
  const ownerName = await work.directory.nameOf(basics.owner)
  return async trx => {
    const key = await freeKey(trx, title, basics.owner)
    const survey = newSurvey(key, basics)
    await saveDraft(trx, survey, { by: staff.by, madeBy: staff.by.id, ownerName, at: now() })
    const copy = await takeWorkingCopy(trx, key)
    const begun = tell(staff.event, say('builder.begun', { title }))
    return { messages: copy ? [tellSurveyHome(copy, { place, now: now() }), begun] : [] }
  }
}

type Staff = Awaited<ReturnType<typeof organiserAt>>

/** A key for a new survey, which has it from now on. */
async function freeKey(trx: Trx, title: string, owner: string): Promise<string> {
  const taken: string[] = []
  for (;;) {
    const key = nameKey(title, 'survey', taken)
    if (await beginSurvey(trx, key, owner)) return key
    taken.push(key)
  }
}

/** Of a part as it stands: two that differ have different ones. */
function stampOf(form: PartForm, survey: Survey, part: string): string {
  return createHash('sha256')
    .update(JSON.stringify(form.partOf(survey, part)))
    .digest('hex')
    .slice(0, 12)
}

function readValue(value: string): { readonly key: string; readonly part: string; readonly stamp: string } {
  const [key = '', part = '', stamp = ''] = value.split(':')
  return { key, part, stamp }
}

function errorsAt(field: string, words: string): Outcome {
  return { messages: [], answer: { kind: 'errors', errors: { [field]: words } } }
}
