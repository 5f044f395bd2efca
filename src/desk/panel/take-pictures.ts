/**
 * Pictures that were chosen in a form. What the form can tell of them it is told at once; they are fetched after it, for
 * Slack waits no longer than three seconds for the answer to a form, and a large photo takes longer.
 */
import type { FilledForm } from '../../core/desk-views.ts'
import type { RemoteFile, StoredFile } from '../../core/files.ts'
import type { DeskWork } from '../desk-work.ts'
import { whyRefused } from '../wrote.ts'

/** What Slack says of a file that it does not know. */
const UNKNOWN = 'application/octet-stream'

/** As Slack says, which is not believed later on: a document in the place of a picture is an oversight. */
export function arePictures(files: FilledForm['files']): boolean {
  return files.every(({ mediaType = UNKNOWN }) => mediaType.startsWith('image/') || mediaType === UNKNOWN)
}

/** @returns Those that are pictures, in their order, and why the others are not there, each with its name. */
export async function takePictures(
  { place, takeFiles }: Pick<DeskWork, 'place' | 'takeFiles'>,
  files: readonly RemoteFile[],
): Promise<{ readonly pictures: readonly StoredFile[]; readonly refused: readonly string[] }> {
  const taken = files.length > 0 ? await takeFiles(files) : []
  const pictures: StoredFile[] = []
  const refused: string[] = []
  for (const [n, one] of taken.entries()) {
    if (one.kept && one.file.mediaType.startsWith('image/')) pictures.push(one.file)
    else refused.push(whyRefused(place, files[n], one.kept ? 'notAPicture' : one.why))
  }
  return { pictures, refused }
}
