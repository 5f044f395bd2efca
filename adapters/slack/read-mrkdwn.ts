/**
 * A message without blocks (an old client, an integration that posts as a person): its `text` with Slack's escapes and
 * references resolved (https://docs.slack.dev/messaging/formatting-message-text#advanced). Marks like * stay as typed:
 * nothing tells them from a person's own asterisks.
 */
import { cleanRichText } from '../../src/core/clean-text.ts'
import { joinRich, plain, type RichText, trimRich } from '../../src/core/rich-text.ts'
import { broadcastWord, linked, mention, type ReferenceNames, reference } from './read-blocks.ts'

/** One side of a `<…>`: `@U1`, `#C1|name`, `!subteam^S1|@name`, `!here`, `!date^1^…|words`, `https://…|label`. */
const REFERENCE = /<([^<>|\n]+)(?:\|([^<>\n]*))?>/g

export function readMrkdwn(text: string): RichText {
  const names = referenceNames(text)
  const parts: RichText[] = []
  let at = 0
  for (const match of text.matchAll(REFERENCE)) {
    parts.push(plain(unescaped(text.slice(at, match.index))), resolve(match[1] ?? '', match[2], names))
    at = match.index + match[0].length
  }
  parts.push(plain(unescaped(text.slice(at))))
  return cleanRichText(trimRich(joinRich(parts)))
}

/** The names of channels and groups that a message's `text` tells beside their ids. */
export function referenceNames(text: string): ReferenceNames {
  const names = new Map<string, string>()
  for (const [, id, name] of text.matchAll(/<(?:#|!subteam\^)([A-Z0-9]+)\|[@#]?([^<>|\n]+)>/g)) {
    names.set(id as string, unescaped(name as string))
  }
  return names
}

function resolve(target: string, label: string | undefined, names: ReferenceNames): RichText {
  const [, sign, id] = /^(@|#|!subteam\^)([A-Z0-9]+)$/.exec(target) ?? []
  if (sign === '@') return mention(id)
  if (sign === '#') return reference('#', id, names)
  if (sign !== undefined) return reference('@', id, names)
  if (target.startsWith('!')) return plain(label ? unescaped(label) : broadcastWord(target.slice(1)))
  return linked(unescaped(target), label === undefined ? undefined : unescaped(label))
}

/** Slack escapes these three only. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
