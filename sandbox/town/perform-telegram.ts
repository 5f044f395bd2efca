/** Acts of people on Telegram, done in their apps. */
import { randomUUID } from 'node:crypto'
import type { Act } from '../acts.ts'
import { ActError } from '../server.ts'
import type { TelegramPerson } from '../telegram/person.ts'
import type { Cast } from './cast.ts'
import { pick } from './pick.ts'

type TelegramAct = Extract<Act, { readonly act: `telegram.${string}` }>

/** @throws {ActError} */
export async function performTelegram({ telegram }: Cast, act: TelegramAct): Promise<void> {
  const person = telegram.people.find(({ user }) => `telegram:${user.id}` === act.person)
  if (!person) throw new ActError('This person is not here any more.')
  if (act.act === 'telegram.block') {
    if (act.blocked === person.blocked) return
    if (act.blocked) person.blocks()
    else person.unblocks()
    return
  }
  if (act.act === 'telegram.group') {
    person.saysInGroup(act.text, repliedTo(act.replyTo))
    return
  }
  if (person.blocked) throw new ActError(`${person.user.first_name} has blocked the bot. Unblock it first.`)
  await inChat(person, act)
}

async function inChat(
  person: TelegramPerson,
  act: Exclude<TelegramAct, { readonly act: 'telegram.block' | 'telegram.group' }>,
): Promise<void> {
  switch (act.act) {
    case 'telegram.say':
      return void person.says(act.text, repliedTo(act.replyTo))
    case 'telegram.edit':
      return void person.edits(Number(act.message), act.text)
    case 'telegram.react':
      return void person.reacts(Number(act.message), act.emoji)
    case 'telegram.tap':
      return void person.taps({ data: act.data }, Number(act.message))
    case 'telegram.pin':
      return void person.sendsPin(act.latitude, act.longitude)
    case 'telegram.voice':
      return void person.sendsVoice(new Uint8Array(64))
    case 'telegram.sticker':
      return void person.sendsSticker('👋')
    case 'telegram.contact':
      return void person.sendsContact('Grandma', '+44 1632 960123')
    case 'telegram.poll':
      return void person.sendsPoll('Where should the bench stand?', ['By the pond', 'By the gate'])
    case 'telegram.files':
      return sendFiles(person, act)
  }
}

/** Several pictures at once are an album, whose words are on its first one. */
async function sendFiles(
  person: TelegramPerson,
  { files, caption }: Extract<TelegramAct, { readonly act: 'telegram.files' }>,
): Promise<void> {
  const held = await Promise.all(files.map(pick))
  const pictures = held.filter(({ mediaType }) => /^image\/(jpeg|png|webp)$/.test(mediaType))
  const album = pictures.length > 1 ? { album: randomUUID() } : {}
  let words = caption ? { caption } : {}
  for (const { bytes } of pictures) {
    person.sendsPhoto(bytes, { ...album, ...words })
    words = {}
  }
  // What is no picture to Telegram goes as a file, as in its own app.
  for (const { bytes, name: fileName, mediaType } of held.filter(file => !pictures.includes(file))) {
    person.sendsDocument(bytes, { fileName, mediaType, ...words })
    words = {}
  }
}

function repliedTo(message: string | undefined): { readonly replyTo?: number } {
  return message === undefined ? {} : { replyTo: Number(message) }
}
