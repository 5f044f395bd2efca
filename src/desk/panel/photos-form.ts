/**
 * The photos of a page, to whoever asks for them: in their messages with the app, for a day.
 */
import { speakToStaff } from '../../actions/context.ts'
import { photoIn, photoName, sendPhotos } from '../../actions/panel/send-photos.ts'
import type { DeskForm, FilledForm } from '../../core/desk-views.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import { plain } from '../../core/rich-text.ts'
import { resultsWave } from '../../store/panel/results.ts'
import type { Act } from '../desk.ts'
import { type DeskWork, nothing } from '../desk-work.ts'
import { organiserAt } from './organiser-at.ts'
import { answersOn, PAGE, wordsForm } from './words-form.ts'
import { ANSWER_ID, readView, type WordsView, writeView } from './words-view.ts'

const FORM = 'resultsPhotos'

/** Undefined where the page has none to send. */
export async function photosForm(work: DeskWork, view: WordsView): Promise<DeskForm | undefined> {
  const photos = (await answersOn(work.db, view)).filter(answer => photoIn(answer))
  if (photos.length === 0) return undefined
  const say = speakToStaff(work.place)
  return {
    action: FORM,
    value: `${photos.map(({ id }) => id).join(',')} ${writeView(view)}`,
    title: say('results.words.photos.title').text,
    submit: say('results.words.photos.submit').text,
    cancel: say('button.cancel').text,
    fields: [
      { kind: 'text', text: plain(photos.map(photo => photoName(photo, work)).join(' · ')) },
      { kind: 'text', text: say('results.words.photos.what') },
    ],
  }
}

export function isPhotosForm(action: string): boolean {
  return action === FORM
}

/** The list is there again afterwards. */
export async function submitPhotos(work: DeskWork, event: DeskEvent, { value }: FilledForm): Promise<Act> {
  const staff = await organiserAt(work, event)
  if ('instead' in staff) return staff.instead
  const [, named = '', rest = ''] = /^(\S+) (.*)$/.exec(value) ?? []
  const ids = named.split(',')
  const view = readView(rest)
  const wave = view && (await resultsWave(work.db, view.waveId))
  if (!wave || wave.channel !== work.place.panel?.channel) return nothing
  if (ids.length > PAGE || !ids.every(id => ANSWER_ID.test(id))) return nothing
  return async trx => {
    const message = await sendPhotos(trx, { wave, ids, by: staff.by }, { place: work.place, now: work.now() })
    const note = speakToStaff(work.place)(message ? 'results.words.photos.sent' : 'results.words.overtaken')
    const form = await wordsForm({ ...work, db: trx }, wave, view, note)
    return { messages: message ? [message] : [], answer: { kind: 'update', form } }
  }
}
