/**
 * The staff's desk on the sandbox's page, as whoever works there has it; and the town's clock.
 */
import type { Locator, Page } from 'playwright-core'
import { hears, type Resident } from './sandbox-page.ts'

export interface DeskPage {
  readonly thread: Locator
  /** What stands in the channel. */
  readonly messages: Locator
  form(name: string): Locator
  /** Of the case with this reference, in the channel that is open. */
  card(reference: string): Locator
  goTo(channel: RegExp): Promise<void>
  openThread(reference: string): Promise<void>
  /** An act from one of a card's menus. */
  chooses(reference: string, act: string): Promise<void>
  /** @param who  Of the name, or the role beside it. */
  worksAs(who: RegExp): Promise<void>
  /** In the thread that is open. */
  writes(words: string): Promise<void>
  /** A message of the thread that is open. */
  said(words: string | RegExp): Locator
}

export function deskOn(page: Page): DeskPage {
  const pane = page.getByRole('region', { name: /staff’s desk/ })
  const thread = page.getByRole('region', { name: 'Thread' })
  const messages = pane.locator('#slack-list .message')
  const card = (reference: string) => messages.and(pane.locator('.bot')).filter({ hasText: reference }).first()
  return {
    thread,
    messages,
    card,
    form: name => page.getByRole('dialog', { name }),
    goTo: channel => pane.locator('#slack-channels').getByRole('button', { name: channel }).click(),
    openThread: async reference => {
      await card(reference).locator('.replies').click()
      await thread.waitFor()
    },
    chooses: async (reference, act) => {
      const item = page.getByRole('menuitem', { name: act })
      for (const menu of await card(reference).locator('button.overflow').all()) {
        await menu.click()
        if (await item.isVisible()) return item.click()
        await page.keyboard.press('Escape')
      }
      throw new Error(`no menu of ${reference} has ${act}`)
    },
    worksAs: async who => {
      const people = pane.getByRole('combobox', { name: 'writing as' })
      const name = await people.getByRole('option', { name: who }).first().textContent()
      await people.selectOption({ label: name ?? '' })
    },
    writes: async words => {
      const field = thread.getByRole('textbox', { name: 'Reply in the thread' })
      await field.fill(words)
      await field.press('Enter')
    },
    said: words => thread.locator('.message').filter({ hasText: words }).last(),
  }
}

/** A question of theirs that fits no topic, and so comes to the front desk. @returns Its reference. */
export async function asksTheTown(person: Resident, words: string): Promise<string> {
  await person.writes('/ask')
  await hears(person.messages, /What would you like to know/)
  await person.writes(words)
  await hears(person.messages, /What is it about/)
  await person.taps('Not sure')
  await hears(person.messages, /Is this right/)
  await person.taps('Send question')
  await hears(person.messages, /reference is/)
  return /HB-\d+/.exec((await person.messages.last().textContent()) ?? '')![0]
}

export interface TownClock {
  /** Moves it once: what is due by then has happened when this is done. */
  passes(much: 'hour' | 'day'): Promise<void>
  /**
   * Moves it until this is there, over a weekend and holidays too: to ten in the morning by the hour, when digests are out,
   * and then from morning to morning.
   */
  passesUntil(awaited: Locator): Promise<void>
}

const HOUR_MS = 3_600_000
/** A day's hours, and more mornings than holidays and weekends ever take. */
const MOST_STEPS = 24 + 14

/** @param timeZone  The town's. */
export function clockOn(page: Page, timeZone: string): TownClock {
  const hours = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone })
  const drawer = page.locator('#drawer')
  let aheadMs = 0
  const step = async (much: 'hour' | 'day') => {
    const done = page.waitForResponse(response => response.url().endsWith('/api/act'))
    await page.getByRole('button', { name: `One ${much} on` }).click()
    await done
    aheadMs += much === 'hour' ? HOUR_MS : 24 * HOUR_MS
  }
  // What is counted may reach over the middle of the line that opens it.
  const handle = drawer.locator('summary h2')
  const inDrawer = async (move: () => Promise<void>) => {
    await handle.click()
    await move()
    await handle.click()
  }
  return {
    passes: much => inDrawer(() => step(much)),
    passesUntil: async awaited => {
      await inDrawer(async () => {
        for (let steps = 0; steps < MOST_STEPS && (await awaited.count()) === 0; steps += 1)
          await step(hours.format(Date.now() + aheadMs) === '10' ? 'day' : 'hour')
      })
      await awaited.first().waitFor()
    },
  }
}
