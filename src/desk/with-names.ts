/**
 * Mentions become names: nothing that a resident gets holds Slack's ids.
 */
import { speakToStaff } from '../actions/context.ts'
import { replaceMentions } from '../core/mentions.ts'
import type { RichText } from '../core/rich-text.ts'
import type { DeskWork } from './desk-work.ts'

export async function withNames({ directory, place }: DeskWork, text: RichText): Promise<RichText> {
  const names = new Map<string, string>()
  for (const span of text.spans) {
    if (span.kind === 'mention' && span.id) names.set(span.id, await directory.nameOf(span.id))
  }
  return replaceMentions(text, names, speakToStaff(place)('desk.colleague').text)
}
