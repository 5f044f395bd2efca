/**
 * Calls that post files. https://core.telegram.org/bots/api#sending-files
 */
import { CAPTION_LIMIT, checkEntity, readCaption, readMarkup } from './message-rules.ts'
import { array, isRecord, type Params, requiredText, type UploadedFile } from './params.ts'
import { ApiError, badRequest, type WireEntity, type WireMessage, type WirePhoto } from './wire.ts'
import type { ChatState, World } from './world.ts'

const MB = 1024 * 1024
const UPLOAD_LIMIT_BYTES = 50 * MB
const PHOTO_LIMIT_BYTES = 10 * MB

export function postPhoto(world: World, chat: ChatState, params: Params): WireMessage {
  const photo = keepPhoto(world, uploadOf(params, 'photo'))
  return world.post(chat, { photo: [photo], ...captionOf(params) }, readMarkup(params))
}

export function postDocument(world: World, chat: ChatState, params: Params): WireMessage {
  const file = uploadOf(params, 'document')
  if (file.bytes.length > UPLOAD_LIMIT_BYTES) throw new ApiError(413, 'Request Entity Too Large')
  const kept = world.keepFile(file.bytes, 'documents', 'bin')
  const document = { ...kept, file_name: file.name }
  return world.post(chat, { document, ...captionOf(params) }, readMarkup(params))
}

/** An album of photos, 2 to 10. */
export function postMediaGroup(world: World, chat: ChatState, params: Params): readonly WireMessage[] {
  const media = array(params, 'media') ?? []
  if (media.length < 2 || media.length > 10) throw badRequest('media must include 2-10 items')
  const album = String(world.next('album'))
  const contents = media.map(item => {
    if (
      !isRecord(item) ||
      item.type !== 'photo' ||
      typeof item.media !== 'string' ||
      !item.media.startsWith('attach://')
    ) {
      throw badRequest("can't parse InputMedia: only photos sent as attach:// are known here")
    }
    const upload = params.uploads.get(item.media.slice('attach://'.length))
    if (!upload) throw badRequest("can't parse InputMedia: attached file not found")
    return { photo: [keepPhoto(world, upload)], media_group_id: album, ...itemCaption(item) }
  })
  return contents.map(content => world.post(chat, content))
}

function captionOf(params: Params): Partial<WireMessage> {
  const { text: caption, entities } = readCaption(params)
  return withCaption(caption, entities)
}

function itemCaption(item: Record<string, unknown>): Partial<WireMessage> {
  const { caption = '', caption_entities: entities = [] } = item
  if (typeof caption !== 'string' || !Array.isArray(entities)) throw badRequest("can't parse InputMedia")
  if (caption.length > CAPTION_LIMIT) throw badRequest('message caption is too long')
  return withCaption(
    caption,
    entities.map(entity => checkEntity(entity, caption)),
  )
}

function withCaption(caption: string, entities: readonly WireEntity[]): Partial<WireMessage> {
  return caption === '' ? {} : { caption, ...(entities.length ? { caption_entities: entities } : {}) }
}

function uploadOf(params: Params, field: string): UploadedFile {
  const upload = params.uploads.get(field)
  if (upload) return upload
  if (params.values[field] === undefined) throw badRequest(`there is no ${field} in the request`)
  const name = requiredText(params, field)
  const attached = name.startsWith('attach://') ? params.uploads.get(name.slice('attach://'.length)) : undefined
  if (!attached) throw badRequest('wrong remote file identifier specified')
  return attached
}

function keepPhoto(world: World, { bytes }: UploadedFile): WirePhoto {
  if (bytes.length > PHOTO_LIMIT_BYTES) throw badRequest('file of size too big for a photo')
  if (!isPicture(bytes)) throw badRequest('IMAGE_PROCESS_FAILED')
  return { ...world.keepFile(bytes, 'photos', 'jpg'), width: 1280, height: 960 }
}

/** First bytes of JPEG, PNG, WebP and GIF. */
function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  return head.startsWith('\xff\xd8\xff') || head === '\x89PNG' || head === 'RIFF' || head === 'GIF8'
}
