/**
 * The webhook's door. https://core.telegram.org/bots/api#setwebhook
 *
 * Answers 200 only after the update was received; anything else makes Telegram deliver it again. Whoever does not know
 * the secret is turned away before a byte of the body is read.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '../../src/core/adapter.ts'
import { describeError } from '../../src/core/describe-error.ts'
import { fieldsOf, integerOf } from './unknown.ts'

interface WebhookOptions {
  readonly secret: string
  /** Receives one update. */
  readonly take: (update: unknown) => Promise<void>
  readonly log: Log
}

const BODY_LIMIT_BYTES = 1024 * 1024

export async function answerWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  { secret, take, log }: WebhookOptions,
): Promise<void> {
  const refuse = (status: number, why: string) => {
    log.warn({ network: 'telegram', status }, `webhook request refused: ${why}`)
    response.writeHead(status).end()
  }
  if (!sameSecret(request.headers['x-telegram-bot-api-secret-token'], secret)) return refuse(401, 'wrong secret')
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refuse(415, 'not json')
  const body = await readBody(request)
  if (body === undefined) return refuse(413, `larger than ${BODY_LIMIT_BYTES} bytes`)
  const update = readJson(body)
  if (integerOf(fieldsOf(update)?.update_id) === undefined) return refuse(400, 'no update')
  try {
    await take(update)
  } catch (error) {
    return refuse(503, `the update could not be kept: ${describeError(error)}`)
  }
  response.writeHead(200).end()
}

/** Takes the same time whatever was given. */
function sameSecret(given: string | string[] | undefined, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(String(given ?? '')), digest(secret))
}

/** The whole body, or undefined where it is too large; what comes after that flows away unread. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= BODY_LIMIT_BYTES) chunks.push(chunk)
      else resolve(undefined)
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
  })
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
