/**
 * Reads in the DMs what the gateway did not bring: it delivers nothing again, but the messages are still there.
 *
 * https://docs.discord.com/developers/resources/message#get-channel-messages
 */
import { Routes } from 'discord.js'
import { list, type Raw, record, snowflake } from './raw.ts'
import type { Api } from './rest.ts'

const PAGE = 100

/**
 * Messages after `after`, oldest first, page by page.
 *
 * @param take  Called for each, in order; the next page is read when all of a page were taken.
 * @throws {SendError}
 */
export async function readAfter(
  api: Api,
  channel: string,
  after: string,
  signal: AbortSignal,
  take: (message: Raw) => Promise<void>,
): Promise<void> {
  let seen = after
  for (;;) {
    const page = await read(api, channel, { after: seen, limit: String(PAGE) }, signal)
    for (const message of page) await take(message)
    const last = snowflake(page.at(-1)?.id)
    if (page.length < PAGE || last === undefined) return
    seen = last
  }
}

/**
 * Messages before `before` that stand unanswered: back to the newest of a bot, oldest first, at most one page.
 *
 * @throws {SendError}
 */
export async function readUnanswered(
  api: Api,
  channel: string,
  before: string,
  signal: AbortSignal,
): Promise<readonly Raw[]> {
  const page = await read(api, channel, { before, limit: String(PAGE) }, signal)
  return page.slice(page.findLastIndex(message => record(message.author)?.bot === true) + 1)
}

/** Oldest first; Discord gives the newest first whichever way it is asked. */
async function read(
  api: Api,
  channel: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly Raw[]> {
  const page = list(await api.call('Get', Routes.channelMessages(channel), { query, signal }))
  const messages = page.map(record).filter(message => message !== undefined)
  return messages.toSorted((a, b) => (BigInt(snowflake(a.id) ?? 0) < BigInt(snowflake(b.id) ?? 0) ? -1 : 1))
}
