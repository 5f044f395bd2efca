/**
 * The doctor in a town: all is well, and then each thing that can be wrong, seen once, with what to do about it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SCOPES } from '../../adapters/slack/scopes.ts'
import { freePort } from '../../sandbox/free-port.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { readConfig } from '../../src/config.ts'
import { clockOf } from '../../src/doctor/clock.ts'
import { examine } from '../../src/doctor/examine.ts'
import type { Finding } from '../../src/doctor/finding.ts'
import { createLog } from '../../src/log.ts'
import { placeWith } from '../support/places.ts'
import { startTown, type Town } from '../support/town.ts'

let town: Town
const people = new Map<string, SlackUser>()
beforeAll(async () => {
  town = await startTown({ webhooks: true })
  const { slack, place } = town
  const hire = (id: string) => {
    const user =
      people.get(id) ?? slack.users.find(one => one.id === id) ?? slack.addUser({ name: id, kind: 'member', id })
    people.set(id, user)
    return user
  }
  for (const id of [...place.admins, ...place.trainees].filter(isPerson)) hire(id)
  for (const { approvers, channel } of place.departments.values())
    for (const id of approvers.filter(isPerson)) slack.join(hire(id), channel)
})
afterAll(() => town[Symbol.asyncDispose]())

const isPerson = (id: string) => !id.startsWith('S')

async function findings(env: Readonly<Record<string, string>> = {}): Promise<readonly Finding[]> {
  const read = () => readConfig({ ...town.env, ...env })
  return Array.fromAsync(examine(read, SCOPES, () => createLog('silent')))
}

/** What is not fine, as `wrong: … → …`. */
async function troubles(env?: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await findings(env)).flatMap(f => (f.level === 'fine' ? [] : [`${f.level}: ${f.what} → ${f.todo}`]))
}

test('a Discord channel of the place file that is gone, or in which the bot may not write', async () => {
  town.discord.letWriteInServer(false)
  expect(await troubles()).toEqual([
    'wrong: discord: #town-talk: the bot lacks Send Messages → grant it there, else no survey can be posted',
  ])
  town.discord.letWriteInServer(true)
  await using place = await placeWith('["1100000000000000001"]', '["1100000000000000009"]')
  expect(await troubles({ PLACE_FILE: place.file })).toEqual([
    'wrong: discord: the channel 1100000000000000009 is not there for us → let the bot see it, or take it out of the place file',
  ])
})

test('where all is well every line says so, while folkmoot runs and while it does not', async () => {
  const found = await findings()
  expect(found.filter(finding => finding.level !== 'fine')).toEqual([])
  const lines = found.map(finding => finding.what).join('\n')
  for (const line of [
    /^settings: they fit together$/m,
    /^place: \S+place\.yaml is right$/m,
    /^discord: #town-talk: surveys can be posted there$/m,
    /^data: \S+ can be written to, [\d.]+ GB free$/m,
    /^database: reached, Postgres 18$/m,
    /^database: the schema is the newest$/m,
    /^clock: the database and we agree$/m,
    /^telegram: the token is @\w+'s$/m,
    /^telegram: it calls us, and reaches us$/m,
    /^discord: the token is .+'s$/m,
    /^slack: the token is folkmoot's in Folkmoot$/m,
    /^slack: every scope of the manifest is granted$/m,
    /^slack: the app-level token opens sockets$/m,
    /^slack: the bot is in #desk for department desk$/m,
    /^people: admins are full members$/m,
    /^people: departments\.highways\.approvers are full members$/m,
    /^webhook: \S+\/telegram\/webhook is Folkmoot, seen from here/m,
    /^webhook: \S+\/slack\/events is Folkmoot, seen from here/m,
  ])
    expect(lines).toMatch(line)
  await town.stop()
  const stopped = await troubles()
  expect(stopped).toHaveLength(2)
  for (const line of stopped)
    expect(line).toMatch(/^wrong: webhook: \S+ does not answer \(ECONNREFUSED\) → start Folkmoot/)
  await town.start()
})

test('settings that are wrong end it, each named', async () => {
  expect(await troubles({ PORT: 'x', SLACK_SIGNING_SECRET: '' })).toEqual([
    expect.stringMatching(/^wrong: settings: PORT: must be a number/),
    expect.stringMatching(/^wrong: settings: SLACK_SIGNING_SECRET: is needed/),
  ])
})

