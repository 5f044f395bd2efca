/**
 * The panel on the sandbox's page: simulated members join, a survey goes out to them, they answer, and staff see how far
 * it is.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { deskOn } from './desk-page.ts'
import { sidewaysScroll } from './looks.ts'
import { openBrowser, reads, type StartedSandbox, startSandbox, visit } from './sandbox-page.ts'

let sandbox: StartedSandbox
let browser: Browser

beforeAll(async () => {
  ;[sandbox, browser] = await Promise.all([startSandbox(), openBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await sandbox?.[Symbol.asyncDispose]()
})

const countOf = (page: Page, words: string) =>
  page.locator('#panel-counts div').filter({ hasText: words }).locator('dd')

test('members join, a survey goes out, they answer it, and one of them is looked at', async () => {
  const { page, complaints, picture } = await visit(browser, sandbox.url, { height: 1000 })
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  const panel = page.getByRole('region', { name: /answers by itself/ })
  const opener = page.getByRole('button', { name: 'Panel', exact: true })
  const desk = deskOn(page)

  await opener.focus()
  await page.keyboard.press('Enter')
  const size = panel.getByRole('slider', { name: /^Members/ })
  const pace = panel.getByRole('slider', { name: /How quick/ })
  await pace.focus()
  await page.keyboard.press('End')
  await reads(panel.locator('#panel-pace-words'), /30 times as fast/)
  await size.focus()
  for (let steps = 0; steps < 6; steps += 1) await page.keyboard.press('ArrowRight')
  await reads(panel.locator('#panel-size-words'), /^60 people$/)
  await expect.poll(() => countOf(page, 'joined').textContent(), { timeout: 60_000 }).toBe('60')
  await picture('panel-1-joined')

  await panel.getByRole('button', { name: 'Launch the sample survey' }).click()
  await desk.goTo(/panel/)
  await desk.messages.filter({ hasText: 'The square by the harbour' }).first().waitFor()
  const wake = panel.getByRole('button', { name: 'Move the clock there' })
  const asked = async () => {
    // By night nobody is asked anything.
    if (await wake.isVisible()) await wake.click({ timeout: 5_000 }).catch(() => undefined)
    return Number(await countOf(page, 'have the survey').textContent())
  }
  await expect.poll(asked, { timeout: 60_000 }).toBeGreaterThan(40)
  await picture('panel-2-asked')
  expect(await axeViolations(page)).toEqual([])
  expect(await sidewaysScroll(page)).toBe(0)

  await panel
    .getByRole('button', { name: /look over their shoulder/ })
    .first()
    .click()
  const people = page.getByRole('combobox', { name: /Whose app on/ }).getByRole('option')
  await expect.poll(() => people.count(), { timeout: 20_000 }).toBe(3)

  const phone = await visit(browser, sandbox.url, { width: 390, height: 844, dark: true })
  await phone.page.getByRole('button', { name: 'Skip the tour' }).click()
  await phone.page.getByRole('button', { name: 'Panel', exact: true }).click()
  await reads(phone.page.locator('#panel-size-words'), /^60 people$/)
  expect(await axeViolations(phone.page)).toEqual([])
  expect(await sidewaysScroll(phone.page)).toBe(0)
  await phone.picture('panel-3-phone')
  expect([...complaints, ...phone.complaints]).toEqual([])
}, 180_000)
