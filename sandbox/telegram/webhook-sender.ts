/**
 * Posts updates to a bot's webhook, as Telegram does.
 * https://core.telegram.org/bots/api#setwebhook
 */
import { Agent, request } from 'node:http'

export interface WebhookSender {
  /** Posts one update. Resolves with the status of the answer. @throws where there was no answer within a minute. */
  post(update: unknown): Promise<number>
  close(): void
}

const ANSWER_WITHIN_MS = 60_000

/** As many posts at once as its callers begin. */
export function createSender(url: string, secret: string | undefined): WebhookSender {
  const agent = new Agent({ keepAlive: true })
  const headers = {
    'content-type': 'application/json',
    ...(secret === undefined ? {} : { 'X-Telegram-Bot-Api-Secret-Token': secret }),
  }
  return {
    post: update =>
      new Promise((resolve, reject) => {
        const body = Buffer.from(JSON.stringify(update))
        const call = request(url, {
          method: 'POST',
          agent,
          headers: { ...headers, 'content-length': body.length },
          timeout: ANSWER_WITHIN_MS,
        })
        call.on('response', response => {
          response.resume()
          response.on('end', () => resolve(response.statusCode ?? 0))
          response.on('error', reject)
        })
        call.on('timeout', () => call.destroy(new Error(`webhook gave no answer within ${ANSWER_WITHIN_MS} ms`)))
        call.on('error', reject)
        call.end(body)
      }),
    close: () => agent.destroy(),
  }
}
