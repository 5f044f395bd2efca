/**
 * Settings: the environment, and a `.env` beside it, checked once at start.
 *
 * An empty value is an absent one, so that `.env.example` may be copied as it is. Tokens are checked for presence, not
 * for shape: only their network knows what they look like this year.
 */
import { resolve } from 'node:path'
import { z } from 'zod'
import { freezeDeep } from './freeze.ts'

export interface Config {
  readonly database:
    | { readonly kind: 'external'; readonly url: string }
    | { readonly kind: 'embedded'; readonly directory: string }
  /** Absolute. */
  readonly dataDir: string
  /** Absolute. */
  readonly placeFile: string
  /** 0 lets the system choose. */
  readonly port: number
  /** Without a slash at its end. Present: networks call us; absent: we call them. */
  readonly publicUrl?: string
  readonly telegram?: {
    readonly token: string
    readonly apiRoot: string
    readonly webhookSecret?: string
    /** Bulk messages a second, those above 30 paid for. Absent: none is. */
    readonly paidBroadcastPerSecond?: number
  }
  readonly discord?: { readonly token: string; readonly apiRoot: string }
  readonly slack?: {
    readonly botToken: string
    /** Socket Mode; always there without `publicUrl`. */
    readonly appToken?: string
    /** Events over HTTP; always there with `publicUrl`. */
    readonly signingSecret?: string
    readonly apiRoot: string
  }
  /** Nominatim-compatible; without a slash at its end. */
  readonly geocoderUrl?: string
  readonly logLevel: LogLevel
}

export type LogLevel = (typeof logLevels)[number]
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Every setting with its default; empty where absence means something of its own. `.env.example` says the same. */
export const settingDefaults = {
  DATABASE_URL: '',
  DATA_DIR: './.data',
  PLACE_FILE: 'example/place.yaml',
  PORT: '3000',
  PUBLIC_URL: '',
  TELEGRAM_BOT_TOKEN: '',
  TELEGRAM_API_ROOT: 'https://api.telegram.org',
  TELEGRAM_WEBHOOK_SECRET: '',
  TELEGRAM_PAID_BROADCAST_PER_SECOND: '',
  DISCORD_BOT_TOKEN: '',
  DISCORD_API_ROOT: 'https://discord.com/api',
  SLACK_BOT_TOKEN: '',
  SLACK_APP_TOKEN: '',
  SLACK_SIGNING_SECRET: '',
  SLACK_API_ROOT: 'https://slack.com/api/',
  GEOCODER_URL: '',
  LOG_LEVEL: 'info',
} as const

type Setting = keyof typeof settingDefaults
type Environment = Readonly<Record<string, string | undefined>>

/** The settings do not fit together. `problems` has one line each, beginning with the setting's name. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`cannot start, settings are wrong:\n${problems.map(problem => `  ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

const text = z.string().optional()
const webUrl = (detail: string) =>
  z
    .url({ protocol: /^https?$/, error: `must be an address that begins with https:// or http://, ${detail}` })
    .refine(url => !/[?#]/.test(url), { error: 'must have no query and no fragment', abort: true })
    .transform(url => url.replace(/\/+$/, ''))

const schema = z.object({
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'must begin with postgres://, as in postgres://user:password@host/name',
    })
    .optional(),
  DATA_DIR: z.string().transform(path => resolve(path)),
  PLACE_FILE: z.string().transform(path => resolve(path)),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'must be a number from 0 to 65535', abort: true })
    .transform(Number)
    .refine(port => port <= 65_535, { error: 'must be a number from 0 to 65535' }),
  PUBLIC_URL: webUrl('as in https://folkmoot.example.org').optional(),
  TELEGRAM_BOT_TOKEN: text,
  TELEGRAM_API_ROOT: webUrl('as in https://api.telegram.org'),
  /** https://core.telegram.org/bots/api#setwebhook */
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, { error: 'must have 1 to 256 characters, only A-Z, a-z, 0-9, _ and -' })
    .optional(),
  /** https://core.telegram.org/bots/api#paid-broadcasts */
  TELEGRAM_PAID_BROADCAST_PER_SECOND: z
    .string()
    .regex(/^\d{1,4}$/, { error: 'must be a number from 31 to 1000, or empty', abort: true })
    .transform(Number)
    .refine(count => count >= 31 && count <= 1_000, { error: 'must be a number from 31 to 1000, or empty' })
    .optional(),
  DISCORD_BOT_TOKEN: text,
  DISCORD_API_ROOT: webUrl('as in https://discord.com/api'),
  SLACK_BOT_TOKEN: text,
  SLACK_APP_TOKEN: text,
  SLACK_SIGNING_SECRET: text,
  SLACK_API_ROOT: webUrl('as in https://slack.com/api/').transform(url => `${url}/`),
  GEOCODER_URL: webUrl('as in https://nominatim.example.org').optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }),
} satisfies Record<Setting, z.ZodType>)

