/**
 * What the core means, as calls to Slack: cards, posts, their changes, marks and whispers.
 */
import type { Fallback, Part, Plan } from '../../src/core/adapter.ts'
import type { StoredFile } from '../../src/core/files.ts'
import type { Card, DeskButton, Mark, ToDesk } from '../../src/core/outbound.ts'
import { joinRich, plain, type RichText } from '../../src/core/rich-text.ts'
import { buttonBlocks, fullLabels, isLongLabel } from './buttons.ts'
import { type Content, cardContents, contentOf, contentsOf, pieces, TEXT_LIMIT } from './content.ts'
import { partsOf } from './write-blocks.ts'

/** Bytes: https://slack.com/help/articles/201330736. */
export const FILE_LIMIT = 1_000_000_000
/** Files in one message. */
const FILES_TOGETHER = 10

/** In a card's further parts: the thread of the card itself, known once it is posted. */
export const OWN_THREAD = 'own'

/**
 * One call of a plan. `thread` is a `ts`, or `OWN_THREAD`. With `alt`, the words of a picture, the file that the call before
 * gave Slack stands in the message.
 */
export type SlackCall =
  | {
      readonly do: 'post'
      readonly channel: string
      readonly thread?: string
      readonly content: Content
      readonly alt?: string
    }
  /** Gives Slack a file that stands nowhere yet. */
  | { readonly do: 'hold'; readonly file: StoredFile }
  | {
      readonly do: 'whisper'
      readonly channel: string
      readonly thread?: string
      readonly user: string
      readonly content: Content
    }
  | { readonly do: 'direct'; readonly user: string; readonly content: Content }
  | { readonly do: 'directUpload'; readonly user: string; readonly files: readonly StoredFile[] }
  | { readonly do: 'upload'; readonly channel: string; readonly thread: string; readonly files: readonly StoredFile[] }
  | {
      readonly do: 'update'
      readonly channel: string
      readonly ts: string
      readonly content: Content
      readonly alt?: string
    }
  | { readonly do: 'mark'; readonly channel: string; readonly ts: string; readonly mark: Mark }

export function plan(message: ToDesk): Plan {
  switch (message.kind) {
    case 'card':
      return planCard(message.channel, message.card)
    case 'post':
      return planPost(message)
    case 'whisper':
      return planWhisper(message)
    case 'notice':
      return planNotice(message)
    case 'direct':
      return planDirect(message)
    case 'cardUpdate': {
      // what did not fit on the card stands in its thread since it was posted
      const { channel, ts, card } = message
      return { parts: [partOf({ do: 'update', channel, ts, content: cardContents(card).content })], fallbacks: [] }
    }
    case 'postUpdate': {
      const { channel, ts, text, buttons = [], picture } = message
      const content = contentOf(partsOf(text), text.text, buttonBlocks(buttons))
      return {
        parts: [...held(picture), partOf({ do: 'update', channel, ts, content, ...shown(picture) })],
        fallbacks: [],
      }
    }
    case 'mark': {
      const { channel, ts, mark } = message
      return { parts: [{ call: { do: 'mark', channel, ts, mark } satisfies SlackCall }], fallbacks: [] }
    }
  }
}

function planPost(message: Extract<ToDesk, { kind: 'post' }>): Plan {
  const { channel, ts: thread } = message.thread
  const { text, buttons, picture } = message
  if (picture) {
    const content = contentOf(partsOf(text), text.text, buttonBlocks(buttons))
    const parts = [...held(picture), partOf({ do: 'post', channel, thread, content, ...shown(picture) })]
    return { parts, fallbacks: [] }
  }
  const { files, tooLarge } = byteSized(message.files)
  const contents = contentsOf({
    author: message.author,
    calls: message.calls,
    buttons: message.buttons,
    text: withNotes(message.text, tooLarge, message.buttons),
  })
  const posts = contents.map(content => partOf({ do: 'post', channel, thread, content }))
  return {
    parts: [...posts, ...uploads(channel, thread, files)],
    fallbacks: fallbacksOf(posts.length, tooLarge, message.buttons),
  }
}

