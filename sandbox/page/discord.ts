/**
 * A resident's screen on Discord: direct messages with the bot, and the server's channel in which it is called.
 */
import type { DiscordPersonView, DiscordView } from '../resident-view.ts'
import { discordForm } from './discord-form.ts'
import { drawDiscordMessage } from './discord-message.ts'
import { byId, followEnd, patch } from './element.ts'
import { act } from './live.ts'
import { pickPlace } from './map.ts'
import { openMenu } from './menu.ts'
import { pickFiles } from './pictures.ts'
import { type About, residentComposer } from './resident-composer.ts'
import { residents, roveMessages } from './residents.ts'

/** @returns What draws the pane anew. */
export function discordPane(): (view: DiscordView) => void {
  const list = byId('discord-list')
  const close = byId<HTMLButtonElement>('discord-close')
  const leave = byId<HTMLButtonElement>('discord-leave')
  const following = followEnd(list)
  const showForm = discordForm()
  let last: DiscordView | undefined
  const words = { pane: (who: string) => `${who}’s screen`, chat: 'messages' }
  const owner = residents<DiscordPersonView>('discord', words, () => {
    composer.reset()
    list.replaceChildren()
    if (last) draw(last)
    following.toEnd()
  })
  const person = () => owner.person?.id ?? ''
  const say = (text: string, about: About | undefined): Promise<boolean> => {
    const replyTo = about?.how === 'reply' ? { replyTo: about.message } : {}
    const inServer = owner.room === 'public'
    const command = /^\/([\w-]+)\s*([\s\S]*)$/.exec(text.trim())
    if (command) {
      const [, name = '', argument = ''] = command
      const where = inServer ? 'server' : 'dm'
      return act({ act: 'discord.command', person: person(), name: name.toLowerCase(), argument, where })
    }
    if (inServer) return act({ act: 'discord.server', person: person(), text, ...replyTo })
    if (about?.how === 'edit') return act({ act: 'discord.edit', person: person(), message: about.message, text })
    return act({ act: 'discord.say', person: person(), text, files: [], ...replyTo })
  }
  const composer = residentComposer('discord', () => owner.person?.commands ?? [], say)
  close.addEventListener('click', () => act({ act: 'discord.close', person: person(), closed: !owner.person?.closed }))
  leave.addEventListener('click', () => act({ act: 'discord.leave', person: person(), left: !owner.person?.left }))
  byId('discord-attach').addEventListener('click', event =>
    openMenu(event.currentTarget as HTMLElement, 'Attach', [
      { words: 'Send a place, as a map link', choose: () => sendPlace(person()) },
      { words: 'Send pictures or files', choose: () => sendFiles(person()) },
      { words: 'Send a voice message', choose: () => act({ act: 'discord.voice', person: person() }) },
      { words: 'Send a sticker', choose: () => act({ act: 'discord.sticker', person: person() }) },
    ]),
  )

  const draw = (view: DiscordView) => {
    last = view
    owner.show(view.people, { private: 'Folkmoot', public: '# town-talk' })
    const shown = owner.person
    showForm(shown)
    const inServer = owner.room === 'public'
    byId('discord-name').textContent = inServer ? '# town-talk' : 'Folkmoot'
    byId('discord').classList.toggle('in-public', inServer)
    close.textContent = shown?.closed ? 'Open DMs' : 'Close DMs'
    close.hidden = inServer
    leave.textContent = shown?.left ? 'Join the server' : 'Leave the server'
    leave.hidden = !inServer
    byId<HTMLButtonElement>('discord-attach').disabled = inServer
    list.dataset.empty = inServer
      ? 'A channel where everybody talks. Type /report or name @Folkmoot: it takes you to your direct messages.'
      : 'Nothing yet. Say hello, or type /report.'
    const messages = shown ? (inServer ? shown.server : shown.messages) : []
    patch(
      list,
      messages.map(message => ({ message, person: person(), inServer })),
      ({ message }) => message.id,
      ({ message }) =>
        drawDiscordMessage(message, {
          person: person(),
          name: shown?.name ?? '',
          inServer,
          begin: composer.begin,
        }),
    )
    roveMessages(list)
  }
  return draw
}

/** Discord has no pins: people paste what their map gives them. */
async function sendPlace(person: string): Promise<void> {
  const point = await pickPlace()
  if (!point) return
  const text = `https://www.google.com/maps?q=${point.latitude},${point.longitude}`
  await act({ act: 'discord.say', person, text, files: [] })
}

async function sendFiles(person: string): Promise<void> {
  const chosen = await pickFiles(10)
  if (chosen) await act({ act: 'discord.say', person, text: chosen.caption, files: chosen.files })
}
