/**
 * The page's Slack, worked by staff: an app of the test's own, on the real Bolt, shows everything that Slack has for apps.
 */
import { App } from '@slack/bolt'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { servePage } from '../../sandbox/server.ts'
import { readManifest } from '../../sandbox/slack/manifest.ts'
import { type Cast, startCast } from '../../sandbox/town/cast.ts'
import { openTown, type TownOptions } from '../../sandbox/town/town.ts'
import { loadPlace } from '../../src/place.ts'
import { QUIET } from '../sandbox/bolt.ts'
import { axeViolations } from './axe.ts'
import { sidewaysScroll } from './looks.ts'
import { openBrowser, reads, visit } from './sandbox-page.ts'

const text = (words: string) => ({ type: 'plain_text' as const, text: words })
const input = (label: string, element: object, more: object = {}) => ({
  type: 'input' as const,
  block_id: label,
  label: text(label),
  element: { action_id: 'value', ...element },
  ...more,
})
const options = ['Thanks', 'Tell us more'].map(label => ({ text: text(label), value: label }))
const kind = input('Kind', { type: 'static_select', options }, { dispatch_action: true })
const form = (more: object[] = []) => ({
  type: 'modal' as const,
  callback_id: 'answer',
  title: text('Answer'),
  submit: text('Send'),
  blocks: [
    kind,
    ...more,
    input('Words', { type: 'plain_text_input', multiline: true }, { hint: text('They reach the resident.') }),
    input('Case', { type: 'external_select', min_query_length: 1 }, { optional: true }),
    input('Tags', { type: 'multi_static_select', options }, { optional: true }),
    input('Urgent', { type: 'radio_buttons', options }, { optional: true }),
    input('Day', { type: 'datepicker' }, { optional: true }),
    input('Hour', { type: 'timepicker' }, { optional: true }),
    input('Who', { type: 'users_select' }, { optional: true }),
    input('Files', { type: 'file_input' }, { optional: true }),
    { type: 'actions', elements: [{ type: 'button', action_id: 'layer', text: text('Preview') }] },
  ] as never[],
})
const card = [
  { type: 'header' as const, text: text('HB-1 · Pothole') },
  {
    type: 'section' as const,
    text: { type: 'mrkdwn' as const, text: 'A *deep* one' },
    accessory: { type: 'overflow' as const, action_id: 'more', options },
  },
  { type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'answer', text: text('Answer…') }] },
]

/** Folkmoot is not there: the app of the test stands in its place. */
const worker: ReturnType<TownOptions['worker']> = {
  view: { state: 'ready', starts: 1, aheadMs: 0 },
  kill: () => undefined,
  moveClock: async () => undefined,
}

let cast: Cast
let app: App
let browser: Browser
let close: () => Promise<void>
let url: string
const sent = vi.fn()
const used = vi.fn()

beforeAll(async () => {
  const place = await loadPlace(new URL('../../example/place.yaml', import.meta.url).pathname)
  cast = await startCast(place, {
    ...readManifest(),
    homeTab: true,
    events: [...readManifest().events, 'app_home_opened'],
    commands: [{ command: '/moot', description: 'Find cases', usage_hint: 'find WORDS' }],
    shortcuts: [
      { name: 'Make this a case', type: 'message', callback_id: 'make', description: 'From a message' },
      { name: 'Find a case', type: 'global', callback_id: 'find', description: 'Anywhere' },
    ],
  })
  app = startApp(cast)
  await app.start()
  const town = openTown({
    place,
    cast,
    dataDir: '/tmp',
    worker: () => worker,
    ledger: () => undefined,
    line: () => undefined,
    launchSample: async () => undefined,
  })
  const page = await servePage(town, 0)
  url = page.url
  close = page.close
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await close?.()
  await cast?.close()
})

