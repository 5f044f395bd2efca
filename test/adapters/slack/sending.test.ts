/**
 * Cards, files, marks and whispers, through the real SDK to the stand-in: once each, in order, in the right thread.
 */
import { expect, test } from 'vitest'
import type { StoredFile } from '../../../src/core/files.ts'
import type { Card, Mark, ToDesk } from '../../../src/core/outbound.ts'
import { plain } from '../../../src/core/rich-text.ts'
import { buttonsOf, readShown } from '../../contract/slack-reader.ts'
import { bytesOf, type Connected, connect, sendAll } from './connected.ts'

const picture = (name: string): StoredFile => ({ sha256: name, mediaType: 'image/jpeg', bytes: 10, name })
const CARD: Card = {
  heading: 'HB-1042 · Pothole',
  facts: [],
  words: plain('a hole'),
  pictures: [picture('hole.jpg'), picture('street.jpg')],
  hint: 'Write in the thread.',
  buttons: [{ action: 'take', value: '7', label: 'Take it' }],
  menu: [],
}

async function desk() {
  const connected = await connect('http')
  await connected.slack.start(connected.recorder.doors)
  const priya = connected.standIn.addUser({ name: 'Priya', kind: 'member' })
  const channel = connected.standIn.addChannel({ name: 'highways' })
  connected.standIn.join(priya, channel.id)
  priya.writes(channel.id, 'root')
  const root = channel.messages[0]!
  const post = (text: string, files: readonly StoredFile[] = []): ToDesk => ({
    to: 'desk',
    kind: 'post',
    thread: { channel: channel.id, ts: root.ts },
    text: plain(text),
    files,
    buttons: [],
  })
  const card = (more: Partial<Card> = {}): ToDesk => ({
    to: 'desk',
    kind: 'card',
    channel: channel.id,
    card: { ...CARD, ...more },
  })
  return Object.assign(connected, { priya, channel, root, post, card })
}

test('a card is followed in its own thread by its long words and its pictures', async () => {
  await using d = await desk()
  const ids = await sendAll(d, d.card({ words: plain(`begin ${'word '.repeat(1_000)}end`) }))
  const [card, rest, pictures] = d.channel.messages.slice(1)
  expect(ids).toEqual([card?.ts, rest?.ts, pictures?.ts])
  expect([card?.thread_ts, rest?.thread_ts, pictures?.thread_ts]).toEqual([card?.ts, card?.ts, card?.ts])
  expect(readShown(rest!).text).toMatch(/end$/)
  expect(pictures?.files?.map(file => file.title)).toEqual(['hole.jpg', 'street.jpg'])
  const bytes = pictures?.files?.map(file => Buffer.from(d.standIn.uploads.get(file.id)?.bytes ?? []).toString())
  expect(bytes).toEqual(['bytes of hole.jpg', 'bytes of street.jpg'])
  expect(d.standIn.complaints).toEqual([])
})

test('what is sent after files stands below them', async () => {
  await using d = await desk()
  await sendAll(d, d.post('', [picture('hole.jpg')]), { key: 'a' })
  await sendAll(d, d.post('after'), { key: 'b' })
  expect(d.channel.messages.slice(1).map(m => m.files?.[0]?.title ?? readShown(m).text)).toEqual(['hole.jpg', 'after'])
})

test('nothing unfurls, nothing pings', async () => {
  await using d = await desk()
  await sendAll(d, d.post('<!channel> https://example.org'))
  const { params } = d.standIn.journal.find(call => call.method === 'chat.postMessage')!
  expect(params).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false', mrkdwn: 'false' })
  expect((params as { text: string }).text).toBe('&lt;!channel&gt; https://example.org')
})

const LOST = ['resetAfter', 'hang'] as const

test.for(LOST)('a card whose answer was lost (%s) is found in the channel', async kind => {
  await using d = await desk()
  const message = d.card({ pictures: [] })
  d.standIn.faults.on('chat.postMessage', { kind }, 1)
  await expect(sendAll(d, message)).rejects.toMatchObject({ code: 'UNREACHABLE', mayHaveArrived: true })
  const [ts] = await sendAll(d, message, { mayHaveArrived: true })
  expect(d.channel.messages.slice(1).map(m => m.ts)).toEqual([ts])
})

