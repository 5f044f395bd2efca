/**
 * A survey's file that was dropped on Folkmoot in Slack: kept as the survey's draft, or every mistake told with its line. Who
 * dropped it hears of it where they dropped it.
 */
import { speakToStaff } from '../../actions/context.ts'
import { keepSurveyFile, type ReadFile, readSurveyFile } from '../../actions/panel/keep-survey-file.ts'
import { direct } from '../../actions/to-desk.ts'
import type { RemoteFile } from '../../core/files.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import { joinRich } from '../../core/rich-text.ts'
import { shorten } from '../../core/shorten.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import type { Act } from '../desk.ts'
import type { DeskWork } from '../desk-work.ts'
import { organiserAt } from './organiser-at.ts'

/** UTF-16 units of a file's name. */
const MOST_NAME = 80

export function isSurveyFile({ name = '' }: RemoteFile): boolean {
  return /\.ya?ml$/i.test(name)
}

/** @param files  Those that are surveys, at least one. */
export async function keepsSurveyFiles(work: DeskWork, event: DeskEvent, files: readonly RemoteFile[]): Promise<Act> {
  const { place, now } = work
  const { user } = event
  const staff = await organiserAt(work, event)
  if ('instead' in staff) return async () => ({ messages: [direct(user, staff.why)] })
  const read: ReadFile[] = []
  for (const file of files) read.push(await readOne(work, file))
  return async trx => {
    const messages: NewOutbound[] = []
    for (const file of read) {
      if ('problems' in file) {
        messages.push(direct(user, joinRich(file.problems, '\n')))
        continue
      }
      const kept = await keepSurveyFile(trx, file, staff.by, { place, now: now() })
      messages.push(...kept.home, direct(user, kept.words))
    }
    return { messages }
  }
}

async function readOne({ place, directory, readText }: DeskWork, file: RemoteFile): Promise<ReadFile> {
  const name = shorten(file.name ?? '', MOST_NAME)
  const text = await readText(file)
  if (text === undefined) return { problems: [speakToStaff(place)('surveyFile.unreadable', { name })] }
  const read = readSurveyFile(text, name, place)
  if ('problems' in read) return read
  const { owner } = read.survey
  const ownerName = await directory.nameOf(owner)
  if (ownerName !== '') return { ...read, ownerName }
  const say = speakToStaff(place)
  return { problems: [say('surveyFile.wrong', { name, count: 1 }), say('surveyFile.noOwner', { owner })] }
}
