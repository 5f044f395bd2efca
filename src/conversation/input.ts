/**
 * What a person said, as the dialogue takes it: the pieces of one message, whatever network it came from.
 */
import type { SaidMessage } from '../core/case.ts'
import type { FileRefusal, StoredFile } from '../core/files.ts'
import type { SaidPlace } from '../core/inbound.ts'
import type { Point } from '../core/point.ts'
import { joinRich, type RichText, trimRich } from '../core/rich-text.ts'
import type { Heard } from '../core/turn.ts'

export interface Input {
  /** Words, without white space around them; absent where there are none. */
  readonly text?: RichText
  readonly place?: SaidPlace
  readonly photos: readonly StoredFile[]
  /** Where the camera says that the first of them was taken. */
  readonly takenAt?: Point
  /** Why files of this message were not kept. */
  readonly refused: readonly FileRefusal[]
  readonly messageId?: string
  /** Every message that it came in, with the words of each. */
  readonly said?: readonly SaidMessage[]
}

/** An input that waits for an answer to something else. JSON. */
export type Held = Omit<Input, 'refused'>

export const NOTHING: Input = { photos: [], refused: [] }

/** Takes a message apart. */
export function inputOf(heard: Heard): Input {
  const { said } = heard.event
  if (said.kind !== 'message') return NOTHING
  const text = trimRich(said.text)
  const takenAt = heard.files.map(taken => (taken.kept ? taken.takenAt : undefined)).find(point => point)
  return {
    ...(text.text && { text }),
    ...(said.place && { place: said.place }),
    ...(takenAt && { takenAt }),
    photos: heard.files.flatMap(taken => (taken.kept ? [taken.file] : [])),
    refused: heard.files.flatMap(taken => (taken.kept ? [] : [taken.why])),
    messageId: said.messageId,
    said: [{ messageId: said.messageId, text }],
  }
}

export function isEmpty(input: Input): boolean {
  return !input.text && !input.place && input.photos.length === 0 && input.refused.length === 0
}

/** The pieces that are what they are, whatever was asked. */
export function withoutText({ text: _words, ...pieces }: Input): Input {
  return pieces
}

/** One input out of several: the words line by line, the last pin, all photos. */
export function mergeHeld(held: readonly Held[]): Input {
  const texts = held.flatMap(input => (input.text ? [input.text] : []))
  const place = held.findLast(input => input.place)?.place
  const takenAt = held.find(input => input.takenAt)?.takenAt
  const said = held.flatMap(input => input.said ?? [])
  const messageId = held.findLast(input => input.text)?.messageId
  return {
    ...(texts.length > 0 && { text: joinRich(texts, '\n') }),
    ...(place && { place }),
    ...(messageId && { messageId }),
    ...(takenAt && { takenAt }),
    ...(said.length > 0 && { said }),
    photos: held.flatMap(input => input.photos),
    refused: [],
  }
}