/** Rules between settings, as far as presence goes: they are told together with what is wrong with single values. */
function crossCheck(has: (setting: Setting) => boolean): string[] {
  const problems: string[] = []
  if (has('PUBLIC_URL') && has('TELEGRAM_BOT_TOKEN') && !has('TELEGRAM_WEBHOOK_SECRET'))
    problems.push('TELEGRAM_WEBHOOK_SECRET: is needed with PUBLIC_URL, so that nobody else can pass for Telegram')
  if (has('PUBLIC_URL') && has('SLACK_BOT_TOKEN') && !has('SLACK_SIGNING_SECRET'))
    problems.push('SLACK_SIGNING_SECRET: is needed with PUBLIC_URL, so that nobody else can pass for Slack')
  if (!has('PUBLIC_URL') && has('SLACK_BOT_TOKEN') && !has('SLACK_APP_TOKEN'))
    problems.push('SLACK_APP_TOKEN: is needed for Socket Mode; set it, or PUBLIC_URL for events over HTTP')
  if (!has('SLACK_BOT_TOKEN') && (has('SLACK_APP_TOKEN') || has('SLACK_SIGNING_SECRET')))
    problems.push('SLACK_BOT_TOKEN: is missing, while other Slack settings are there')
  return problems
}

/**
 * Reads the settings out of an environment.
 *
 * @throws {ConfigError} with every problem at once; never with a value.
 */
export function readConfig(environment: Environment): Config {
  const names = Object.keys(settingDefaults) as Setting[]
  const values = Object.fromEntries(
    names.map(name => [name, environment[name]?.trim() || settingDefaults[name] || undefined]),
  )
  const parsed = schema.safeParse(values)
  const problems = [
    ...(parsed.error?.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`) ?? []),
    ...crossCheck(name => values[name] !== undefined),
  ]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  return freezeDeep(shape(parsed.data))
}

function shape(settings: z.output<typeof schema>): Config {
  const { DATABASE_URL, PUBLIC_URL, TELEGRAM_BOT_TOKEN, DISCORD_BOT_TOKEN, SLACK_BOT_TOKEN } = settings
  return {
    database: DATABASE_URL
      ? { kind: 'external', url: DATABASE_URL }
      : { kind: 'embedded', directory: resolve(settings.DATA_DIR, 'postgres') },
    dataDir: settings.DATA_DIR,
    placeFile: settings.PLACE_FILE,
    port: settings.PORT,
    ...(PUBLIC_URL && { publicUrl: PUBLIC_URL }),
    ...(TELEGRAM_BOT_TOKEN && {
      telegram: {
        token: TELEGRAM_BOT_TOKEN,
        apiRoot: settings.TELEGRAM_API_ROOT,
        ...(settings.TELEGRAM_WEBHOOK_SECRET && { webhookSecret: settings.TELEGRAM_WEBHOOK_SECRET }),
        ...(settings.TELEGRAM_PAID_BROADCAST_PER_SECOND && {
          paidBroadcastPerSecond: settings.TELEGRAM_PAID_BROADCAST_PER_SECOND,
        }),
      },
    }),
    ...(DISCORD_BOT_TOKEN && { discord: { token: DISCORD_BOT_TOKEN, apiRoot: settings.DISCORD_API_ROOT } }),
    ...(SLACK_BOT_TOKEN && {
      slack: {
        botToken: SLACK_BOT_TOKEN,
        ...(settings.SLACK_APP_TOKEN && { appToken: settings.SLACK_APP_TOKEN }),
        ...(settings.SLACK_SIGNING_SECRET && { signingSecret: settings.SLACK_SIGNING_SECRET }),
        apiRoot: settings.SLACK_API_ROOT,
      },
    }),
    ...(settings.GEOCODER_URL && { geocoderUrl: settings.GEOCODER_URL }),
    logLevel: settings.LOG_LEVEL,
  }
}

/** What must never be read in a log. */
export function secretsOf(config: Config): readonly string[] {
  return [
    config.database.kind === 'external' ? new URL(config.database.url).password : '',
    config.telegram?.token,
    config.telegram?.webhookSecret,
    config.discord?.token,
    config.slack?.botToken,
    config.slack?.appToken,
    config.slack?.signingSecret,
  ].filter(secret => secret !== undefined && secret !== '') as string[]
}

/**
 * Reads `.env` in the working directory, where there is one, and then the environment, which wins.
 *
 * @throws {ConfigError}
 */
export function loadConfig(): Config {
  try {
    process.loadEnvFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return readConfig(process.env)
}
