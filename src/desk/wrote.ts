/**
 * A member of staff wrote in a thread: a reply to the resident, a note among staff, or something to ask about.
 */
import { speakToStaff } from '../actions/context.ts'
import { keepNote } from '../actions/keep-note.ts'
import { justNow, replyToResident, type Written } from '../actions/reply-to-resident.ts'
import { markMessage, threadPost } from '../actions/to-desk.ts'
import { writtenElsewhere } from '../actions/written-elsewhere.ts'
import type { FileRefusal, RemoteFile, TakenFile } from '../core/files.ts'
import type { DeskEvent, Did } from '../core/inbound.ts'
import { readIntent } from '../core/note-prefix.ts'
import type { Place } from '../core/place.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { goesOn } from './case-form.ts'
import { type DeskWork, LATER, nothing, tell } from './desk-work.ts'
import { findCase } from './find-case.ts'
import { staffAt } from './staff-at.ts'
import { withNames } from './with-names.ts'

type Wrote = Extract<Did, { kind: 'wrote' }>

export async function prepareWrote(work: DeskWork, event: DeskEvent, wrote: Wrote) {
  const { place } = work
  const { channel, thread } = event
  if (!thread) return nothing
  const about = await findCase(work, channel, thread)
  if (about === undefined) return nothing
  if (about === LATER) return LATER
  const intent = readIntent(wrote.text, place.replies.threadDefault)
  const staff = await staffAt(work, event, { about, channel }, intent.kind === 'note' ? 'note' : 'reply')
  if ('instead' in staff) return staff.instead
  const taken = await work.takeFiles(wrote.files)
  const text = await withNames(work, 'text' in intent ? intent.text : wrote.text)
  const written: Written = {
    author: staff.by.id,
    authorName: staff.by.name,
    words: text,
    files: taken.flatMap(t => (t.kept ? [t.file] : [])),
    channel: event.channel,
    ts: wrote.ts,
  }
  const leftOut = whatWasLeftOut(work, about, wrote.files, taken)

  const elsewhere = (trx: Trx) =>
    writtenElsewhere(trx, about, { channel, ts: thread }, written, { place, now: work.now() })

  const act = async (trx: Trx): Promise<readonly NewOutbound[]> => {
    const context = { place, now: work.now() }
    if (written.words.text === '' && written.files.length === 0) {
      return [...leftOut, tell(event, speakToStaff(place)('desk.nothingToSend'))]
    }
    if (about.mergedInto !== null && intent.kind !== 'note') {
      return [markMessage(channel, wrote.ts, 'failed'), tell(event, goesOn(work, about.mergedInto))]
    }
    if (intent.kind === 'note') {
      return [...(await keepNote(trx, about, written, context)), ...(await elsewhere(trx))]
    }
    const unclear = intent.kind === 'ask'
    const acting = { by: event.user, trainee: staff.role === 'trainee', thread, unclear, since: justNow(context) }
    const sent = await replyToResident(trx, about, written, context, acting)
    return [...sent, ...leftOut, ...(unclear ? [] : await elsewhere(trx))]
  }
  return async (trx: Trx) => ({ messages: await act(trx) })
}

/** Files that could not be taken are named in the thread, each with its reason. */
export function whatWasLeftOut(
  { place }: DeskWork,
  about: CaseAtDesk,
  files: readonly RemoteFile[],
  taken: readonly TakenFile[],
): readonly NewOutbound[] {
  const say = speakToStaff(place)
  const refused = taken.flatMap((t, n) => (t.kept ? [] : [whyRefused(place, files[n], t.why)]))
  if (refused.length === 0) return []
  return [
    threadPost(about.id, { text: say('desk.filesLeftOut', { name: about.firstName, files: refused.join(', ') }) }),
  ]
}

/** A file with the reason why it was not taken. */
export function whyRefused(place: Place, file: RemoteFile | undefined, why: FileRefusal): string {
  const say = speakToStaff(place)
  const name = file?.name ?? '?'
  if (why === 'tooLarge') return say('desk.fileTooLarge', { name }).text
  return say(why === 'cannotFetch' ? 'desk.fileNotFetched' : 'desk.fileRefused', { name }).text
}