function startApp({ settings }: Cast): App {
  const bolt = new App({
    token: settings.SLACK_BOT_TOKEN!,
    appToken: settings.SLACK_APP_TOKEN!,
    socketMode: true,
    clientOptions: { slackApiUrl: settings.SLACK_API_ROOT! },
    logger: QUIET,
    convoStore: false,
  })
  bolt.action('answer', async ({ ack, body, client }) => {
    await ack()
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: form() })
  })
  bolt.action({ block_id: 'Kind' }, async ({ ack, body, client }) => {
    await ack()
    if (body.type !== 'block_actions' || !body.view) return
    const preview = { type: 'context', block_id: 'preview', elements: [text('Ana will see this on Telegram.')] }
    await client.views.update({ view_id: body.view.id, view: form([preview]) })
  })
  bolt.action('layer', async ({ ack, body, client }) => {
    await ack()
    const view = { ...form(), title: text('Preview'), blocks: [{ type: 'section', text: text('As Ana sees it.') }] }
    if ('trigger_id' in body) await client.apiCall('views.push', { trigger_id: body.trigger_id, view })
  })
  bolt.action('more', async ({ ack, action }) => {
    used(action)
    await ack()
  })
  bolt.options<'block_suggestion'>({ type: 'block_suggestion', block_id: 'Case' }, async ({ ack, payload }) => {
    await ack({ options: [{ text: text(`HB-7 ${payload.value}`), value: 'HB-7' }] })
  })
  bolt.view('answer', async ({ ack, view }) => {
    const { value } = view.state.values.Words?.value ?? {}
    if (value === 'rude') return ack({ response_action: 'errors', errors: { Words: 'Kinder, please.' } })
    sent(view.state.values)
    await ack()
  })
  bolt.command('/moot', async ({ ack, command }) => ack(`You looked for ${command.text}`))
  bolt.shortcut(/.*/, async ({ ack, shortcut }) => {
    used(shortcut.callback_id)
    await ack()
  })
  bolt.event('app_home_opened', async ({ event, client }) => {
    const blocks = [
      { type: 'header', text: text('My cases') },
      {
        type: 'section',
        text: text('HB-1 · Pothole'),
        accessory: { type: 'button', action_id: 'more', text: text('Open') },
      },
      {
        type: 'actions',
        elements: [{ type: 'static_select', action_id: 'more', placeholder: text('Status'), options }],
      },
    ]
    await client.apiCall('views.publish', { user_id: event.user, view: { type: 'home', blocks } })
  })
  return bolt
}

const deskOf = (page: Page) => page.getByRole('region', { name: /staff’s desk/ })
const post = (blocks: typeof card) => app.client.chat.postMessage({ channel: 'C0DESK', text: 'HB-1 · Pothole', blocks })

test.each([
  { name: 'light', dark: false },
  { name: 'dark', dark: true },
])('$name: a form with every kind of field, changed while it is filled in, refused, sent', async ({ name, dark }) => {
  await post(card)
  sent.mockClear()
  const { page, complaints, picture } = await visit(browser, url, { dark })
  await deskOf(page).getByRole('button', { name: 'Answer…' }).last().click()
  const dialog = page.getByRole('dialog', { name: 'Answer' })
  await dialog.getByRole('textbox', { name: 'Words' }).fill('rude')
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Tell us more' })
  await reads(dialog, /Ana will see this on Telegram/)
  expect(await dialog.getByRole('textbox', { name: 'Words' }).inputValue()).toBe('rude')
  await dialog.getByRole('searchbox', { name: 'Search: Case' }).pressSequentially('lamp', { delay: 30 })
  await dialog.getByRole('radio', { name: 'HB-7 lamp' }).check()
  expect(await dialog.getByRole('searchbox', { name: 'Search: Case' }).inputValue()).toBe('lamp')
  await dialog.getByRole('checkbox', { name: 'Thanks' }).check()
  await dialog.getByRole('radio', { name: 'Tell us more' }).check()
  await dialog.getByLabel('Day').fill('2026-11-30')
  await dialog.getByLabel('Hour').fill('09:30')
  await dialog.getByRole('combobox', { name: 'Who' }).selectOption({ label: 'Tom' })
  await dialog
    .getByLabel('Files')
    .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a file') })
  await picture(`slack-form-${name}`)
  expect(await axeViolations(page)).toEqual([])

  await dialog.getByRole('button', { name: 'Preview' }).click()
  const preview = page.getByRole('dialog', { name: 'Preview' })
  await reads(preview, /As Ana sees it/)
  await preview.getByRole('button', { name: /Cancel/ }).click()
  await dialog.waitFor()

  await dialog.getByRole('button', { name: 'Send' }).click()
  await reads(dialog, /Kinder, please/)
  await picture(`slack-form-refused-${name}`)
  expect(await dialog.getByRole('textbox', { name: 'Words' }).inputValue()).toBe('rude')
  await dialog.getByRole('textbox', { name: 'Words' }).fill('Thank you')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect(sent.mock.calls).toMatchObject([
    [
      {
        Kind: { value: { selected_option: { value: 'Tell us more' } } },
        Words: { value: { value: 'Thank you' } },
        Case: { value: { selected_option: { value: 'HB-7' } } },
        Tags: { value: { selected_options: [{ value: 'Thanks' }] } },
        Urgent: { value: { selected_option: { value: 'Tell us more' } } },
        Day: { value: { selected_date: '2026-11-30' } },
        Hour: { value: { selected_time: '09:30' } },
        Files: { value: { files: [{ name: 'a.txt' }] } },
      },
    ],
  ])
  expect(cast.slack.complaints).toEqual([])
  expect(complaints).toEqual([])
})

