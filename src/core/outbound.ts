/**
 * What goes out: messages as the core means them. Adapters render them, nothing else does.
 */
import type { StoredFile } from './files.ts'
import type { Called, ReplyToken } from './inbound.ts'
import type { Address } from './network.ts'
import type { RichText } from './rich-text.ts'
import type { SentPart } from './sent-parts.ts'

/** A message to a resident. */
export interface ToResident {
  readonly to: 'resident'
  readonly address: Address
  /** The network's own channel for this person, where one is known (Discord's DM channel id). */
  readonly channel?: string
  readonly text: RichText
  /** Buttons under the message, in rows as they are meant to stand; a network may break rows, never drop a choice. */
  readonly choices: readonly (readonly Choice[])[]
  readonly files: readonly StoredFile[]
  readonly token?: ReplyToken
  /** Goes where we were called, not to the private chat: it leads there. */
  readonly invite?: Invite
}

/** A button that opens the private chat, as `/start PAYLOAD` does. */
export interface Invite {
  readonly where: Called
  readonly label: string
  /** 1 to 64 of A-Z, a-z, 0-9, _ and -. */
  readonly payload: string
  /** Said in the private chat itself where the group takes nothing from us, on networks that let us write there first. */
  readonly privately: { readonly text: RichText; readonly label: string }
}

/** Other words in the place of those of a message that the resident has. Its files stay. */
export interface Correction extends Pick<ToResident, 'to' | 'address' | 'channel' | 'text' | 'files'> {
  readonly kind: 'correction'
  /** Filled in by delivery: what of it is with the resident by then, at least one part. */
  readonly sent: readonly SentPart[]
}

/** Takes a message out of the resident's chat. */
export interface Withdrawal extends Pick<ToResident, 'to' | 'address' | 'channel'> {
  readonly kind: 'withdrawal'
  /** As of a correction. */
  readonly sent: readonly SentPart[]
}

/** Everything that a resident's network is given. */
export type ForResident = ToResident | Correction | Withdrawal

/** Into a channel of residents (a server's on Discord), for everybody who is in it. */
export type ToChannel =
  | {
      readonly to: 'channel'
      readonly kind: 'post'
      /** The network's id. */
      readonly channel: string
      readonly text: RichText
      readonly choices: readonly (readonly Choice[])[]
      readonly files: readonly StoredFile[]
    }
  /** Other words in the place of those of a post that stands there, and no buttons. Its files stay. */
  | {
      readonly to: 'channel'
      readonly kind: 'postUpdate'
      readonly channel: string
      readonly message: string
      readonly text: RichText
    }

export interface Choice {
  /** Comes back in `Said` as `tap`. At most 64 bytes of ASCII (Telegram's `callback_data`). */
  readonly token: string
  /** Plain text, at most 80 UTF-16 units (Discord's button label). */
  readonly label: string
  /** Opens a field first: what is written there comes back with the tap. Only where `ReplyToken.here` is answered. */
  readonly writes?: true
}

/** A message to the staff tool. `thread` is filled in by delivery once the case's card is posted. */
export type ToDesk =
  | { readonly to: 'desk'; readonly kind: 'card'; readonly channel: string; readonly card: Card }
  | {
      readonly to: 'desk'
      readonly kind: 'post'
      readonly thread: DeskThread
      /** Who speaks, as a label above the words ("Ana, resident"); absent where Folkmoot itself speaks. */
      readonly author?: string
      /** Staff and their groups who are called by it, by id: the only way that anything of ours pings. */
      readonly calls?: readonly string[]
      readonly text: RichText
      readonly files: readonly StoredFile[]
      readonly buttons: readonly DeskButton[]
      /** Stands below the words in the same message, so that it can be changed with them. Words that fit into one message. */
      readonly picture?: StoredFile
    }
  /** The card as it is now, in the place of what stands there. */
  | {
      readonly to: 'desk'
      readonly kind: 'cardUpdate'
      readonly channel: string
      readonly ts: string
      readonly card: Card
    }
  /** Other words in the place of a post that fitted into one message; its buttons go, or others come. */
  | {
      readonly to: 'desk'
      readonly kind: 'postUpdate'
      readonly channel: string
      readonly ts: string
      readonly text: RichText
      readonly buttons?: readonly DeskButton[]
      /** As of a post: takes the place of the one before. */
      readonly picture?: StoredFile
    }
  /** Sets the one mark that a staff message carries; the mark before it goes. */
  | { readonly to: 'desk'; readonly kind: 'mark'; readonly channel: string; readonly ts: string; readonly mark: Mark }
  /** Into a channel, outside any thread. Never formatted by what it quotes; links are ours. */
  | {
      readonly to: 'desk'
      readonly kind: 'notice'
      readonly channel: string
      readonly text: RichText
      readonly buttons?: readonly DeskButton[]
    }
  /** To one of staff, where nobody else is. */
  | {
      readonly to: 'desk'
      readonly kind: 'direct'
      readonly user: string
      readonly text: RichText
      readonly files?: readonly StoredFile[]
    }
  /** Seen by one person only. */
  | {
      readonly to: 'desk'
      readonly kind: 'whisper'
      readonly channel: string
      readonly thread?: string
      readonly user: string
      readonly text: RichText
      readonly buttons: readonly DeskButton[]
    }

export interface DeskThread {
  readonly channel: string
  readonly ts: string
}

/**
 * ⏳ under way, ✅ taken by the network, ❌ not delivered, 📝 a note, ❓ waiting for its author's word, ✋ waiting for a
 * second person, ↩️ taken back.
 */
export type Mark = 'underWay' | 'sent' | 'failed' | 'note' | 'asked' | 'draft' | 'undone'

/** A case at a glance: the root of its thread. */
export interface Card {
  /** At most 150 UTF-16 units are shown. */
  readonly heading: string
  readonly facts: readonly CardFact[]
  /** The resident's words: shown, never formatted, never pinging. */
  readonly words: RichText
  readonly pictures: readonly StoredFile[]
  /** One line on what writing in the thread does. */
  readonly hint: string
  readonly buttons: readonly DeskButton[]
  /** Rarer acts, together behind one button: at most 5. */
  readonly menu: readonly DeskButton[]
}

export interface CardFact {
  readonly label: string
  readonly value: string
  /** Ours (a map); never a resident's. */
  readonly url?: string
}

export interface DeskButton {
  readonly action: string
  readonly value: string
  readonly label: string
  readonly style?: 'primary' | 'danger'
}

export type Outbound = ForResident | ToChannel | ToDesk