function planWhisper(message: Extract<ToDesk, { kind: 'whisper' }>): Plan {
  const { channel, thread, user, buttons } = message
  const where = { channel, user, ...(thread !== undefined && { thread }) }
  const contents = contentsOf({ text: withNotes(message.text, [], buttons), buttons, thread })
  return {
    parts: contents.map(content => partOf({ do: 'whisper', ...where, content })),
    fallbacks: fallbacksOf(contents.length, [], buttons),
  }
}

function planNotice({ channel, text, buttons = [] }: Extract<ToDesk, { kind: 'notice' }>): Plan {
  const contents = contentsOf({ text, buttons })
  return {
    parts: contents.map(content => partOf({ do: 'post', channel, content })),
    fallbacks: fallbacksOf(contents.length, [], []),
  }
}

function planDirect(message: Extract<ToDesk, { kind: 'direct' }>): Plan {
  const { user, text } = message
  const { files, tooLarge } = byteSized(message.files ?? [])
  const contents = contentsOf({ text: withNotes(text, tooLarge, []), buttons: [] })
  return {
    parts: [
      ...contents.map(content => partOf({ do: 'direct', user, content })),
      ...together(files).map(group => partOf({ do: 'directUpload', user, files: group })),
    ],
    fallbacks: fallbacksOf(contents.length, tooLarge, []),
  }
}

/** The card itself, what of it did not fit, and its pictures, in its thread. */
function planCard(channel: string, card: Card): Plan {
  const { files, tooLarge } = byteSized(card.pictures)
  const { content, rest } = cardContents(card)
  const notes = withNotes(plain(''), tooLarge, card.buttons)
  const further = [...rest, ...pieces(notes, TEXT_LIMIT)]
  const own = { channel, thread: OWN_THREAD }
  return {
    parts: [
      partOf({ do: 'post', channel, content }),
      ...further.map(piece => partOf({ do: 'post', ...own, content: contentOf(partsOf(piece), piece.text, []) })),
      ...uploads(channel, OWN_THREAD, files),
    ],
    fallbacks: fallbacksOf(1 + further.length, tooLarge, card.buttons),
  }
}

/** A picture within a message is with Slack before it. */
function held(picture: StoredFile | undefined): readonly Part[] {
  return picture ? [partOf({ do: 'hold', file: picture })] : []
}

function shown(picture: StoredFile | undefined): { readonly alt?: string } {
  return picture ? { alt: picture.alt ?? picture.name } : {}
}

function byteSized(files: readonly StoredFile[]): {
  readonly files: readonly StoredFile[]
  readonly tooLarge: readonly StoredFile[]
} {
  return { files: files.filter(f => f.bytes <= FILE_LIMIT), tooLarge: files.filter(f => f.bytes > FILE_LIMIT) }
}

/** Names what could not be shown: a file that Slack does not take, a label that no button holds. */
function withNotes(text: RichText, tooLarge: readonly StoredFile[], buttons: readonly DeskButton[]): RichText {
  const notes = [...tooLarge.map(file => `⚠ ${file.name} (${Math.ceil(file.bytes / 1e6)} MB)`), ...fullLabels(buttons)]
  if (notes.length === 0) return text
  return joinRich([...(text.text === '' ? [] : [text]), notes.join('\n')], '\n\n')
}

function uploads(channel: string, thread: string, files: readonly StoredFile[]): Part[] {
  return together(files).map(group => partOf({ do: 'upload', channel, thread, files: group }))
}

/** As many as one message takes. */
function together(files: readonly StoredFile[]): (readonly StoredFile[])[] {
  return Array.from({ length: Math.ceil(files.length / FILES_TOGETHER) }, (_, i) =>
    files.slice(i * FILES_TOGETHER, (i + 1) * FILES_TOGETHER),
  )
}

function fallbacksOf(messages: number, tooLarge: readonly StoredFile[], buttons: readonly DeskButton[]): Fallback[] {
  const found: Fallback[] = []
  if (messages > 1) found.push('textSplit')
  if (tooLarge.length > 0) found.push('fileTooLarge')
  if (buttons.some(isLongLabel)) found.push('choicesAsList')
  return found
}

function partOf(call: SlackCall): Part {
  return { call }
}
