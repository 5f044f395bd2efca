/**
 * The sandbox's people: Ana on Telegram, Ben on Discord, and a Slack workspace with the town's channels and staff.
 */
import type { Place } from '../../src/core/place.ts'
import { type DiscordStandIn, startDiscord } from '../discord/stand-in.ts'
import { type Manifest, readManifest } from '../slack/manifest.ts'
import type { SlackUser } from '../slack/staff.ts'
import { type SlackStandIn, startSlack } from '../slack/stand-in.ts'
import { startTelegram, type TelegramStandIn } from '../telegram/stand-in.ts'

export interface Cast {
  readonly telegram: TelegramStandIn
  readonly discord: DiscordStandIn
  readonly slack: SlackStandIn
  readonly staff: readonly SlackUser[]
  /** Settings that tell Folkmoot where it all is. */
  readonly settings: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Only the stand-ins know these; they open nothing anywhere else. */
const tokens = {
  telegram: '7000000001:sandbox-token-of-the-telegram-stand-in',
  discord: 'sandbox-token-of-the-discord-stand-in',
  slackBot: 'xoxb-sandbox',
  slackApp: 'xapp-sandbox',
  slackSigning: 'sandbox-signing-secret',
}

/** @param manifest  What Folkmoot is installed with in Slack. Default: its own. */
export async function startCast(place: Place, manifest: Manifest = readManifest()): Promise<Cast> {
  const [telegram, discord, slack] = await Promise.all([
    startTelegram({ token: tokens.telegram }),
    startDiscord({ token: tokens.discord }),
    startSlack({
      botToken: tokens.slackBot,
      appToken: tokens.slackApp,
      signingSecret: tokens.slackSigning,
      manifest,
    }),
  ])
  telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  discord.addPerson({ username: 'ben', globalName: 'Ben', locale: 'en-GB' })
  return {
    telegram,
    discord,
    slack,
    staff: hireStaff(slack, place),
    settings: {
      TELEGRAM_API_ROOT: telegram.apiRoot,
      TELEGRAM_BOT_TOKEN: tokens.telegram,
      DISCORD_API_ROOT: discord.apiRoot,
      DISCORD_BOT_TOKEN: tokens.discord,
      SLACK_API_ROOT: slack.apiRoot,
      SLACK_BOT_TOKEN: tokens.slackBot,
      SLACK_APP_TOKEN: tokens.slackApp,
      SLACK_SIGNING_SECRET: tokens.slackSigning,
    },
    close: async () => {
      await Promise.all([telegram.close(), discord.close(), slack.close()])
    },
  }
}

/** Names for those of the place file's people whom nobody has named: approvers, trainees, administrators. */
const names = ['Priya', 'Hana', 'Leo', 'Noor', 'Ada', 'Sam', 'Mina', 'Jon', 'Iris', 'Omar']

/** Whom the place file names as persons, an agent whom it need not name, and a guest whom Slack lets in and Folkmoot does not. */
function hireStaff(slack: SlackStandIn, place: Place): readonly SlackUser[] {
  // The front desk first: it is what the page opens with.
  const departments = [...place.departments.values()].sort(
    (a, b) => Number(b.key === place.frontDesk) - Number(a.key === place.frontDesk),
  )
  const organisers = place.panel?.organisers ?? []
  const named = [
    ...departments.flatMap(({ approvers }) => approvers),
    ...organisers,
    ...place.trainees,
    ...place.admins,
  ]
  const people = [...new Set(named)].filter(id => !id.startsWith('S')).slice(0, names.length)
  const [first, ...others] = people.map((id, index) => slack.addUser({ id, name: names[index]!, kind: 'member' }))
  const tom = slack.addUser({ name: 'Tom', kind: 'member' })
  const gus = slack.addUser({ name: 'Gus', kind: 'guest' })
  const staff = [...(first ? [first] : []), tom, ...others, gus]
  const panel = place.panel ? [{ key: 'panel', channel: place.panel.channel }] : []
  for (const { key, channel } of [...departments, ...panel]) {
    if (slack.channels.some(({ id }) => id === channel)) continue
    slack.addChannel({ id: channel, name: key, people: staff })
  }
  return staff
}
