/**
 * Discord's own error answers.
 *
 * Codes and words: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */

/** Thrown by a route; becomes the answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly body: RefusalBody
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, body: RefusalBody, headers: Readonly<Record<string, string>> = {}) {
    super(body.message)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

export interface RefusalBody {
  readonly message: string
  readonly code?: number
  readonly errors?: FormErrors
  readonly retry_after?: number
  readonly global?: boolean
}

/** A tree with the shape of the body; leaves hold `_errors`. */
export interface FormErrors {
  readonly [key: string]: FormErrors | readonly { readonly code: string; readonly message: string }[]
}

const KNOWN: Readonly<Record<number, readonly [status: number, message: string]>> = {
  10003: [404, 'Unknown Channel'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  40003: [403, 'You are opening direct messages too fast.'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40333: [403, 'internal network error'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50027: [401, 'Invalid Webhook Token'],
  50109: [400, 'The request body contains invalid JSON.'],
  50278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  160002: [403, 'Cannot reply without permission to read message history'],
}

export function refuse(code: number | string): Refusal {
  const [status, message] = KNOWN[Number(code)] ?? [400, `error ${code}`]
  return new Refusal(status, { message, code: Number(code) })
}

export function invalidForm(errors: FormErrors): Refusal {
  return new Refusal(400, { message: 'Invalid Form Body', code: 50035, errors })
}

export function withStatus(status: number, retryAfterS = 1): Refusal {
  if (status === 429) return rateLimited(retryAfterS, 'shared')
  return new Refusal(status, { message: `${status}: ${STATUS_WORDS[status] ?? 'Error'}`, code: 0 })
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

/** https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
export function rateLimited(retryAfterS: number, scope: 'user' | 'global' | 'shared'): Refusal {
  const global = scope === 'global'
  return new Refusal(
    429,
    { message: 'You are being rate limited.', retry_after: retryAfterS, global },
    {
      'retry-after': String(retryAfterS),
      'x-ratelimit-scope': scope,
      ...(global ? { 'x-ratelimit-global': 'true' } : {}),
    },
  )
}
