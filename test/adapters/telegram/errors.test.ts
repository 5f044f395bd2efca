/**
 * What the Bot API refuses with → what to do about it. The descriptions are those that it is known to give.
 */
import { TelegramError } from 'telegraf'
import { expect, test } from 'vitest'
import { toSendError } from '../../../adapters/telegram/errors.ts'

const answered = (error_code: number, description: string, parameters?: { retry_after: number }) =>
  new TelegramError({ error_code, description, ...(parameters ? { parameters } : {}) })

const TABLE: readonly (readonly [error: unknown, expected: object])[] = [
  [answered(400, 'Bad Request: message is too long'), { code: 'REJECTED' }],
  [answered(400, 'Bad Request: chat not found'), { code: 'BLOCKED' }],
  [answered(400, 'Bad Request: file is too big'), { code: 'REJECTED' }],
  [answered(401, 'Unauthorized'), { code: 'UNREACHABLE', mayHaveArrived: false }],
  [answered(403, 'Forbidden: bot was blocked by the user'), { code: 'BLOCKED' }],
  [answered(403, 'Forbidden: user is deactivated'), { code: 'BLOCKED' }],
  [answered(403, "Forbidden: bot can't initiate conversation with a user"), { code: 'BLOCKED' }],
  [answered(404, 'Not Found'), { code: 'UNREACHABLE', mayHaveArrived: false }],
  [answered(413, 'Request Entity Too Large'), { code: 'REJECTED' }],
  [
    answered(429, 'Too Many Requests: retry after 35', { retry_after: 35 }),
    { code: 'THROTTLED', retryAfterMs: 35_000, mayHaveArrived: false },
  ],
  [answered(429, 'Too Many Requests'), { code: 'THROTTLED', retryAfterMs: 1_000 }],
  [answered(502, 'Bad Gateway'), { code: 'UNREACHABLE', mayHaveArrived: true }],
  [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), { code: 'UNREACHABLE', mayHaveArrived: false }],
  [Object.assign(new Error('x'), { code: 'EAI_AGAIN' }), { code: 'UNREACHABLE', mayHaveArrived: false }],
  [Object.assign(new Error('x'), { code: 'ECONNRESET' }), { code: 'UNREACHABLE', mayHaveArrived: true }],
  [new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }), { code: 'UNREACHABLE', mayHaveArrived: false }],
  [
    Object.assign(new Error('invalid json response body'), { name: 'FetchError', type: 'invalid-json' }),
    { code: 'UNREACHABLE', mayHaveArrived: true },
  ],
  [new DOMException('aborted', 'AbortError'), { code: 'UNREACHABLE', mayHaveArrived: true }],
  ['not even an error', { code: 'UNREACHABLE', mayHaveArrived: true }],
]

test.for(TABLE)('%s', ([error, expected]) => {
  expect(toSendError(error)).toMatchObject({ name: 'SendError', ...expected })
})
