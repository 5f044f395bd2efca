/**
 * Discord: whose token it is, and whether surveys can be posted in the channels of the place file.
 */
import type { Config } from '../config.ts'
import type { Place } from '../core/place.ts'
import { ask } from './ask.ts'
import { clockOf } from './clock.ts'
import { examineDiscordChannels } from './discord-channels.ts'
import { type Finding, fine, wrong } from './finding.ts'

/** Without such a name Discord refuses what comes (https://docs.discord.com/developers/reference#user-agent). */
const USER_AGENT = 'DiscordBot (https://folkmoot.example, 1)'

export async function examineDiscord(
  { token, apiRoot }: NonNullable<Config['discord']>,
  place: Place | undefined,
): Promise<readonly Finding[]> {
  const headers = { authorization: `Bot ${token}`, 'user-agent': USER_AGENT }
  const call = (path: string) => ask(`${apiRoot}/v10${path}`, { headers })
  const me = await call('/users/@me')
  if ('why' in me)
    return [wrong(`discord: ${apiRoot} does not answer (${me.why})`, 'check DISCORD_API_ROOT and the firewall')]
  if (me.status !== 200 || typeof me.body.username !== 'string')
    return [
      wrong(
        `discord: the token is refused (HTTP ${me.status})`,
        'set DISCORD_BOT_TOKEN to the one of the developer portal',
      ),
    ]
  return [
    fine(`discord: the token is ${me.body.username}'s`),
    ...(await examineDiscordChannels(call, String(me.body.id), place?.panel?.discordChannels ?? [])),
    ...clockOf('discord', me.aheadMs),
  ]
}
