/**
 * What is said in a server's channel, in sight of everybody there: posts, and the way to us for who called us.
 */
import { MessageFlags, Routes } from 'discord.js'
import type { Attempt } from '../../src/core/adapter.ts'
import { personIdOf } from '../../src/core/network.ts'
import { SendError } from '../../src/core/send-error.ts'
import { notOfThePerson, refusalCode } from './errors.ts'
import { describedFiles, messageIdOf, openFiles } from './message-parts.ts'
import type { ChannelCall, InviteCall } from './render.ts'
import type { SendContext } from './send.ts'

/** What a channel does not take tells nothing of a person: somebody has to let us in. */
export async function inChannel({ api }: SendContext, call: ChannelCall, attempt: Attempt): Promise<string> {
  const { channel, content } = call
  const quietly = { content, allowed_mentions: { parse: [] } }
  try {
    if (call.do === 'revise') {
      await api.call('Patch', Routes.channelMessage(channel, call.message), { body: { ...quietly, components: [] } })
      return call.message
    }
    const once = { nonce: attempt.key, enforce_nonce: true, flags: MessageFlags.SuppressEmbeds }
    const body = { ...quietly, ...once, components: call.components, ...describedFiles(call) }
    const files = await openFiles(call, attempt)
    return messageIdOf(await api.call('Post', Routes.channelMessages(channel), { body, files }))
  } catch (error) {
    throw notOfThePerson(error)
  }
}

/** Where a channel does not let us write, whoever called hears it in their direct messages. */
export async function invite(context: SendContext, call: InviteCall, { key }: Attempt): Promise<string> {
  const once = { allowed_mentions: { parse: [] }, nonce: key, enforce_nonce: true }
  const message_reference = { message_id: call.replyTo, fail_if_not_exists: false }
  const body = { ...call.said, ...once, message_reference }
  try {
    return messageIdOf(await context.api.call('Post', Routes.channelMessages(call.channel), { body }))
  } catch (error) {
    if (!NOT_THERE.has(refusalCode(error) ?? 0)) throw error
    return invitePrivately(context, call, once)
  }
}

/** The channel is gone, hidden from us, or nothing for us to write, or to answer, in. */
const NOT_THERE = new Set([10003, 50001, 50013, 160002])

/**
 * Whose direct messages are closed hears nothing; so do those who call while too many channels were opened, rather than
 * hear it when they have forgotten it. Neither says anything of the person: they can be reached as before.
 */
async function invitePrivately({ api, dms }: SendContext, call: InviteCall, once: object): Promise<string> {
  const givenUp = (error: unknown, codes: readonly SendError['code'][]) => {
    if (!(error instanceof SendError) || !codes.includes(error.code)) return error
    return new SendError('REJECTED', 'neither the channel nor the person takes words from us', { cause: error })
  }
  const channel = await dms.channelOf(personIdOf(call.address)).catch(error => {
    throw givenUp(error, ['BLOCKED', 'THROTTLED'])
  })
  const body = { ...call.privately, ...once }
  return messageIdOf(
    await api.call('Post', Routes.channelMessages(channel), { body }).catch(error => {
      throw givenUp(error, ['BLOCKED'])
    }),
  )
}
