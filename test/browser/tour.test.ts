/**
 * The guided tour, played whole on a phone by the keyboard alone: it can be left, gone back in, and begun anew.
 */
import { expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { focusedWords, sidewaysScroll } from './looks.ts'
import { reads, sandboxOfFile } from './sandbox-page.ts'

const sandbox = sandboxOfFile()

test('tells one whole story by the keyboard alone, on a phone', async () => {
  const { page, complaints, picture } = await sandbox.visit({ width: 390, height: 844 })
  const tour = page.getByRole('region', { name: 'One story in a minute' })
  const next = page.locator('#tour-next')
  const progress = page.locator('#tour-progress')
  const state = page.locator('#tour-state')
  await tour.waitFor()
  expect(await axeViolations(page)).toEqual([])
  await picture('tour-begin')

  await next.focus()
  const scenes = 13
  for (let scene = 2; scene <= scenes; scene += 1) {
    await page.keyboard.press('Enter')
    await reads(progress, new RegExp(`^${scene} of ${scenes}$`))
    await expect.poll(() => next.getAttribute('aria-disabled'), { timeout: 40_000 }).toBe('false')
    expect(await state.textContent()).toBe('')
    expect(await focusedWords(page)).toMatch(/^(Next|Look around)$/)
    expect(await sidewaysScroll(page)).toBe(0)
    if (scene === 7 || scene === 12) await picture(`tour-${scene}`)
    if (scene === 7) expect(await axeViolations(page)).toEqual([])
  }
  await page.locator('#telegram-list').getByText('is fixed').last().waitFor({ state: 'attached' })
  expect(await page.locator('#telegram-list .theirs .picture').count()).toBeGreaterThan(0)

  // Back shows what was, and does nothing again.
  const messages = await page.locator('#telegram-list .message').count()
  await tour.getByRole('button', { name: 'Back', exact: true }).click()
  await reads(progress, /^12 of/)
  expect(await page.locator('#telegram-list .message').count()).toBe(messages)

  await page.getByRole('button', { name: 'Skip the tour' }).click()
  await tour.waitFor({ state: 'hidden' })
  expect(await focusedWords(page)).toBe('Tour')
  await page.reload()
  await reads(page.locator('#worker'), /runs/)
  expect(await tour.isVisible()).toBe(false)
  expect(complaints).toEqual([])
})

test('plays by itself, is paused, and begins anew where Ana has a case already', async () => {
  const { page, complaints } = await sandbox.visit()
  const progress = page.locator('#tour-progress')
  await page.getByRole('button', { name: 'Play by itself' }).click()
  await expect.poll(() => progress.textContent(), { timeout: 40_000 }).toMatch(/^3 of/)
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Play by itself' }).waitFor()
  await expect.poll(() => page.locator('#tour-next').getAttribute('aria-disabled'), { timeout: 40_000 }).toBe('false')
  await page.getByRole('button', { name: 'Start again' }).click()
  await reads(progress, /^1 of/)
  await page.locator('#tour-next').click()
  await expect.poll(() => page.locator('#tour-next').getAttribute('aria-disabled'), { timeout: 40_000 }).toBe('false')
  await reads(progress, /^2 of/)
  expect(await page.locator('#tour-state').textContent()).toBe('')
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  expect(complaints).toEqual([])
})
