/**
 * Photos that members answered with, to one of staff where nobody else is; on record. They lie in Slack for a day
 * (`remove-sent-photos.ts`).
 */
import type { StoredFile } from '../../core/files.ts'
import { shorten } from '../../core/shorten.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound, Purpose } from '../../store/outbox.ts'
import { type FreeAnswer, takeFreeAnswer } from '../../store/panel/free-answers.ts'
import type { ResultsWave } from '../../store/panel/results.ts'
import { noteSentPhotos } from '../../store/panel/sent-photos.ts'
import { recordSurveyEvent } from '../../store/panel/survey-events.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { direct } from '../to-desk.ts'
import { questionName } from './counted.ts'
import { titleForStaff } from './wave-line.ts'

/** Of the random name of an answer: enough to tell a page's photos from each other. */
const NAME_LENGTH = 5
/** UTF-16 units of the question in a file's title. */
const QUESTION = 80

/** What can be sent: photos that are not hidden. */
export function photoIn({ value, hiddenFor }: FreeAnswer): StoredFile | undefined {
  return hiddenFor === null && typeof value === 'object' && 'sha256' in value ? value : undefined
}

/**
 * How a photo is called among staff. It keeps this name whatever comes before it in the list, so that what is done with a
 * photo is done with the one that was looked at.
 */
export function photoName({ id }: Pick<FreeAnswer, 'id'>, context: Pick<ActionContext, 'place'>): string {
  return speakToStaff(context.place)('results.words.photo', { name: id.slice(0, NAME_LENGTH).toUpperCase() }).text
}

/**
 * @param ids  As they came: what is none of the wave's photos, or is hidden or erased by now, is left out.
 * @returns Undefined where nothing is left.
 */
export async function sendPhotos(
  trx: Trx,
  { wave, ids, by }: { readonly wave: ResultsWave; readonly ids: readonly string[]; readonly by: Colleague },
  context: ActionContext,
): Promise<NewOutbound | undefined> {
  const sent: string[] = []
  const files: StoredFile[] = []
  let asked = ''
  // In one order, whoever asks: two at once do not wait for each other in a circle.
  for (const id of [...new Set(ids)].sort()) {
    const answer = await takeFreeAnswer(trx, wave.id, id)
    const photo = answer && photoIn(answer)
    const question = wave.definition.questions.find(({ key }) => key === answer?.question)
    if (!photo || !question) continue
    asked = questionName(wave.definition, question, context).text
    sent.push(id)
    files.push({ ...photo, name: titled(photo, `${photoName(answer, context)} · ${shorten(asked, QUESTION)}`) })
  }
  if (files.length === 0) return undefined
  const { survey, id: waveId, definition } = wave
  const detail = { photos: files.length }
  await recordSurveyEvent(trx, { survey, waveId, at: context.now, by, kind: 'photosSent', detail })
  const title = titleForStaff(definition.title, context)
  const message = direct(by.id, speakToStaff(context.place)('results.words.photos.message', { title, asked }), files)
  return { ...message, purpose: { kind: 'photos', answers: sent } }
}

/** Slack's ids of the files stand in the order of the answers, in what was sent last. */
export async function photosSent(
  trx: Trx,
  { answers }: Extract<Purpose, { kind: 'photos' }>,
  sentIds: readonly string[],
  { now }: ActionContext,
): Promise<void> {
  const fileIds = sentIds.at(-1)?.split(' ') ?? []
  const photos = answers.flatMap((freeId, n) => {
    const fileId = fileIds[n]
    return fileId === undefined ? [] : [{ fileId, freeId }]
  })
  await noteSentPhotos(trx, photos, now)
}

/** Slack shows a file's name as its title; what would part it as a path is left out. */
function titled({ name }: StoredFile, title: string): string {
  return `${title.replaceAll(/[/\\]/g, ' ')}.${name.split('.').at(-1)}`
}