test.for(LOST)('files whose last answer was lost (%s) are found in the thread', async kind => {
  await using d = await desk()
  const message = d.post('', [picture('hole.jpg')])
  d.standIn.faults.on('files.completeUploadExternal', { kind }, 1)
  await expect(sendAll(d, message)).rejects.toMatchObject({ code: 'UNREACHABLE', mayHaveArrived: true })
  // looked for before Slack shows them
  const [ts] = await sendAll(d, message, { mayHaveArrived: true })
  expect(d.channel.messages.slice(1).map(m => m.ts)).toEqual([ts])
})

test('files for one of staff are known by their ids, also once their last answer was lost, and are taken away by them', async () => {
  await using d = await desk()
  const files = [picture('hole.jpg'), picture('street.jpg')]
  const message: ToDesk = { to: 'desk', kind: 'direct', user: d.priya.id, text: plain(''), files }
  d.standIn.faults.on('files.completeUploadExternal', { kind: 'resetAfter' }, 1)
  await expect(sendAll(d, message)).rejects.toMatchObject({ code: 'UNREACHABLE', mayHaveArrived: true })
  const [ids] = await sendAll(d, message, { mayHaveArrived: true })
  const shown = d.standIn.channels.find(({ im }) => im === d.priya.id)?.messages ?? []
  expect(shown).toHaveLength(1)
  expect(ids).toBe(shown[0]?.files?.map(({ id }) => id).join(' '))
  const [hole = '', street = ''] = ids?.split(' ') ?? []
  await d.slack.deleteFile(hole)
  await d.slack.deleteFile(hole)
  await d.slack.deleteFile('F0NONE')
  expect(d.standIn.uploads.get(hole)?.bytes).toBeUndefined()
  expect(d.standIn.uploads.get(street)?.bytes).toBeDefined()
  d.standIn.scopes.delete('files:write')
  await expect(d.slack.deleteFile(street)).rejects.toMatchObject({ code: 'REJECTED' })
})

test.for(['files.getUploadURLExternal', 'upload'])(
  'a failure before the last step has shown nothing: %s',
  async step => {
    await using d = await desk()
    d.standIn.faults.on(step, { kind: 'resetAfter' }, 1)
    const refused = { code: 'UNREACHABLE', mayHaveArrived: false }
    await expect(sendAll(d, d.post('', [picture('hole.jpg')]))).rejects.toMatchObject(refused)
    expect(d.channel.messages).toHaveLength(1)
  },
)

test('while it cannot be seen whether it arrived, nothing is sent', async () => {
  await using d = await desk()
  d.standIn.faults.on('conversations.replies', { kind: 'status', status: 429, retryAfterS: 3 }, 1)
  const throttled = { code: 'THROTTLED', retryAfterMs: 3_000, mayHaveArrived: true }
  await expect(sendAll(d, d.post('once'), { mayHaveArrived: true })).rejects.toMatchObject(throttled)
  expect(d.channel.messages).toHaveLength(1)
})

test('one mark at a time, however often it is set; others’ reactions stay', async () => {
  await using d = await desk()
  const { channel, root, priya } = d
  priya.reacts(channel.id, root.ts, 'white_check_mark')
  priya.reacts(channel.id, root.ts, 'tada')
  const mark = (mark: Mark): ToDesk => ({ to: 'desk', kind: 'mark', channel: channel.id, ts: root.ts, mark })
  const ours = () => (root.reactions ?? []).filter(r => r.users.includes(d.standIn.botUser)).map(r => r.name)
  for (const [set, shown] of [
    ['asked', 'question'],
    ['underWay', 'hourglass_flowing_sand'],
    ['failed', 'x'],
    ['failed', 'x'],
    ['sent', 'white_check_mark'],
    ['note', 'memo'],
  ] as const) {
    await sendAll(d, mark(set))
    expect(ours()).toEqual([shown])
  }
  expect((root.reactions ?? []).filter(r => r.users.includes(priya.id)).map(r => r.name)).toHaveLength(2)
  expect(d.standIn.complaints).toEqual([])
})

