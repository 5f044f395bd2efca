/**
 * Makes one call of a plan: opens the files it needs, and says which message came of it.
 */
import type { Attempt } from '../../src/core/adapter.ts'
import { SendError } from '../../src/core/send-error.ts'
import type { TelegramApi } from './api.ts'
import type { Self } from './parse.ts'
import type { FileToSend, TelegramCall } from './render.ts'

/** @param self  Who the bot is. @returns The message's id; of an album the first one's. @throws {SendError} */
export async function makeCall(
  api: TelegramApi,
  call: TelegramCall,
  { open }: Attempt,
  self: () => Promise<Self>,
): Promise<string> {
  const upload = async ({ sha256, name }: FileToSend) => ({ source: Buffer.from(await open(sha256)), filename: name })
  switch (call.method) {
    case 'sendMessage':
      return idOf(await api.call('sendMessage', call.payload))
    case 'invite':
      return invite(api, call, await self())
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

/** Where a group does not let us write, that says nothing of whoever called: they can be reached as before. */
async function invite(
  api: TelegramApi,
  { payload, label, start }: Extract<TelegramCall, { method: 'invite' }>,
  { username }: Self,
): Promise<string> {
  const button = { text: label, url: `https://t.me/${username}?start=${start}` }
  try {
    return idOf(await api.call('sendMessage', { ...payload, reply_markup: { inline_keyboard: [[button]] } }))
  } catch (error) {
    if (!(error instanceof SendError) || error.code !== 'BLOCKED') throw error
    throw new SendError('REJECTED', 'the group does not let us write', { cause: error })
  }
}

function idOf(message: { readonly message_id: number }): string {
  return String(message.message_id)
}
