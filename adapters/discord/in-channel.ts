/**
 * What is said in a server's channel, in sight of everybody there: posts, and the way to us for who called us.
 */
import { MessageFlags, Routes } from 'discord.js'
import type { Attempt } from '../../src/core/adapter.ts'
import { personIdOf } from '../../src/core/network.ts'
import { SendError } from '../../src/core/send-error.ts'
import { notOfThePerson, refusalCode } from './errors.ts'
import { describedFiles, messageIdOf, openFiles } from './message-parts.ts'
import { list, record, snowflake, string } from './raw.ts'
import type { ChannelCall, InviteCall } from './render.ts'
import type { Api } from './rest.ts'
import type { SendContext } from './send.ts'
import { sentAt } from './sender.ts'

type Publish = Extract<ChannelCall, { do: 'publish' }>

/** So far back is looked for a post that may stand there. */
const NEWEST = '50'
/** Between our clock and Discord's. */
const SKEW_MS = 60_000

/** What a channel does not take tells nothing of a person: somebody has to let us in. */
export async function inChannel({ api }: SendContext, call: ChannelCall, attempt: Attempt): Promise<string> {
  const { channel, content } = call
  const quietly = { content, allowed_mentions: { parse: [] } }
  try {
    if (call.do === 'revise') {
      await api.call('Patch', Routes.channelMessage(channel, call.message), { body: { ...quietly, components: [] } })
      return call.message
    }
    const stands = attempt.mayHaveArrived ? await findPost(api, call, attempt) : undefined
    if (stands !== undefined) return stands
    const once = { nonce: attempt.key, enforce_nonce: true, flags: MessageFlags.SuppressEmbeds }
    const body = { ...quietly, ...once, components: call.components, ...describedFiles(call) }
    const files = await openFiles(call, attempt)
    return messageIdOf(await api.call('Post', Routes.channelMessages(channel), { body, files }))
  } catch (error) {
    throw notOfThePerson(error)
  }
}

/** Discord knows our key for some minutes only, but the post is there: a bot's, with these words and buttons, since it was queued. */
async function findPost(api: Api, call: Publish, { queuedAt }: Attempt): Promise<string | undefined> {
  const page = list(await api.call('Get', Routes.channelMessages(call.channel), { query: { limit: NEWEST } }))
  const buttons = idsIn(call.components)
  const found = page.map(record).find(message => {
    const id = snowflake(message?.id)
    const isNew = id !== undefined && sentAt(id) > queuedAt.getTime() - SKEW_MS
    const isSame = string(message?.content) === call.content.trim() && idsIn(message?.components) === buttons
    return isNew && isSame && record(message?.author)?.bot === true
  })
  return snowflake(found?.id)
}

/** What the buttons of some rows are called among us. */
function idsIn(rows: unknown): string {
  const buttons = list(rows).flatMap(row => list(record(row)?.components))
  return buttons.map(button => string(record(button)?.custom_id) ?? '').join(' ')
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
