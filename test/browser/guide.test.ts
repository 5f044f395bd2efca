/**
 * The guide for residents, played as it is written, on a page as wide as a phone.
 *
 * With `GUIDE_PICTURES=1` the pictures of docs/resident-guide.md are taken anew.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hears, openBrowser, resident, type StartedSandbox, startSandbox, visit } from './sandbox-page.ts'

const folder = fileURLToPath(
  new URL(process.env.GUIDE_PICTURES === '1' ? '../../docs/pictures/' : '../../test-results/', import.meta.url),
)
const TELEGRAM = /Ana’s phone/
const DISCORD = /Ben’s screen/
const LARGEST_BYTES = 150_000

let sandbox: StartedSandbox
let browser: Browser

beforeAll(async () => {
  ;[sandbox, browser] = await Promise.all([startSandbox(), openBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await sandbox?.[Symbol.asyncDispose]()
})

/** One pane, as a phone would show it. */
async function take(page: Page, pane: RegExp, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const picture = await page.getByRole('region', { name: pane }).screenshot()
  const small = await sharp(picture).png({ palette: true, quality: 90, effort: 10 }).toBuffer()
  expect(small.length).toBeLessThan(LARGEST_BYTES)
  await sharp(small).toFile(join(folder, `${name}.png`))
}

test('a report on Telegram, and what has become of it', async () => {
  const { page, complaints } = await visit(browser, sandbox.url, { width: 390, height: 844 })
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  const ana = resident(page, TELEGRAM, 'Ana’s message')
  await ana.writes('/start')
  await hears(ana.messages, /What would you like to do/)
  await take(page, TELEGRAM, 'guide-start')
  await ana.taps('Report a problem')
  await hears(ana.messages, /What is the problem/)
  await ana.writes('The street lamp at the corner is out.')
  await hears(ana.messages, /What is it about/)
  await ana.taps('Streetlight')
  await hears(ana.messages, /What is wrong with it/)
  await ana.taps('It is out')
  await hears(ana.messages, /number on the post/)
  await ana.taps('Skip')
  await hears(ana.messages, /Where is it/)
  await ana.writes('12 Harbour Street')
  await hears(ana.messages, /add photos/)
  await ana.taps('Skip')
  await hears(ana.messages, /Is this right/)
  await take(page, TELEGRAM, 'guide-check')
  await ana.taps('Send report')
  await hears(ana.messages, /Your reference is/)
  await ana.writes('/cases')
  await hears(ana.messages, /newest first/)
  await take(page, TELEGRAM, 'guide-cases')
  expect(complaints).toEqual([])
})

test('a question on Discord', async () => {
  const { page, complaints } = await visit(browser, sandbox.url, { width: 390, height: 844 })
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  await page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: /^Ben/ }).click()
  const ben = resident(page, DISCORD, 'Ben’s message')
  await ben.writes('/ask')
  await hears(ben.messages, /What would you like to know/)
  await ben.writes('When is the library open on Sundays?')
  await hears(ben.messages, /What is it about/)
  await take(page, DISCORD, 'guide-question')
  await ben.taps('Not sure')
  await hears(ben.messages, /Is this right/)
  await ben.taps('Send question')
  await hears(ben.messages, /Your reference is/)
  expect(complaints).toEqual([])
})
