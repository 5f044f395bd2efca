/**
 * Answers to slash commands and to buttons that were pressed in a channel: for the eyes of who did, as long as the
 * interaction's token lives.
 */
import { MessageFlags } from 'discord.js'
import type { Attempt } from '../../src/core/adapter.ts'
import type { ReplyToken } from '../../src/core/inbound.ts'
import { SendError } from '../../src/core/send-error.ts'
import { notOfThePerson, refusalCode } from './errors.ts'
import { type Message, messageIdOf } from './message-parts.ts'
import { record, string } from './raw.ts'
import type { PostCall } from './render.ts'
import type { SendContext } from './send.ts'

/** The interaction is unknown to Discord, never answered, or over. */
const GONE = new Set([10008, 10015, 10062, 50027])
/** So long the first response may still be under way, from whichever process. */
const RESPONSE_UNDER_WAY_MS = 4000
const TOKEN_LIVES_MS = 15 * 60_000

/** Fills in the deferred answer. Undefined where there is none to fill in. */
export async function answer(
  { api, acknowledged }: SendContext,
  token: ReplyToken,
  { body, files }: Message,
  attempt: Attempt,
): Promise<string | undefined> {
  await acknowledged(token.token)
  try {
    const there = record(await api.call('Get', originalOf(token), { bot: false }))
    const flags = typeof there?.flags === 'number' ? there.flags : 0
    const waiting = (flags & MessageFlags.Loading) !== 0
    const ours = attempt.mayHaveArrived && string(there?.content)?.trim() === body.content.trim()
    if (!waiting) return ours ? messageIdOf(there) : undefined
    return messageIdOf(await api.call('Patch', originalOf(token), { body, files, bot: false }))
  } catch (error) {
    return notThere(error, token)
  }
}

/**
 * To who pressed a button in a channel: for their eyes, in the place of what only they saw, or below it. Never in a direct
 * message: they did not ask for one. Once the token is over they have to press again.
 */
export async function answerHere(
  context: SendContext,
  call: PostCall,
  token: ReplyToken,
  message: Message,
  attempt: Attempt,
): Promise<string> {
  const over = new SendError('REJECTED', 'the interaction is over, and what it was about is answered nowhere else')
  if (Date.parse(token.expiresAt) <= Date.now()) throw over
  try {
    const answered = call.first
      ? token.replaces
        ? await replaceOriginal(context, token, message)
        : await answer(context, token, message, attempt)
      : undefined
    return answered ?? (await followUp(context, token, message, over))
  } catch (error) {
    throw notOfThePerson(error)
  }
}

/** The same however often it is done. Undefined where the person has put the message away. */
async function replaceOriginal(
  { api, acknowledged }: SendContext,
  token: ReplyToken,
  { body, files }: Message,
): Promise<string | undefined> {
  await acknowledged(token.token)
  try {
    // Files that are not named here go, those of the message before among them.
    const whole = { ...body, attachments: body.attachments ?? files.map((_, id) => ({ id })) }
    return messageIdOf(await api.call('Patch', originalOf(token), { body: whole, files, bot: false }))
  } catch (error) {
    return notThere(error, token)
  }
}

/** @throws where it may come to be there yet, or something else is wrong. */
function notThere(error: unknown, { expiresAt }: ReplyToken): undefined {
  if (!GONE.has(refusalCode(error) ?? 0)) throw error
  const age = Date.now() - (Date.parse(expiresAt) - TOKEN_LIVES_MS)
  if (age < RESPONSE_UNDER_WAY_MS)
    throw new SendError('THROTTLED', 'the interaction has not been answered yet', { retryAfterMs: 1000 })
  return undefined
}

function originalOf({ token }: ReplyToken): `/${string}` {
  return `/webhooks/${token}/messages/@original`
}

export async function followUp(
  { api }: SendContext,
  token: ReplyToken,
  { body, files }: Message,
  refused: SendError,
): Promise<string> {
  const hidden = { ...body, flags: body.flags | MessageFlags.Ephemeral }
  try {
    return messageIdOf(
      await api.call('Post', `/webhooks/${token.token}`, { body: hidden, files, query: { wait: 'true' }, bot: false }),
    )
  } catch (error) {
    throw GONE.has(refusalCode(error) ?? 0) ? refused : error
  }
}
