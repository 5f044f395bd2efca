/** Bytes that the stand-ins hold, for the page to show. */
import { drawSample } from '../samples.ts'
import type { Cast } from './cast.ts'

export interface HeldFile {
  readonly bytes: Uint8Array
  readonly name: string
}

/** @param path  `sample/KEY`, `telegram/FILE_ID`, `discord/ATTACHMENT_ID` or `slack/FILE_ID`. */
export async function readHeldFile(cast: Cast, path: string): Promise<HeldFile | undefined> {
  const [where, encoded = ''] = path.split('/')
  const id = decode(encoded)
  switch (where) {
    case 'sample':
      return named(await drawSample(id), `${id}.jpg`)
    case 'telegram':
      return named(cast.telegram.fileBytes(id), 'photo.jpg')
    case 'discord':
      return readAttachment(cast, id)
    case 'slack': {
      const upload = cast.slack.uploads.get(id)
      return named(upload?.bytes, upload?.file.name ?? '')
    }
    default:
      return undefined
  }
}

function named(bytes: Uint8Array | undefined, name: string): HeldFile | undefined {
  return bytes && { bytes, name }
}

/** Attachments lie in the stand-in's CDN, as in the original. */
async function readAttachment({ discord }: Cast, id: string): Promise<HeldFile | undefined> {
  const messages = discord.people.flatMap(person => [...person.dm, ...person.ephemerals])
  const attachments = messages.flatMap(message => message.attachments)
  const attachment = attachments.find(one => one.id === id)
  if (!attachment) return undefined
  const response = await fetch(attachment.url)
  return response.ok ? { bytes: new Uint8Array(await response.arrayBuffer()), name: attachment.filename } : undefined
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A stray % names no file.
    return ''
  }
}
