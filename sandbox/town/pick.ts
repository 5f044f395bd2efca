/** What was picked on the page, as bytes with a name: what an app would send. */
import type { Picked } from '../resident-acts.ts'
import { drawSample } from '../samples.ts'
import { ActError } from '../server.ts'

export interface PickedFile {
  readonly bytes: Uint8Array
  readonly name: string
  readonly mediaType: string
}

/** @throws {ActError} where there is no such picture. */
export async function pick(picked: Picked): Promise<PickedFile> {
  if ('base64' in picked) {
    return { bytes: Buffer.from(picked.base64, 'base64'), name: picked.name, mediaType: mediaTypeOf(picked.name) }
  }
  const bytes = await drawSample(picked.sample)
  if (!bytes) throw new ActError('There is no such picture.')
  return { bytes, name: `${picked.sample}.jpg`, mediaType: 'image/jpeg' }
}

const mediaTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  pdf: 'application/pdf',
  txt: 'text/plain',
}

/** As an app guesses it: by the name alone. */
function mediaTypeOf(name: string): string {
  return mediaTypes[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}
