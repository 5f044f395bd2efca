/**
 * What comes in: one delivery of a network, translated by its adapter.
 */
import type { FilledForm } from './desk-views.ts'
import type { RemoteFile } from './files.ts'
import type { Address, Network } from './network.ts'
import type { Point } from './point.ts'
import type { RichText } from './rich-text.ts'

export interface Inbound {
  readonly network: Network
  /** The network's own id of this delivery, the same when it is delivered again. */
  readonly externalId: string
  /**
   * What must keep its order: a resident's address, or what begins with `slack:`, a thread `slack:CHANNEL:THREAD_TS`, one
   * person's clicks in it `slack:CHANNEL:THREAD_TS:USER`, and what one person writes to us `slack:CHANNEL`.
   */
  readonly lane: string
  /** The network's order within the lane: decimal digits, fits a signed 64-bit integer. */
  readonly position: string
  readonly event: ResidentEvent | DeskEvent
}

/** Hands an inbound to the durable inbox. Resolves once it is committed; only then may the network be acknowledged. */
export type Receive = (inbound: Inbound) => Promise<void>

export interface ResidentEvent {
  readonly from: 'resident'
  readonly address: Address
  readonly person: Person
  /** Where the network has a channel of its own for this person (Discord's DM channel id). */
  readonly channel?: string
  /** True where others could read it (a group, a server's channel): the answer goes to the private chat. */
  readonly inPublic?: boolean
  /** Where we were called among others who would read any answer: all that is said there is the way to the private chat. */
  readonly called?: Called
  /** An answer by this way reaches the person until it expires. */
  readonly token?: ReplyToken
  readonly said: Said
}

/** A message in a group, to be answered in sight of it. The adapter's own; it must survive JSON. */
export interface Called {
  readonly group: string
  readonly messageId: string
  /** The part of the group that it stands in, where the group has such (Telegram's topics). */
  readonly topic?: string
}

export interface Person {
  readonly firstName: string
  /** BCP 47, as the network's profile has it. */
  readonly language?: string
}

/** A Discord interaction's token: one more way to answer, one that expires. */
export interface ReplyToken {
  readonly token: string
  /** ISO 8601 instant. */
  readonly expiresAt: string
  /** The channel in which a button was pressed: what follows is shown there, to that person alone, and nowhere else. */
  readonly here?: string
  /** The answer takes the place of the message whose button was pressed, which nobody else sees. */
  readonly replaces?: true
}

/** What a resident said or did. */
export type Said =
  | {
      readonly kind: 'message'
      readonly messageId: string
      readonly text: RichText
      readonly files: readonly RemoteFile[]
      /** What stood beside these words and was left out: the video of a caption. */
      readonly leftOut?: Unreadable
      readonly place?: SaidPlace
      /** Message id that the network's own reply function points at. */
      readonly replyTo?: string
      /** Messages with the same album belong together. */
      readonly album?: string
    }
  /** `messageId` where it is a message, which can be edited. */
  | { readonly kind: 'command'; readonly name: string; readonly argument: string; readonly messageId?: string }
  /** A tap on one of our choices; `token` is `Choice.token`. `words`: what was written in the field that it opened. */
  | { readonly kind: 'tap'; readonly messageId: string; readonly token: string; readonly words?: RichText }
  | { readonly kind: 'edit'; readonly messageId: string; readonly text: RichText }
  /** Where the network tells: a message in the private chat is gone, whoever's it was. */
  | { readonly kind: 'deleted'; readonly messageId: string }
  | { readonly kind: 'unsupported'; readonly what: Unreadable }
  /** The person blocked the bot, or took the block back. */
  | { readonly kind: 'left' | 'returned' }

/** Kinds of content that we do not take. */
export type Unreadable = 'voice' | 'video' | 'sticker' | 'poll' | 'contact' | 'other'

/** A pin, a venue (with its words), a live location's first point. */
export interface SaidPlace {
  readonly point: Point
  readonly words?: string
}

/** What staff did in Slack. */
export interface DeskEvent {
  readonly from: 'desk'
  readonly team: string
  readonly channel: string
  /** `thread_ts`; absent for what happened outside any thread. */
  readonly thread?: string
  /** Slack user id of who did it. */
  readonly user: string
  readonly did: Did
}

export type Did =
  | {
      readonly kind: 'wrote'
      readonly ts: string
      /** Mentions hold Slack ids until `StaffDirectory` named them. */
      readonly text: RichText
      readonly files: readonly RemoteFile[]
    }
  /** Where nobody else is: what they wrote to us. */
  | { readonly kind: 'wroteToUs'; readonly text: RichText; readonly files: readonly RemoteFile[] }
  /** What they wrote before, with other words. Its files stay. */
  | { readonly kind: 'edited'; readonly ts: string; readonly text: RichText }
  | { readonly kind: 'deleted'; readonly ts: string }
  | {
      readonly kind: 'pressed'
      readonly messageTs: string
      readonly action: string
      readonly value: string
      /** Opens a form for some seconds (`DeskViews.open`). */
      readonly trigger?: string
      /** What the message says, where it was pressed in the menu of one. */
      readonly said?: RichText
    }
  /** "I am looking": 👀 on a message of ours. */
  | { readonly kind: 'looked'; readonly messageTs: string }
  /** What somebody wrote in a form stands in the thread now, as a post of ours; nobody but we ourselves tells it. */
  | { readonly kind: 'answered'; readonly answerId: string; readonly ts: string }
  /** What came of a survey was written in a form: it is shown, with the picture that was chosen. Told by ourselves alone. */
  | {
      readonly kind: 'wroteOutcome'
      readonly outcomeId: string
      readonly revision: number
      readonly files: readonly RemoteFile[]
    }
  /** Pictures of a survey's question were chosen in a form: they take their places. Told by ourselves alone. */
  | {
      readonly kind: 'chosePictures'
      readonly survey: string
      readonly question: string
      readonly files: readonly RemoteFile[]
    }
  /** A form of ours was filled in. */
  | ({ readonly kind: 'submitted' } & FilledForm)
  /** Something was chosen or pressed in a form of ours that stays open; `field` is the key of what it was. */
  | ({ readonly kind: 'changed'; readonly field: string } & FilledForm)
  /** Somebody looks for an option of a `search` field. */
  | ({ readonly kind: 'searched'; readonly field: string; readonly query: string } & FilledForm)
