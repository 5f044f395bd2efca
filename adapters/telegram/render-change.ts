/**
 * Changes of a message that a resident has → the Bot API calls they take. Pure.
 *
 * https://core.telegram.org/bots/api#updating-messages. Words of one kind stay of that kind: a caption is edited as a
 * caption; where it grows beyond what a caption holds, it is emptied, and the words follow as messages.
 */
import type { Fallback, Part, Plan } from '../../src/core/adapter.ts'
import { personIdOf } from '../../src/core/network.ts'
import type { Correction, ForResident, Withdrawal } from '../../src/core/outbound.ts'
import { type PartChange, placeTexts, type SentPart } from '../../src/core/sent-parts.ts'
import {
  CAPTION_LIMIT,
  FILE_LIMIT_BYTES,
  nameTooLarge,
  planMessage,
  type Target,
  type TelegramCall,
  textCalls,
  withLines,
  writeCaption,
} from './render.ts'

export function plan(message: ForResident): Plan {
  if (!('kind' in message)) return planMessage(message)
  return message.kind === 'correction' ? planCorrection(message) : planWithdrawal(message)
}

function planCorrection({ address, text, files, sent }: Correction): Plan {
  const fallbacks = new Set<Fallback>()
  const target = { chat_id: Number(personIdOf(address)) }
  const words = withLines(text, files.filter(file => file.bytes > FILE_LIMIT_BYTES).map(nameTooLarge))
  const captioned = sent.find(part => part.carries === 'both')
  if (captioned && words.text.length <= CAPTION_LIMIT) {
    const caption = captionPart(target, captioned, writeCaption(words, fallbacks))
    return { parts: sent.flatMap(part => (part === captioned ? [caption] : keep(part))), fallbacks: [...fallbacks] }
  }
  const texts = textCalls(words, false, target, fallbacks)
  const rest = sent.filter(part => part !== captioned)
  const parts = placeTexts(rest, texts.length).flatMap(change => changed(target, texts, change))
  // an empty caption takes the words off the picture
  const emptied = captioned ? [{ ...captionPart(target, captioned, { caption: '' }), carries: 'files' as const }] : []
  return { parts: [...emptied, ...parts], fallbacks: [...fallbacks] }
}

function changed(target: Target, texts: ReturnType<typeof textCalls>, change: PartChange): readonly Part[] {
  if (change.do === 'keep') return keep(change.part)
  if (change.do === 'delete') return deletions(target, change.part)
  const call = texts[change.text]
  if (!call) return []
  if (change.do === 'send') return [partOf(call, 'words')]
  const payload = { ...call.payload, message_id: Number(change.part.id) }
  return [partOf({ method: 'editMessageText', payload }, 'words')]
}

/** Of an album the first message has the caption. */
function captionPart(target: Target, { id }: SentPart, caption: ReturnType<typeof writeCaption>): Part {
  const payload = { ...target, ...caption, message_id: Number(id.split(' ')[0]) }
  return partOf({ method: 'editMessageCaption', payload, id }, 'both')
}

function planWithdrawal({ address, sent }: Withdrawal): Plan {
  const target = { chat_id: Number(personIdOf(address)) }
  return { parts: sent.flatMap(part => deletions(target, part)), fallbacks: [] }
}

function keep({ id, carries }: SentPart): readonly Part[] {
  return carries === 'nothing' ? [] : [partOf({ method: 'keep', id }, carries)]
}

function deletions(target: Target, { id, carries }: SentPart): readonly Part[] {
  if (carries === 'nothing') return []
  return id.split(' ').map(each => {
    const payload = { ...target, message_id: Number(each) }
    return partOf({ method: 'deleteMessage', payload }, 'nothing')
  })
}

function partOf(call: TelegramCall, carries: SentPart['carries']): Part {
  return { call, carries }
}
