/**
 * Building and patching the page's elements: no markup from strings, no framework.
 */

type Attribute = string | number | boolean | undefined | ((event: Event) => void)
type Child = Node | string | undefined

/**
 * Makes an element. `on…` attributes are listeners, `true` is an attribute without a value, `false` and undefined
 * are left out.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value))
  }
  made.append(...children.filter(child => child !== undefined))
  return made
}

/** The element of the page with this id, of the kind that the caller knows it to be. */
export function byId<E extends Element = HTMLElement>(id: string): E {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no element #${id} on the page`)
  return found as Element as E
}

const signatures = new WeakMap<Element, string>()

/**
 * Brings `parent`'s children in line with `items`, and touches only what changed. Keyboard focus stays on the same
 * control (by its text and place) when the item that holds it is drawn anew.
 */
export function patch<T>(
  parent: Element,
  items: readonly T[],
  keyOf: (item: T) => string,
  draw: (item: T) => HTMLElement,
): void {
  const old = new Map<string, HTMLElement>()
  for (const child of parent.children) if (child instanceof HTMLElement) old.set(child.dataset.key ?? '', child)
  let before: Element | null = parent.firstElementChild
  for (const item of items) {
    const key = keyOf(item)
    const signature = JSON.stringify(item)
    let node = old.get(key)
    old.delete(key)
    if (!node || signatures.get(node) !== signature) {
      const fresh = draw(item)
      fresh.dataset.key = key
      signatures.set(fresh, signature)
      if (node) replaceKeepingFocus(node, fresh)
      if (node === before) before = fresh
      node = fresh
    }
    if (node === before) before = node.nextElementSibling
    else parent.insertBefore(node, before)
  }
  for (const gone of old.values()) gone.remove()
}

function replaceKeepingFocus(node: HTMLElement, fresh: HTMLElement): void {
  const focusable = 'button, select, input, textarea, a[href]'
  const held = [...node.querySelectorAll(focusable)].indexOf(document.activeElement ?? node)
  node.replaceWith(fresh)
  if (held >= 0) fresh.querySelectorAll<HTMLElement>(focusable)[held]?.focus()
}

/** Keeps a list at its end where its reader is at the end, also when a picture arrives late. */
export function followEnd(list: HTMLElement): { readonly toEnd: () => void } {
  let following = true
  const keep = () => {
    if (following) list.scrollTop = list.scrollHeight
  }
  list.addEventListener('scroll', () => {
    following = list.scrollHeight - list.scrollTop - list.clientHeight < 60
  })
  list.addEventListener('load', keep, { capture: true })
  new ResizeObserver(keep).observe(list)
  new MutationObserver(keep).observe(list, { childList: true, subtree: true })
  return {
    toEnd: () => {
      following = true
      keep()
    },
  }
}
