/**
 * The manifest asks for exactly what is used.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { COMMANDS } from '../../../adapters/slack/asking.ts'
import { SCOPES, SHORTCUTS } from '../../../adapters/slack/scopes.ts'
import { SUBSCRIPTIONS } from '../../../adapters/slack/subscriptions.ts'

const text = readFileSync(new URL('../../../adapters/slack/manifest.yaml', import.meta.url), 'utf8')
const manifest = parse(text)

test('the scopes are those the code needs', () => {
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(Object.keys(SCOPES).sort())
})

test('the commands are those the code takes', () => {
  expect(manifest.features.slash_commands.map((one: { command: string }) => one.command)).toEqual(COMMANDS)
})

test('the shortcuts are those the code takes', () => {
  const { shortcuts } = manifest.features
  expect(shortcuts.map((one: { callback_id: string }) => one.callback_id)).toEqual(SHORTCUTS)
  for (const one of shortcuts) {
    // https://docs.slack.dev/reference/app-manifest#settings
    expect(one.name.length).toBeLessThanOrEqual(24)
    expect(one.description.length).toBeLessThanOrEqual(150)
  }
})

test('events and interactivity, by socket as it stands, by HTTP with two lines more', () => {
  const { bot_events: events, ...rest } = manifest.settings.event_subscriptions
  expect(rest).toEqual({})
  expect([...events].sort()).toEqual([...SUBSCRIPTIONS].sort())
  expect(manifest.settings).toMatchObject({ interactivity: { is_enabled: true }, socket_mode_enabled: true })
  const overHttp = parse(text.replaceAll('# request_url', 'request_url').replaceAll('# url', 'url'))
  const url = 'https://YOUR.PUBLIC.URL/slack/events'
  expect(overHttp.settings.event_subscriptions.request_url).toBe(url)
  expect(overHttp.settings.interactivity.request_url).toBe(url)
  expect(overHttp.features.slash_commands[0].url).toBe(url)
})
