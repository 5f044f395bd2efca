/**
 * What people wrote in a survey, where they put pins, and which photos they sent: ten a page, in an order that tells neither when nor from whom,
 * each with a menu of what to make of it.
 */
import { speakToStaff } from '../../actions/context.ts'
import { numbersOf, questionName, voiceForStaff } from '../../actions/panel/counted.ts'
import { type Moderation, moderationsOf } from '../../actions/panel/moderate-words.ts'
import { namesSomebody } from '../../actions/panel/names-somebody.ts'
import { photoIn, photoName } from '../../actions/panel/send-photos.ts'
import { RESULTS_WORDS } from '../../actions/panel/tell-results.ts'
import { inLanguage as surveyWords } from '../../asking/question-message.ts'
import { areaAt } from '../../core/areas.ts'
import type { DeskForm, FormItem, FormOption } from '../../core/desk-views.ts'
import { isFree, readFilter } from '../../core/panel/free-answer.ts'
import type { SurveyQuestion } from '../../core/panel/survey.ts'
import { joinRich, type RichText } from '../../core/rich-text.ts'
import { shorten } from '../../core/shorten.ts'
import type { Db, Trx } from '../../store/database.ts'
import {
  countFreeAnswers,
  type FreeAnswer,
  type FreeCounts,
  pageOfFreeAnswers,
  pinsOf,
} from '../../store/panel/free-answers.ts'
import type { ResultsWave } from '../../store/panel/results.ts'
import type { DeskWork } from '../desk-work.ts'
import { type WordsView, writeView } from './words-view.ts'

/** Answers on a page. */
export const PAGE = 10
/** UTF-16 units of an answer in the list; the whole of it stands where it is dealt with. */
const LENGTH = 700

const PREVIOUS = 'previous'
const NEXT = 'next'
/** Asks for the photos of the page. */
export const PHOTOS = 'photos'

/** The words of an answer as they are read out; of a pin its place, of a photo its name. */
export interface ReadOut {
  readonly words: string
  /** On a map. */
  readonly url?: string
}

/** @param note  Said above the list. */
export async function wordsForm(
  work: DeskWork,
  wave: ResultsWave,
  wanted: WordsView,
  note?: RichText,
): Promise<DeskForm> {
  const { place, db } = work
  const say = speakToStaff(place)
  const questions = wave.definition.questions.filter(isFree)
  const question = questions.find(({ key }) => key === wanted.question) ?? questions[0]
  const of = { waveId: wave.id, question: question?.key ?? '' }
  const counts = await countFreeAnswers(db, of)
  const total = totalOf(counts, wanted.filter)
  const page = Math.max(0, Math.min(wanted.page, Math.ceil(total / PAGE) - 1))
  const view = { waveId: wave.id, question: of.question, filter: wanted.filter, page }
  const found = await answersOn(db, view)
  const isLast = (page + 1) * PAGE >= total
  return {
    action: RESULTS_WORDS,
    value: writeView(view),
    title: say('results.words.title').text,
    submit: say('builder.done').text,
    cancel: say('button.cancel').text,
    fields: [
      ...(note ? [{ kind: 'text' as const, text: note }] : []),
      ...questionField(work, wave, questions, of.question),
      filterField(work, wanted, counts),
      { kind: 'text', text: rangeOf(work, wave, counts, { page, total }) },
      ...(question?.kind === 'pin' && found.length > 0 ? await areasOf(work, of) : []),
      ...found.map(one => entryOf(work, one)),
      ...(found.some(photoIn)
        ? [{ kind: 'button' as const, key: PHOTOS, label: say('results.words.photos.button').text }]
        : []),
      ...(page > 0 ? [{ kind: 'button' as const, key: PREVIOUS, label: say('results.words.previous').text }] : []),
      ...(isLast ? [] : [{ kind: 'button' as const, key: NEXT, label: say('results.words.next').text }]),
    ],
  }
}

/** What stands on the page. */
export function answersOn(db: Db | Trx, { waveId, question, filter, page }: WordsView): Promise<readonly FreeAnswer[]> {
  return pageOfFreeAnswers(db, { waveId, question }, filter, { from: page * PAGE, most: PAGE })
}

/** One question needs no choice: it stands there as a heading. */
function questionField(
  { place, now }: DeskWork,
  { definition }: ResultsWave,
  questions: readonly SurveyQuestion[],
  given: string,
): readonly FormItem[] {
  const context = { place, now: now() }
  const [only, ...others] = questions
  if (!only) return []
  if (others.length === 0) return [{ kind: 'text', text: questionName(definition, only, context) }]
  const { language } = voiceForStaff(definition, context)
  return [
    {
      key: 'question',
      kind: 'choice',
      live: true,
      label: speakToStaff(place)('results.words.question').text,
      required: true,
      options: questions.map(({ key, ask }) => ({ value: key, label: surveyWords(ask, language) })),
      given,
    },
  ]
}

