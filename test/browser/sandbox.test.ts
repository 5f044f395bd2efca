/**
 * The circle on the sandbox's page: what a visitor does, and sees.
 */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { focusedWords, sidewaysScroll } from './looks.ts'
import { attach, hears, reads, resident, sandboxOfFile } from './sandbox-page.ts'

const sandbox = sandboxOfFile({ undoSeconds: 1 })

/** One of the figures in the drawer's head. */
const countOf = (page: Page, words: string) => page.locator('#counts div').filter({ hasText: words }).locator('dd')

const anaOn = (page: Page) => resident(page, /Ana’s phone/, 'Ana’s message')
const benOn = (page: Page) => resident(page, /Ben’s screen/, 'Ben’s message')

test('a visitor plays the circle: reports, an answer, a note, a failure and its retry', async () => {
  const { page, complaints, picture } = await sandbox.visit()
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
  await attach(page, 'Ana’s phone', 'Send a place')
  const map = page.getByRole('dialog', { name: 'Where is it?' })
  await map.getByRole('combobox', { name: 'Go to' }).selectOption({ label: 'Old Harbour' })
  await picture('map')
  await map.getByRole('button', { name: 'Send this place' }).click()
  await hears(ana.messages, /photo/i)
  await attach(page, 'Ana’s phone', 'Send photos or files')
  const pictures = page.getByRole('dialog', { name: 'Which pictures?' })
  await pictures.getByRole('checkbox', { name: 'A pothole' }).check({ force: true })
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
  await thread.locator('.picture img').first().waitFor({ timeout: 30_000 })

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

  // An hour later Ana blocks the bot: the answer fails, is told so, and goes through after all.
  await page.getByText('Bad days', { exact: true }).click()
  await page.getByRole('button', { name: 'One hour on' }).click()
  await reads(page.locator('#clock-now'), /1 hour ahead/)
  await page.getByText('Bad days', { exact: true }).click()
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

test('Folkmoot is killed, comes back by itself, and has lost nothing', async () => {
  const { page, complaints } = await sandbox.visit()
  const ana = anaOn(page)
  const worker = page.locator('#worker')
  const starts = async () => Number(/start (\d+)/.exec((await worker.textContent()) ?? '')?.[1] ?? 1)
  const before = await starts()

  await page.getByText('Bad days', { exact: true }).click()
  await page.getByRole('button', { name: /Kill Folkmoot/ }).click()
  await reads(worker, /died|coming back/)
  await ana.writes('/help')
  // What she said is with the network meanwhile, and can be seen to be.
  await reads(countOf(page, 'waiting at the networks'), /[1-9]/)
  await expect.poll(starts, { timeout: 20_000 }).toBe(before + 1)
  await reads(worker, /runs/)
  await reads(countOf(page, 'waiting at the networks'), /^0$/)
  await expect.poll(() => page.locator('#telegram .message').last().getAttribute('class')).toMatch(/theirs/)
  expect(complaints).toEqual([])
})

test('a network that answers 429 is tried again until it takes the words', async () => {
  const { page } = await sandbox.visit()
  const ana = anaOn(page)
  const telegram = page.getByRole('group', { name: 'Telegram' })
  const summary = page.locator('#fault-summary')
  await page.getByText('Bad days', { exact: true }).click()

  await telegram.getByRole('button', { name: 'too busy' }).click()
  await reads(summary, /Telegram is too busy/)
  const heard = await ana.messages.count()
  await ana.writes('/help')
  await expect.poll(() => ana.messages.count(), { timeout: 20_000 }).toBeGreaterThan(heard)
  await reads(summary, /all is well/)
  await expect.poll(() => telegram.getByRole('button', { name: 'well' }).getAttribute('aria-pressed')).toBe('true')
})

test('the drawer counts what waits, and everything goes back to normal at once', async () => {
  const { page, complaints, picture } = await sandbox.visit()
  const ana = anaOn(page)
  const summary = page.locator('#fault-summary')
  await page.getByText('Bad days', { exact: true }).click()

  await page.getByRole('button', { name: 'Stop it for 20 seconds' }).click()
  await reads(summary, /the database stands still/)
  const heard = await ana.messages.count()
  await ana.writes('/help')
  await reads(countOf(page, 'waiting at the networks'), /[1-9]/)
  await page.getByRole('group', { name: 'Discord' }).getByRole('button', { name: 'down' }).click()
  await page.getByRole('combobox', { name: 'Channel to archive' }).selectOption({ label: '#parks' })
  await page.getByRole('button', { name: 'Archive it' }).click()
  await page.getByRole('button', { name: 'Slow', exact: true }).click()
  await reads(summary, /Discord is down, a channel is archived, the database stands still, the database is slow/)
  await picture('faults')
  expect(await axeViolations(page)).toEqual([])

  await page.getByRole('button', { name: 'Everything back to normal' }).click()
  await reads(summary, /^all is well$/)
  await expect.poll(() => ana.messages.count(), { timeout: 20_000 }).toBe(heard + 1)
  await reads(countOf(page, 'waiting at the networks'), /^0$/)
  const clock = page.locator('#clock-now')
  const before = await clock.textContent()
  await page.getByRole('button', { name: 'One hour on' }).click()
  await expect.poll(() => clock.textContent(), { timeout: 20_000 }).not.toBe(before)
  await reads(clock, /hours? ahead/)
  expect(complaints).toEqual([])
})

test('a guest who writes in a thread is told that it reaches nobody', async () => {
  const { page } = await sandbox.visit()
  const ana = anaOn(page)
  const ben = benOn(page)
  await ben.writes('/ask')
  await hears(ben.messages, /What would you like to know/)
  await ben.writes('When does the library open?')
  await ben.taps('Not sure')
  await ben.taps('Send question')
  await hears(ben.messages, /HB-\d+/)

  await page.getByRole('combobox', { name: 'writing as' }).selectOption({ label: 'Gus (guest)' })
  await page.getByRole('button', { name: /desk/ }).click()
  const card = page.locator('#slack-list .message').filter({ hasText: 'When does the library open?' }).last()
  await card.locator('.replies').click()
  const thread = page.getByRole('region', { name: 'Thread' })
  const reply = thread.getByRole('textbox')
  await reply.fill('At nine!')
  await reply.press('Enter')
  await reads(thread.locator('.whisper').last(), /Only visible to you/)
  expect(await ben.messages.filter({ hasText: 'At nine!' }).count()).toBe(0)
  expect(await ana.messages.filter({ hasText: 'At nine!' }).count()).toBe(0)
})

test('the keyboard is enough: a message, a place by arrow keys, a button', async () => {
  const { page } = await sandbox.visit()
  const ana = anaOn(page)
  const focused = () => focusedWords(page)

  // However long her chat is by now.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Skip to writing a message')
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: 'Ana’s message' })
  await expect
    .poll(() => field.evaluate((one: { matches(selector: string): boolean }) => one.matches(':focus')))
    .toBe(true)
  await page.keyboard.press('Shift+Tab')
  await expect.poll(focused).toBe('Attach')
  await page.keyboard.press('Enter')
  await expect.poll(focused).toBe('Send a place')
  await page.keyboard.press('Enter')
  const readout = page.locator('#map-words')
  await reads(readout, /Old Harbour|North Hill|West Sands|Mill Valley|East Quay|Station Quarter/)
  const before = await readout.textContent()
  await page.keyboard.press('Shift+ArrowUp')
  expect(await readout.textContent()).not.toBe(before)
  await page.keyboard.press('Escape')
  await expect.poll(focused).toBe('Attach')
  await page.keyboard.press('Tab')
  await page.keyboard.type('/can')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('#telegram .mine').last().textContent()).toMatch(/\/cancel/)
  await ana.writes('/start')
  await hears(ana.messages, /Report a problem/)
  await field.focus()
  for (let steps = 0; steps < 20 && (await focused()) !== 'Ask a question'; steps += 1) {
    await page.keyboard.press('Shift+Tab')
  }
  await page.keyboard.press('Enter')
  await hears(ana.messages, /What would you like to know/)
})

