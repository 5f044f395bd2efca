/**
 * Replies that need a second person: who may be it, which words they agreed to, and that nobody else hears of it.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { cardOf, choosesInMenu, opensForm, setsStatus, showsOnCard, whispersTo } from '../support/cards.ts'
import { placeWithAll } from '../support/places.ts'
import { eventsOfReply, MARK, marked, pressesWhisper, writes } from '../support/replies.ts'
import { hears, opensCase, type Thread, threadSays, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const cleanUp = new AsyncDisposableStack()
let town: Town
let lea: SlackUser
let nora: SlackUser
let admin: SlackUser
let housing: SlackUser

beforeAll(async () => {
  const place = cleanUp.use(
    await placeWithAll(
      [
        'approval: { categories: [building], departments: []',
        'approval: { categories: [building], departments: [desk]',
      ],
      ['channel: C0DESK\n    approvers: [U0LEAD]', 'channel: C0DESK\n    approvers: [U0LEAD, U0NORA]'],
      ['collisionSeconds: 20', 'collisionSeconds: 20'],
    ),
  )
  town = cleanUp.use(await startTown({ placeFile: place.file }))
  const staff = (id: string, name: string, departments: readonly string[]) => {
    const user = town.slack.addUser({ id, name, kind: 'member' })
    for (const key of departments) town.slack.join(user, town.place.departments.get(key)!.channel)
    return user
  }
  lea = staff('U0LEAD', 'Lea', ['desk'])
  nora = staff('U0NORA', 'Nora', ['desk'])
  admin = staff('U0ADMIN', 'Ada', ['desk'])
  housing = staff('U0HOUSING', 'Hugo', ['housing'])
})
afterAll(() => cleanUp.disposeAsync())

/** The newest post with which approvers are asked, once it says this, and Folkmoot knows that it stands there. */
async function asked(thread: Thread, words: RegExp) {
  const { db } = town.connections
  return eventually(async () => {
    const posts = town.slack.channels.flatMap(c => (c.id === thread.channel ? c.messages : []))
    const found = posts.findLast(m => m.thread_ts === thread.ts && buttonsOf(m).some(b => b.label === 'Approve'))
    expect(found && wordsOf(found)).toMatch(words)
    await db.selectFrom('replies').select('id').where('asked_ts', '=', found!.ts).executeTakeFirstOrThrow()
    return found!
  })
}

/** Writes a reply, and waits until its approvers are asked. */
async function drafts(user: SlackUser, thread: Thread, words: string) {
  const ts = writes(user, thread, words)
  await marked(thread, ts, MARK.draft)
  return { ts, question: await asked(thread, new RegExp(words)) }
}

async function opens(user: SlackUser, thread: Thread, ts: string, action: string): Promise<void> {
  user.presses(thread.channel, ts, action)
  await eventually(() => expect(user.view).toBeDefined())
}

const saysAlone = (user: SlackUser, words: RegExp) =>
  eventually(() => expect(whispersTo(town, user).at(-1)).toMatch(words))
const questionSays = (thread: Thread, ts: string, words: RegExp) =>
  eventually(() => {
    const posts = town.slack.channels.flatMap(c => (c.id === thread.channel ? c.messages : []))
    const found = posts.find(m => m.ts === ts)!
    expect(wordsOf(found)).toMatch(words)
    expect(buttonsOf(found)).toEqual([])
  })

const eventsOf = async (ts: string) => (await eventsOfReply(town, ts)).map(e => `${e.kind} ${e.actor}`)

test('it waits in the thread until an approver agrees: not its author, not an agent, and only once', async () => {
  const { person, thread } = await opensCase(town, 'Ana')
  const { ts, question } = await drafts(town.priya, thread, 'From ten to four.')
  expect(JSON.stringify(question)).toContain('U0LEAD')
  await showsOnCard(town, thread, /Wait for approval\s*: 1/)
  town.priya.presses(thread.channel, question.ts, 'approve-reply')
  await saysAlone(town.priya, /Only approvers can do that/)
  expect(person.heard().join('\n')).not.toContain('ten to four')

  const press = lea.presses(thread.channel, question.ts, 'approve-reply')
  nora.presses(thread.channel, question.ts, 'approve-reply')
  expect(await hears(person, /ten to four/)).toMatch(/^Priya, Front desk/)
  await marked(thread, ts, MARK.sent)
  await questionSays(thread, question.ts, /(Lea|Nora)\s+approved the reply of\s+Priya\s+to\s+Ana/)
  await eventually(() =>
    expect([...whispersTo(town, lea), ...whispersTo(town, nora)]).toEqual(['That was settled already.']),
  )
  await eventually(async () =>
    expect(await eventsOf(ts)).toEqual([
      `drafted ${town.priya.id}`,
      expect.stringMatching(/^approved U0(LEAD|NORA)$/),
      `replied ${town.priya.id}`,
      'delivered folkmoot',
    ]),
  )
  const [action] = press.actions
  await town.slack.redeliver({
    ...press,
    actions: [{ ...action, action_ts: `${Math.floor(Date.now() / 1000)}.000031` }],
  })
  await saysAlone(lea, /settled already/)
  expect(person.heard().filter(words => words.includes('ten to four'))).toHaveLength(1)
})

