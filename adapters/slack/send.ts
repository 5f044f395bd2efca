/**
 * Makes the calls of a plan.
 *
 * Each call has one step that others see, its last. Where an earlier attempt may have got that far, Slack is asked
 * first: a message carries our key as metadata, a file in its name.
 */
import type { WebClient } from '@slack/web-api'
import type { Attempt, Part } from '../../src/core/adapter.ts'
import { SendError } from '../../src/core/send-error.ts'
import { findMessage } from './arrived.ts'
import { toSendError } from './errors.ts'
import { setMark } from './marks.ts'
import { OWN_THREAD, type SlackCall } from './render.ts'
import { hold, upload } from './upload.ts'
import { orWithout, type Pictured } from './within-message.ts'

export interface Sending {
  readonly client: WebClient
  readonly timeoutMs: number
}

/** @throws {SendError} */
export async function send(sending: Sending, part: Part, attempt: Attempt): Promise<string> {
  const call = part.call as SlackCall
  switch (call.do) {
    case 'post':
      return orWithout(pictured(call, attempt), content =>
        post(sending, { ...call, content, ...threadOf(call.thread, attempt) }, attempt),
      )
    case 'hold':
      return hold(sending, call.file, attempt)
    case 'upload': {
      const { ts, files } = await upload(sending, { ...call, ...threadOf(call.thread, attempt) }, attempt)
      return ts ?? files[0] ?? ''
    }
    case 'whisper':
      return whisper(sending, call)
    case 'direct':
      return post(
        sending,
        { do: 'post', channel: await directWith(sending, call.user), content: call.content },
        attempt,
      )
    case 'directUpload': {
      // By the files' ids they can be taken away again; the message goes with them.
      const channel = await directWith(sending, call.user)
      return (await upload(sending, { channel, files: call.files }, attempt)).files.join(' ')
    }
    case 'update':
      return orWithout(pictured(call, attempt), content => update(sending, { ...call, content }))
    case 'mark':
      return setMark(sending, call)
  }
}

/** What a message shows beside its words was given to Slack by the call before. */
function pictured({ content, alt }: Post | Update, { earlier }: Attempt): Pictured {
  const id = alt === undefined ? undefined : earlier?.at(-1)
  return { content, ...(id !== undefined && alt !== undefined && { picture: { id, alt } }) }
}

/** A card's own thread is the first message that its plan posted. */
function threadOf(thread: string | undefined, attempt: Attempt): { readonly thread?: string } {
  const ts = thread === OWN_THREAD ? attempt.earlier?.[0] : thread
  if (thread === OWN_THREAD && ts === undefined)
    throw new SendError('REJECTED', 'the card was not posted before its further parts')
  return ts === undefined ? {} : { thread: ts }
}

type Post = Extract<SlackCall, { do: 'post' }>
type Update = Extract<SlackCall, { do: 'update' }>
type Whisper = Extract<SlackCall, { do: 'whisper' }>

async function post({ client }: Sending, { channel, thread, content }: Post, attempt: Attempt): Promise<string> {
  if (attempt.mayHaveArrived) {
    const arrived = await findMessage(client, { channel, ...(thread !== undefined && { thread }) }, attempt.key)
    if (arrived !== undefined) return arrived.ts
  }
  try {
    const { ts } = await client.chat.postMessage({
      channel,
      text: content.text,
      blocks: [...content.blocks],
      ...(thread !== undefined && { thread_ts: thread }),
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: 'folkmoot', event_payload: { key: attempt.key } },
    })
    return ts as string
  } catch (error) {
    throw toSendError('chat.postMessage', error, channel)
  }
}

/** The conversation with one of staff: Slack gives the same one each time it is opened. */
async function directWith({ client }: Sending, user: string): Promise<string> {
  const opened = await client.conversations.open({ users: user }).catch(error => {
    throw toSendError('conversations.open', error)
  })
  return opened.channel?.id as string
}

/** Done twice it changes nothing. */
async function update({ client }: Sending, { channel, ts, content }: Update): Promise<string> {
  try {
    await client.chat.update({ channel, ts, text: content.text, blocks: [...content.blocks] })
    return ts
  } catch (error) {
    throw toSendError('chat.update', error, channel)
  }
}

async function whisper({ client }: Sending, { channel, thread, user, content }: Whisper): Promise<string> {
  try {
    const { message_ts } = await client.chat.postEphemeral({
      channel,
      user,
      text: content.text,
      blocks: [...content.blocks],
      ...(thread !== undefined && { thread_ts: thread }),
    })
    return message_ts as string
  } catch (error) {
    throw toSendError('chat.postEphemeral', error)
  }
}