test('staff work a case: 👀 claims it, a form tells what is wrong with each field and keeps what was typed', async () => {
  const { page, complaints, picture } = await sandbox.visit()
  const ana = anaOn(page)
  await ana.writes('/ask')
  await hears(ana.messages, /What would you like to know/)
  await ana.writes('Who mends the bench by the quay?')
  await ana.taps('Not sure')
  await ana.taps('Send question')
  await hears(ana.messages, /HB-\d+/)
  const heard = await ana.messages.count()

  await page.getByRole('combobox', { name: 'writing as' }).selectOption({ label: 'Priya (approver)' })
  await page.getByRole('button', { name: /desk/ }).click()
  const card = page.locator('#slack-list .message').filter({ hasText: 'the bench by the quay' }).last()
  await card.getByRole('button', { name: 'I’m looking' }).click()
  await reads(card, /With\s*: Priya/)
  await card.getByRole('button', { name: 'Unassign' }).waitFor()

  const status = card.getByRole('button', { name: 'Status…' })
  await status.focus()
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: /Status of HB-/ })
  await form.getByRole('combobox', { name: 'What has become of it?' }).selectOption({ label: 'Planned' })
  await form.getByRole('textbox', { name: /Words for Ana/ }).fill('From nine to five.')
  await form.getByRole('button', { name: 'Save' }).click()
  await reads(form, /Please choose the day\./)
  const day = form.getByLabel('Day')
  expect(await day.getAttribute('aria-invalid')).toBe('true')
  expect(await day.evaluate((field: { matches(selector: string): boolean }) => field.matches(':focus'))).toBe(true)
  await picture('form')
  expect(await axeViolations(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await sidewaysScroll(page)).toBe(0)
  await picture('phone-form')
  await page.setViewportSize({ width: 1440, height: 900 })
  await day.fill('2099-06-01')
  await form.getByRole('button', { name: 'Save' }).click()
  await form.waitFor({ state: 'hidden' })
  await hears(ana.messages, /has planned it for Monday 1 June\.\s*From nine to five\./)
  expect(await ana.messages.count()).toBe(heard + 1)
  await reads(card, /Status\s*: Planned, Monday 1 June/)

  await status.click()
  await form.waitFor()
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'hidden' })
  expect(complaints).toEqual([])
})

