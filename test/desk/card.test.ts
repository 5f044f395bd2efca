/**
 * Who has a case: claim, unassign, assign, 👀; by one of two who click at once; on old cards and after a restart.
 */
import { expect, test } from 'vitest'
import { cardOf, colleague, labelsOn, opensForm, showsOnCard, updatesOf, whispersTo } from '../support/cards.ts'
import { asksQuestion, threadOf, wordsOf } from '../support/talks.ts'
import { allSaid, eventually, startTown, type Town } from '../support/town.ts'

async function townWithCase() {
  const town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  return Object.assign(town, { ana, thread, tom: colleague(town, thread, 'Tom') })
}

async function eventsOf({ connections: { db } }: Town): Promise<readonly string[]> {
  const rows = await db.selectFrom('case_events').select(['kind', 'actor']).orderBy('id').execute()
  return rows.map(({ kind, actor }) => `${actor} ${kind}`)
}

test('a new card shows how it stands: status, nobody, due times', async () => {
  await using town = await townWithCase()
  const words = wordsOf(cardOf(town, town.thread))
  expect(words).toMatch(/Status\s*: New/)
  expect(words).toMatch(/With\s*: nobody yet/)
  expect(words).toMatch(/First reply due\s*: \w+day/)
  expect(words).toMatch(/To be settled by\s*: \w+day/)
  expect(labelsOn(town, town.thread)).toEqual(['Answer…', 'Ask Ana…', 'Claim', 'Assign…', 'Status…'])
})

test('of two who claim at once one has it, and the other is told who', async () => {
  await using town = await townWithCase()
  const { thread, priya, tom } = town
  priya.presses(thread.channel, thread.ts, 'claim')
  tom.presses(thread.channel, thread.ts, 'claim')
  await showsOnCard(town, thread, /With\s*: (Priya|Tom)/)
  const winner = wordsOf(cardOf(town, thread)).includes('Priya') ? priya : tom
  const loser = winner === priya ? tom : priya
  await eventually(() => expect(whispersTo(town, loser)).toEqual([`${winner.name} has it already.`]))
  expect(whispersTo(town, winner)).toEqual([])
  expect(labelsOn(town, thread)).toEqual(['Answer…', 'Ask Ana…', 'Unassign', 'Assign…', 'Status…'])
  const claims = (await eventsOf(town)).filter(event => event.endsWith('assigned'))
  expect(claims).toEqual([`${winner.id} assigned`])
})

test('👀 on the card claims it; on other messages it means nothing', async () => {
  await using town = await townWithCase()
  const { thread, priya, tom, ana } = town
  ana.says('And is it open on Mondays?')
  await eventually(() => expect(thread.posts()).toHaveLength(1))
  const post = town.slack.channels.find(c => c.id === thread.channel)!.messages.at(-1)!
  tom.reacts(thread.channel, post.ts, 'eyes')
  priya.reacts(thread.channel, thread.ts, 'thumbsup')
  priya.reacts(thread.channel, thread.ts, 'eyes')
  await showsOnCard(town, thread, /With\s*: Priya/)
  tom.reacts(thread.channel, thread.ts, 'eyes')
  await eventually(() => expect(whispersTo(town, tom)).toEqual(['Priya has it already.']))
})

test('a button works after a restart, and a stale one does not undo what happened since', async () => {
  await using town = await townWithCase()
  const { thread, priya, tom } = town
  const old = structuredClone(cardOf(town, thread).blocks!)
  priya.presses(thread.channel, thread.ts, 'claim')
  await showsOnCard(town, thread, /With\s*: Priya/)
  await town.stop()
  await town.start()

  // Tom still has the card of yesterday before him.
  const current = cardOf(town, thread).blocks!
  cardOf(town, thread).blocks = old
  tom.presses(thread.channel, thread.ts, 'claim')
  await eventually(() => expect(whispersTo(town, tom)).toEqual(['Priya has it already.']))

  // Priya hands it to Tom; whoever still sees "Unassign" of Priya's time takes it from nobody.
  cardOf(town, thread).blocks = current
  const form = await opensForm(priya, thread, 'assign')
  expect(form.view.title.text).toBe('Assign HB-1001')
  await priya.submits({ person: tom.id })
  expect(priya.view).toBeUndefined()
  priya.presses(thread.channel, thread.ts, 'unassign')
  await eventually(() => expect(whispersTo(town, priya)).toEqual(['That changed in the meantime: look at the card.']))
  await eventually(() => expect(whispersTo(town, tom)).toContain('Priya gave you HB-1001.'))
  await showsOnCard(town, thread, /With\s*: Tom/)
})

