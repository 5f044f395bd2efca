/**
 * The page's two doors to the server: the view comes in, acts go out.
 */
import type { Act } from '../acts.ts'
import type { Town, View } from '../view.ts'
import { byId } from './element.ts'

/** Calls `show` with every view; the browser reconnects by itself. */
export function listen(show: (view: View) => void): void {
  const source = new EventSource('/api/live')
  source.addEventListener('message', event => show(JSON.parse(event.data) as View))
  source.addEventListener('open', () => document.documentElement.classList.remove('offline'))
  source.addEventListener('error', () => document.documentElement.classList.add('offline'))
}

export async function readTown(): Promise<Town> {
  const response = await fetch('/api/town')
  if (!response.ok) throw new Error(`cannot read the town: status ${response.status}`)
  return (await response.json()) as Town
}

/** Does something in somebody's name. What goes wrong is told to the person; true where it went well. */
export async function act(what: Act): Promise<boolean> {
  try {
    const response = await fetch('/api/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(what),
    })
    if (response.ok) return true
    const { error } = (await response.json()) as { error: string }
    tell(error)
  } catch (error) {
    tell(
      `The sandbox does not answer (${error instanceof Error ? error.message : String(error)}). Is it still running?`,
    )
  }
  return false
}

let hiding: ReturnType<typeof setTimeout> | undefined

/** Shows a sentence at the foot of the page for some seconds, and has it read out. */
export function tell(words: string): void {
  const toast = byId('toast')
  // a dialog hides what is not in it
  ;(document.querySelector('dialog[open]') ?? document.body).append(toast)
  toast.textContent = words
  toast.classList.add('shown')
  clearTimeout(hiding)
  hiding = setTimeout(() => toast.classList.remove('shown'), 7000)
}