test('without networks nobody gets in', async () => {
  const none = {
    TELEGRAM_BOT_TOKEN: '',
    DISCORD_BOT_TOKEN: '',
    SLACK_BOT_TOKEN: '',
    SLACK_APP_TOKEN: '',
    SLACK_SIGNING_SECRET: '',
  }
  expect(await troubles(none)).toEqual([
    expect.stringMatching(/^warning: settings: residents have no way in/),
    expect.stringMatching(/^warning: settings: staff have no way in/),
  ])
})

test('a place file that is wrong', async () => {
  await using place = await placeWith('frontDesk: desk', 'frontDesk: nowhere')
  const [line] = await troubles({ PLACE_FILE: place.file })
  expect(line).toMatch(/^wrong: place: frontDesk: no department "nowhere" → mend it in /)
})

test('a data folder that cannot be', async () => {
  const [line] = await troubles({ DATA_DIR: '/dev/null/here' })
  expect(line).toMatch(/^wrong: data: \/dev\/null\/here cannot be written to \(ENOTDIR\)/)
})

test('a database that is away, and one without its schema', async () => {
  const away = await troubles({ DATABASE_URL: 'postgres://folkmoot@127.0.0.1:1/folkmoot' })
  expect(away).toEqual([
    expect.stringMatching(/^wrong: database: not reached at 127\.0\.0\.1:1 \(ECONNREFUSED\) → check DATABASE_URL/),
  ])
  const client = new Client({ connectionString: town.env.DATABASE_URL! })
  await client.connect()
  await client.query('create database doctor_empty')
  const url = new URL(town.env.DATABASE_URL!)
  url.pathname = '/doctor_empty'
  const empty = await troubles({ DATABASE_URL: url.href })
  await client.query('drop database doctor_empty')
  await client.end()
  expect(empty).toEqual([
    expect.stringMatching(/^wrong: database: the schema lacks \d+ migrations, first 0001-inbox → run npm run migrate/),
  ])
})

test('tokens that are refused, networks that do not answer', async () => {
  const other = { TELEGRAM_BOT_TOKEN: '7000000001:other', DISCORD_BOT_TOKEN: 'other', SLACK_BOT_TOKEN: 'xoxb-other' }
  expect(await troubles(other)).toEqual([
    expect.stringMatching(/^wrong: telegram: the token is refused \(HTTP 401\) → set TELEGRAM_BOT_TOKEN/),
    expect.stringMatching(/^wrong: discord: the token is refused \(HTTP 401\) → set DISCORD_BOT_TOKEN/),
    expect.stringMatching(/^wrong: slack: the token in SLACK_BOT_TOKEN is refused \(invalid_auth\)/),
  ])
  expect((await troubles({ SLACK_APP_TOKEN: 'xapp-other' })).join()).toMatch(/the token in SLACK_APP_TOKEN is refused/)
  const away = `http://127.0.0.1:${await freePort()}`
  const roots = { TELEGRAM_API_ROOT: away, DISCORD_API_ROOT: `${away}/api`, SLACK_API_ROOT: `${away}/api/` }
  expect(await troubles(roots)).toEqual([
    expect.stringMatching(/^wrong: telegram: \S+ does not answer \(ECONNREFUSED\) → check TELEGRAM_API_ROOT/),
    expect.stringMatching(/^wrong: discord: \S+ does not answer \(ECONNREFUSED\) → check DISCORD_API_ROOT/),
    expect.stringMatching(/^wrong: slack: \S+ does not answer \(ECONNREFUSED\) → check SLACK_API_ROOT/),
  ])
})

test('a scope that is missing says what does not work', async () => {
  town.slack.scopes.delete('reactions:write')
  const [line, ...rest] = await troubles()
  town.slack.scopes.add('reactions:write')
  expect(rest).toEqual([])
  expect(line).toMatch(
    /^wrong: slack: the scope reactions:write is missing, so there are no marks .+ → reinstall the app/,
  )
})

test('channels without the bot, archived, or gone', async () => {
  const { slack } = town
  slack.kickBot('C0HIGHWAYS')
  slack.archive('C0PARKS')
  await using place = await placeWith('channel: C0WASTE', 'channel: C0GONE')
  const lines = await troubles({ PLACE_FILE: place.file })
  slack.inviteBot('C0HIGHWAYS')
  slack.unarchive('C0PARKS')
  expect(lines).toEqual([
    expect.stringMatching(
      /^wrong: slack: the channel C0HIGHWAYS of department highways is without the bot → invite the bot/,
    ),
    expect.stringMatching(/^wrong: slack: the channel C0PARKS of department parks is archived → unarchive it/),
    expect.stringMatching(/^wrong: slack: the channel C0GONE of department waste is not seen \(channel_not_found\)/),
  ])
})