test('an approver’s own reply needs another one', async () => {
  const { person, thread } = await opensCase(town, 'Bea')
  const { question } = await drafts(lea, thread, 'On Sunday as well.')
  expect(JSON.stringify(question)).not.toContain('U0LEAD>')
  lea.presses(thread.channel, question.ts, 'approve-reply')
  await saysAlone(lea, /Somebody else has to approve this/)
  nora.presses(thread.channel, question.ts, 'approve-reply')
  await hears(person, /On Sunday as well/)
})

test('changed by its author in Slack: what was approved were other words', async () => {
  const { person, thread } = await opensCase(town, 'Cleo')
  const { ts, question } = await drafts(town.priya, thread, 'At six.')
  town.priya.edits(thread.channel, ts, 'At seven.')
  await asked(thread, /other words now[\s\S]*At seven\./)
  await questionSays(thread, question.ts, /has other words by now/)
  const next = await asked(thread, /At seven/)
  // Somebody who still had the question before them.
  const press = lea.presses(thread.channel, next.ts, 'approve-reply')
  await hears(person, /At seven\./)
  await marked(thread, ts, MARK.sent)
  const { id } = await town.connections.db
    .selectFrom('replies')
    .select('id')
    .where('ts', '=', ts)
    .executeTakeFirstOrThrow()
  const [action] = press.actions
  await town.slack.redeliver({
    ...press,
    actions: [{ ...action, value: `${id}:1`, action_ts: `${Math.floor(Date.now() / 1000)}.000032` }],
  })
  await saysAlone(lea, /settled already/)
  // What went out is changed: that too waits.
  town.priya.edits(thread.channel, ts, 'At eight.')
  const again = await asked(thread, /At eight\./)
  expect(person.heard().join('\n')).not.toMatch(/At six|At eight/)
  nora.presses(thread.channel, again.ts, 'approve-reply')
  await eventually(() => expect(person.heard().join('\n')).toMatch(/corrected\nAt eight\./))
})

test('changed in the same moment in which it is approved: nothing goes that nobody agreed to', async () => {
  const { person, thread } = await opensCase(town, 'Dan')
  const { ts, question } = await drafts(town.priya, thread, 'By bus.')
  town.priya.edits(thread.channel, ts, 'By boat.')
  lea.presses(thread.channel, question.ts, 'approve-reply')
  const next = await asked(thread, /By boat\./)
  expect(person.heard().join('\n')).not.toContain('By boat')
  lea.presses(thread.channel, next.ts, 'approve-reply')
  await eventually(() => expect(person.heard().join('\n')).toContain('By boat.'))
})

test('changed by an approver: they are no second person any more, and what both wrote is on record', async () => {
  const { person, thread } = await opensCase(town, 'Dora')
  const { ts, question } = await drafts(town.priya, thread, 'Dunno.')
  await opens(lea, thread, question.ts, 'change-reply')
  await lea.submits({ words: 'We will find out.' })
  await threadSays(thread, /Lea changed the reply to Dora:[\s\S]*We will find out\./)
  const next = await asked(thread, /We will find out\./)
  lea.presses(thread.channel, next.ts, 'approve-reply')
  await saysAlone(lea, /Somebody else has to approve this/)
  nora.presses(thread.channel, next.ts, 'approve-reply')
  await hears(person, /We will find out\./)
  expect(await eventsOf(ts)).toEqual(
    expect.arrayContaining([`drafted ${town.priya.id}`, 'edited U0LEAD', 'drafted U0LEAD', 'approved U0NORA']),
  )
})

test('declined with a reason: its author is called, changes it, and it waits again', async () => {
  const { person, thread } = await opensCase(town, 'Eva')
  const { ts, question } = await drafts(town.priya, thread, 'No.')
  await opens(lea, thread, question.ts, 'decline-reply')
  await lea.submits({ reason: ' \n ' })
  expect(lea.view?.errors?.reason).toBeDefined()
  await lea.submits({ reason: 'Too short.' })
  await marked(thread, ts, MARK.undone)
  await questionSays(thread, question.ts, /Lea\s+declined the reply of\s+Priya/)
  const told = await eventually(() => {
    const posts = town.slack.channels.flatMap(c => (c.id === thread.channel ? c.messages : []))
    const found = posts.find(m => m.thread_ts === thread.ts && wordsOf(m).includes('Too short.'))
    expect(JSON.stringify(found)).toContain(town.priya.id)
    return found!
  })
  await opens(town.priya, thread, told.ts, 'change-reply')
  await town.priya.submits({ words: 'No, I am sorry.' })
  const next = await asked(thread, /I am sorry/)
  lea.presses(thread.channel, next.ts, 'approve-reply')
  await hears(person, /No, I am sorry\./)
  expect(person.heard().join('\n')).not.toContain('Too short')
})

