/**
 * Slack's requests over HTTP, at `/slack/events`: events, interactivity and commands.
 *
 * Bolt's receiver checks signature and age and reads the body. Added here: a request from the future is refused (a
 * signature for tomorrow could be replayed until then), and whatever we could not keep is answered 503, so that
 * Slack sends it again.
 */
import { ExpressReceiver, type ExpressReceiverOptions, type Logger } from '@slack/bolt'

export type ExpressApp = NonNullable<ExpressReceiverOptions['app']>

const EVENTS_PATH = '/slack/events'
/** Either way; https://docs.slack.dev/authentication/verifying-requests-from-slack. */
const MOST_SKEW_S = 300
/** Slack documents no limit; its largest events (long messages with blocks) stay far below. */
const BODY_LIMIT_BYTES = 1_000_000

/** @param app  No body parser may stand before `EVENTS_PATH`: the signature is over the bytes. */
export function httpReceiver(app: ExpressApp, signingSecret: string, logger: Logger): ExpressReceiver {
  app.use(EVENTS_PATH, (request, response, next) => {
    const sentAt = Number(request.headers['x-slack-request-timestamp'])
    if (sentAt > Date.now() / 1000 + MOST_SKEW_S) {
      logger.warn('refused a request that is dated in the future')
      response.status(401).send()
    } else next()
  })
  return new ExpressReceiver({
    app,
    signingSecret,
    logger,
    endpoints: EVENTS_PATH,
    bodyLimit: BODY_LIMIT_BYTES,
    processEventErrorHandler: async ({ response }) => {
      unavailable(response)
      // true only stops Bolt's timer for requests that nobody answers
      return true
    },
    unhandledRequestHandler: ({ response }) => unavailable(response),
  })
}

/** Nothing where an answer went out already: it came too late, and Slack asks again. */
function unavailable(response: { headersSent: boolean; writeHead(status: number): unknown; end(): unknown }): void {
  if (response.headersSent) return
  response.writeHead(503)
  response.end()
}
