/**
 * What a call of the Bot API can end with → `SendError`. https://core.telegram.org/bots/api#making-requests
 *
 * telegraf's errors hold the call's payload (somebody's words) and fetch's hold the address (the token), so neither
 * is kept as a cause: the cause is the network's own description, or the system's error code.
 */
import { TelegramError } from 'telegraf'
import { SendError } from '../../src/core/send-error.ts'

/** The network has no codes for these; its documentation asks to tell errors apart by description. */
const PERSON_GONE = /chat not found|user not found|PEER_ID_INVALID|user is deactivated/i

/** System errors that come before anything was written to the network. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
])

const DEFAULT_RETRY_AFTER_S = 1

export function toSendError(error: unknown): SendError {
  if (error instanceof SendError) return error
  if (error instanceof TelegramError) return fromAnswer(error)
  const name = fieldOf(error, 'name')
  if (name === 'AbortError' || name === 'TimeoutError') {
    return new SendError('UNREACHABLE', 'telegram gave no answer in time', { mayHaveArrived: true })
  }
  // Node's own fetch puts the system's error below its own.
  const system: unknown = Object(error).cause ?? error
  const code = fieldOf(system, 'code') ?? fieldOf(error, 'type') ?? name ?? 'unknown error'
  const cause = new Error(code)
  return new SendError('UNREACHABLE', `telegram could not be reached: ${code}`, {
    cause,
    mayHaveArrived: !NOT_CONNECTED.has(code),
  })
}

function fromAnswer({ code, description, parameters }: TelegramError): SendError {
  const detail = `telegram answered ${code}: ${description}`
  const group = parameters?.migrate_to_chat_id
  const cause = group === undefined ? new Error(description) : new GroupMoved(description, group)
  if (code === 429) {
    const retryAfterMs = (parameters?.retry_after ?? DEFAULT_RETRY_AFTER_S) * 1000
    return new SendError('THROTTLED', detail, { cause, retryAfterMs })
  }
  if (code >= 500) return new SendError('UNREACHABLE', detail, { cause, mayHaveArrived: true })
  // The token is wrong or was revoked, or another program polls: an operator's matter, the message is sent after it.
  if (code === 401 || code === 404 || code === 409) return new SendError('UNREACHABLE', detail, { cause })
  if (code === 403 || PERSON_GONE.test(description)) return new SendError('BLOCKED', detail, { cause })
  return new SendError('REJECTED', detail, { cause })
}

/** A group became a supergroup, which is another chat. https://core.telegram.org/bots/api#responseparameters */
class GroupMoved extends Error {
  override readonly name = 'GroupMoved'
  readonly to: number
  constructor(description: string, to: number) {
    super(description)
    this.to = to
  }
}

/** The chat's id that counts now, where that is why a call failed. */
export function movedTo(error: unknown): number | undefined {
  return error instanceof SendError && error.cause instanceof GroupMoved ? error.cause.to : undefined
}

function fieldOf(error: unknown, field: 'name' | 'code' | 'type'): string | undefined {
  const value: unknown = Object(error)[field]
  return typeof value === 'string' ? value : undefined
}
