/**
 * A small menu beside the button that opened it: arrow keys, Escape, and the keyboard comes back to the button.
 */
import { byId, element } from './element.ts'

export interface MenuItem {
  readonly words: string
  readonly choose: () => void
}

/** Opens the page's one menu; what it held before is gone. */
export function openMenu(button: HTMLElement, label: string, items: readonly MenuItem[]): void {
  const menu = byId('menu')
  const drawn = items.map(({ words, choose }) => {
    const take = () => {
      // Gives the keyboard back to the button, from where a dialog takes it and brings it back.
      menu.hidePopover()
      choose()
    }
    return element('button', { type: 'button', role: 'menuitem', tabindex: -1, onclick: take }, words)
  })
  menu.setAttribute('aria-label', label)
  menu.replaceChildren(...drawn)
  menu.onkeydown = event => move(event, drawn)
  // what lies outside of an open dialog cannot be used
  ;(button.closest('dialog') ?? document.body).append(menu)
  menu.showPopover()
  place(menu, button)
  drawn[0]?.focus()
}

function move(event: KeyboardEvent, items: readonly HTMLElement[]): void {
  const at = items.indexOf(event.target as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
  if (to !== undefined) {
    event.preventDefault()
    items[(to + items.length) % items.length]?.focus()
  }
  if (event.key === 'Tab') byId('menu').hidePopover()
}

/** Below the button, or above it where there is no room; never past the window's edge. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = menu
  const below = at.bottom + 4 + height < innerHeight
  menu.style.top = `${Math.max(4, below ? at.bottom + 4 : at.top - 4 - height)}px`
  menu.style.left = `${Math.max(4, Math.min(at.left, innerWidth - width - 4))}px`
}
