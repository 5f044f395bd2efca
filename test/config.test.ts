import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type ConfigError, readConfig, secretsOf, settingDefaults } from '../src/config.ts'

const telegram = { TELEGRAM_BOT_TOKEN: 't' }
const slack = { SLACK_BOT_TOKEN: 'b' }
const publicUrl = { PUBLIC_URL: 'https://town.example' }

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    return (error as ConfigError).problems
  }
}

test('an empty environment is a town with an embedded database and no network', () => {
  expect(readConfig({})).toEqual({
    database: { kind: 'embedded', directory: resolve('.data/postgres') },
    dataDir: resolve('.data'),
    placeFile: resolve('example/place.yaml'),
    port: 3000,
    logLevel: 'info',
  })
})

test('every setting finds its place', () => {
  const config = readConfig({
    DATABASE_URL: 'postgresql://u:p@db/folkmoot',
    DATA_DIR: '/srv/data',
    PLACE_FILE: '/srv/place.yaml',
    PORT: '0',
    PUBLIC_URL: 'https://town.example/moot/',
    TELEGRAM_BOT_TOKEN: 'tt',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:81/',
    TELEGRAM_WEBHOOK_SECRET: 'a-B_9',
    TELEGRAM_PAID_BROADCAST_PER_SECOND: '1000',
    DISCORD_BOT_TOKEN: ' dt ',
    DISCORD_API_ROOT: 'http://127.0.0.1:82/api/',
    SLACK_BOT_TOKEN: 'sb',
    SLACK_APP_TOKEN: 'sa',
    SLACK_SIGNING_SECRET: 'ss',
    SLACK_API_ROOT: 'https://slack-gov.com/api',
    LOG_LEVEL: 'debug',
  })
  expect(config).toEqual({
    database: { kind: 'external', url: 'postgresql://u:p@db/folkmoot' },
    dataDir: '/srv/data',
    placeFile: '/srv/place.yaml',
    port: 0,
    publicUrl: 'https://town.example/moot',
    telegram: {
      token: 'tt',
      apiRoot: 'http://127.0.0.1:81',
      webhookSecret: 'a-B_9',
      paidBroadcastPerSecond: 1_000,
    },
    discord: { token: 'dt', apiRoot: 'http://127.0.0.1:82/api' },
    slack: { botToken: 'sb', appToken: 'sa', signingSecret: 'ss', apiRoot: 'https://slack-gov.com/api/' },
    logLevel: 'debug',
  })
  expect(secretsOf(config)).toEqual(['p', 'tt', 'a-B_9', 'dt', 'sb', 'sa', 'ss'])
  expect(Object.isFrozen(config) && Object.isFrozen(config.slack)).toBe(true)
})

describe('what is wrong is told with the name of the setting', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['a database that is no Postgres', { DATABASE_URL: 'mysql://u:geheim@h/d' }, /^DATABASE_URL: must begin with/],
    ['a port that is no number', { PORT: '80a' }, /^PORT: must be a number/],
    ['a port that is too large', { PORT: '70000' }, /^PORT: must be a number/],
    ['an address without a scheme', { PUBLIC_URL: 'town.example' }, /^PUBLIC_URL: must be an address/],
    ['an address with a query', { PUBLIC_URL: 'https://town.example/?x=1' }, /^PUBLIC_URL: must have no query/],
    ['an API root that is none', { SLACK_API_ROOT: 'slack' }, /^SLACK_API_ROOT: must be an address/],
    ['a level that is none', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL: must be one of trace, debug/],
    ['a secret Telegram would refuse', { TELEGRAM_WEBHOOK_SECRET: 'a b' }, /^TELEGRAM_WEBHOOK_SECRET: must have/],
    ['fewer than are free', { TELEGRAM_PAID_BROADCAST_PER_SECOND: '30' }, /^TELEGRAM_PAID_BROADCAST_PER_SECOND: must/],
    ['more than money buys', { TELEGRAM_PAID_BROADCAST_PER_SECOND: '1001' }, /^TELEGRAM_PAID_BROADCAST_PER_SECOND: m/],
    ['a webhook without a secret', { ...telegram, ...publicUrl }, /^TELEGRAM_WEBHOOK_SECRET: is needed/],
    ['events over HTTP without signatures', { ...slack, ...publicUrl }, /^SLACK_SIGNING_SECRET: is needed/],
    ['Socket Mode without its token', slack, /^SLACK_APP_TOKEN: is needed/],
    ['half of Slack', { SLACK_APP_TOKEN: 'a' }, /^SLACK_BOT_TOKEN: is missing/],
  ])('%s', (_, environment, problem) => {
    expect(problemsOf(environment)).toEqual([expect.stringMatching(problem)])
  })

  test('all at once, and never a value', () => {
    const problems = problemsOf({ ...slack, PORT: 'geheim', DATABASE_URL: 'mysql://geheim', LOG_LEVEL: 'geheim' })
    expect(problems.map(problem => problem.split(':')[0])).toEqual([
      'DATABASE_URL',
      'PORT',
      'LOG_LEVEL',
      'SLACK_APP_TOKEN',
    ])
    expect(problems.join()).not.toContain('geheim')
  })
})

describe('.env.example', () => {
  const file = readFileSync('.env.example', 'utf8')

  test('names every setting with its default, and nothing else', () => {
    expect(parseEnv(file)).toEqual(settingDefaults)
  })

  test('has a line of explanation above each', () => {
    const lines = file.split('\n')
    const unexplained = lines.filter((line, index) => /^[A-Z]/.test(line) && !lines[index - 1]?.startsWith('# '))
    expect(unexplained).toEqual([])
  })

  test('may be copied as it is', () => {
    expect(readConfig(parseEnv(file))).toEqual(readConfig({}))
  })
})
