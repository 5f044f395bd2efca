/**
 * What can be measured of a page's looks: contrast, names of controls, width.
 */
import type { Page } from 'playwright-core'

// What these functions use of the browser: they run in the page, the rest of this project in Node.
interface PageElement {
  readonly tagName: string
  readonly className: string
  readonly textContent: string | null
  readonly outerHTML: string
  readonly parentElement: PageElement | null
  readonly labels?: ArrayLike<unknown> | null
  getAttribute(name: string): string | null
  querySelector(selector: string): PageElement | null
  checkVisibility(options: object): boolean
}
interface TextWalker {
  readonly currentNode: { readonly textContent: string | null; readonly parentElement: PageElement | null }
  nextNode(): unknown
}
declare function getComputedStyle(element: PageElement): { readonly color: string; readonly backgroundColor: string }
declare const NodeFilter: { readonly SHOW_TEXT: number }
declare const document: {
  readonly body: PageElement
  readonly documentElement: { readonly scrollWidth: number; readonly clientWidth: number }
  readonly activeElement: PageElement | null
  createTreeWalker(root: PageElement, show: number): TextWalker
  querySelectorAll(selector: string): Iterable<PageElement>
}

/** Words on the page with less contrast than WCAG 2.2 asks of text (1.4.3: 4.5 : 1), each with its figure. */
export function faintWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number)
    const luminance = (color: string) => {
      const [red = 0, green = 0, blue = 0] = channels(color).map(value => {
        const share = value / 255
        return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const ground = (element: PageElement): string => {
      for (let at: PageElement | null = element; at; at = at.parentElement) {
        const color = getComputedStyle(at).backgroundColor
        if ((channels(color)[3] ?? 1) > 0.9) return color
      }
      return 'rgb(255, 255, 255)'
    }
    const found: string[] = []
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (words.nextNode()) {
      const text = words.currentNode.textContent?.trim() ?? ''
      const element = words.currentNode.parentElement
      if (!text || !element?.checkVisibility({ visibilityProperty: true })) continue
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(ground(element))]
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
      if (ratio < 4.5) found.push(`${ratio.toFixed(2)}: ${element.tagName}.${element.className} ${text.slice(0, 40)}`)
    }
    return found
  })
}

/** Controls that have no name for those who listen to the page. */
export function namelessControls(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, select, input, textarea, a[href], [role]')]
      .filter(control => {
        const label = control.getAttribute('aria-label') ?? control.getAttribute('aria-labelledby')
        const status = control.getAttribute('role') === 'status'
        const picture = control.querySelector('img[alt]:not([alt=""])')
        return !status && !picture && !label && !control.textContent?.trim() && !control.labels?.length
      })
      .map(control => control.outerHTML.slice(0, 120)),
  )
}

/** How far the page can be scrolled sideways, in pixels. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** The words of the control that has the keyboard. */
export function focusedWords(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
}
