/**
 * ToResident → the calls it takes on Discord.
 *
 * Limits: https://docs.discord.com/developers/resources/message#create-message (2,000 characters, 10 files, 25 MiB a
 * request), https://docs.discord.com/developers/reference#uploading-files (10 MiB a file).
 */
import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord.js'
import type { Fallback, Limits, Part, Plan } from '../../src/core/adapter.ts'
import type { StoredFile } from '../../src/core/files.ts'
import type { ReplyToken } from '../../src/core/inbound.ts'
import type { Address } from '../../src/core/network.ts'
import type { Correction, ForResident, Invite, ToChannel, ToResident, Withdrawal } from '../../src/core/outbound.ts'
import { joinRich, plain, type RichText } from '../../src/core/rich-text.ts'
import { type Carries, placeTexts } from '../../src/core/sent-parts.ts'
import { splitRichText } from '../../src/core/split.ts'
import { labelsOf, toComponents } from './components.ts'
import { NEW_DMS_OF_BULK } from './dm-channels.ts'
import { toMarkdown } from './markdown.ts'

const MIB = 1024 * 1024
const MAX_FILES = 10
/** Under the 25 MiB of a request, with room for the words and the multipart frame. */
const MAX_FILES_BYTES = 24 * MIB

export const LIMITS: Limits = {
  text: 2000,
  file: 10 * MIB,
  /** By its nonce, for some minutes; nowhere is told how many. */
  recognisedForMs: 120_000,
  pins: false,
  /** A fifth of the 50 requests a second that a bot has, so that conversation always finds room. */
  bulkPerSecond: 10,
  newChatsAnHour: NEW_DMS_OF_BULK,
}

/** What `send` does; survives JSON. */
export type DiscordCall = PostCall | ChangeCall | InviteCall | ChannelCall

/** In a server's channel, for everybody there. */
export type ChannelCall =
  | (Pick<PostCall, 'content' | 'components' | 'files'> & { readonly do: 'publish'; readonly channel: string })
  | { readonly do: 'revise'; readonly channel: string; readonly message: string; readonly content: string }

/** In a server's channel, below the message that called us; where we may not write there, to whoever called alone. */
export interface InviteCall {
  readonly do: 'invite'
  readonly address: Address
  /** The server's. */
  readonly channel: string
  readonly replyTo: string
  readonly said: Invitation
  readonly privately: Invitation
}

interface Invitation {
  readonly content: string
  readonly components: PostCall['components']
}

/** Of messages that were sent before. `keep` makes no call. */
export type ChangeCall =
  | (To & { readonly do: 'edit'; readonly message: string; readonly content: string })
  | (To & { readonly do: 'delete'; readonly message: string })
  | { readonly do: 'keep'; readonly message: string }

interface To {
  readonly address: Address
  readonly channel?: string
}

export interface PostCall extends To {
  readonly token?: ReplyToken
  /** The first part of a message: it takes the place of the deferred answer, where there is one. */
  readonly first: boolean
  readonly content: string
  readonly components: readonly APIActionRowComponent<APIComponentInMessageActionRow>[]
  readonly files: readonly StoredFile[]
}

export function plan(message: ForResident | ToChannel): Plan {
  if (message.to === 'channel') return planForChannel(message)
  if (!('kind' in message)) return planMessage(message)
  return message.kind === 'correction' ? planCorrection(message) : planWithdrawal(message)
}

function planMessage(message: ToResident): Plan {
  if (message.invite) return planInvite(message, message.invite)
  const { bodies, fallbacks } = bodiesOf(message)
  return { parts: bodies.map((body, index) => partOf(message, body, index)), fallbacks }
}

/** What stands there already is one message: of other words the first that fit take their place. */
function planForChannel(message: ToChannel): Plan {
  const { channel } = message
  if (message.kind === 'postUpdate') {
    const fallbacks = new Set<Fallback>()
    const [first] = textsOf(message.text, fallbacks)
    const call: ChannelCall = { do: 'revise', channel, message: message.message, content: first?.content ?? '' }
    return { parts: [{ call }], fallbacks: [...fallbacks] }
  }
  const { bodies, fallbacks } = bodiesOf(message)
  const calls = bodies.map(({ words: _, ...body }): ChannelCall => ({ do: 'publish', channel, ...body }))
  return { parts: calls.map(call => ({ call })), fallbacks }
}

function bodiesOf(message: Pick<ToResident, 'text' | 'choices' | 'files'>): {
  readonly bodies: readonly Body[]
  readonly fallbacks: readonly Fallback[]
} {
  const fallbacks = new Set<Fallback>()
  const { rows, unplaced } = toComponents(message.choices)
  if (unplaced.length > 0) fallbacks.add('choicesAsList')
  const fitting = message.files.filter(file => file.bytes <= LIMITS.file)
  const tooLarge = linesOfTooLarge(message.files)
  if (tooLarge.length > 0) fallbacks.add('fileTooLarge')

  const text = withLines(message.text, [...unplaced.map(choice => `• ${choice.label}`), ...tooLarge])
  const texts = textsOf(text, fallbacks)

  return { bodies: inMessages(texts, rows, batches(fitting)), fallbacks: [...fallbacks] }
}

