/**
 * The panel on the sandbox's page: simulated members join, a survey goes out to them, they answer, and staff see how far
 * it is.
 */
import { expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { deskOn } from './desk-page.ts'
import { sidewaysScroll } from './looks.ts'
import { panelOn } from './panel-page.ts'
import { reads, sandboxOfFile } from './sandbox-page.ts'

const sandbox = sandboxOfFile()

test('members join, a survey goes out, they answer it, and one of them is looked at', async () => {
  const { page, complaints, picture } = await sandbox.visit({ height: 1000 })
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  const panel = panelOn(page)
  const desk = deskOn(page)

  await panel.grows(60)
  await picture('panel-1-joined')

  await panel.launchesSample()
  await desk.goTo(/panel/)
  const survey = desk.messages.filter({ hasText: 'The square by the harbour' }).first()
  await survey.waitFor()
  await panel.isAsked(40)
  await expect
    .poll(async () => Number(await panel.count('answered').textContent()), { timeout: 90_000 })
    .toBeGreaterThan(30)
  await survey.locator('.replies').click()
  await reads(desk.said(/Sent \d+ of \d+/), /answered [1-9]/)
  await picture('panel-2-asked')
  expect(await axeViolations(page)).toEqual([])
  expect(await sidewaysScroll(page)).toBe(0)

  await panel.section
    .getByRole('button', { name: /look over their shoulder/ })
    .first()
    .click()
  const people = page.getByRole('combobox', { name: /Whose app on/ }).getByRole('option')
  await expect.poll(() => people.count(), { timeout: 20_000 }).toBe(3)

  const phone = await sandbox.visit({ width: 390, height: 844, dark: true })
  await phone.page.getByRole('button', { name: 'Skip the tour' }).click()
  await phone.page.getByRole('button', { name: 'Panel', exact: true }).click()
  await reads(phone.page.locator('#panel-size-words'), /^60 people$/)
  expect(await axeViolations(phone.page)).toEqual([])
  expect(await sidewaysScroll(phone.page)).toBe(0)
  await phone.picture('panel-3-phone')
  expect([...complaints, ...phone.complaints]).toEqual([])
}, 240_000)
