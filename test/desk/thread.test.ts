/**
 * What staff write in the thread of a case: a reply, a note, or something to ask about; and who may.
 */
import { expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { picture } from '../support/pictures.ts'
import { placeWith } from '../support/places.ts'
import { asksQuestion, hears, type Thread, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

test('formatting, links, emoji and mentions arrive as the network shows them, with the name and without ids', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const tom = town.slack.addUser({ name: 'Tom', kind: 'member' })
  const thread = await threadOf(town, await asksQuestion(ana))

  const ts = writes(
    town.priya,
    thread,
    `*Good news*, <@${tom.id}> has it :tada: see <https://example.org/hours|the hours>`,
  )
  // A colleague's name is for the resident only where its author says so.
  await pressesWhisper(town, town.priya, thread, 'send-held')
  await hears(ana, /Good news/)
  const message = ana.chat.at(-1)!
  expect(message.text).toContain('Good news, @Tom has it 🎉 see the hours')
  expect(message.text).toContain('Priya, Front desk · HB-1001')
  expect(JSON.stringify(message)).not.toContain(tom.id)
  expect(message.entities).toContainEqual(
    expect.objectContaining({ type: 'text_link', url: 'https://example.org/hours' }),
  )
  await eventually(() => expect(thread.marks(ts)).toEqual(['white_check_mark']))
})

test.each(['note: do we know him?', '// do we know him?', '  NOTE： do we know him?'])(
  '"%s" stays among staff',
  async words => {
    await using town = await startTown()
    const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
    const thread = await threadOf(town, await asksQuestion(ana))
    const note = writes(town.priya, thread, words)
    await eventually(() => expect(thread.marks(note)).toEqual(['memo']))
    writes(town.priya, thread, 'Hello Ana')
    await hears(ana, /Hello Ana/)
    expect(ana.heard().join('\n')).not.toContain('do we know him')
  },
)

test('a misspelt prefix asks first, and sends or keeps as its author says', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))

  const first = writes(town.priya, thread, 'not: she called before')
  await eventually(() => expect(thread.marks(first)).toEqual(['question']))
  await pressesWhisper(town, town.priya, thread, 'keep-asked')
  await eventually(() => expect(thread.marks(first)).toEqual(['memo']))

  const second = writes(town.priya, thread, 'Notes - from ten to four')
  await eventually(() => expect(thread.marks(second)).toEqual(['question']))
  await pressesWhisper(town, town.priya, thread, 'send-asked')
  await hears(ana, /from ten to four/)
  await eventually(() => expect(thread.marks(second)).toEqual(['white_check_mark']))
  expect(ana.heard().join('\n')).not.toContain('she called before')
})

test('where threads hold notes, a plain message stays among staff and reply: sends', async () => {
  await using place = await placeWith('threadDefault: reply', 'threadDefault: note')
  await using town = await startTown({ placeFile: place.file })
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  const note = writes(town.priya, thread, 'who knows the hours?')
  await eventually(() => expect(thread.marks(note)).toEqual(['memo']))
  writes(town.priya, thread, 'reply: From ten to four.')
  await hears(ana, /From ten to four\./)
  expect(ana.heard().join('\n')).not.toContain('who knows')
})

test.each([
  ['guest', /Guests of the workspace cannot/],
  ['stranger', /Only members of this workspace/],
] as const)('a %s of the channel reaches nobody, and is told so alone', async (kind, told) => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  const outsider = town.slack.addUser({ name: 'Olu', kind })
  town.slack.join(outsider, thread.channel)
  writes(outsider, thread, 'Hello from outside')
  await eventually(() => expect(whispersTo(town, outsider).join('\n')).toMatch(told))
  writes(town.priya, thread, 'Hello from the town')
  await hears(ana, /Hello from the town/)
  expect(ana.heard().join('\n')).not.toContain('from outside')
})

test('a full member who is not in the channel reaches nobody; bots are ignored', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  const passerBy = town.slack.addUser({ name: 'Pat', kind: 'member' })
  const passing = writes(passerBy, thread, 'Just passing')
  // Slack shows whispers to members of the channel only: the mark has to do.
  await eventually(() => expect(thread.marks(passing)).toEqual(['x']))
  const robot = town.slack.addUser({ name: 'Robot', kind: 'bot' })
  town.slack.join(robot, thread.channel)
  writes(robot, thread, 'Beep')
  writes(town.priya, thread, 'Hello from the town')
  await hears(ana, /Hello from the town/)
  expect(ana.heard().join('\n')).not.toMatch(/Just passing|Beep/)
})

test('what the resident writes comes into the thread without pinging or formatting, pictures and all', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  ana.says('<!channel> *help* <@U0ADMIN> https://example.org/unfurl')
  const inert = '<!channel> *help* <@U0ADMIN> https://example.org/unfurl'.replaceAll(' ', '')
  await eventually(() => expect(thread.posts().join('\n').replaceAll(' ', '')).toContain(inert))
  const posted = town.slack.channels
    .find(c => c.id === thread.channel)!
    .messages.findLast(m => wordsOf(m).includes('help'))!
  expect(JSON.stringify(posted.blocks)).not.toMatch(/"type":"(mrkdwn|broadcast|user)"/)
  ana.sendsPhoto(await picture(), { caption: 'like this' })
  await eventually(() => expect(thread.posts().join('\n')).toContain('like this'))
  await eventually(() => expect(town.slack.uploads.size).toBe(1))
})

test('files of staff reach the resident; what cannot is named in the thread', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  const files = [
    { name: 'map.jpg', mediaType: 'image/jpeg', bytes: await picture('#208040') },
    {
      name: 'trick.html',
      mediaType: 'text/html',
      bytes: new TextEncoder().encode('<!doctype html><script>alert(1)</script>'),
    },
  ]
  town.priya.writes(thread.channel, 'Here is the map', { thread: thread.ts, files })
  await eventually(() => expect(ana.chat.some(m => m.photo !== undefined)).toBe(true))
  await eventually(() => expect(thread.posts().join('\n')).toMatch(/Left out of the message to Ana: trick\.html/))
})

function writes(user: SlackUser, thread: Thread, words: string): string {
  return user.writes(thread.channel, words, { thread: thread.ts }).event.ts as string
}

function whispersTo(town: Town, user: SlackUser): readonly string[] {
  return town.slack.ephemerals.filter(e => e.user === user.id).map(e => wordsOf(e.message))
}

async function pressesWhisper(town: Town, user: SlackUser, thread: Thread, action: string): Promise<void> {
  const whisper = await eventually(() => {
    const found = town.slack.ephemerals.findLast(e => e.user === user.id && JSON.stringify(e.message).includes(action))
    expect(found).toBeDefined()
    return found!
  })
  user.presses(thread.channel, whisper.message.ts, action)
}