test('who has a case can give it back', async () => {
  await using town = await townWithCase()
  const { thread, priya } = town
  priya.presses(thread.channel, thread.ts, 'claim')
  await showsOnCard(town, thread, /With\s*: Priya/)
  priya.presses(thread.channel, thread.ts, 'unassign')
  await showsOnCard(town, thread, /With\s*: nobody yet/)
  expect(labelsOn(town, thread)).toContain('Claim')
})

test('only who is in the channel can take a case on; the form says so and stays', async () => {
  await using town = await townWithCase()
  const { thread, priya } = town
  const passerBy = town.slack.addUser({ name: 'Pat', kind: 'member' })
  const guest = town.slack.addUser({ name: 'Gus', kind: 'guest' })
  town.slack.join(guest, thread.channel)
  await opensForm(priya, thread, 'assign')
  await expect(priya.submits({})).rejects.toThrow('has to be filled in')
  for (const person of [passerBy.id, guest.id, town.slack.botUser, 'U0NOBODY']) {
    await priya.submits({ person })
    expect(priya.view?.errors).toEqual({ person: 'Only full members of this channel can take it on.' })
  }
  await priya.submits({ person: priya.id })
  expect(priya.view).toBeUndefined()
  await showsOnCard(town, thread, /With\s*: Priya/)
})

test.each(['guest', 'stranger'] as const)('a %s changes nothing by any button, and is told so', async kind => {
  await using town = await townWithCase()
  const { thread } = town
  const olu = town.slack.addUser({ name: 'Olu', kind })
  town.slack.join(olu, thread.channel)
  for (const action of ['claim', 'assign', 'status']) olu.presses(thread.channel, thread.ts, action)
  olu.reacts(thread.channel, thread.ts, 'eyes')
  const told = 'Only full members of this workspace who are in this channel can do that. Nothing was changed.'
  await eventually(() => expect(whispersTo(town, olu)).toEqual([told, told, told, told]))
  expect(olu.view).toBeUndefined()
  expect(updatesOf(town, thread)).toBe(0)
})

test('a press that is too long ago opens nothing, and is told so in one sentence', async () => {
  await using town = await townWithCase()
  const { thread, priya } = town
  await town.stop()
  const press = priya.presses(thread.channel, thread.ts, 'status')
  await town.start()
  // It lay somewhere for longer than its trigger lives.
  await town.slack.redeliver({ ...press, trigger_id: '1.1.aa' })
  await eventually(() =>
    expect(whispersTo(town, priya)).toEqual(['That took too long to open. Please press the button once more.']),
  )
  await opensForm(priya, thread, 'status')
})

test('many changes in a moment are at most two updates in 5 s, and the last state is what stands there', async () => {
  await using town = await townWithCase()
  const { thread, priya, tom } = town
  const beganAt = Date.now()
  priya.presses(thread.channel, thread.ts, 'claim')
  await showsOnCard(town, thread, /With\s*: Priya/)
  for (const person of [tom.id, priya.id, tom.id, priya.id, tom.id]) {
    await opensForm(priya, thread, 'assign')
    await priya.submits({ person })
  }
  await allSaid(town)
  await showsOnCard(town, thread, /With\s*: Tom/)
  // The first goes at once, and one more in every 5 s that it took.
  const mostUpdates = 1 + Math.ceil((Date.now() - beganAt) / 5_000)
  expect(updatesOf(town, thread)).toBeLessThanOrEqual(mostUpdates)
})
