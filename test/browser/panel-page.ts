/**
 * The panel of simulated members on the sandbox's page, as its visitor has it.
 */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { reads } from './sandbox-page.ts'

export interface PanelPage {
  readonly section: Locator
  count(words: string): Locator
  /** By the keyboard, as quick as they can be; until all of them have joined. */
  grows(members: number): Promise<void>
  launchesSample(): Promise<void>
  /** Until more than so many have the survey. By night nobody is asked anything: the clock is moved then. */
  isAsked(members: number): Promise<void>
  closes(): Promise<void>
}

/** One press of an arrow. */
const STEP = 10
const PATIENCE = { timeout: 90_000 }

export function panelOn(page: Page): PanelPage {
  const section = page.getByRole('region', { name: /answers by itself/ })
  const count = (words: string) => page.locator('#panel-counts div').filter({ hasText: words }).locator('dd')
  return {
    section,
    count,
    grows: async members => {
      await page.getByRole('button', { name: 'Panel', exact: true }).focus()
      await page.keyboard.press('Enter')
      await section.getByRole('slider', { name: /How quick/ }).focus()
      await page.keyboard.press('End')
      await reads(section.locator('#panel-pace-words'), /30 times as fast/)
      await section.getByRole('slider', { name: /^Members/ }).focus()
      for (let steps = 0; steps < members; steps += STEP) await page.keyboard.press('ArrowRight')
      await reads(section.locator('#panel-size-words'), new RegExp(`^${members} people$`))
      await expect.poll(() => count('joined').textContent(), PATIENCE).toBe(String(members))
    },
    launchesSample: () => section.getByRole('button', { name: 'Launch the sample survey' }).click(),
    isAsked: async members => {
      const wake = section.getByRole('button', { name: 'Move the clock there' })
      const asked = async () => {
        // It may just be morning: then the button has gone, and there is nothing to wait for.
        if (await wake.isVisible()) await wake.click({ timeout: 5_000 }).catch(() => undefined)
        return Number(await count('have the survey').textContent())
      }
      await expect.poll(asked, PATIENCE).toBeGreaterThan(members)
    },
    closes: () => section.getByRole('button', { name: /^Close/ }).click(),
  }
}