test('people who are not what the place file takes them for', async () => {
  const { slack } = town
  slack.addUsergroup({ id: 'S0NOBODY', handle: 'nobody', name: 'Nobody' })
  slack.addUser({ name: 'Gus', kind: 'guest', id: 'U0GUEST' })
  slack.addUser({ name: 'Gone', kind: 'deactivated', id: 'U0GONE' })
  slack.addUser({ name: 'App', kind: 'bot', id: 'U0APP' })
  await using place = await placeWith(
    'admins: [U0ADMIN]',
    'admins: [U0ADMIN, U0NONE, U0GUEST, U0GONE, U0APP, S0NOBODY, S0NONE]',
  )
  const lines = await troubles({ PLACE_FILE: place.file })
  expect(lines).toEqual([
    expect.stringMatching(/^wrong: people: U0NONE in admins is nobody that the bot sees \(user_not_found\) → mend it/),
    expect.stringMatching(/^wrong: people: U0GUEST in admins is a guest/),
    expect.stringMatching(/^wrong: people: U0GONE in admins is deactivated/),
    expect.stringMatching(/^wrong: people: U0APP in admins is an app/),
    expect.stringMatching(/^wrong: people: S0NOBODY in admins is a user group with nobody in it/),
    expect.stringMatching(/^wrong: people: S0NONE in admins is no user group that the bot sees \(no_such_subteam\)/),
  ])
})

test('approvers who cannot approve', async () => {
  const { slack } = town
  const planner = people.get('U0PLANNER')!
  slack.leave(planner, 'C0PLANNING')
  await using place = await placeWith('approvers: [U0HOUSING]', 'approvers: [U0HOUSING, U0ADMIN]')
  const lines = await troubles({ PLACE_FILE: place.file })
  await using none = await placeWith('approvers: [U0HOUSING]', 'approvers: []')
  const without = await troubles({ PLACE_FILE: none.file })
  slack.join(planner, 'C0PLANNING')
  expect(lines).toEqual([
    expect.stringMatching(/^warning: people: the approver U0ADMIN is not in the channel of housing → invite them/),
    expect.stringMatching(/^wrong: people: no approver is in the channel of planning → invite U0PLANNER there/),
  ])
  expect(without[0]).toMatch(/^warning: people: department housing has no approvers/)
})

test('somebody else at the public address', async () => {
  const server = createServer((_, response) => response.writeHead(404).end())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const lines = await troubles({ PUBLIC_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  server.close()
  expect(lines).toEqual([
    expect.stringMatching(/^warning: telegram: it does not call us → start Folkmoot/),
    expect.stringMatching(/^wrong: webhook: \S+\/telegram\/webhook answers 404 where Folkmoot would say 401/),
    expect.stringMatching(/^wrong: webhook: \S+\/slack\/events answers 404 where Folkmoot would say 401/),
  ])
})

test.each([
  [undefined, []],
  [1_900, ['fine']],
  [-2_100, ['warning']],
  [90_000, ['warning']],
])('a clock that is %s ms ahead: %s', (aheadMs, levels) => {
  expect(clockOf('slack', aheadMs).map(finding => finding.level)).toEqual(levels)
})

test('as a command: a line each, and the exit code', async () => {
  const run = async (env: Readonly<Record<string, string>>) => {
    const child = spawn(process.execPath, ['scripts/doctor.ts'], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { ...process.env, ...town.env, ...env },
    })
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    expect(stderr).toBe('')
    expect(stdout).not.toContain(town.env.SLACK_BOT_TOKEN)
    return [code, stdout] as const
  }
  const [well, lines] = await run({})
  expect(lines.replaceAll(/^✓ .+\n/gm, '')).toBe('')
  expect(well).toBe(0)
  const [ill, last] = await run({ DISCORD_BOT_TOKEN: 'other' })
  expect(last).toMatch(/^✗ discord: the token is refused \(HTTP 401\): set DISCORD_BOT_TOKEN to .+$/m)
  expect(ill).toBe(1)
})
