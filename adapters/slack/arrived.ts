/**
 * Looks whether a message of ours is there already: by the key in its metadata or in its files' names.
 */
import type { WebClient } from '@slack/web-api'
import { SendError } from '../../src/core/send-error.ts'
import { toSendError } from './errors.ts'
import { fieldsOf, idOf, listOf, textOf, tsOf } from './unknown.ts'

/** How far back a message may lie. An outbox row that waited longer is posted again. */
const LOOK_BACK_S = 7 * 24 * 3600
const PAGE = 200
/** With `PAGE`: messages looked at. */
const MOST_PAGES = 10

export interface Where {
  readonly channel: string
  readonly thread?: string
}

interface FoundMessage {
  readonly ts: string
  /** Ids of its files, in their order. */
  readonly files: readonly string[]
}

/** @throws {SendError} that says the earlier attempt may have arrived: nobody has seen that it did not. */
export async function findMessage(client: WebClient, where: Where, key: string): Promise<FoundMessage | undefined> {
  try {
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { messages, next } = await readPage(client, where, cursor)
      const found = messages.map(fieldsOf).find(message => carries(message, key))
      const ts = tsOf(found?.ts)
      if (found && ts !== undefined) return { ts, files: fileIdsOf(found) }
      if (!next) return undefined
      cursor = next
    }
    return undefined
  } catch (error) {
    const failed = toSendError(where.thread === undefined ? 'conversations.history' : 'conversations.replies', error)
    if (!failed.retryable) throw failed
    const { code, retryAfterMs } = failed
    throw new SendError(code, 'cannot see whether it arrived before', {
      cause: failed,
      mayHaveArrived: true,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    })
  }
}

async function readPage(client: WebClient, { channel, thread }: Where, cursor: string | undefined) {
  const oldest = String(Math.floor(Date.now() / 1000) - LOOK_BACK_S)
  const options = { channel, oldest, limit: PAGE, include_all_metadata: true, ...(cursor && { cursor }) }
  const answer =
    thread === undefined
      ? await client.conversations.history(options)
      : await client.conversations.replies({ ...options, ts: thread })
  return { messages: listOf(answer.messages), next: answer.response_metadata?.next_cursor }
}

function carries(message: Readonly<Record<string, unknown>>, key: string): boolean {
  if (fieldsOf(fieldsOf(message.metadata).event_payload).key === key) return true
  return listOf(message.files).some(file => textOf(fieldsOf(file).name)?.includes(keyInName(key)))
}

function fileIdsOf(message: Readonly<Record<string, unknown>>): readonly string[] {
  return listOf(message.files).flatMap(file => idOf(fieldsOf(file).id) ?? [])
}

/** What a file's name holds of the key: whole, whatever stands around it. */
export function keyInName(key: string): string {
  return `-${key.replaceAll(/[^A-Za-z0-9.]/g, '_')}.`
}
