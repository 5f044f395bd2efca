/**
 * A message's content → rich text: names for mentions, `:name:` for custom emoji; marks stay as they were typed.
 *
 * https://docs.discord.com/developers/reference#message-formatting
 */
import { cleanRichText, cleanText } from '../../src/core/clean-text.ts'
import type { RichText, Span } from '../../src/core/rich-text.ts'
import { list, type Raw, record, string } from './raw.ts'

const TOKEN = /<@!?(?<user>\d{1,20})>|<a?:(?<emoji>\w{2,32}):\d{1,20}>/g

export function readWords(raw: Raw): RichText {
  const content = string(raw.content) ?? ''
  const names = namesOf(raw)
  const spans: Span[] = []
  let text = ''
  let done = 0
  for (const match of content.matchAll(TOKEN)) {
    text += content.slice(done, match.index)
    const { user, emoji } = match.groups ?? {}
    const put = emoji ? `:${emoji}:` : `@${names.get(user ?? '') ?? '…'}`
    if (user) spans.push({ kind: 'mention', start: text.length, end: text.length + put.length })
    text += put
    done = match.index + match[0].length
  }
  return cleanRichText({ text: text + content.slice(done), spans })
}

function namesOf(raw: Raw): ReadonlyMap<string, string> {
  return new Map(
    list(raw.mentions).flatMap(item => {
      const user = record(item)
      const id = string(user?.id)
      const name = string(user?.global_name) || string(user?.username)
      return id && name ? [[id, cleanText(name)] as const] : []
    }),
  )
}
