/**
 * The circle on the sandbox's page: what a visitor does, and sees.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hears, openBrowser, reads, resident, type StartedSandbox, startSandbox, visit } from './sandbox-page.ts'

let sandbox: StartedSandbox
let browser: Browser

beforeAll(async () => {
  ;[sandbox, browser] = await Promise.all([startSandbox(), openBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await sandbox?.[Symbol.asyncDispose]()
})

const anaOn = (page: Page) => resident(page, /Ana’s phone/, 'Ana’s message')
const benOn = (page: Page) => resident(page, /Ben’s screen/, 'Ben’s message')

test('a visitor plays the circle: reports, an answer, a note, a failure and its retry', async () => {
  const { page, complaints, picture } = await visit(browser, sandbox.url)
  const ana = anaOn(page)
  const ben = benOn(page)
  const desk = page.getByRole('region', { name: /staff’s desk/ })
  const thread = page.getByRole('region', { name: 'Thread' })
  const tried = page.locator('#tried')

  // Ana reports a pothole, with a pin and a photo.
  await ana.writes('/start')
  await ana.taps('Report a problem')
  await hears(ana.messages, /What is the problem/)
  await ana.writes('There is a deep pothole outside the bakery')
  await hears(ana.messages, /What is it about/)
  await ana.taps('Pothole')
  await hears(ana.messages, /How deep/)
  await ana.taps('Skip')
  await hears(ana.messages, /Where is it/)
  await page.getByRole('button', { name: 'Send a place' }).click()
  const map = page.getByRole('dialog', { name: 'Where is it?' })
  await map.getByRole('combobox', { name: 'Go to' }).selectOption({ label: 'Old Harbour' })
  await picture('map')
  await map.getByRole('button', { name: 'Send this place' }).click()
  await hears(ana.messages, /photo/i)
  await page.getByRole('button', { name: 'Send a photo' }).click()
  const pictures = page.getByRole('dialog', { name: 'Which picture?' })
  await pictures.getByRole('radio', { name: 'A pothole' }).check({ force: true })
  await pictures.getByRole('button', { name: 'Send picture' }).click()
  await hears(ana.messages, /1 photo/)
  await ana.taps('Done')
  await hears(ana.messages, /Is this right/)
  await ana.taps('Send report')
  await hears(ana.messages, /HB-1001/)
  await reads(tried, /^1 of 5$/)

  // Staff see it: unread, a card, the photo, the resident's words untouched.
  const highways = desk.getByRole('button', { name: /highways/ })
  await reads(highways, /new/)
  await highways.click()
  const card = desk.locator('#slack-list .message').filter({ hasText: 'deep pothole outside the bakery' })
  await card.locator('.replies').click()
  await thread.locator('.picture img').first().waitFor({ timeout: 8000 })

  // Priya answers; Ana hears it; the mark says so.
  const reply = thread.getByRole('textbox', { name: 'Reply in the thread' })
  const write = async (words: string) => {
    await reply.fill(words)
    await reply.press('Enter')
  }
  const written = (words: string) => thread.locator('.message').filter({ hasText: words })
  await write('Thank you *Ana*, a crew is on its way.')
  await hears(ana.messages, /Thank you Ana, a crew is on its way\./)
  expect(await ana.messages.last().locator('strong').allTextContents()).toContain('Ana')
  await reads(written('a crew is on its way'), /✅/)

  // A note stays among staff.
  await write('note: the bakery rang as well')
  await reads(written('the bakery rang'), /📝/)
  await write('They begin at 14:00.')
  await hears(ana.messages, /They begin at 14:00\./)
  expect(await ana.messages.filter({ hasText: 'bakery rang' }).count()).toBe(0)

  // Ana writes back, and it comes into the thread.
  await ana.writes('Wonderful, thank you!')
  await written('Wonderful, thank you!').waitFor()

  // Ben reports on Discord.
  await ben.writes('/report')
  await hears(ben.messages, /What is the problem/)
  await ben.writes('The street lamp outside number 7 is out')
  await hears(ben.messages, /What is it about/)
  await ben.taps('Streetlight')
  await hears(ben.messages, /What is wrong with it/)
  await ben.taps('It is out')
  await hears(ben.messages, /number on the post/)
  await ben.writes('7')
  await hears(ben.messages, /Where is it/)
  await ben.writes('50.7253, -1.8873')
  await hears(ben.messages, /photo/i)
  await ben.taps('Skip')
  await hears(ben.messages, /Is this right/)
  await ben.taps('Send report')
  await hears(ben.messages, /HB-1002/)
  await reads(tried, /^4 of 5$/)

  // Ana blocks the bot: the answer fails, is told so, and goes through after all.
  await page.getByRole('button', { name: 'Block bot' }).click()
  await write('The hole is filled.')
  await reads(written('The hole is filled.').first(), /❌/)
  await page.getByRole('button', { name: 'Unblock bot' }).click()
  await thread.getByRole('button', { name: 'Retry' }).click()
  await hears(ana.messages, /The hole is filled\./)
  await reads(written('The hole is filled.').first(), /✅/)
  await reads(tried, /^5 of 5$/)
  await picture('light')
  expect(complaints).toEqual([])
})
