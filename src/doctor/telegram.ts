/**
 * Telegram: whose token it is, and what Telegram says of our webhook.
 */
import type { Config } from '../config.ts'
import { type Asked, ask } from './ask.ts'
import { clockOf } from './clock.ts'
import { type Finding, fine, warning, wrong } from './finding.ts'

type Telegram = NonNullable<Config['telegram']>

/** @param publicUrl  Absent: we poll. */
export async function examineTelegram(
  { token, apiRoot }: Telegram,
  publicUrl: string | undefined,
): Promise<readonly Finding[]> {
  const me = await ask(`${apiRoot}/bot${token}/getMe`)
  if ('why' in me)
    return [wrong(`telegram: ${apiRoot} does not answer (${me.why})`, 'check TELEGRAM_API_ROOT and the firewall')]
  const { username } = resultOf(me)
  if (me.body.ok !== true || typeof username !== 'string')
    return [
      wrong(`telegram: the token is refused (HTTP ${me.status})`, 'set TELEGRAM_BOT_TOKEN to what @BotFather says'),
    ]
  const webhook = publicUrl === undefined ? [] : await examineWebhook({ token, apiRoot }, publicUrl)
  return [fine(`telegram: the token is @${username}'s`), ...webhook, ...clockOf('telegram', me.aheadMs)]
}

/** https://core.telegram.org/bots/api#webhookinfo */
async function examineWebhook({ token, apiRoot }: Pick<Telegram, 'token' | 'apiRoot'>, publicUrl: string) {
  const info = await ask(`${apiRoot}/bot${token}/getWebhookInfo`)
  if ('why' in info) return []
  const { url, last_error_message: trouble } = resultOf(info)
  if (url !== `${publicUrl}/telegram/webhook`)
    return [warning('telegram: it does not call us', 'start Folkmoot: it tells Telegram where to call')]
  if (typeof trouble === 'string')
    return [warning(`telegram: its last call to us failed (${trouble})`, 'make PUBLIC_URL reachable from the internet')]
  return [fine('telegram: it calls us, and reaches us')]
}

function resultOf({ body }: Asked): Readonly<Record<string, unknown>> {
  return typeof body.result === 'object' && body.result !== null ? { ...body.result } : {}
}
