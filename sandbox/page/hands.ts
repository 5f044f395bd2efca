/**
 * Hands that do on the page what a visitor's would: they type, press, choose. Nothing is done behind the page's back,
 * so what they can do a visitor can, and where the page changes they are lost at once.
 */
import { byId } from './element.ts'

/** What was to be pressed or seen did not come within its time. */
export class LostError extends Error {
  override readonly name = 'LostError'
}

const patienceMs = 25_000
const lookEveryMs = 80

export interface Hands {
  /** Waits until this is there. @throws {LostError} */
  see<T>(what: string, look: () => T | undefined): Promise<T>
  /** @throws {LostError} */
  press(what: string, look: () => HTMLElement | undefined): Promise<void>
  /** Writes into a form's words and sends them. */
  write(formId: string, words: string): Promise<void>
  /** Chooses what a select offers under this label. @throws {LostError} */
  choose(look: () => HTMLSelectElement | undefined, label: RegExp): Promise<void>
}

/** @param signal  Once it is aborted, nothing is done any more: whatever is under way rejects with its reason. */
export function lendHands(signal: AbortSignal): Hands {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  const pause = async (ms: number) => {
    await new Promise(resolve => setTimeout(resolve, ms))
    signal.throwIfAborted()
  }
  const see = async <T>(what: string, look: () => T | undefined): Promise<T> => {
    for (const deadline = Date.now() + patienceMs; ; await pause(lookEveryMs)) {
      const seen = look()
      if (seen !== undefined) return seen
      if (Date.now() > deadline) throw new LostError(`${what} did not come`)
    }
  }
  return {
    see,
    press: async (what, look) => {
      const control = await see(what, look)
      control.classList.add('tour-press')
      await pause(calm ? 0 : 450)
      // It may have been drawn anew meanwhile.
      const now = control.isConnected ? control : await see(what, look)
      control.classList.remove('tour-press')
      now.click()
    },
    write: async (formId, words) => {
      const form = byId<HTMLFormElement>(formId)
      const field = form.querySelector('textarea')
      if (!field) throw new LostError(`there is nothing to write into in #${formId}`)
      for (const part of calm ? [words] : words.split(/(?<= )/)) {
        field.value = calm ? part : field.value + part
        field.dispatchEvent(new Event('input', { bubbles: true }))
        await pause(calm ? 0 : 90)
      }
      form.requestSubmit()
    },
    choose: async (look, label) => {
      const [select, value] = await see(`a choice ${label}`, () => {
        const found = look()
        const option = [...(found?.options ?? [])].find(({ text }) => label.test(text))
        return found && option ? ([found, option.value] as const) : undefined
      })
      await pause(calm ? 0 : 300)
      select.value = value
      select.dispatchEvent(new Event('input', { bubbles: true }))
      select.dispatchEvent(new Event('change', { bubbles: true }))
    },
  }
}
