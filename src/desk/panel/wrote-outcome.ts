/**
 * What came of a survey was written in a form: its picture is fetched, those who answered are counted, and the thread shows
 * what they get.
 */
import { speakToStaff } from '../../actions/context.ts'
import { showOutcome, type Written } from '../../actions/panel/write-outcome.ts'
import type { RemoteFile } from '../../core/files.ts'
import type { DeskEvent, Did, Inbound } from '../../core/inbound.ts'
import { countThoseWhoAnswered, wavesForOutcome } from '../../store/panel/outcome-waves.ts'
import { openOutcomeById } from '../../store/panel/outcomes.ts'
import type { Act } from '../desk.ts'
import { type DeskWork, nothing } from '../desk-work.ts'
import { takePictures } from './take-pictures.ts'

/** What the desk does once the form is closed. One change of an outcome after the other. */
export function goesOnWith(
  { survey, outcome: { id, revision } }: Written,
  files: readonly RemoteFile[],
  { team, user }: Pick<DeskEvent, 'team' | 'user'>,
): Inbound {
  const { key, channel, thread } = survey
  const did = { kind: 'wroteOutcome', outcomeId: id, revision, files } as const
  return {
    network: 'slack',
    externalId: `outcome:${id}:${revision}`,
    lane: `slack:outcome:${key}`,
    position: '0',
    event: { from: 'desk', team, channel, thread, user, did },
  }
}

export async function prepareWroteOutcome(
  work: DeskWork,
  { outcomeId, revision, files }: Extract<Did, { kind: 'wroteOutcome' }>,
): Promise<Act> {
  const { db, place, now } = work
  const written = await openOutcomeById(db, outcomeId)
  if (!written) return nothing
  const { survey, id, kind } = written
  const { pictures, refused } = await takePictures(work, files)
  const [picture] = pictures
  const [file] = refused
  const waves = await wavesForOutcome(db, survey, kind)
  const counted = await countThoseWhoAnswered(db, survey, waves, now())
  const noPicture = file === undefined ? undefined : speakToStaff(place)('outcome.noPicture', { file })
  const found = { waves, ...counted, ...(picture && { picture }), ...(noPicture && { noPicture }) }
  return async trx => ({
    messages: await showOutcome(trx, { survey, id, revision }, found, { place, now: now() }),
  })
}
