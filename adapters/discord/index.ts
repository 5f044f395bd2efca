/**
 * Discord: residents in direct messages and by slash commands, messages to them by the REST API. Who calls us in a
 * server's channel is led to the direct messages.
 *
 * Discord delivers nothing again. What was said while nobody listened is read in the known DMs, in order; what was
 * tapped is replayed only to who takes up the gateway's session in time.
 */
import { Routes } from 'discord.js'
import { type Adapter, type Doors, type Log, WAY_TO_US } from '../../src/core/adapter.ts'
import { describeError } from '../../src/core/describe-error.ts'
import type { ForResident, ToChannel } from '../../src/core/outbound.ts'
import { SendError } from '../../src/core/send-error.ts'
import { keepTrying } from './backoff.ts'
import { type Commands, registerCommands } from './commands.ts'
import { createDmChannels } from './dm-channels.ts'
import { fetchFile, originsOf } from './fetch-file.ts'
import { runGateway } from './gateway.ts'
import { createIntake, type Intake } from './intake.ts'
import { record, string } from './raw.ts'
import { type DiscordCall, LIMITS, plan } from './render.ts'
import { createApi } from './rest.ts'
import { send } from './send.ts'

export interface DiscordOptions {
  readonly token: string
  /** With `/api`, as discord.js takes it: `https://discord.com/api`. */
  readonly apiRoot: string
  /** Slash commands per language, the default language first; asked again after `commandsChanged`. */
  readonly commands: () => Commands
  /** How long a call may take. Default 10 s. */
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 10_000

export function createDiscord({
  token,
  apiRoot,
  commands,
  timeoutMs = TIMEOUT_MS,
}: DiscordOptions): Adapter<ForResident | ToChannel> {
  const api = createApi({ token, apiRoot, timeoutMs })
  let open: Doors | undefined
  const dms = createDmChannels(api, () => open)
  const origins = originsOf(apiRoot)
  const stopping = new AbortController()
  const { signal } = stopping
  let intake: Intake | undefined
  let running: Promise<unknown> = Promise.resolve()
  /** Our own user id. */
  const self = Promise.withResolvers<string | undefined>()
  /** The application's id. */
  let reached: string | undefined
  /** Absent while another process holds the gateway. */
  let gateway: { readonly ready: boolean; readonly trouble?: string } | undefined
  let trouble: string | undefined

  const failing = (log: Log) => (error: unknown) => {
    trouble = describeError(error)
    log.warn({ error: trouble }, 'cannot reach discord')
  }

  async function reach(doors: Doors): Promise<void> {
    const failed = failing(doors.log)
    const application = await keepTrying(signal, failed, async () => {
      const found = record(await api.call('Get', Routes.currentApplication(), { signal }))
      const id = string(found?.id) ?? ''
      return { id, user: string(record(found?.bot)?.id) ?? id }
    })
    self.resolve(application?.user)
    if (!application) return
    reached = application.id
    trouble = undefined
    const { user: person = application.id } = application
    await keepTrying(signal, failed, () => doors.remember.write(WAY_TO_US.discord, person))
    await showCommands(doors, application.id)
  }

  async function showCommands({ log, remember }: Doors, id: string): Promise<void> {
    await keepTrying(signal, failing(log), () => registerCommands(api, commands(), id, remember, signal))
    trouble = undefined
  }

  async function listen(doors: Doors, held: AbortSignal): Promise<void> {
    const taking = createIntake({ api, dms, doors, self: self.promise, signal: held })
    intake = taking
    gateway = { ready: false }
    const report = (wrong: string | undefined) => {
      gateway = wrong === undefined ? { ready: true } : { ready: gateway?.ready ?? false, trouble: wrong }
    }
    await runGateway({ token, rest: api.rest, intake: taking, doors, report }, held)
    gateway = undefined
  }

  return {
    network: 'discord',
    limits: LIMITS,
    async start(doors) {
      open = doors
      running = Promise.all([
        reach(doors),
        doors.exclusively('discord-gateway', signal, held => listen(doors, held)),
      ]).catch(error => {
        trouble = describeError(error)
        doors.log.error({ error: trouble }, 'the adapter of discord failed')
      })
    },
    plan,
    send(part, attempt) {
      const acknowledged = async (interaction: string) => intake?.acknowledged(interaction)
      return send({ api, dms, acknowledged }, part.call as DiscordCall, attempt)
    },
    fetchFile: (file, options) => fetchFile(file, { ...options, origins }),
    commandsChanged() {
      // Before Discord told who we are, the start itself is about to show them.
      if (open && reached !== undefined) running = Promise.all([running, showCommands(open, reached)])
    },
    async channelName(channel) {
      try {
        return string(record(await api.call('Get', Routes.channel(channel)))?.name)
      } catch (error) {
        if (error instanceof SendError && !error.retryable) return undefined
        throw error
      }
    },
    health() {
      const wrong = trouble ?? gateway?.trouble
      return {
        ready: reached !== undefined && (gateway?.ready ?? true),
        ...(wrong === undefined ? {} : { trouble: wrong }),
      }
    },
    async stop() {
      stopping.abort()
      await running
      api.stop()
    },
  }
}
