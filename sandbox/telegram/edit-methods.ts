/**
 * What a bot may do to messages that stand there: https://core.telegram.org/bots/api#updating-messages.
 */
import { readCaption, readMarkup, readText } from './message-rules.ts'
import { type Params, requiredInteger } from './params.ts'
import { badRequest, type WireMessage } from './wire.ts'
import { type ChatState, nowS, type World } from './world.ts'

interface OfWorld {
  readonly world: World
}

const DELETABLE_S = 48 * 60 * 60

function messageOf(params: Params, world: World, missing: string): { chat: ChatState; message: WireMessage } {
  const chat = chatOf(params, world)
  const message = chat.messages.get(requiredInteger(params, 'message_id'))
  if (!message) throw badRequest(missing)
  if (message.from.id !== world.bot.id) throw badRequest("message can't be edited")
  return { chat, message }
}

export function editMessageText(params: Params, { world }: OfWorld): WireMessage {
  const { chat, message } = messageOf(params, world, 'message to edit not found')
  const { text: words, entities } = readText(params)
  const markup = readMarkup(params)
  if (message.text === undefined) throw badRequest('there is no text in the message to edit')
  refuseSame([words, entities, markup], [message.text, message.entities, message.reply_markup])
  const { entities: _old, reply_markup: _gone, ...rest } = message
  const edited: WireMessage = {
    ...rest,
    text: words,
    edit_date: nowS(),
    ...(entities.length ? { entities } : {}),
    ...(markup ? { reply_markup: markup } : {}),
  }
  chat.messages.set(message.message_id, edited)
  return edited
}

/** An empty caption takes the words off the file. */
export function editMessageCaption(params: Params, { world }: OfWorld): WireMessage {
  const { chat, message } = messageOf(params, world, 'message to edit not found')
  const { text: caption, entities } = readCaption(params)
  const markup = readMarkup(params)
  if (message.text !== undefined) throw badRequest('there is no caption in the message to edit')
  refuseSame([caption, entities, markup], [message.caption ?? '', message.caption_entities, message.reply_markup])
  const { caption: _words, caption_entities: _old, reply_markup: _gone, ...rest } = message
  const edited: WireMessage = {
    ...rest,
    ...(caption === '' ? {} : { caption }),
    edit_date: nowS(),
    ...(entities.length ? { caption_entities: entities } : {}),
    ...(markup ? { reply_markup: markup } : {}),
  }
  chat.messages.set(message.message_id, edited)
  return edited
}

function refuseSame(wanted: readonly unknown[], there: readonly unknown[]): void {
  const told = (content: readonly unknown[]) => JSON.stringify(content.map(part => part ?? []))
  if (told(wanted) !== told(there)) return
  throw badRequest(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  )
}

export function editMessageReplyMarkup(params: Params, { world }: OfWorld): WireMessage {
  const { chat, message } = messageOf(params, world, 'message to edit not found')
  const markup = readMarkup(params)
  const { reply_markup: _old, ...rest } = message
  const edited: WireMessage = { ...rest, edit_date: nowS(), ...(markup ? { reply_markup: markup } : {}) }
  chat.messages.set(message.message_id, edited)
  return edited
}

/** A bot may delete what is younger than 48 h, its own and in a private chat the other's (https://core.telegram.org/bots/api#deletemessage). */
export function deleteMessage(params: Params, { world }: OfWorld): true {
  const chat = chatOf(params, world)
  const id = requiredInteger(params, 'message_id')
  const message = chat.messages.get(id)
  if (!message) throw badRequest('message to delete not found')
  if (nowS() - message.date > DELETABLE_S) throw badRequest("message can't be deleted for everyone")
  chat.messages.delete(id)
  return true
}

function chatOf(params: Params, world: World): ChatState {
  return world.chatForBot(requiredInteger(params, 'chat_id'))
}
