/**
 * A survey's answers as files, to one of staff where nobody else is; on record.
 */
import type { StoredFile } from '../../core/files.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import type { ResultsWave } from '../../store/panel/results.ts'
import { recordExport } from '../../store/panel/survey-events.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { direct } from '../to-desk.ts'
import { titleForStaff } from './wave-line.ts'

export async function sendExport(
  trx: Trx,
  { survey, definition }: ResultsWave,
  files: readonly StoredFile[],
  by: Colleague,
  context: ActionContext,
): Promise<NewOutbound> {
  await recordExport(trx, survey, files.length, { by, at: context.now })
  const title = titleForStaff(definition.title, context)
  return direct(by.id, speakToStaff(context.place)('results.export.files', { title }), files)
}
