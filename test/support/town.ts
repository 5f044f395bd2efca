/**
 * A whole town for a test: three stand-ins, a database of its own, and Folkmoot between them.
 *
 * `await using town = await startTown()`. Folkmoot runs in the test's process; tests that kill it start it as a process
 * of its own (`startProcess`).
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type DiscordStandIn, startDiscord } from '../../sandbox/discord/stand-in.ts'
import { freePort } from '../../sandbox/free-port.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { type SlackStandIn, startSlack } from '../../sandbox/slack/stand-in.ts'
import { startTelegram, type TelegramStandIn } from '../../sandbox/telegram/stand-in.ts'
import { readConfig } from '../../src/config.ts'
import { areaAt } from '../../src/core/areas.ts'
import type { Place } from '../../src/core/place.ts'
import { createLog } from '../../src/log.ts'
import { type Folkmoot, startFolkmoot } from '../../src/main.ts'
import { loadPlace } from '../../src/place.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { createDatabase } from './database.ts'
import { copyPlace } from './places.ts'

const TOKENS = {
  telegram: '7000000001:test-token',
  telegramSecret: 'test-webhook-secret',
  discord: 'test.discord.token',
  slackBot: 'xoxb-test',
  slackApp: 'xapp-test',
  slackSecret: 'test-signing-secret',
}

export interface Town extends AsyncDisposable {
  readonly place: Place
  readonly telegram: TelegramStandIn
  readonly discord: DiscordStandIn
  readonly slack: SlackStandIn
  /** A full member who is in every channel. */
  readonly priya: SlackUser
  readonly connections: Connections
  /** Latitude and longitude of a point in the first of the place's areas. */
  readonly somewhere: readonly [number, number]
  readonly env: Readonly<Record<string, string>>
  /** Where Folkmoot answers; changes with a restart. */
  url(): string
  /** Moves the clock that residents and staff live by. */
  advance(ms: number): void
  /** Moves the clock, and does what time has brought about by then. */
  moveClock(ms: number): Promise<void>
  /** Stops Folkmoot in order. */
  stop(): Promise<void>
  /** Starts it (again) and waits until it is ready. */
  start(): Promise<void>
}

export interface TownOptions {
  /** Default: the example town's, but replies go when they are written. */
  readonly placeFile?: string
  /** Default true. False: the test starts Folkmoot, or a process of its own. */
  readonly started?: boolean
  /** Added to the settings. */
  readonly env?: Readonly<Record<string, string>>
  /** Telegram and Slack call Folkmoot over HTTP. Default false: it polls, and opens sockets. */
  readonly webhooks?: boolean
  /** Slack counts calls, and refuses those that are too many. Default false. */
  readonly rateLimits?: boolean
  /** Telegram refuses bulk that is too much. Default: it takes all. */
  readonly telegramLimits?: { readonly paidBroadcasts: boolean }
}

export async function startTown({
  placeFile: givenPlace,
  started = true,
  env: more = {},
  webhooks = false,
  rateLimits = false,
  telegramLimits,
}: TownOptions = {}): Promise<Town> {
  const dataDir = await mkdtemp(join(tmpdir(), 'folkmoot-town-'))
  const placeFile = givenPlace ?? (await copyPlace(join(dataDir, 'place')))
  const place = await loadPlace(placeFile)
  const database = await createDatabase()
  const telegram = await startTelegram({
    token: TOKENS.telegram,
    ...(telegramLimits && { rateLimits: telegramLimits }),
  })
  const discord = await startDiscord({ token: TOKENS.discord, messagesPer5s: 1_000, callsPerSecond: 10_000 })
  const port = webhooks ? await freePort() : 0
  const slack = await startSlack({
    ...(webhooks && { eventsUrl: `http://127.0.0.1:${port}/slack/events` }),
    botToken: TOKENS.slackBot,
    appToken: TOKENS.slackApp,
    signingSecret: TOKENS.slackSecret,
    rateLimits,
  })
  const priya = slack.addUser({ name: 'Priya', kind: 'member' })
  const panel = place.panel ? [{ key: 'panel', channel: place.panel.channel }] : []
  for (const { key, channel } of [...place.departments.values(), ...panel]) {
    slack.addChannel({ id: channel, name: key })
    slack.join(priya, channel)
  }
  const connections = connect(database.url, 3)
  const env = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PLACE_FILE: placeFile,
    PORT: String(port),
    ...(webhooks && {
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      TELEGRAM_WEBHOOK_SECRET: TOKENS.telegramSecret,
    }),
    TELEGRAM_BOT_TOKEN: TOKENS.telegram,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    DISCORD_BOT_TOKEN: TOKENS.discord,
    DISCORD_API_ROOT: discord.apiRoot,
    SLACK_BOT_TOKEN: TOKENS.slackBot,
    SLACK_APP_TOKEN: TOKENS.slackApp,
    SLACK_SIGNING_SECRET: TOKENS.slackSecret,
    SLACK_API_ROOT: slack.apiRoot,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'fatal',
    ...more,
  }

  let offsetMs = 0
  let running: Folkmoot | undefined
  const url = () => `http://127.0.0.1:${running?.port}`
  const stop = async () => {
    const was = running
    running = undefined
    await was?.stop()
  }
  const start = async () => {
    const config = readConfig(env)
    running = await startFolkmoot(config, createLog(config.logLevel), () => new Date(Date.now() + offsetMs))
    await eventually(async () => expect((await fetch(`${url()}/readyz`)).status).toBe(200))
    // Ready means reached; the menu of commands follows.
    await eventually(() => expect(discord.commands).not.toEqual([]))
  }
  if (started) await start()

  return {
    place,
    telegram,
    discord,
    slack,
    priya,
    connections,
    somewhere: pointIn(place),
    env,
    url,
    advance: ms => {
      offsetMs += ms
    },
    moveClock: async ms => {
      offsetMs += ms
      await running?.tick()
    },
    stop,
    start,
    async [Symbol.asyncDispose]() {
      await stop()
      await connections.db.destroy()
      await Promise.all([telegram.close(), discord.close(), slack.close()])
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
      for (const standIn of [telegram, discord, slack]) expect(standIn.complaints).toEqual([])
    },
  }
}

/** Polls until the check passes, 20 s at most unless told otherwise. */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 20_000): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise(resolve => setTimeout(resolve, 15))
    }
  }
}

/** Waits until nothing is on its way to anybody: what comes then is new. */
export async function allSaid({ connections: { db } }: Town, withinMs?: number): Promise<void> {
  await eventually(
    async () =>
      expect(await db.selectFrom('outbox').select('lane').where('settled_at', 'is', null).execute()).toEqual([]),
    withinMs,
  )
}

/** The first point of a coarse grid that lies in an area. */
function pointIn({ areas }: Place): readonly [number, number] {
  const ring = areas[0]!.polygons[0]![0]!
  const [longitudes, latitudes] = [ring.map(p => p[0]), ring.map(p => p[1])]
  const at = (values: readonly number[], n: number) =>
    Math.min(...values) + ((Math.max(...values) - Math.min(...values)) * n) / 20
  for (let n = 1; n < 400; n += 1) {
    const point = { latitude: at(latitudes, n % 20), longitude: at(longitudes, Math.floor(n / 20)) }
    if (areaAt(point, areas)) return [point.latitude, point.longitude]
  }
  throw new Error('no point of the grid lies in an area of the place')
}