function filterField({ place, now }: DeskWork, { filter, question }: WordsView, counts: FreeCounts): FormItem {
  const say = speakToStaff(place)
  const { number } = numbersOf({ place, now: now() })
  const standings = (['all', 'new', 'published', 'hidden'] as const).map(value => ({
    value,
    label: say(`results.words.filter.${value}`, { number: number(counts[value]) }).text,
  }))
  const tags = [...counts.tags].map(([tag, count]) => ({
    value: `#${tag}`,
    label: say('results.words.filter.tag', { tag, number: number(count) }).text,
  }))
  // A tag that nothing has any more is still what was chosen.
  const isGone = filter.startsWith('#') && !counts.tags.has(filter.slice(1))
  const gone = say('results.words.filter.tag', { tag: filter.slice(1), number: number(0) }).text
  return {
    key: 'filter',
    kind: 'choice',
    live: true,
    // Tags are a question's own: with another question there are others.
    edition: editionOf(question),
    label: say('results.words.which').text,
    required: true,
    options: [...standings, ...tags, ...(isGone ? [{ value: filter, label: gone }] : [])],
    given: filter,
  }
}

function editionOf(question: string): string {
  return Buffer.from(question).toString('hex').slice(0, 60)
}

function totalOf(counts: FreeCounts, filter: WordsView['filter']): number {
  const named = (['all', 'new', 'published', 'hidden'] as const).find(one => one === filter)
  return named ? counts[named] : (counts.tags.get(filter.slice(1)) ?? 0)
}

function rangeOf(
  { place, now }: DeskWork,
  { closedAt, isLinked }: ResultsWave,
  counts: FreeCounts,
  { page, total }: { readonly page: number; readonly total: number },
): RichText {
  const say = speakToStaff(place)
  const { number } = numbersOf({ place, now: now() })
  if (counts.all + counts.hidden === 0) return say('results.words.nothing')
  if (total === 0) return say('results.words.noneOfThese')
  const from = number(page * PAGE + 1)
  const to = number(Math.min((page + 1) * PAGE, total))
  const range = say('results.words.range', { from, to, total: number(total) })
  if (closedAt === null) return joinRich([range, say('results.words.more')], ' ')
  return isLinked ? joinRich([range, say('results.words.late')], ' ') : range
}

/** How many pins lie in each area. */
async function areasOf({ db, place, now }: DeskWork, of: Parameters<typeof pinsOf>[1]): Promise<readonly FormItem[]> {
  const say = speakToStaff(place)
  const { number } = numbersOf({ place, now: now() })
  const counts = new Map<string, number>()
  for (const { people, ...point } of await pinsOf(db, of)) {
    const area = areaAt(point, place.areas) ?? say('results.words.elsewhere').text
    counts.set(area, (counts.get(area) ?? 0) + people)
  }
  const areas = [...counts].sort(([, a], [, b]) => b - a).map(([area, count]) => `${area} ${number(count)}`)
  return [{ kind: 'text', text: say('results.words.byArea', { areas: areas.join(' · ') }) }]
}

function entryOf(work: DeskWork, answer: FreeAnswer): FormItem {
  const { words, url } = readOut(work, answer)
  const say = speakToStaff(work.place)
  const aside = standingOf(work, answer)
  return {
    kind: 'entry',
    key: answer.id,
    words: shorten(words, LENGTH),
    ...(url !== undefined && { link: { label: say('results.words.map').text, url } }),
    ...(aside !== '' && { aside }),
    acts: moderationsOf(answer).map(act => actOf(work, act)),
  }
}

function actOf({ place }: DeskWork, act: Moderation): FormOption {
  return { value: act, label: speakToStaff(place)(`results.words.act.${act}`).text }
}

/** What was made of it so far, in one line; empty where nothing was. */
function standingOf({ place, now }: DeskWork, { value, tags, isPublished, hiddenFor }: FreeAnswer): string {
  const say = speakToStaff(place)
  const names = typeof value === 'string' && namesSomebody(value, { place, now: now() })
  return [
    ...(names ? [say('results.words.names').text] : []),
    ...(isPublished ? [say('results.words.isPublished').text] : []),
    ...(hiddenFor ? [say('results.words.isHidden', { why: say(`results.words.why.${hiddenFor}`).text }).text] : []),
    ...tags.map(tag => `#${tag}`),
  ].join(' · ')
}

/** Of a pin the area that it lies in, and the spot to about 100 m: nobody's door. Of a photo what it is called. */
export function readOut({ place }: Pick<DeskWork, 'place'>, { id, value }: Pick<FreeAnswer, 'id' | 'value'>): ReadOut {
  if (typeof value === 'object' && 'sha256' in value) return { words: photoName({ id }, { place }) }
  if (typeof value === 'object' && 'latitude' in value) {
    const point = { latitude: Number(value.latitude.toFixed(3)), longitude: Number(value.longitude.toFixed(3)) }
    const area = areaAt(point, place.areas) ?? speakToStaff(place)('results.words.elsewhere').text
    const { latitude, longitude } = point
    return {
      words: `${area} · ${latitude.toFixed(3)}, ${longitude.toFixed(3)}`,
      url: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`,
    }
  }
  return { words: typeof value === 'string' ? value : '' }
}

/** What was chosen above the list: another question or filter begins at the first page. */
export function viewAs(view: WordsView, filled: Readonly<Record<string, string>>, field: string): WordsView {
  if (field === PREVIOUS) return { ...view, page: Math.max(0, view.page - 1) }
  if (field === NEXT) return { ...view, page: view.page + 1 }
  const { question = view.question } = filled
  if (question !== view.question) return { ...view, question, filter: 'all', page: 0 }
  const filter = readFilter(filled.filter ?? '') ?? view.filter
  return filter === view.filter ? view : { ...view, filter, page: 0 }
}
