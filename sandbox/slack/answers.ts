/**
 * What an app answers to a command or an act: in the acknowledgement, or afterwards at its `response_url`, five times
 * within half an hour (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses).
 */
import { faultsOfBlocks } from './blocks.ts'
import { asObject } from './check.ts'
import type { ResponseUrl } from './response-urls.ts'
import { named } from './stored-message.ts'
import type { Block } from './wire.ts'
import { BOT, BOT_USER, TEAM, type Workspace } from './workspace.ts'

const USES = 5

export interface Answered {
  readonly status: number
  readonly body: string
}

/** @param path  Of the `response_url`. @returns  Nothing where no such address was given out. */
export function answerAt(workspace: Workspace, path: string, body: unknown): Answered | undefined {
  const to = workspace.responseUrls.get(path)
  if (!to) return undefined
  if (to.expiresAt < Date.now()) return { status: 404, body: refusal('expired_url') }
  if (to.uses >= USES) return { status: 404, body: refusal('used_url') }
  const error = takeAnswer(workspace, to, body)
  if (error !== undefined) return { status: error === 'invalid_payload' ? 400 : 500, body: refusal(error) }
  to.uses += 1
  return { status: 200, body: 'ok' }
}

const refusal = (error: string) => JSON.stringify({ ok: false, error })

/** Shows an answer. @returns  Slack's error, or nothing. */
export function takeAnswer(workspace: Workspace, to: ResponseUrl, body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return 'invalid_payload'
  const { text = '', blocks, response_type: how = 'ephemeral', thread_ts: thread, ...rest } = asObject(body)
  if (rest.delete_original === true) return removeOriginal(workspace, to)
  if (typeof text !== 'string' || (blocks === undefined && text === '')) return 'no_text'
  if (how !== 'ephemeral' && how !== 'in_channel') return 'invalid_payload'
  if (blocks !== undefined && faultsOfBlocks(blocks).length > 0) return 'invalid_blocks'
  const content = { text, ...(blocks !== undefined && { blocks: named(blocks as readonly Block[]) }) }
  if (rest.replace_original === true && replaceOriginal(workspace, to, content)) return undefined
  const channel = workspace.channels.get(to.channel)
  if (!channel) return 'channel_not_found'
  const below = typeof thread === 'string' ? thread : to.thread
  if (how === 'in_channel') {
    workspace.post(channel, { user: BOT_USER, ...content, ...(below !== undefined && { thread: below }) })
    return undefined
  }
  const message = {
    type: 'message' as const,
    ts: workspace.nextTs(),
    user: BOT_USER,
    bot_id: BOT,
    team: TEAM,
    ...content,
    ...(below !== undefined && { thread_ts: below }),
  }
  workspace.ephemerals.push({ channel: channel.id, user: to.user, message })
  workspace.changed()
  return undefined
}

/** The message that the act was done on, whispered or not. */
function originalOf(workspace: Workspace, { user, channel, message }: ResponseUrl) {
  const whispered = workspace.ephemerals.find(e => e.user === user && e.message.ts === message)?.message
  return { whispered, posted: message === undefined ? undefined : workspace.find(channel, message) }
}

function replaceOriginal(workspace: Workspace, to: ResponseUrl, content: { text: string; blocks?: readonly Block[] }) {
  const { whispered, posted } = originalOf(workspace, to)
  const original = whispered ?? posted
  if (original) workspace.edit(original, BOT_USER, content)
  return original !== undefined
}

function removeOriginal(workspace: Workspace, to: ResponseUrl): undefined {
  const { whispered, posted } = originalOf(workspace, to)
  const channel = workspace.channels.get(to.channel)
  if (whispered) {
    const at = workspace.ephemerals.findIndex(e => e.message === whispered)
    workspace.ephemerals.splice(at, 1)
    workspace.changed()
  } else if (posted && channel) workspace.remove(channel, posted)
  return undefined
}
