/**
 * Slack: whose token it is, what it was granted, whether the bot is where cases go, and who the people of the place file
 * are.
 */
import type { Config } from '../config.ts'
import type { Place } from '../core/place.ts'
import { clockOf } from './clock.ts'
import { type Finding, fine, wrong } from './finding.ts'
import { callAs, fieldsOf, type SlackCall } from './slack-call.ts'
import { examinePeople } from './slack-people.ts'

type Slack = NonNullable<Config['slack']>

/** What the bot's token has to be granted, and what does not work without each. */
export type Scopes = Readonly<Record<string, string>>

export async function examineSlack(
  slack: Slack,
  place: Place | undefined,
  scopes: Scopes,
): Promise<readonly Finding[]> {
  const call = callAs(slack.botToken, slack.apiRoot)
  const me = await call('auth.test')
  if (me.error !== undefined) return [refusedToken(me.error, slack, 'SLACK_BOT_TOKEN')]
  const { user, team } = me.answer.body
  const granted =
    me.answer.headers
      .get('x-oauth-scopes')
      ?.split(',')
      .map(scope => scope.trim()) ?? []
  return [
    fine(`slack: the token is ${String(user)}'s in ${String(team)}`),
    ...examineScopes(scopes, new Set(granted)),
    ...(await examineAppToken(slack)),
    ...(place ? await examineChannels(call, place) : []),
    ...(place ? await examinePeople(call, place) : []),
    ...clockOf('slack', me.answer.aheadMs),
  ]
}

function refusedToken(error: string, { apiRoot }: Slack, setting: string): Finding {
  const away = !/^[a-z_]+$/.test(error)
  if (away) return wrong(`slack: ${apiRoot} does not answer (${error})`, 'check SLACK_API_ROOT and the firewall')
  return wrong(
    `slack: the token in ${setting} is refused (${error})`,
    `set ${setting} to the one of the app's settings`,
  )
}

function examineScopes(scopes: Scopes, granted: ReadonlySet<string>): readonly Finding[] {
  const missing = Object.keys(scopes).filter(scope => !granted.has(scope))
  if (missing.length === 0) return [fine('slack: every scope of the manifest is granted')]
  const todo = 'reinstall the app with adapters/slack/manifest.yaml'
  return missing.map(scope => wrong(`slack: the scope ${scope} is missing, so ${scopes[scope]}`, todo))
}

/** Asks for the address of a socket, and opens none. */
async function examineAppToken(slack: Slack): Promise<readonly Finding[]> {
  if (slack.appToken === undefined) return []
  const socket = await callAs(slack.appToken, slack.apiRoot)('apps.connections.open')
  return [
    socket.error === undefined
      ? fine('slack: the app-level token opens sockets')
      : refusedToken(socket.error, slack, 'SLACK_APP_TOKEN'),
  ]
}

async function examineChannels(call: SlackCall, { departments, panel }: Place): Promise<readonly Finding[]> {
  const channels = [
    ...[...departments.values()].map(({ key, channel }) => ({
      of: `department ${key}`,
      at: `departments.${key}`,
      channel,
    })),
    ...(panel ? [{ of: 'the panel', at: 'panel', channel: panel.channel }] : []),
  ]
  const found: Finding[] = []
  for (const { of, at, channel } of channels) {
    const told = await call('conversations.info', { channel })
    const named = `slack: the channel ${channel} of ${of}`
    const { is_member: isMember, is_archived: isArchived, name } = fieldsOf(told.answer?.body.channel)
    const todo = `invite the bot there (/invite), or set ${at}.channel`
    if (told.error !== undefined) found.push(wrong(`${named} is not seen (${told.error})`, todo))
    else if (isArchived === true) found.push(wrong(`${named} is archived`, `unarchive it, or set ${at}.channel`))
    else if (isMember !== true) found.push(wrong(`${named} is without the bot`, todo))
    else found.push(fine(`slack: the bot is in #${String(name)} for ${of}`))
  }
  return found
}
