/**
 * Makes one call of a plan.
 *
 * Words to a DM carry our key as an enforced nonce: Discord gives back the message it has where the key comes again
 * within some minutes. An answer to an interaction takes the place of the deferred one, which is there to be looked
 * at; when its token is used up, expired or unknown the words go to the DM.
 */
import { MessageFlags, Routes } from 'discord.js'
import type { Attempt } from '../../src/core/adapter.ts'
import { personIdOf } from '../../src/core/network.ts'
import { SendError } from '../../src/core/send-error.ts'
import { answer, answerHere, followUp } from './answer-interaction.ts'
import type { DmChannels } from './dm-channels.ts'
import { refusalCode } from './errors.ts'
import { inChannel, invite } from './in-channel.ts'
import { describedFiles, type Message, messageIdOf, openFiles } from './message-parts.ts'
import type { ChangeCall, DiscordCall, PostCall } from './render.ts'
import type { Api } from './rest.ts'

export interface SendContext {
  readonly api: Api
  readonly dms: DmChannels
  /** Settles when the interaction of this token has been answered, or at once. */
  readonly acknowledged: (token: string) => Promise<void>
}

/** @returns As `Adapter.send`. @throws {SendError} */
export async function send(context: SendContext, call: DiscordCall, attempt: Attempt): Promise<string> {
  if (!('do' in call)) return post(context, call, attempt)
  switch (call.do) {
    case 'invite':
      return invite(context, call, attempt)
    case 'publish':
    case 'revise':
      return inChannel(context, call, attempt)
    default:
      return change(context, call)
  }
}

/** Changes are the same however often they are made. */
async function change({ api, dms }: SendContext, call: ChangeCall): Promise<string> {
  if (call.do === 'keep') return call.message
  const channel = call.channel ?? (await dms.channelOf(personIdOf(call.address)))
  const message = Routes.channelMessage(channel, call.message)
  if (call.do === 'edit') {
    await api.call('Patch', message, { body: { content: call.content, allowed_mentions: { parse: [] } } })
    return call.message
  }
  try {
    await api.call('Delete', message)
  } catch (error) {
    if (refusalCode(error) !== UNKNOWN_MESSAGE) throw error
  }
  return ''
}

/** The message is gone already. */
const UNKNOWN_MESSAGE = 10008

async function post(context: SendContext, call: PostCall, attempt: Attempt): Promise<string> {
  const message: Message = {
    files: await openFiles(call, attempt),
    body: {
      content: call.content,
      components: call.components,
      allowed_mentions: { parse: [] },
      flags: MessageFlags.SuppressEmbeds,
      ...describedFiles(call),
    },
  }
  const { token } = call
  if (token?.here !== undefined) return answerHere(context, call, token, message, attempt)
  if (!token || Date.parse(token.expiresAt) <= Date.now()) return sendToDm(context, call, message, attempt)
  const answered = call.first ? await answer(context, token, message, attempt) : undefined
  if (answered !== undefined) return answered
  try {
    return await sendToDm(context, call, message, attempt)
  } catch (error) {
    // Who takes no direct messages, or would have to wait for the first, still sees what answers a command of theirs.
    if (!(error instanceof SendError) || (error.code !== 'BLOCKED' && !error.ownPace)) throw error
    return followUp(context, token, message, error)
  }
}

async function sendToDm(
  { api, dms }: SendContext,
  call: PostCall,
  message: Message,
  attempt: Attempt,
): Promise<string> {
  const channel = call.channel ?? (await dms.channelOf(personIdOf(call.address)))
  const body = { ...message.body, nonce: attempt.key, enforce_nonce: true }
  return messageIdOf(await api.call('Post', Routes.channelMessages(channel), { body, files: message.files }))
}
