/**
 * Makes one call of a plan: opens the files it needs, and says which message came of it.
 */
import type { Attempt } from '../../src/core/adapter.ts'
import { SendError } from '../../src/core/send-error.ts'
import type { TelegramApi } from './api.ts'
import { movedTo } from './errors.ts'
import type { Self } from './parse.ts'
import type { FileToSend, InvitePayload, TelegramCall } from './render.ts'

interface Sender {
  /** Who the bot is. */
  readonly self: () => Promise<Self>
  /** The town pays for it where it is above what is free. */
  readonly isPaid: boolean
}

/** @returns As `Adapter.send`: of an album the ids of all its messages. @throws {SendError} */
export async function makeCall(
  api: TelegramApi,
  call: TelegramCall,
  { open }: Attempt,
  { self, isPaid }: Sender,
): Promise<string> {
  // telegraf's types are older than https://core.telegram.org/bots/api#paid-broadcasts.
  const paid = isPaid ? { allow_paid_broadcast: true } : {}
  const upload = async ({ sha256, name }: FileToSend) => ({ source: Buffer.from(await open(sha256)), filename: name })
  switch (call.method) {
    case 'sendMessage':
      return idOf(await api.call('sendMessage', { ...call.payload, ...paid }))
    case 'invite':
      return invite(api, call, await self())
    case 'sendPhoto':
      return idOf(await api.call('sendPhoto', { ...call.payload, ...paid, photo: await upload(call.file) }))
    case 'sendDocument':
      return idOf(await api.call('sendDocument', { ...call.payload, ...paid, document: await upload(call.file) }))
    case 'sendMediaGroup': {
      const { caption, caption_entities, ...target } = call.payload
      const pictures = await Promise.all(call.files.map(upload))
      const words = { ...(caption === undefined ? {} : { caption }), ...(caption_entities ? { caption_entities } : {}) }
      const media = pictures.map((picture, index) => ({
        type: 'photo' as const,
        media: picture,
        ...(index === 0 ? words : {}),
      }))
      const made = await api.call('sendMediaGroup', { ...target, ...paid, media })
      if (made.length === 0) throw new SendError('REJECTED', 'telegram made no message of an album')
      return made.map(idOf).join(' ')
    }
    case 'editMessageText':
      await unlessSo(NOT_CHANGED, api.call('editMessageText', call.payload))
      return String(call.payload.message_id)
    case 'editMessageCaption':
      await unlessSo(NOT_CHANGED, api.call('editMessageCaption', call.payload))
      return call.id
    case 'deleteMessage':
      await unlessSo(GONE, api.call('deleteMessage', call.payload))
      return ''
    case 'keep':
      return call.id
  }
}

/** Where a group does not let us write, that says nothing of whoever called: they can be reached as before. */
async function invite(
  api: TelegramApi,
  { payload, label, start }: Extract<TelegramCall, { method: 'invite' }>,
  { username }: Self,
): Promise<string> {
  const button = { text: label, url: `https://t.me/${username}?start=${start}` }
  const post = (message: InvitePayload) =>
    api.call('sendMessage', { ...message, reply_markup: { inline_keyboard: [[button]] } })
  const follow = (error: unknown) => {
    const group = movedTo(error)
    if (group === undefined) throw error
    // Messages have other numbers there.
    const { reply_parameters: _stayed, ...message } = payload
    return post({ ...message, chat_id: group })
  }
  try {
    return idOf(await post(payload).catch(follow))
  } catch (error) {
    if (!(error instanceof SendError) || error.code !== 'BLOCKED') throw error
    throw new SendError('REJECTED', 'the group does not let us write', { cause: error })
  }
}

function idOf(message: { readonly message_id: number }): string {
  return String(message.message_id)
}

/** The network has no codes for these. What is so already was done before, or by the person themselves. */
const NOT_CHANGED = /message is not modified/i
const GONE = /message to delete not found/i

async function unlessSo(already: RegExp, call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof SendError && error.code === 'REJECTED' && already.test(error.message))) throw error
  }
}
