/**
 * Makes one call of a plan: opens the files it needs, and says which message came of it.
 */
import type { Attempt } from '../../src/core/adapter.ts'
import { SendError } from '../../src/core/send-error.ts'
import type { TelegramApi } from './api.ts'
import type { FileToSend, TelegramCall } from './render.ts'

/** @returns The message's id; of an album the first one's. @throws {SendError} */
export async function makeCall(api: TelegramApi, call: TelegramCall, { open }: Attempt): Promise<string> {
  const upload = async ({ sha256, name }: FileToSend) => ({ source: Buffer.from(await open(sha256)), filename: name })
  switch (call.method) {
    case 'sendMessage':
      return idOf(await api.call('sendMessage', call.payload))
    case 'sendPhoto':
      return idOf(await api.call('sendPhoto', { ...call.payload, photo: await upload(call.file) }))
    case 'sendDocument':
      return idOf(await api.call('sendDocument', { ...call.payload, document: await upload(call.file) }))
    case 'sendMediaGroup': {
      const { caption, caption_entities, ...target } = call.payload
      const pictures = await Promise.all(call.files.map(upload))
      const words = { ...(caption === undefined ? {} : { caption }), ...(caption_entities ? { caption_entities } : {}) }
      const media = pictures.map((picture, index) => ({
        type: 'photo' as const,
        media: picture,
        ...(index === 0 ? words : {}),
      }))
      const [first] = await api.call('sendMediaGroup', { ...target, media })
      if (!first) throw new SendError('REJECTED', 'telegram made no message of an album')
      return idOf(first)
    }
  }
}

function idOf(message: { readonly message_id: number }): string {
  return String(message.message_id)
}
