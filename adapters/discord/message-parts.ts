/**
 * What a message is made of on its way to Discord, and what comes back.
 */
import type { RawFile } from 'discord.js'
import type { Attempt } from '../../src/core/adapter.ts'
import { SendError } from '../../src/core/send-error.ts'
import { record, string } from './raw.ts'
import type { PostCall } from './render.ts'

export interface Message {
  readonly body: {
    readonly content: string
    readonly components: PostCall['components']
    readonly allowed_mentions: { readonly parse: readonly [] }
    readonly flags: number
    readonly attachments?: readonly { readonly id: number; readonly description?: string }[]
  }
  readonly files: readonly RawFile[]
}

export async function openFiles(call: Pick<PostCall, 'files'>, attempt: Attempt): Promise<RawFile[]> {
  return Promise.all(
    call.files.map(async file => ({
      name: file.name,
      contentType: file.mediaType,
      data: Buffer.from(await attempt.open(file.sha256)),
    })),
  )
}

/** https://docs.discord.com/developers/resources/message#attachment-object */
const DESCRIPTION_LIMIT = 1_024

/** What is to be seen in pictures, for who does not see them; each file by its number in the request. */
export function describedFiles({ files }: Pick<PostCall, 'files'>): Pick<Message['body'], 'attachments'> {
  if (files.every(({ alt }) => alt === undefined)) return {}
  const attachments = files.map(({ alt }, id) => ({
    id,
    ...(alt !== undefined && { description: alt.slice(0, DESCRIPTION_LIMIT) }),
  }))
  return { attachments }
}

/** @throws {SendError} */
export function messageIdOf(answered: unknown): string {
  const id = string(record(answered)?.id)
  if (id === undefined)
    throw new SendError('UNREACHABLE', 'discord answered without a message id', { mayHaveArrived: true })
  return id
}
