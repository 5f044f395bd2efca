/**
 * Discord's errors → SendError.
 *
 * Codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json. The SDK's errors carry the request's
 * body and address, which hold words of residents and interaction tokens: only their message is kept as the cause.
 */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { SendError } from '../../src/core/send-error.ts'

/** This person, or their channel, takes nothing from us. */
const BLOCKED = new Set([
  10003, // unknown channel
  10013, // unknown user
  50001, // missing access
  50007, // cannot send messages to this user
  50278, // no mutual server
])

/** Too much at once, told without a 429. */
const THROTTLED = new Map([
  [20016, 60_000], // slow mode
  [20028, 60_000], // write rate limit of the channel
  [40003, 10 * 60_000], // opening direct messages too fast
])

/** The request never left: nothing was done. */
const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

export function toSendError(error: unknown): SendError {
  if (error instanceof SendError) return error
  if (error instanceof RateLimitError) {
    const retryAfterMs = Math.max(error.retryAfter, error.timeToReset, error.sublimitTimeout, 1)
    return new SendError('THROTTLED', `discord limits ${error.method} ${error.route}`, { retryAfterMs })
  }
  if (error instanceof DiscordAPIError) return fromApi(error)
  if (error instanceof HTTPError)
    return new SendError('UNREACHABLE', `discord answered ${error.status}`, { mayHaveArrived: true })
  const code = codeOf(error)
  return new SendError('UNREACHABLE', `no answer of discord: ${code}`, {
    cause: bare(error),
    mayHaveArrived: !NEVER_ARRIVED.has(code),
  })
}

function fromApi(error: DiscordAPIError): SendError {
  const code = Number(error.code)
  const detail = `discord refused with ${error.status}, code ${error.code}`
  const cause = new DiscordRefusal(code, error.message)
  if (BLOCKED.has(code)) return new SendError('BLOCKED', detail, { cause })
  const retryAfterMs = THROTTLED.get(code)
  if (retryAfterMs !== undefined) return new SendError('THROTTLED', detail, { cause, retryAfterMs })
  // The bot's own token: everything waits until somebody puts it right, nothing is given up.
  if (error.status === 401 && code === 0)
    return new SendError('UNREACHABLE', `${detail}: check DISCORD_BOT_TOKEN`, { cause })
  return new SendError('REJECTED', detail, { cause })
}

/** The cause of a SendError that Discord gave a reason for. */
class DiscordRefusal extends Error {
  override readonly name = 'DiscordRefusal'
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** Where what a channel refuses tells nothing of a person: they can be reached as before. */
export function notOfThePerson(error: unknown): unknown {
  if (!(error instanceof SendError) || error.code !== 'BLOCKED') return error
  return new SendError('REJECTED', `the channel takes nothing from us, code ${refusalCode(error)}`, { cause: error })
}

/** Discord's own code of a refusal, if that is what it is. */
export function refusalCode(error: unknown): number | undefined {
  return error instanceof SendError && error.cause instanceof DiscordRefusal ? error.cause.code : undefined
}

function bare(error: unknown): Error {
  return new Error(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error')
}

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code
    if (at.name === 'AbortError' || at.name === 'TimeoutError') return 'time-out'
  }
  return error instanceof Error ? error.name : 'unknown'
}