test.each([
  { name: 'light', dark: false },
  { name: 'dark', dark: true },
])('in $name, axe finds nothing wrong, in dialogs neither', async ({ name, dark }) => {
  const { page, picture } = await sandbox.visit({ dark })
  await page.getByRole('button', { name: /highways/ }).click()
  const thread = page.locator('#slack-list .replies').first()
  if ((await thread.count()) > 0) await thread.click()
  await picture(`desktop-${name}`)
  for (const opener of ['People', 'About', 'Send a place', 'Send photos or files']) {
    if (opener.startsWith('Send')) await attach(page, 'Ana’s phone', opener)
    else await page.getByRole('button', { name: opener, exact: true }).click()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
  }
  expect(await axeViolations(page)).toEqual([])
  expect(await sidewaysScroll(page)).toBe(0)
})

test('on a phone there is one pane at a time, and the tabs count what is new in the others', async () => {
  const { page, picture } = await sandbox.visit({ width: 390, height: 844 })
  const tab = (name: RegExp) => page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name })
  const paneNames = { telegram: /^Ana/, discord: /^Ben/, slack: /^Staff/ }
  for (const [pane, name] of Object.entries(paneNames)) {
    await tab(name).click()
    expect(await page.locator('main > section:visible').evaluateAll(all => all.map(({ id }) => id))).toEqual([pane])
    expect(await sidewaysScroll(page)).toBe(0)
    await picture(`phone-${pane}`)
  }
  await tab(/Faults/).click()
  expect(await page.locator('main > section:visible').count()).toBe(0)
  await page.getByRole('button', { name: /Kill Folkmoot/ }).waitFor()
  await picture('phone-faults')

  const other = await sandbox.visit()
  await anaOn(other.page).writes('/help')
  await reads(tab(/^Ana/), /\d+ new/)
})
