/**
 * What can be measured of the page beside axe's rules: its width, and where the keyboard is.
 */
import type { Page } from 'playwright-core'

// What these functions use of the browser: they run in the page, the rest of this project in Node.
declare const document: {
  readonly documentElement: { readonly scrollWidth: number; readonly clientWidth: number }
  readonly activeElement: { readonly textContent: string | null } | null
}

/** How far the page can be scrolled sideways, in pixels. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** The words of the control that has the keyboard. */
export function focusedWords(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
}
