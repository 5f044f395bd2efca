/**
 * Two pictures were chosen for a question: once they are fetched they take the places of those that it has, or had not yet.
 */
import { randomUUID } from 'node:crypto'
import { speakToStaff } from '../../actions/context.ts'
import { surveyPost } from '../../actions/panel/wave-line.ts'
import { direct } from '../../actions/to-desk.ts'
import type { StoredFile } from '../../core/files.ts'
import type { DeskEvent, Did, Inbound } from '../../core/inbound.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { savePicture, takeWorkingCopy, type WorkingCopy } from '../../store/panel/drafts.ts'
import type { Act } from '../desk.ts'
import type { DeskWork } from '../desk-work.ts'
import type { ChosenPictures } from './part-form.ts'
import { saveCopy } from './save-copy.ts'
import { takePictures } from './take-pictures.ts'

/** What the desk does once the form is closed. Of one survey one after the other: what was chosen last counts. */
export function toFetch(survey: string, chosen: ChosenPictures, { team, channel, user }: DeskEvent): Inbound {
  const did = { kind: 'chosePictures', survey, ...chosen } as const
  return {
    network: 'slack',
    externalId: `pictures:${randomUUID()}`,
    lane: `slack:pictures:${survey}`,
    position: '0',
    event: { from: 'desk', team, channel, user, did },
  }
}

export async function prepareChosePictures(
  work: DeskWork,
  { user }: DeskEvent,
  { survey: key, question, files }: Extract<Did, { kind: 'chosePictures' }>,
): Promise<Act> {
  const { pictures, refused } = await takePictures(work, files)
  const by = { id: user, name: await work.directory.nameOf(user) }
  return async trx => {
    const copy = await takeWorkingCopy(trx, key)
    const number = 1 + (copy?.survey.questions.findIndex(one => one.key === question && one.kind === 'pictures') ?? -1)
    // it was taken out meanwhile, or is of another kind by now
    if (!copy || number === 0) return { messages: [] }
    if (refused.length > 0) return { messages: [tellRefused(work, copy, { number, refused, user })] }
    for (const picture of pictures) await savePicture(trx, key, picture)
    const survey = withPictures(copy.survey, question, pictures)
    return { messages: await saveCopy(trx, work, by, { ...copy, survey }) }
  }
}

function withPictures(survey: Survey, key: string, pictures: readonly StoredFile[]): Survey {
  const questions = survey.questions.map(question =>
    question.key === key && question.kind === 'pictures'
      ? {
          ...question,
          options: question.options.map((option, n) => ({ ...option, picture: pictures[n]?.sha256 ?? option.picture })),
        }
      : question,
  )
  return { ...survey, questions }
}

/** Below the survey's message, where there is one already. */
function tellRefused(
  { place }: DeskWork,
  { key, thread }: WorkingCopy,
  { number, refused, user }: { readonly number: number; readonly refused: readonly string[]; readonly user: string },
): NewOutbound {
  const files = new Intl.ListFormat(place.languages[0]).format(refused)
  const text = speakToStaff(place)('builder.notFetched', { number: String(number), files })
  if (!thread) return direct(user, text)
  return surveyPost(key, { to: 'desk', kind: 'post', thread, calls: [user], text, files: [], buttons: [] })
}
