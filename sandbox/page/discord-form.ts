/**
 * The form that Folkmoot opened for somebody on Discord: one field to write in.
 */
import type { DiscordPersonView } from '../resident-view.ts'
import { byId } from './element.ts'
import { act } from './live.ts'

/** @returns What shows the form of whoever's screen is shown, as long as there is one. */
export function discordForm(): (person: DiscordPersonView | undefined) => void {
  const dialog = byId<HTMLDialogElement>('discord-modal')
  const words = byId<HTMLTextAreaElement>('discord-modal-words')
  let owner = ''
  /** It was sent or put away, and the server has not heard of it yet. */
  let isDone = false

  dialog.addEventListener('close', () => {
    isDone = true
    const written = dialog.returnValue === 'send' ? words.value.trim() : ''
    void act({ act: 'discord.fill', person: owner, words: written })
  })

  return person => {
    if (person?.form === undefined) {
      isDone = false
      return
    }
    if (dialog.open || isDone) return
    owner = person.id
    words.value = ''
    dialog.returnValue = ''
    byId('discord-modal-title').textContent = person.form
    dialog.showModal()
  }
}
