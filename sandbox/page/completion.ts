/**
 * Commands offered while one is typed, as the networks' own apps do: arrow keys, Tab or Enter takes one, Escape closes.
 */
import type { CommandView } from '../resident-view.ts'
import { element } from './element.ts'

/** @param list  Stands empty and hidden beside the field. */
export function completeCommands(
  field: HTMLTextAreaElement,
  list: HTMLElement,
  commands: () => readonly CommandView[],
): void {
  let offered: readonly CommandView[] = []
  let at = 0
  const show = (next: readonly CommandView[]) => {
    offered = next
    at = 0
    draw()
  }
  const take = (command: CommandView | undefined) => {
    if (!command) return
    field.value = `/${command.name} `
    show([])
    field.focus()
  }
  const draw = () => {
    list.hidden = offered.length === 0
    list.replaceChildren(
      ...offered.map((command, index) => {
        const choose = (event: Event) => {
          // The field keeps the keyboard.
          event.preventDefault()
          take(command)
        }
        return element(
          'div',
          { id: `${list.id}-${index}`, role: 'option', 'aria-selected': String(index === at), onmousedown: choose },
          element('strong', {}, `/${command.name}`),
          element('span', { dir: 'auto' }, command.description),
        )
      }),
    )
    if (list.hidden) field.removeAttribute('aria-activedescendant')
    else field.setAttribute('aria-activedescendant', `${list.id}-${at}`)
    list.children[at]?.scrollIntoView({ block: 'nearest' })
  }
  field.addEventListener('input', () => {
    const typed = /^\/([\w-]*)$/.exec(field.value)?.[1]?.toLowerCase()
    show(typed === undefined ? [] : commands().filter(({ name }) => name.startsWith(typed) && name !== typed))
  })
  field.addEventListener('blur', () => show([]))
  // Before the composer's own Enter, which sends.
  field.addEventListener(
    'keydown',
    event => {
      if (offered.length === 0) return
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step) at = (at + step + offered.length) % offered.length
      else if (event.key === 'Enter' || event.key === 'Tab') take(offered[at])
      else if (event.key === 'Escape') show([])
      else return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (step) draw()
    },
    { capture: true },
  )
}