test('messages: changed, deleted, marked, used by a shortcut; a thread’s reply in the channel too', async () => {
  const { page, picture } = await visit(browser, url)
  const desk = deskOf(page)
  const list = desk.locator('#slack-list')
  const write = async (words: string) => {
    await desk.getByRole('textbox', { name: 'Message to the channel' }).fill(words)
    await page.keyboard.press('Enter')
    return list.locator('.message').filter({ hasText: words }).last()
  }
  const choose = async (message: ReturnType<typeof list.locator>, words: RegExp | string) => {
    await message.getByRole('button', { name: /^More for/ }).click()
    await page.getByRole('menuitem', { name: words }).click()
  }
  const first = await write('Somebody rang about a lamp')
  await choose(first, 'Make this a case')
  await expect.poll(() => used.mock.lastCall).toEqual(['make'])
  await choose(first, /Thumbs up/)
  await reads(first, /👍/)
  await first.getByRole('button', { name: /thumbs up/ }).click()
  await expect.poll(() => first.locator('.reactions').count()).toBe(0)
  await choose(first, 'Edit the message')
  const editor = list.getByRole('textbox', { name: 'The message’s words' })
  expect(await editor.inputValue()).toBe('Somebody rang about a lamp')
  await editor.fill('Somebody rang about two lamps')
  await picture('slack-editor')
  await page.keyboard.press('Enter')
  const changed = list.locator('.message').filter({ hasText: 'about two lamps' })
  await reads(changed, /\(edited\)/)

  await changed.getByRole('button', { name: 'Reply in thread' }).click()
  const thread = page.getByRole('region', { name: 'Thread' })
  await thread.getByRole('checkbox', { name: 'Also send to the channel' }).check()
  await thread.getByRole('textbox').fill('They are at the quay')
  await page.keyboard.press('Enter')
  await reads(list.locator('.message').last(), /Also sent to the channel.*They are at the quay/)
  await thread.getByRole('textbox').fill('/moot find lamps')
  await page.keyboard.press('Enter')
  await reads(page.locator('#toast'), /not supported in threads/)

  await choose(changed, 'Delete the message')
  await reads(thread.locator('.message').first(), /This message was deleted/)
  await picture('slack-thread')
  expect(await axeViolations(page)).toEqual([])
})

test('commands are completed, App Home is published and pressed, a global shortcut used', async () => {
  const { page, picture } = await visit(browser, url)
  const desk = deskOf(page)
  const field = desk.getByRole('textbox', { name: 'Message to the channel' })
  await field.fill('/m')
  await reads(desk.locator('#slack-commands'), /find WORDS · Find cases/)
  await picture('slack-commands')
  await page.keyboard.press('Tab')
  await field.pressSequentially('find lamp')
  await page.keyboard.press('Enter')
  await reads(desk.locator('.whisper').last(), /Only visible to you.*You looked for find lamp/)
  await desk.getByRole('button', { name: 'More for the channel' }).click()
  await page.getByRole('menuitem', { name: 'Find a case' }).click()
  await expect.poll(() => used.mock.lastCall).toEqual(['find'])

  await desk.getByRole('button', { name: 'Home' }).click()
  await reads(desk.locator('#slack-home'), /My cases/)
  await desk.locator('#slack-home').getByRole('button', { name: 'Open' }).click()
  await expect.poll(() => used.mock.lastCall).toMatchObject([{ type: 'button' }])
  await desk.locator('#slack-home').getByRole('combobox', { name: 'Status' }).selectOption({ label: 'Thanks' })
  await expect.poll(() => used.mock.lastCall).toMatchObject([{ type: 'static_select', selected_option: options[0] }])
  await picture('slack-home')
  expect(await axeViolations(page)).toEqual([])
  await desk.getByRole('combobox', { name: 'writing as' }).selectOption({ label: 'Gus (guest)' })
  await reads(desk.locator('#slack-home'), /My cases/)
})

test('on a phone it all fits', async () => {
  await post(card)
  const { page, picture } = await visit(browser, url, { width: 390, height: 844 })
  await page
    .getByRole('navigation', { name: 'Panes' })
    .getByRole('button', { name: /^Staff/ })
    .click()
  await picture('slack-phone')
  expect(await sidewaysScroll(page)).toBe(0)
  await deskOf(page).getByRole('button', { name: 'Answer…' }).last().click()
  await page.getByRole('dialog', { name: 'Answer' }).waitFor()
  expect(await sidewaysScroll(page)).toBe(0)
  await picture('slack-phone-form')
  expect(await axeViolations(page)).toEqual([])
})