test('an admin sends it at once, says why, and both are on record; an approver may not', async () => {
  const { person, thread } = await opensCase(town, 'Fay')
  const { ts, question } = await drafts(town.priya, thread, 'Leave the house.')
  lea.presses(thread.channel, question.ts, 'send-at-once')
  await saysAlone(lea, /Only admins can do that/)
  await opens(admin, thread, question.ts, 'send-at-once')
  await admin.submits({ reason: 'A gas leak.' })
  await hears(person, /Leave the house\./)
  await threadSays(thread, /Ada sent the reply of Priya to Fay without a second person\.[\s\S]*A gas leak\./)
  expect(await eventsOf(ts)).toContain('sentAtOnce U0ADMIN')
})

test('deleted while it waits: nobody gets it', async () => {
  const { person, thread } = await opensCase(town, 'Gil')
  const { ts, question } = await drafts(town.priya, thread, 'Forget this.')
  town.priya.deletes(thread.channel, ts)
  await questionSays(thread, question.ts, /Priya took this reply back/)
  await eventually(() => expect(wordsOf(cardOf(town, thread))).not.toContain('Wait for approval'))
  expect(person.heard().join('\n')).not.toContain('Forget this')
  expect((await eventsOf(ts)).at(-1)).toBe(`undone ${town.priya.id}`)
})

test('an answer from the form waits too; what the resident wrote meanwhile is shown to whoever approves', async () => {
  const { person, thread } = await opensCase(town, 'Hana')
  await opensForm(town.priya, thread, 'answer')
  await town.priya.submits({ kind: 'thanks', words: 'Thank you for waiting.' })
  const question = await asked(thread, /Thank you for waiting\./)
  person.says('I am not waiting any more')
  await threadSays(thread, /not waiting any more/)
  await setsStatus(town, thread, { choice: 'fixed' })
  await hears(person, /answered/)
  lea.presses(thread.channel, question.ts, 'approve-reply')
  await saysAlone(lea, /settled after this was written[\s\S]*Hana wrote meanwhile:[\s\S]*not waiting any more/)
  expect(person.heard().join('\n')).not.toContain('Thank you for waiting')
  await pressesWhisper(town, lea, thread, 'approve-all-the-same')
  await eventually(() => expect(person.heard().join('\n')).toContain('Thank you for waiting.'))
})

test('a case that moves takes its drafts along: those who may approve there are asked, nobody else', async () => {
  const { person, thread } = await opensCase(town, 'Ivo')
  const { question } = await drafts(town.priya, thread, 'Somebody will come.')
  await choosesInMenu(town, town.priya, thread, 'transfer')
  await town.priya.submits({ department: 'housing', reason: 'A flat.' })
  await questionSays(thread, question.ts, /waits for approval in its new thread/)
  const there = await eventually(() => {
    const channel = town.slack.channels.find(c => c.id === 'C0HOUSING')!
    const found = channel.messages.findLast(m => buttonsOf(m).some(b => b.label === 'Approve'))
    expect(found && wordsOf(found)).toMatch(/Somebody will come\./)
    expect(JSON.stringify(found)).toContain('U0HOUSING')
    return found!
  })
  const press = housing.presses('C0HOUSING', there.ts, 'approve-reply')
  await hears(person, /Somebody will come\./)
  const [action] = press.actions
  await town.slack.redeliver({
    ...press,
    user: Object.assign({}, press.user, { id: lea.id }),
    channel: Object.assign({}, press.channel, { id: thread.channel }),
    actions: [{ ...action, action_ts: `${Math.floor(Date.now() / 1000)}.000033` }],
  })
  await saysAlone(lea, /Only approvers can do that/)
  expect(person.heard().filter(words => words.includes('Somebody will come.'))).toHaveLength(1)
})

test('a case that goes on as another: what waited there is not sent', async () => {
  const { person, thread } = await opensCase(town, 'Kim')
  const other = await opensCase(town, 'Lou')
  const { ts, question } = await drafts(town.priya, thread, 'For this one alone.')
  await choosesInMenu(town, town.priya, thread, 'merge')
  await town.priya.looksUp('view', 'into', other.reference)
  await town.priya.submits({ into: other.reference.split('-')[1]! })
  await questionSays(thread, question.ts, /goes on as another one, so this reply was not sent/)
  await marked(thread, ts, MARK.undone)
  expect(person.heard().join('\n')).not.toContain('For this one alone')
})

test('what residents read with a status is an approver’s to write', async () => {
  const { person, thread } = await opensCase(town, 'Jo')
  await opensForm(town.priya, thread, 'status')
  await town.priya.submits({ choice: 'closed.noFurtherAction', words: 'Go away.' })
  expect(town.priya.view?.errors?.words).toMatch(/A second person has to see/)
  town.priya.dismisses()
  await opensForm(lea, thread, 'status')
  await lea.submits({ choice: 'closed.noFurtherAction', words: 'The library decides that.' })
  await hears(person, /The library decides that\./)
  expect(person.heard().join('\n')).not.toContain('Go away')
})