/** Its button is no link: Discord has none to a direct message. A tap says `/start PAYLOAD`, for whoever taps. */
function planInvite({ address, text }: ToResident, { where, label, payload, privately }: Invite): Plan {
  const invitation = (words: RichText, button: string): Invitation => ({
    content: toMarkdown(words).content,
    components: toComponents([[{ token: `start:${payload}`, label: button }]]).rows,
  })
  const said = invitation(text, label)
  const call: InviteCall = {
    do: 'invite',
    address,
    channel: where.group,
    replyTo: where.messageId,
    said,
    privately: invitation(privately.text, privately.label),
  }
  const shown = () => ({ text, units: said.content.length, files: [], buttons: [[label]] })
  return { parts: [{ call, carries: 'words', shown }], fallbacks: [] }
}

/** Words stay in the messages where words stand; files stay as they are. */
function planCorrection({ address, channel, text, files, sent }: Correction): Plan {
  const fallbacks = new Set<Fallback>()
  const texts = textsOf(withLines(text, linesOfTooLarge(files)), fallbacks).filter(
    ({ content }) => content.trim() !== '',
  )
  const to = { address, ...(channel === undefined ? {} : { channel }) }
  const parts = placeTexts(sent, texts.length).map((change): Part => {
    if (change.do === 'keep') return changePart({ do: 'keep', message: change.part.id }, change.part.carries)
    if (change.do === 'delete') return changePart({ ...to, do: 'delete', message: change.part.id }, 'nothing')
    const { content = '' } = texts[change.text] ?? {}
    if (change.do === 'edit')
      return changePart({ ...to, do: 'edit', message: change.part.id, content }, change.part.carries)
    return changePart({ ...to, first: false, content, components: [], files: [] }, 'words')
  })
  return { parts, fallbacks: [...fallbacks] }
}

function planWithdrawal({ address, channel, sent }: Withdrawal): Plan {
  const to = { address, ...(channel === undefined ? {} : { channel }) }
  const there = sent.filter(({ carries }) => carries !== 'nothing')
  return { parts: there.map(({ id }) => changePart({ ...to, do: 'delete', message: id }, 'nothing')), fallbacks: [] }
}

function changePart(call: DiscordCall, carries: Carries): Part {
  return { call, carries }
}

function textsOf(text: RichText, fallbacks: Set<Fallback>) {
  const pieces = splitRichText(text, LIMITS.text, part => toMarkdown(part).content.length)
  const texts = pieces.map(words => ({ words, ...toMarkdown(words) }))
  if (texts.length > 1) fallbacks.add('textSplit')
  if (texts.some(({ dropped }) => dropped)) fallbacks.add('formattingDropped')
  return texts
}

function linesOfTooLarge(files: readonly StoredFile[]): readonly string[] {
  const tooLarge = files.filter(file => file.bytes > LIMITS.file)
  return tooLarge.map(file => `📎 ${file.name} (${(file.bytes / MIB).toFixed(1)} MB > 10 MB)`)
}

function withLines(text: RichText, lines: readonly string[]): RichText {
  if (lines.length === 0) return text
  return joinRich([...(text.text === '' ? [] : [text]), plain(lines.join('\n'))], '\n\n')
}

type Body = Pick<PostCall, 'content' | 'components' | 'files'> & { readonly words: RichText }

const SILENT: Body = { content: '', words: plain(''), components: [], files: [] }

/** The last words carry the first files; the buttons stand under the last message of all. */
function inMessages(
  texts: readonly Pick<Body, 'content' | 'words'>[],
  rows: Body['components'],
  files: readonly (readonly StoredFile[])[],
): Body[] {
  const worded = texts.filter(({ content }) => content.trim() !== '')
  const bodies: Body[] = worded.map(({ content, words }, index) => ({
    content,
    words,
    components: [],
    files: index === worded.length - 1 ? (files[0] ?? []) : [],
  }))
  const rest = worded.length > 0 ? files.slice(1) : files
  bodies.push(...rest.map(batch => ({ ...SILENT, files: batch })))
  if (rows.length > 0) bodies.push({ ...(bodies.pop() ?? SILENT), components: rows })
  return bodies
}

function batches(files: readonly StoredFile[]): StoredFile[][] {
  const done: StoredFile[][] = []
  let bytes = 0
  for (const file of files) {
    const batch = done.at(-1)
    if (batch && batch.length < MAX_FILES && bytes + file.bytes <= MAX_FILES_BYTES) {
      batch.push(file)
      bytes += file.bytes
    } else {
      done.push([file])
      bytes = file.bytes
    }
  }
  return done
}

function partOf({ address, channel, token }: ToResident, { words, ...body }: Body, index: number): Part {
  const call: PostCall = {
    address,
    ...(channel === undefined ? {} : { channel }),
    ...(token === undefined ? {} : { token }),
    first: index === 0,
    ...body,
  }
  const shown = () => ({
    text: words,
    units: body.content.length,
    files: body.files.map(file => file.name),
    buttons: labelsOf(body.components),
  })
  const carries = body.files.length === 0 ? 'words' : body.content === '' ? 'files' : 'both'
  return { call, carries, shown }
}
