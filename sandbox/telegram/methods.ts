/**
 * The calls of the Bot API that Folkmoot makes, as strict as the original.
 * https://core.telegram.org/bots/api#available-methods
 *
 * Each lists the parameters it may be given: one that the original does not know is a complaint.
 */
import { deleteMessage, editMessageCaption, editMessageReplyMarkup, editMessageText } from './edit-methods.ts'
import { postDocument, postMediaGroup, postPhoto } from './file-methods.ts'
import { readMarkup, readText } from './message-rules.ts'
import { array, flag, integer, isRecord, object, type Params, requiredInteger, requiredText, text } from './params.ts'
import type { RateLimits } from './rate-limits.ts'
import type { UpdateQueue } from './update-queue.ts'
import { ApiError, badRequest, type WireMessage } from './wire.ts'
import type { ChatState, World } from './world.ts'

export interface CallContext {
  readonly world: World
  readonly queue: UpdateQueue
  /** Absent: as much as the bot likes. */
  readonly limits: RateLimits | undefined
  /** Aborts when the caller hangs up. */
  readonly hangUp: () => AbortSignal
}

export interface Method {
  readonly takes: readonly string[]
  readonly run: (params: Params, context: CallContext) => unknown
}

const POSTING = ['chat_id', 'reply_markup', 'disable_notification', 'allow_paid_broadcast']
const DOWNLOAD_LIMIT_BYTES = 20 * 1024 * 1024
const COMMANDS = 100

export const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries<Method>({
    getMe: {
      takes: [],
      run: (_, { world }) => ({
        ...world.bot,
        can_join_groups: true,
        can_read_all_group_messages: false,
        supports_inline_queries: false,
      }),
    },
    getUpdates: { takes: ['offset', 'limit', 'timeout', 'allowed_updates'], run: getUpdates },
    setWebhook: {
      takes: ['url', 'max_connections', 'allowed_updates', 'drop_pending_updates', 'secret_token'],
      run: setWebhook,
    },
    deleteWebhook: {
      takes: ['drop_pending_updates'],
      run: (params, { queue }) => {
        if (queue.webhook) queue.setWebhook(undefined, flag(params, 'drop_pending_updates'))
        return true
      },
    },
    getWebhookInfo: {
      takes: [],
      run: (_, { queue }) => ({
        url: queue.webhook?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: queue.pending,
        ...(queue.webhook ? { max_connections: queue.webhook.maxConnections } : {}),
        ...(queue.lastError === undefined ? {} : { last_error_message: queue.lastError }),
      }),
    },
    sendMessage: {
      takes: [...POSTING, 'text', 'entities', 'link_preview_options', 'message_thread_id', 'reply_parameters'],
      run: (params, context) => {
        const { world } = context
        const chat = chatToPost(params, context)
        const { text: words, entities } = readText(params)
        const formatted = { text: words, ...(entities.length ? { entities } : {}) }
        const content = { ...formatted, ...inTopic(params, chat, world), ...repliedTo(params, chat) }
        return world.post(chat, content, readMarkup(params))
      },
    },
    sendPhoto: {
      takes: [...POSTING, 'photo', 'caption', 'caption_entities'],
      run: (params, context) => postPhoto(context.world, chatToPost(params, context), params),
    },
    sendDocument: {
      takes: [...POSTING, 'document', 'caption', 'caption_entities'],
      run: (params, context) => postDocument(context.world, chatToPost(params, context), params),
    },
    sendMediaGroup: {
      takes: ['chat_id', 'media', 'disable_notification', 'allow_paid_broadcast'],
      run: (params, context) => postMediaGroup(context.world, chatToPost(params, context), params),
    },
    editMessageText: {
      takes: ['chat_id', 'message_id', 'text', 'entities', 'reply_markup', 'link_preview_options'],
      run: editMessageText,
    },
    editMessageCaption: {
      takes: ['chat_id', 'message_id', 'caption', 'caption_entities', 'reply_markup'],
      run: editMessageCaption,
    },
    editMessageReplyMarkup: { takes: ['chat_id', 'message_id', 'reply_markup'], run: editMessageReplyMarkup },
    deleteMessage: { takes: ['chat_id', 'message_id'], run: deleteMessage },
    answerCallbackQuery: { takes: ['callback_query_id', 'text', 'show_alert'], run: answerCallbackQuery },
    getFile: { takes: ['file_id'], run: getFile },
    setMyCommands: { takes: ['commands', 'language_code'], run: setMyCommands },
    getMyCommands: {
      takes: ['language_code'],
      run: (params, { world }) => world.commands.get(text(params, 'language_code') ?? '') ?? [],
    },
  }),
)