test('a whisper is for one person, and a press in it says where it stood', async () => {
  await using d = await desk()
  const { channel, root, priya } = d
  await sendAll(d, {
    to: 'desk',
    kind: 'whisper',
    channel: channel.id,
    thread: root.ts,
    user: priya.id,
    text: plain('Send it?'),
    buttons: [
      { action: 'answer', value: 'send', label: 'Send' },
      { action: 'answer', value: 'note', label: 'Keep as a note' },
    ],
  })
  expect(channel.messages).toHaveLength(1)
  const [whisper] = d.standIn.ephemerals
  expect(whisper?.user).toBe(priya.id)
  const button = buttonsOf(whisper!.message).find(each => each.label === 'Keep as a note')
  priya.presses(channel.id, whisper!.message.ts, button!.actionId)
  await expect
    .poll(() => d.recorder.received)
    .toMatchObject([
      {
        lane: `slack:${channel.id}:${root.ts}:${priya.id}`,
        event: { did: { kind: 'pressed', action: 'answer', value: 'note' } },
      },
    ])
})

/** With the door that is closed; its channel where it is that. */
const REFUSALS: Readonly<Record<string, (d: Awaited<ReturnType<typeof desk>>) => void>> = {
  'chat.postMessage: is_archived': d => d.standIn.archive(d.channel.id),
  'chat.postMessage: not_in_channel': d => d.standIn.kickBot(d.channel.id),
  'chat.postMessage: missing_scope (needs chat:write)': d => void d.standIn.scopes.delete('chat:write'),
  'chat.postMessage: token_revoked': d =>
    d.standIn.faults.on('chat.postMessage', { kind: 'refuse', error: 'token_revoked' }),
}

test.for(Object.entries(REFUSALS))('closed until somebody mends it: %s', async ([reason, spoil]) => {
  await using d = await desk()
  spoil(d)
  const error = await sendAll(d, d.post('hello')).catch(e => e)
  expect(error).toMatchObject({ name: 'SendError', code: 'CLOSED' })
  expect(error.message).toContain(reason)
})

test.for(['internal_error', 'service_unavailable'])('passes: %s', async error => {
  await using d = await desk()
  d.standIn.faults.on('chat.postMessage', { kind: 'refuse', error }, 1)
  await expect(sendAll(d, d.post('hello'))).rejects.toMatchObject({ code: 'UNREACHABLE', mayHaveArrived: true })
})

async function sentFile(d: Connected & Awaited<ReturnType<typeof desk>>, mediaType = 'image/jpeg') {
  const sent = { name: 'crew.jpg', mediaType, bytes: await bytesOf('crew') }
  d.priya.writes(d.channel.id, 'the crew', { thread: d.root.ts, files: [sent] })
  await expect.poll(() => d.recorder.received).toHaveLength(1)
  const [inbound] = d.recorder.received
  if (inbound?.event.from !== 'desk' || inbound.event.did.kind !== 'wrote') throw new Error('nothing was written')
  return inbound.event.did.files[0]!
}

test.each(['image/jpeg', 'text/plain'])(
  'without the scope for files, Slack’s login page is not taken for the file (%s)',
  async mediaType => {
    await using d = await desk()
    const file = await sentFile(d, mediaType)
    d.standIn.scopes.delete('files:read')
    const options = { maxBytes: 1_000, signal: new AbortController().signal }
    const missing = /missing scope files:read \(REJECTED\)/
    await expect(d.slack.fetchFile(file, options)).rejects.toThrow(missing)
    // the page is larger than the file may be
    await expect(d.slack.fetchFile(file, { ...options, maxBytes: 20 })).rejects.toThrow(missing)
    // or the way to it
    d.standIn.faults.on('download', { kind: 'status', status: 302 }, 1)
    await expect(d.slack.fetchFile(file, options)).rejects.toThrow(missing)
  },
)

test('a file without an address is asked for by its id; one outside Slack never sees our token', async () => {
  await using d = await desk()
  const file = await sentFile(d)
  const options = { maxBytes: 1_000, signal: new AbortController().signal }
  const id = /\/files-pri\/([A-Z0-9]+)\//.exec(file.ref)?.[1]
  expect(Buffer.from(await d.slack.fetchFile({ ref: `file:${id}` }, options)).toString()).toBe('bytes of crew')
  for (const ref of [
    'https://drive.example.org/x',
    'http://files.slack.com/x',
    'https://slack.com.evil.example/x',
    'file',
  ]) {
    await expect(d.slack.fetchFile({ ref }, options)).rejects.toThrow(/outside Slack \(REJECTED\)/)
  }
})
