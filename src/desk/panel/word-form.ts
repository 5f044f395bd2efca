/**
 * One answer and what is to become of it: tags, a quote that members read, out of sight, or back.
 */
import { speakToStaff } from '../../actions/context.ts'
import {
  MODERATIONS,
  type Moderation,
  type ModerationOutcome,
  moderateWords,
  moderationsOf,
} from '../../actions/panel/moderate-words.ts'
import { namesSomebody } from '../../actions/panel/names-somebody.ts'
import type { DeskForm, FilledForm, FormItem } from '../../core/desk-views.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import { HIDING_REASONS, MOST_TAGS, TAG_LENGTH } from '../../core/panel/free-answer.ts'
import { quoted } from '../../core/rich-text.ts'
import { type FreeAnswer, tagsOf } from '../../store/panel/free-answers.ts'
import { type ResultsWave, resultsWave } from '../../store/panel/results.ts'
import type { Act } from '../desk.ts'
import { type DeskWork, nothing } from '../desk-work.ts'
import { organiserAt } from './organiser-at.ts'
import { readOut, wordsForm } from './words-form.ts'
import { ANSWER_ID, readView, type WordsView, writeView } from './words-view.ts'

/** The name of the form of each act. */
const FORM = 'resultsWord'

/** Undefined where that cannot be done with it as it stands. */
export async function wordForm(
  work: DeskWork,
  wave: ResultsWave,
  answer: FreeAnswer,
  act: string,
  view: WordsView,
): Promise<DeskForm | undefined> {
  const known = moderationsOf(answer).find(one => one === act)
  if (!known) return undefined
  const say = speakToStaff(work.place)
  const { words } = readOut(work, answer)
  return {
    action: FORM,
    value: `${known} ${answer.id} ${writeView(view)}`,
    title: say(`results.words.do.title.${known}`).text,
    submit: say(`results.words.do.submit.${known}`).text,
    cancel: say('button.cancel').text,
    fields: [
      { kind: 'text', text: quoted(words) },
      { kind: 'text', text: say(`results.words.do.what.${known}`) },
      ...(await fieldsOf(work, wave, answer, known)),
    ],
  }
}

export function isWordForm(action: string): boolean {
  return action === FORM
}

async function fieldsOf(
  work: DeskWork,
  wave: ResultsWave,
  { question, tags, value }: FreeAnswer,
  act: Moderation,
): Promise<readonly FormItem[]> {
  const { place, db, now } = work
  const say = speakToStaff(place)
  if (act === 'tag') {
    const known = await tagsOf(db, wave.survey, question)
    return [
      ...(known.length === 0
        ? []
        : [
            {
              key: 'tags',
              kind: 'choices' as const,
              label: say('results.words.do.tags').text,
              required: false,
              options: known.map(tag => ({ value: tag, label: tag })),
              given: tags,
            },
          ]),
      {
        key: 'fresh',
        kind: 'words',
        label: say('results.words.do.fresh').text,
        required: false,
        most: TAG_LENGTH,
        oneLine: true,
      },
    ]
  }
  if (act === 'hide') {
    const options = HIDING_REASONS.map(why => ({ value: why, label: say(`results.words.why.${why}`).text }))
    return [{ key: 'why', kind: 'choice', label: say('results.words.do.why').text, required: true, options }]
  }
  if (act !== 'publish' || typeof value !== 'string' || !namesSomebody(value, { place, now: now() })) return []
  return [
    {
      key: 'sure',
      kind: 'choices',
      label: say('results.words.do.sure').text,
      required: true,
      options: [{ value: SURE, label: say('results.words.do.yes').text }],
    },
  ]
}

const SURE = 'sure'

/** The list is there again afterwards, as it is by then. */
export async function submitWord(work: DeskWork, event: DeskEvent, { value, filled }: FilledForm): Promise<Act> {
  const staff = await organiserAt(work, event)
  if ('instead' in staff) return staff.instead
  const [, act, id = '', rest = ''] = /^(\w+) (\S+) (.*)$/.exec(value) ?? []
  const moderation = MODERATIONS.find(one => one === act)
  const view = readView(rest)
  const wave = view && (await resultsWave(work.db, view.waveId))
  if (!moderation || !ANSWER_ID.test(id) || !wave || wave.channel !== work.place.panel?.channel) return nothing
  const tags = [...(filled.tags?.split('\n') ?? []), filled.fresh ?? '']
  return async trx => {
    const now = work.now()
    const chosen = { tags, why: filled.why, isSure: filled.sure === SURE }
    const done = await moderateWords(trx, { wave, id, by: staff.by }, moderation, chosen, { place: work.place, now })
    const wrong = wrongWith(work, done)
    if (wrong) return { messages: [], answer: { kind: 'errors', errors: wrong } }
    const say = speakToStaff(work.place)
    const note = say(done === 'done' ? `results.words.do.done.${moderation}` : 'results.words.overtaken')
    return { messages: [], answer: { kind: 'update', form: await wordsForm({ ...work, db: trx }, wave, view, note) } }
  }
}

/** What is said at which field; undefined where it is nothing that somebody filled in. */
function wrongWith({ place }: DeskWork, done: ModerationOutcome): Readonly<Record<string, string>> | undefined {
  const say = speakToStaff(place)
  switch (done) {
    case 'tooManyTags':
      return { fresh: say('results.words.do.tooMany', { most: String(MOST_TAGS) }).text }
    case 'longTag':
      return { fresh: say('results.words.do.long', { most: String(TAG_LENGTH) }).text }
    case 'noReason':
      return { why: say('results.words.do.noReason').text }
    case 'notSure':
      return { sure: say('results.words.do.notSure').text }
    case 'done':
    case 'gone':
      return undefined
  }
}
