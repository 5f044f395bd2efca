/**
 * Slack's refusals and a network's troubles, as `SendError` (https://docs.slack.dev/apis/web-api/#errors).
 */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { SendError } from '../../src/core/send-error.ts'

/** The door that is closed while the token is none. */
export const TOKEN_DOOR = 'token'

/**
 * @param method  Named in the error, for the people who read it.
 * @param channel  Where something was to be done: what Slack says of it concerns all that goes there.
 */
export function toSendError(method: string, error: unknown, channel?: string): SendError {
  if (error instanceof SendError) return error
  if (error instanceof WebAPIRateLimitedError) return throttled(method, error.retryAfter, error)
  if (error instanceof WebAPIPlatformError) return refusal(method, error, channel)
  if (error instanceof WebAPIHTTPError) return httpFailure(method, error.statusCode, error)
  const code = causeCode(error)
  // an unknown failure may have come after the request was written
  const mayHaveArrived = code === undefined || !NOT_CONNECTED.has(code)
  return new SendError('UNREACHABLE', `${method}: ${reasonOf(error)}`, { cause: error, mayHaveArrived })
}

/** For people and logs: Slack's name of the error, the status, or the socket's code. */
export function reasonOf(error: unknown): string {
  if (error instanceof WebAPIPlatformError)
    return NAME.test(error.data.error) ? error.data.error : "an answer that is not Slack's"
  if (error instanceof WebAPIRateLimitedError) return 'ratelimited'
  if (error instanceof WebAPIHTTPError) return `HTTP ${error.statusCode}`
  const cause = error instanceof WebAPIRequestError ? error.original : error
  return causeCode(cause) ?? (cause instanceof Error ? cause.name : 'the connection ended')
}

/** What Slack calls its errors. Anything else is a page of something between Slack and us. */
const NAME = /^[a-z0-9_]{1,80}$/

/** @param status  Of any HTTP answer that is not a success. */
export function httpFailure(method: string, status: number, cause?: unknown, retryAfterS?: number): SendError {
  if (status === 429) return throttled(method, retryAfterS ?? 1, cause)
  if (status >= 500) return new SendError('UNREACHABLE', `${method}: HTTP ${status}`, { cause, mayHaveArrived: true })
  return new SendError('REJECTED', `${method}: HTTP ${status}`, { cause })
}

/** The connection was never made: nothing can have arrived. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Slack's own troubles, which pass. */
const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'external_channel_migrating',
  'team_added_to_org',
])

function throttled(method: string, retryAfterS: number, cause: unknown): SendError {
  return new SendError('THROTTLED', `${method}: ratelimited`, { cause, retryAfterMs: retryAfterS * 1000 })
}

/** The channel takes nothing (https://docs.slack.dev/reference/methods/chat.postMessage#errors). */
const OF_CHANNEL = new Set([
  'channel_not_found',
  'is_archived',
  'is_inactive',
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
])

/** Nothing can be done with this token (https://docs.slack.dev/reference/methods/auth.test#errors). */
const OF_TOKEN = new Set([
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'access_denied',
])

function refusal(method: string, error: WebAPIPlatformError, channel: string | undefined): SendError {
  const { data } = error
  const name = data.error
  if (name === 'ratelimited' || name === 'rate_limited') {
    return throttled(method, data.response_metadata?.retryAfter ?? 1, error)
  }
  if (!NAME.test(name)) return new SendError('UNREACHABLE', `${method}: ${reasonOf(error)}`, { mayHaveArrived: true })
  if (PASSING.has(name))
    return new SendError('UNREACHABLE', `${method}: ${name}`, { cause: error, mayHaveArrived: true })
  const needed = 'needed' in data && typeof data.needed === 'string' ? ` (needs ${data.needed})` : ''
  const door = doorOf(error, channel)
  if (door !== undefined)
    return new SendError('CLOSED', `${method}: ${name}${needed}`, { cause: error, door, why: `${name}${needed}` })
  return new SendError('REJECTED', `${method}: ${name}${needed}`, { cause: error })
}

/** A scope that is missing closes what needs it; without a channel, one thing was refused and nothing else is. */
function doorOf({ data }: WebAPIPlatformError, channel: string | undefined): string | undefined {
  if (OF_TOKEN.has(data.error)) return TOKEN_DOOR
  if (channel === undefined) return undefined
  if (OF_CHANNEL.has(data.error)) return channel
  const isScope = data.error === 'missing_scope' && 'needed' in data && typeof data.needed === 'string'
  return isScope ? String(data.needed) : undefined
}

/** The socket's code: `fetch` wraps its error, and the SDK wraps that with a code of its own. */
function causeCode(error: unknown): string | undefined {
  for (let e = error instanceof WebAPIRequestError ? error.original : error; e instanceof Error; e = e.cause) {
    if ('code' in e && typeof e.code === 'string') return e.code
  }
  return undefined
}
