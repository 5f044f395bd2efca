/**
 * Discord's CDN: attachments under signed addresses that expire.
 *
 * https://docs.discord.com/developers/reference#signed-attachment-cdn-urls
 */
import { createHmac } from 'node:crypto'
import type { APIAttachment, AttachmentFlags } from 'discord.js'
import type { FormFile } from './form.ts'
import type { HeldFile, World } from './world.ts'

const LIVES_S = 24 * 3600

export function attach(world: World, publicRoot: string, channelId: string, file: FormFile): APIAttachment {
  const id = world.nextId()
  // As the original does: what is no plain letter, digit, dot, dash becomes an underscore in the address.
  const filename = file.name.replace(/[^\w.-]+/g, '_') || 'unknown'
  const path = `/attachments/${channelId}/${id}/${filename}`
  world.files.set(path, { path, bytes: file.bytes, contentType: file.contentType })
  const issued = Math.floor(world.now() / 1000)
  const hex = (seconds: number) => seconds.toString(16)
  const expires = hex(issued + LIVES_S)
  const url = `${publicRoot}${path}?ex=${expires}&is=${hex(issued)}&hm=${sign(path, expires, hex(issued))}&`
  return {
    id,
    filename,
    size: file.bytes.length,
    url,
    proxy_url: url,
    content_type: file.contentType,
    ...(file.description === undefined ? {} : { description: file.description }),
    ...(file.name === filename ? {} : { title: file.name }),
    flags: 0 as AttachmentFlags,
  }
}

/** The file at a signed address; undefined where the signature is wrong or has expired. */
export function download(world: World, url: URL): HeldFile | undefined {
  const [expires, issued, signature] = ['ex', 'is', 'hm'].map(name => url.searchParams.get(name) ?? '')
  const file = world.files.get(decodeURIComponent(url.pathname))
  if (!file || !expires || signature !== sign(file.path, expires, issued ?? '')) return undefined
  return Number.parseInt(expires, 16) * 1000 > world.now() ? file : undefined
}

function sign(path: string, expires: string, issued: string): string {
  return createHmac('sha256', 'stand-in').update(`${path} ${expires} ${issued}`).digest('hex')
}
