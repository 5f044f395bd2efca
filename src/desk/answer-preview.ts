/**
 * How an answer will look to its resident: what their network makes of it, part by part, before anything is sent.
 */
import { speakToStaff } from '../actions/context.ts'
import { messageOf } from '../actions/sign-reply.ts'
import type { ShownPart } from '../core/adapter.ts'
import type { RemoteFile, StoredFile } from '../core/files.ts'
import type { Address } from '../core/network.ts'
import { joinRich, plain, type RichText } from '../core/rich-text.ts'
import type { Colleague } from '../store/case-work.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { DeskWork } from './desk-work.ts'

/** @returns A line on each message and the message itself, as a quote. Nothing where nothing was written yet. */
export function previewOf(
  { place, shown }: DeskWork,
  to: CaseAtDesk & { readonly address: Address },
  written: { readonly by: Colleague; readonly words: string; readonly files: readonly RemoteFile[] },
): readonly RichText[] {
  const { by, words, files } = written
  if (words === '' && files.length === 0) return []
  const reply = { author: by.id, authorName: by.name, words: plain(words), files: files.map(asStored) }
  const message = messageOf(to, reply, place)
  const looks = shown(message)
  const say = speakToStaff(place)
  if (!looks) return [say('desk.preview.away')]
  const { parts, most } = looks
  return parts.flatMap((part, n) => [
    say('desk.preview.part', { number: n + 1, all: parts.length, units: part.units, most }),
    quoted(part),
  ])
}

/** A message as its reader gets it. */
export function quoted({ text, files }: ShownPart): RichText {
  const lines = [...files.map(name => plain(`📎 ${name}`)), ...(text.text === '' ? [] : [text])]
  const whole = joinRich(lines, '\n')
  return { text: whole.text, spans: [{ kind: 'quote', start: 0, end: whole.text.length }, ...whole.spans] }
}

/** A picture is a picture before its bytes are here. */
function asStored({ name = '?', mediaType = '', bytes = 0 }: RemoteFile): StoredFile {
  const sides = mediaType.startsWith('image/') ? { width: 1_000, height: 1_000 } : {}
  return { sha256: '', name, mediaType, bytes, ...sides }
}
