/** Acts of people on Discord, done in their apps. */
import type { Act } from '../acts.ts'
import { ActError } from '../server.ts'
import type { Cast } from './cast.ts'
import type { DiscordState } from './discord-view.ts'
import { pick } from './pick.ts'

type DiscordAct = Extract<Act, { readonly act: `discord.${string}` }>

/** @throws {ActError} */
export async function performDiscord({ discord }: Cast, state: DiscordState, act: DiscordAct): Promise<void> {
  const person = discord.people.find(({ id }) => `discord:${id}` === act.person)
  if (!person) throw new ActError('This person is not here any more.')
  if (isOnServer(act) && !person.onServer) throw new ActError('They have left the server. Let them join again first.')
  switch (act.act) {
    case 'discord.say': {
      const files = await Promise.all(act.files.map(pick))
      const attachments = files.map(({ bytes, name, mediaType }) => ({ bytes, name, contentType: mediaType }))
      return void person.says(act.text, { attachments, ...repliedTo(act.replyTo) })
    }
    case 'discord.server':
      return void person.saysInServer(act.text, repliedTo(act.replyTo))
    case 'discord.edit':
      return void person.edits(act.message, act.text)
    case 'discord.react':
      return void person.reacts(act.message, act.emoji)
    case 'discord.voice':
      return void person.sendsVoice(new Uint8Array(64))
    case 'discord.sticker':
      return void person.sendsSticker('Wave')
    case 'discord.tap':
      mustBeConnected(discord.gateway.connected)
      return void person.taps(act.label, act.message)
    case 'discord.fill':
      if (person.form === undefined) throw new ActError('That form is not there any more.')
      return void person.fillsForm(act.words)
    case 'discord.command': {
      mustBeConnected(discord.gateway.connected)
      const { name, argument, where } = act
      const option = discord.commands.find(command => command.name === name)?.options?.[0]?.name
      const event = person.commands(name, { where, options: option && argument ? { [option]: argument } : {} })
      const words = `/${name} ${argument}`.trim()
      state.used.push({ id: idOf(event.d), person: person.id, where, words })
      return
    }
    case 'discord.leave':
      return act.left ? person.leavesServer() : person.joinsServer()
    case 'discord.close':
      if (act.closed) person.closesDms()
      else person.opensDms()
      if (act.closed) state.closed.add(person.id)
      else state.closed.delete(person.id)
  }
}

function isOnServer(act: DiscordAct): boolean {
  return act.act === 'discord.server' || (act.act === 'discord.command' && act.where === 'server')
}

/** Discord shows this where nobody answers a click or a command; nothing brings it to the bot later. */
function mustBeConnected(connected: number): void {
  if (connected === 0) throw new ActError('This interaction failed: Folkmoot is not connected to Discord just now.')
}

function idOf(payload: unknown): string {
  return (payload as { readonly id: string }).id
}

function repliedTo(message: string | undefined): { readonly replyTo?: string } {
  return message === undefined ? {} : { replyTo: message }
}
