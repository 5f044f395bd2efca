/**
 * Acts of the page, done by the people of the sandbox in their apps.
 */
import type { Act, Picked } from '../acts.ts'
import { drawSample } from '../samples.ts'
import { ActError } from '../server.ts'
import type { SlackUser } from '../slack/staff.ts'
import type { Cast } from './cast.ts'
import type { UsedCommand } from './discord-view.ts'

type ActOf<Network extends string> = Extract<Act, { readonly act: `${Network}.${string}` }>

export async function performTelegram({ ana }: Cast, act: ActOf<'telegram'>): Promise<void> {
  if (act.act === 'telegram.block') {
    if (act.blocked === ana.blocked) return
    if (act.blocked) ana.blocks()
    else ana.unblocks()
    return
  }
  if (ana.blocked) throw new ActError('Ana has blocked the bot. Unblock it first.')
  switch (act.act) {
    case 'telegram.say':
      ana.says(act.text)
      return
    case 'telegram.tap':
      ana.taps({ data: act.data }, act.message)
      return
    case 'telegram.pin':
      ana.sendsPin(act.latitude, act.longitude)
      return
    case 'telegram.photo': {
      const { bytes, name, mediaType } = await pick(act.picked)
      const words = act.caption ? { caption: act.caption } : {}
      // What is no picture to Telegram goes as a file, as in its own app.
      if (mediaType.startsWith('image/')) ana.sendsPhoto(bytes, words)
      else ana.sendsDocument(bytes, { fileName: name, mediaType, ...words })
    }
  }
}

/** What Discord's stand-in does not tell by itself. */
export interface DiscordState {
  closed: boolean
  readonly used: UsedCommand[]
}

export async function performDiscord(
  { discord, ben }: Cast,
  state: DiscordState,
  act: ActOf<'discord'>,
): Promise<void> {
  switch (act.act) {
    case 'discord.say': {
      const file = act.picked && (await pick(act.picked))
      const attachments = file ? [{ bytes: file.bytes, name: file.name, contentType: file.mediaType }] : []
      ben.says(act.text, { attachments })
      return
    }
    case 'discord.tap':
      mustBeConnected(discord.gateway.connected)
      ben.taps(act.label, act.message)
      return
    case 'discord.command': {
      mustBeConnected(discord.gateway.connected)
      const registered = discord.commands.find(({ name }) => name === act.name)
      const option = registered?.options?.[0]?.name
      const options = option !== undefined && act.argument ? { [option]: act.argument } : {}
      const event = ben.commands(act.name, { options })
      state.used.push({ id: idOf(event.d), words: `/${act.name} ${act.argument}`.trim() })
      return
    }
    case 'discord.close':
      if (act.closed) ben.closesDms()
      else ben.opensDms()
      state.closed = act.closed
  }
}

export async function performSlack({ staff }: Cast, act: ActOf<'slack'>): Promise<void> {
  const user = staff.find(({ id }) => id === act.user)
  if (!user) throw new ActError('There is no such person among the staff.')
  switch (act.act) {
    case 'slack.press':
      user.presses(act.channel, act.message, act.action)
      return
    case 'slack.react':
      user.reacts(act.channel, act.message, act.name)
      return
    case 'slack.submit':
      if (user.view?.id !== act.form) throw new ActError('This form is not open any more.')
      await user.submits(act.filled)
      return
    case 'slack.dismiss':
      user.dismisses()
      return
    case 'slack.write':
      return writeInSlack(user, act)
  }
}

async function writeInSlack(user: SlackUser, act: Extract<Act, { readonly act: 'slack.write' }>): Promise<void> {
  const file = act.picked && (await pick(act.picked))
  user.writes(act.channel, act.text, {
    ...(act.thread !== undefined && { thread: act.thread }),
    files: file ? [file] : [],
  })
}

/** Discord shows this where nobody answers a click or a command; nothing brings it to the bot later. */
function mustBeConnected(connected: number): void {
  if (connected === 0) throw new ActError('This interaction failed: Folkmoot is not connected to Discord just now.')
}

function idOf(payload: unknown): string {
  return (payload as { readonly id: string }).id
}

interface PickedFile {
  readonly bytes: Uint8Array
  readonly name: string
  readonly mediaType: string
}

async function pick(picked: Picked): Promise<PickedFile> {
  if ('base64' in picked) {
    return { bytes: Buffer.from(picked.base64, 'base64'), name: picked.name, mediaType: mediaTypeOf(picked.name) }
  }
  const bytes = await drawSample(picked.sample)
  if (!bytes) throw new ActError('There is no such picture.')
  return { bytes, name: `${picked.sample}.jpg`, mediaType: 'image/jpeg' }
}

const mediaTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  pdf: 'application/pdf',
  txt: 'text/plain',
}

/** As an app guesses it: by the name alone. */
function mediaTypeOf(name: string): string {
  return mediaTypes[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}
