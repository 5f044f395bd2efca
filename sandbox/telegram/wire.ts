/**
 * The Bot API's objects as far as the stand-in makes them.
 * Field names and shapes: https://core.telegram.org/bots/api#available-types
 */

export interface WireUser {
  readonly id: number
  readonly is_bot: boolean
  readonly first_name: string
  readonly username?: string
  readonly language_code?: string
}

export interface WireChat {
  readonly id: number
  readonly type: 'private' | 'group' | 'supergroup' | 'channel'
  readonly first_name?: string
  readonly title?: string
  readonly is_forum?: true
}

export interface WireEntity {
  readonly type: string
  readonly offset: number
  readonly length: number
  readonly url?: string
  readonly user?: WireUser
  readonly language?: string
}

export interface WireButton {
  readonly text: string
  readonly callback_data?: string
  readonly url?: string
}

export interface WireMarkup {
  readonly inline_keyboard: readonly (readonly WireButton[])[]
}

export interface WireFile {
  readonly file_id: string
  readonly file_unique_id: string
  readonly file_size?: number
  readonly file_name?: string
  readonly mime_type?: string
  readonly file_path?: string
}

export interface WirePhoto extends WireFile {
  readonly width: number
  readonly height: number
}

export interface WireLocation {
  readonly latitude: number
  readonly longitude: number
}

/** https://core.telegram.org/bots/api#poll */
export interface WirePoll {
  readonly id: string
  readonly question: string
  readonly options: readonly { readonly persistent_id: string; readonly text: string; readonly voter_count: number }[]
  readonly total_voter_count: number
  readonly is_closed: boolean
  readonly is_anonymous: boolean
  readonly type: 'regular'
  readonly allows_multiple_answers: boolean
}

export interface WireMessage {
  readonly message_id: number
  readonly from: WireUser
  readonly chat: WireChat
  readonly date: number
  readonly edit_date?: number
  readonly text?: string
  readonly entities?: readonly WireEntity[]
  readonly caption?: string
  readonly caption_entities?: readonly WireEntity[]
  readonly photo?: readonly WirePhoto[]
  readonly document?: WireFile
  readonly voice?: WireFile & { readonly duration: number }
  readonly sticker?: WireFile & { readonly emoji?: string }
  readonly contact?: { readonly phone_number: string; readonly first_name: string; readonly user_id?: number }
  readonly poll?: WirePoll
  readonly location?: WireLocation
  readonly venue?: { readonly location: WireLocation; readonly title: string; readonly address: string }
  readonly media_group_id?: string
  readonly reply_to_message?: WireMessage
  /** Of a supergroup: the topic, or the message that a chain of replies began with. */
  readonly message_thread_id?: number
  readonly is_topic_message?: true
  readonly forum_topic_created?: { readonly name: string; readonly icon_color: number }
  readonly migrate_to_chat_id?: number
  readonly migrate_from_chat_id?: number
  readonly reply_markup?: WireMarkup
}

export interface WireCallback {
  readonly id: string
  readonly from: WireUser
  readonly message: WireMessage
  readonly chat_instance: string
  readonly data: string
}

export interface WireMembership {
  readonly chat: WireChat
  readonly from: WireUser
  readonly date: number
  readonly old_chat_member: { readonly user: WireUser; readonly status: string }
  readonly new_chat_member: { readonly user: WireUser; readonly status: string }
}

/** https://core.telegram.org/bots/api#messagereactionupdated */
export interface WireReaction {
  readonly chat: WireChat
  readonly message_id: number
  readonly user: WireUser
  readonly date: number
  readonly old_reaction: readonly { readonly type: 'emoji'; readonly emoji: string }[]
  readonly new_reaction: readonly { readonly type: 'emoji'; readonly emoji: string }[]
}

export interface WireUpdate {
  readonly update_id: number
  readonly message?: WireMessage
  readonly edited_message?: WireMessage
  readonly callback_query?: WireCallback
  readonly my_chat_member?: WireMembership
  readonly message_reaction?: WireReaction
}

/** https://core.telegram.org/bots/api#responseparameters */
export interface WireParameters {
  readonly retry_after?: number
  readonly migrate_to_chat_id?: number
}

/** An answer of the Bot API that is not `ok`: https://core.telegram.org/bots/api#making-requests */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly parameters: WireParameters | undefined

  constructor(status: number, description: string, parameters?: WireParameters) {
    super(description)
    this.status = status
    this.parameters = parameters
  }

  get body() {
    return {
      ok: false,
      error_code: this.status,
      description: this.message,
      ...(this.parameters && { parameters: this.parameters }),
    }
  }
}

export function badRequest(detail: string): ApiError {
  return new ApiError(400, `Bad Request: ${detail}`)
}
