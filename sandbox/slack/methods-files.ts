/**
 * files.*: the upload in three steps, and what is known of a file.
 */
import { faultsOfBlocks } from './blocks.ts'
import { messageEvent } from './events.ts'
import { type Answer, type Method, refused, type World } from './methods.ts'
import { isRoot } from './methods-chat.ts'
import type { Params } from './params.ts'
import type { Block, SlackFile } from './wire.ts'
import { BOT_USER, type StoredUpload } from './workspace.ts'

const SHARE_DELAY_MS = 20
/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
const MOST_ALT = 1_000

export const fileMethods: readonly (readonly [string, Method])[] = [
  ['files.getUploadURLExternal', { token: 'bot', scopes: ['files:write'], run: getUploadUrl }],
  ['files.completeUploadExternal', { token: 'bot', scopes: ['files:write'], run: complete }],
  ['files.delete', { token: 'bot', scopes: ['files:write'], run: remove }],
  ['files.info', { token: 'bot', scopes: ['files:read'], run: info }],
]

/** A file as Slack keeps it, before anybody shared it. */
export function newUpload(
  world: Pick<World, 'workspace' | 'origin'>,
  file: { name: string; length: number; user: string; mediaType?: string; altText?: string },
): StoredUpload {
  const id = world.workspace.nextId('F')
  const url = `${world.origin}/files-pri/${id}/${encodeURIComponent(file.name)}`
  const record: SlackFile = {
    id,
    created: Math.floor(Date.now() / 1000),
    name: file.name,
    title: file.name,
    mimetype: file.mediaType ?? 'application/octet-stream',
    filetype: file.name.split('.').at(-1) ?? 'binary',
    size: file.length,
    user: file.user,
    ...(file.altText !== undefined && { alt_txt: file.altText }),
    mode: 'hosted',
    is_external: false,
    url_private: url,
    url_private_download: `${url}?download=1`,
    permalink: `${world.origin}/files/${id}`,
    shares: {},
  }
  const upload: StoredUpload = { file: record, bytes: undefined, length: file.length, completed: false }
  world.workspace.uploads.set(id, upload)
  return upload
}

function getUploadUrl(params: Params, world: World): Answer {
  const name = params.text('filename')
  const length = Number(params.text('length'))
  if (!name) return refused('missing_filename')
  if (!Number.isInteger(length) || length < 1) return refused('invalid_arguments')
  if (length > 1024 ** 3) return refused('file_upload_size_restricted')
  const altText = params.text('alt_txt')
  if ((altText?.length ?? 0) > MOST_ALT) return refused('alt_txt_too_large')
  const { file } = newUpload(world, { name, length, user: BOT_USER, ...(altText !== undefined && { altText }) })
  return { ok: true, upload_url: `${world.origin}/upload/v1/${file.id}`, file_id: file.id }
}

function complete(params: Params, world: World): Answer {
  const wanted = params.json('files')
  if (!Array.isArray(wanted) || wanted.length === 0) return refused('invalid_arguments')
  const uploads: StoredUpload[] = []
  for (const { id, title } of wanted as { id?: string; title?: string }[]) {
    const upload = world.workspace.uploads.get(id ?? '')
    if (!upload?.bytes || upload.completed) return refused('file_not_found')
    uploads.push(Object.assign(upload, { file: { ...upload.file, title: title ?? upload.file.name } }))
  }
  const channel = world.workspace.channels.get(params.text('channel_id') ?? '')
  if (params.text('channel_id') !== undefined) {
    if (!channel) return refused('channel_not_found')
    if (channel.archived) return refused('is_archived')
    if (!channel.members.has(BOT_USER)) return refused('not_in_channel')
  }
  const blocks = params.json('blocks')
  if (blocks !== undefined && faultsOfBlocks(blocks).length > 0) return refused('invalid_blocks')
  const thread = params.text('thread_ts')
  if (thread !== undefined && !(channel && isRoot(world, channel, thread))) return refused('thread_not_found')
  for (const upload of uploads) upload.completed = true
  const files = uploads.map(u => u.file)
  const share = () => {
    if (!channel) return
    const message = world.workspace.post(channel, {
      user: BOT_USER,
      text: params.text('initial_comment') ?? '',
      ...(blocks !== undefined && { blocks: blocks as Block[] }),
      ...(thread !== undefined && { thread }),
      files,
    })
    world.tell(messageEvent(channel, message))
  }
  // as the original: the answer comes first, the message a moment later
  setTimeout(share, SHARE_DELAY_MS)
  return { ok: true, files: files.map(file => ({ ...file, shares: {} })) }
}

/** A bot deletes what it uploaded itself. https://docs.slack.dev/reference/methods/files.delete */
function remove(params: Params, { workspace }: World): Answer {
  const id = params.text('file')
  if (!id) return refused('invalid_arguments')
  const upload = workspace.uploads.get(id)
  if (upload?.deleted) return refused('file_deleted')
  if (!upload?.completed) return refused('file_not_found')
  if (upload.file.user !== BOT_USER) return refused('cant_delete_file')
  workspace.removeFile(upload)
  return { ok: true }
}

function info(params: Params, { workspace }: World): Answer {
  const upload = workspace.uploads.get(params.text('file') ?? '')
  if (upload?.deleted) return refused('file_deleted')
  return upload?.completed ? { ok: true, file: upload.file } : refused('file_not_found')
}