function chatOf(params: Params, world: World): ChatState {
  return world.chatForBot(requiredInteger(params, 'chat_id'))
}

/** The chat that a message goes to. @throws {ApiError} 429 where the bot posts too much. */
function chatToPost(params: Params, { world, limits }: CallContext): ChatState {
  const chat = chatOf(params, world)
  const isPaid = flag(params, 'allow_paid_broadcast')
  const messages = array(params, 'media')?.length ?? 1
  const retryAfterS = limits?.take({ messages, heardAt: chat.heardAt, isPaid }, Date.now())
  if (retryAfterS !== undefined) throw tooMany(retryAfterS)
  return chat
}

/** https://core.telegram.org/bots/api#responseparameters */
export function tooMany(retryAfterS: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfterS}`, { retry_after: retryAfterS })
}

/** https://core.telegram.org/bots/api#sendmessage */
function inTopic(params: Params, chat: ChatState, { group, topics }: World): Partial<WireMessage> {
  const topic = integer(params, 'message_thread_id')
  if (topic === undefined) return {}
  if (chat !== group || !topics.has(topic)) throw badRequest('message thread not found')
  return { message_thread_id: topic, is_topic_message: true }
}

/** https://core.telegram.org/bots/api#replyparameters */
function repliedTo(params: Params, chat: ChatState): Pick<WireMessage, 'reply_to_message'> {
  const reply = object(params, 'reply_parameters')
  if (!reply) return {}
  const message = typeof reply.message_id === 'number' ? chat.messages.get(reply.message_id) : undefined
  if (message) return { reply_to_message: message }
  if (reply.allow_sending_without_reply === true) return {}
  throw badRequest('message to be replied not found')
}

function getUpdates(params: Params, { queue, hangUp }: CallContext): Promise<readonly unknown[]> {
  const limit = integer(params, 'limit') ?? 100
  const timeoutS = integer(params, 'timeout') ?? 0
  if (limit < 1 || limit > 100) throw badRequest('limit must be between 1 and 100')
  queue.allow(stringsOf(params, 'allowed_updates'))
  return queue.poll({
    offset: integer(params, 'offset') ?? 0,
    limit,
    timeoutS: Math.min(timeoutS, 50),
    signal: hangUp(),
  })
}

/** The original wants HTTPS; a local Bot API server takes `http://` as well, and so does this. */
function setWebhook(params: Params, { queue }: CallContext): true {
  const url = requiredText(params, 'url')
  const secret = text(params, 'secret_token')
  const maxConnections = integer(params, 'max_connections') ?? 40
  if (!URL.canParse(url)) throw badRequest('bad webhook: invalid URL')
  if (maxConnections < 1 || maxConnections > 100) throw badRequest('max_connections must be between 1 and 100')
  if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
    throw badRequest('secret token contains unallowed characters')
  }
  queue.allow(stringsOf(params, 'allowed_updates'))
  queue.setWebhook({ url, secret, maxConnections }, flag(params, 'drop_pending_updates'))
  return true
}

function stringsOf(params: Params, name: string): readonly string[] | undefined {
  const items = array(params, name)
  if (items && !items.every(item => typeof item === 'string')) throw badRequest(`can't parse ${name}: strings expected`)
  return items as readonly string[] | undefined
}

function answerCallbackQuery(params: Params, { world }: CallContext): true {
  const id = requiredText(params, 'callback_query_id')
  if (world.taps.get(id) === undefined) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  }
  if ((text(params, 'text') ?? '').length > 200) throw badRequest('MESSAGE_TOO_LONG')
  world.taps.set(id, true)
  return true
}

function getFile(params: Params, { world }: CallContext) {
  const file = world.files.get(requiredText(params, 'file_id'))
  if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable')
  if (file.bytes.length > DOWNLOAD_LIMIT_BYTES) throw badRequest('file is too big')
  return { file_id: file.id, file_unique_id: file.id, file_size: file.bytes.length, file_path: file.path }
}

function setMyCommands(params: Params, { world }: CallContext): true {
  const commands = array(params, 'commands')
  if (!commands || commands.length > COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  const read = commands.map(entry => {
    const { command, description } = isRecord(entry) ? entry : {}
    if (typeof command !== 'string' || !/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID')
    if (typeof description !== 'string' || description.length < 1 || description.length > 256) {
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
    }
    return { command, description }
  })
  const language = text(params, 'language_code') ?? ''
  if (!/^([a-z]{2})?$/.test(language)) throw badRequest('LANG_CODE_INVALID')
  world.commands.set(language, read)
  return true
}
