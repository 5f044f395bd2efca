/**
 * Makes the adapters of the networks that are switched on. A network is a folder, and a line here; what is off is not even
 * loaded: an SDK costs up to 60 MB.
 */
import type { Express } from 'express'
import type { SlackAdapter, SlackIntake } from '../adapters/slack/index.ts'
import { type Commands, commandsOf } from './commands.ts'
import type { Config } from './config.ts'
import type { Adapter } from './core/adapter.ts'
import type { Network } from './core/network.ts'
import type { Place } from './core/place.ts'

export interface Networks {
  readonly adapters: ReadonlyMap<Network, Adapter>
  /** The staff tool's, where it is on. */
  readonly staff: SlackAdapter | undefined
}

/** @param app  Takes the doors of networks that call us. */
export async function connectNetworks(config: Config, place: () => Place, app: Express): Promise<Networks> {
  const { publicUrl, telegram, discord, slack } = config
  const commands = (): Commands => commandsOf(place())
  const adapters = new Map<Network, Adapter>()
  const add = <A extends Adapter<never>>(adapter: A): A => {
    // Each adapter is only ever given the messages of its own network.
    adapters.set(adapter.network, adapter as unknown as Adapter)
    return adapter
  }
  if (telegram) {
    const { createTelegram } = await import('../adapters/telegram/index.ts')
    const { webhookSecret: secret, ...bot } = telegram
    const webhook = publicUrl && secret ? { webhook: { publicUrl, secret } } : {}
    const adapter = add(createTelegram({ ...bot, commands, ...webhook }))
    if (publicUrl) app.post('/telegram/webhook', adapter.handleWebhook)
  }
  if (discord) add((await import('../adapters/discord/index.ts')).createDiscord({ ...discord, commands }))
  if (!slack) return { adapters, staff: undefined }
  const { createSlack } = await import('../adapters/slack/index.ts')
  const staff = add(createSlack({ ...slack, intake: slackIntake(slack, publicUrl, app) }))
  return { adapters, staff }
}

/** Events over HTTP where networks can call us, else Socket Mode. */
function slackIntake(slack: NonNullable<Config['slack']>, publicUrl: string | undefined, app: Express): SlackIntake {
  const { signingSecret, appToken } = slack
  if (publicUrl && signingSecret) return { by: 'http', app, signingSecret }
  if (appToken) return { by: 'socket', appToken }
  throw new Error('slack has neither a signing secret nor an app token: the settings were not checked')
}
