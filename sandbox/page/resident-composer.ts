/**
 * A resident's composer: words, an answer to one message, or another wording of an own one.
 */
import type { CommandView } from '../resident-view.ts'
import { completeCommands } from './completion.ts'
import { compose } from './composer.ts'
import { byId } from './element.ts'

/** What the words are about: nothing, a message that is answered, or an own one that gets another wording. */
export interface About {
  readonly how: 'reply' | 'edit'
  readonly message: string
  /** The message's own words. */
  readonly words: string
}

export interface ResidentComposer {
  begin(about: About): void
  /** Back to plain words, as another person or room has the pane. */
  reset(): void
}

/** @param name  `telegram` or `discord`: the elements' ids begin with it. */
export function residentComposer(
  name: string,
  commands: () => readonly CommandView[],
  send: (text: string, about: About | undefined) => Promise<boolean>,
): ResidentComposer {
  const form = byId<HTMLFormElement>(`${name}-form`)
  const field = byId<HTMLTextAreaElement>(`${name}-words`)
  let about: About | undefined
  const set = (next: About | undefined) => {
    // What was only brought to be changed is no words of anybody's any more.
    if (about?.how === 'edit' && field.value) field.value = ''
    about = next
    byId(`${name}-about`).hidden = !next
    byId(`${name}-about-words`).textContent = next
      ? `${next.how === 'reply' ? 'Answering' : 'Changing'}: ${next.words.slice(0, 80)}`
      : ''
    if (next?.how === 'edit') field.value = next.words
  }
  completeCommands(field, byId(`${name}-commands`), commands)
  compose(form, async text => {
    const now = about
    if (!(await send(text, now))) return false
    if (about === now) set(undefined)
    return true
  })
  byId(`${name}-about-cancel`).addEventListener('click', () => {
    set(undefined)
    field.focus()
  })
  field.addEventListener('keydown', event => {
    if (event.key === 'Escape' && about) set(undefined)
  })
  return {
    begin: next => {
      set(next)
      field.focus()
    },
    reset: () => set(undefined),
  }
}
