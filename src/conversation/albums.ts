/**
 * Albums: several messages of a network that their sender sees as one.
 */
import { joinRich } from '../core/rich-text.ts'
import type { Heard } from '../core/turn.ts'

/** One thing that was said, and how many messages it came in. */
export interface HeardOnce {
  readonly heard: Heard
  readonly messages: number
}

/** Makes one message of those that follow each other and are of one album: all files, the captions line by line. */
export function collectAlbums(heard: readonly Heard[]): readonly HeardOnce[] {
  const collected: HeardOnce[] = []
  for (const one of heard) {
    const last = collected.at(-1)
    const album = albumOf(one)
    if (last && album !== undefined && albumOf(last.heard) === album) {
      collected[collected.length - 1] = { heard: together(last.heard, one), messages: last.messages + 1 }
    } else collected.push({ heard: one, messages: 1 })
  }
  return collected
}

export function albumOf({ event: { said } }: Pick<Heard, 'event'>): string | undefined {
  return said.kind === 'message' ? said.album : undefined
}

function together(first: Heard, second: Heard): Heard {
  const [said, more] = [first.event.said, second.event.said]
  if (said.kind !== 'message' || more.kind !== 'message') return first
  const text =
    said.text.text && more.text.text ? joinRich([said.text, more.text], '\n') : joinRich([said.text, more.text])
  // The message that has the words is the one whose edit changes them.
  const messageId = said.text.text === '' && more.text.text ? more.messageId : said.messageId
  const leftOut = said.leftOut ?? more.leftOut
  const both = { ...said, text, messageId, files: [...said.files, ...more.files], ...(leftOut && { leftOut }) }
  return {
    event: { ...first.event, said: both },
    files: [...first.files, ...second.files],
  }
}
