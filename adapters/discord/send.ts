/**
 * Makes one call of a plan.
 *
 * Words to a DM carry our key as an enforced nonce: Discord gives back the message it has where the key comes again
 * within some minutes. An answer to an interaction takes the place of the deferred one, which is there to be looked
 * at; when its token is used up, expired or unknown the words go to the DM.
 */
import { MessageFlags, type RawFile, Routes } from 'discord.js'
import type { Attempt } from '../../src/core/adapter.ts'
import type { ReplyToken } from '../../src/core/inbound.ts'
import { personIdOf } from '../../src/core/network.ts'
import { SendError } from '../../src/core/send-error.ts'
import type { DmChannels } from './dm-channels.ts'
import { refusalCode } from './errors.ts'
import { record, string } from './raw.ts'
import type { ChangeCall, DiscordCall, InviteCall, PostCall } from './render.ts'
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
  return call.do === 'invite' ? invite(context, call, attempt) : change(context, call)
}

/** Where a channel does not let us write, whoever called hears it in their direct messages. */
async function invite(context: SendContext, call: InviteCall, { key }: Attempt): Promise<string> {
  const once = { allowed_mentions: { parse: [] }, nonce: key, enforce_nonce: true }
  const message_reference = { message_id: call.replyTo, fail_if_not_exists: false }
  const body = { ...call.said, ...once, message_reference }
  try {
    return idOf(await context.api.call('Post', Routes.channelMessages(call.channel), { body }))
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
  return idOf(
    await api.call('Post', Routes.channelMessages(channel), { body }).catch(error => {
      throw givenUp(error, ['BLOCKED'])
    }),
  )
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
    },
  }
  const { token } = call
  if (!token || Date.parse(token.expiresAt) <= Date.now()) return sendToDm(context, call, message, attempt)
  const answered = call.first ? await answer(context, token, message, attempt) : undefined
  if (answered !== undefined) return answered
  try {
    return await sendToDm(context, call, message, attempt)
  } catch (error) {
    // Who takes no direct messages still sees what answers a command of theirs.
    if (!(error instanceof SendError) || error.code !== 'BLOCKED') throw error
    return followUp(context, token, message, error)
  }
}

interface Message {
  readonly body: {
    readonly content: string
    readonly components: PostCall['components']
    readonly allowed_mentions: { readonly parse: readonly [] }
    readonly flags: number
  }
  readonly files: readonly RawFile[]
}

async function openFiles(call: PostCall, attempt: Attempt): Promise<RawFile[]> {
  return Promise.all(
    call.files.map(async file => ({
      name: file.name,
      contentType: file.mediaType,
      data: Buffer.from(await attempt.open(file.sha256)),
    })),
  )
}

async function sendToDm(
  { api, dms }: SendContext,
  call: PostCall,
  message: Message,
  attempt: Attempt,
): Promise<string> {
  const channel = call.channel ?? (await dms.channelOf(personIdOf(call.address)))
  const body = { ...message.body, nonce: attempt.key, enforce_nonce: true }
  return idOf(await api.call('Post', Routes.channelMessages(channel), { body, files: message.files }))
}

/** The interaction is unknown to Discord, never answered, or over. */
const GONE = new Set([10008, 10015, 10062, 50027])
/** So long the first response may still be under way, from whichever process. */
const RESPONSE_UNDER_WAY_MS = 4000
const TOKEN_LIVES_MS = 15 * 60_000

/** Fills in the deferred answer. Undefined where there is none to fill in. */
async function answer(
  { api, acknowledged }: SendContext,
  token: ReplyToken,
  { body, files }: Message,
  attempt: Attempt,
): Promise<string | undefined> {
  await acknowledged(token.token)
  const original: `/${string}` = `/webhooks/${token.token}/messages/@original`
  try {
    const there = record(await api.call('Get', original, { bot: false }))
    const flags = typeof there?.flags === 'number' ? there.flags : 0
    const waiting = (flags & MessageFlags.Loading) !== 0
    const ours = attempt.mayHaveArrived && string(there?.content)?.trim() === body.content.trim()
    if (!waiting) return ours ? idOf(there) : undefined
    return idOf(await api.call('Patch', original, { body, files, bot: false }))
  } catch (error) {
    if (!GONE.has(refusalCode(error) ?? 0)) throw error
    const age = Date.now() - (Date.parse(token.expiresAt) - TOKEN_LIVES_MS)
    if (age < RESPONSE_UNDER_WAY_MS)
      throw new SendError('THROTTLED', 'the interaction has not been answered yet', { retryAfterMs: 1000 })
    return undefined
  }
}

async function followUp(
  { api }: SendContext,
  token: ReplyToken,
  { body, files }: Message,
  refused: SendError,
): Promise<string> {
  const hidden = { ...body, flags: body.flags | MessageFlags.Ephemeral }
  try {
    return idOf(
      await api.call('Post', `/webhooks/${token.token}`, { body: hidden, files, query: { wait: 'true' }, bot: false }),
    )
  } catch (error) {
    throw GONE.has(refusalCode(error) ?? 0) ? refused : error
  }
}

function idOf(answered: unknown): string {
  const id = string(record(answered)?.id)
  if (id === undefined)
    throw new SendError('UNREACHABLE', 'discord answered without a message id', { mayHaveArrived: true })
  return id
}
