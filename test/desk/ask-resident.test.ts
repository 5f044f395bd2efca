/**
 * *Ask …*: a question in the resident's chat, its answer in the thread and on the card, and a clock that stands still
 * meanwhile.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { workingMsBetween } from '../../src/core/working-time.ts'
import { opensForm, showsOnCard } from '../support/cards.ts'
import { commands, hears, opensCase, type Thread, threadOf, threadSays, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const HOUR_MS = 3_600_000

let town: Town
beforeAll(async () => {
  town = await startTown()
  // A Monday, with no holiday in the days that the tests pass.
  town.advance(Date.parse('2026-11-23T10:00Z') - Date.now())
})
afterEach(() => {
  while (town.priya.view) town.priya.dismisses()
})
afterAll(async () => town[Symbol.asyncDispose]())

async function asks(thread: Thread, words: string, choices = ''): Promise<void> {
  await opensForm(town.priya, thread, 'askResident')
  await town.priya.submits({ words, ...(choices && { choices }) })
  expect(town.priya.view).toBeUndefined()
}

const rowOf = (reference: string) =>
  town.connections.db
    .selectFrom('cases')
    .select(['reply_due_at', 'fix_due_at', 'waiting_since'])
    .where('id', '=', reference.replace('HB-', ''))
    .executeTakeFirstOrThrow()

test('a tap answers; meanwhile the case waits and nothing falls due', async () => {
  const { person: ana, reference, thread } = await opensCase(town, 'Ana')
  const before = await rowOf(reference)
  await asks(thread, 'Which gate is it?', 'The north gate\nThe south gate\nI am not sure')
  const heard = await hears(ana, /Which gate is it\?/)
  expect(heard).toMatch(/^Priya, Front desk · HB-\d+\nWhich gate is it\?\n\nPlease tap an answer, or write it/)
  await threadSays(thread, /Priya\s+asks Ana:\s+Which gate is it\?\n• The north gate\n• The south gate/)
  await showsOnCard(town, thread, /Asked\s*: Which gate is it\?[\s\S]*Waiting\s*: for Ana, since /)
  expect((await rowOf(reference)).waiting_since).not.toBeNull()

  town.advance(72 * HOUR_MS)
  ana.taps('The south gate')
  await hears(ana, /^Thank you, I have passed your answer on \(HB-\d+\)\.$/)
  await threadSays(thread, /Ana \(resident\) answers\s+The south gate/)
  await showsOnCard(town, thread, /Asked\s*: Which gate is it\?[\s\S]*Answer\s*: The south gate[\s\S]*To be settled by/)
  const after = await rowOf(reference)
  expect(after.waiting_since).toBeNull()
  const moved = workingMsBetween(before.fix_due_at, after.fix_due_at, town.place)
  // 72 hours from a Monday on: three working days.
  expect(moved).toBeGreaterThanOrEqual(7 * HOUR_MS)
  expect(moved).toBeLessThanOrEqual(25 * HOUR_MS)
  const events = await town.connections.db
    .selectFrom('case_events')
    .select('kind')
    .where('case_id', '=', reference.replace('HB-', ''))
    .execute()
  expect(events.map(e => e.kind)).toEqual(expect.arrayContaining(['waiting', 'answered']))

  // once more: the question is settled, and nothing new stands in the thread
  const posts = thread.posts().length
  town.advance(60_000)
  ana.taps('The north gate')
  await hears(ana, /^That question is settled by now/)
  expect(thread.posts()).toHaveLength(posts)
})

test('words answer as well, those of a button and any others', async () => {
  const { person: ben, thread } = await opensCase(town, 'Ben')
  await asks(thread, 'Is it still there?', 'Yes\nNo')
  await hears(ben, /still there/)
  ben.says('yes!')
  await threadSays(thread, /Ben \(resident\) answers\s+yes!/)
  await showsOnCard(town, thread, /Answer\s*: yes!/)

  await asks(thread, 'Since when?')
  expect(await hears(ben, /Since when/)).toMatch(/Please write your answer here\.$/)
  ben.says('Since Monday, I believe.')
  await threadSays(thread, /answers\s+Since Monday, I believe\./)
  await hears(ben, /passed your answer on/)
})

test('a dialogue under way is not disturbed: a tap answers, words stay with the dialogue', async () => {
  const { person: cleo, thread } = await opensCase(town, 'Cleo')
  commands(cleo, 'ask')
  await hears(cleo, /What would you like to know/)
  await asks(thread, 'Shall we call you?', 'Please do\nNo, thank you')
  await hears(cleo, /Shall we call you/)
  cleo.taps('Please do')
  await hears(cleo, /^Thank you, I have passed your answer on/)
  await threadSays(thread, /answers\s+Please do/)
  cleo.says('How much is a parking permit?')
  await hears(cleo, /What is it about/)
  cleo.says('Cancel')
  await hears(cleo, /Cancelled/)
  expect(thread.posts().join('\n')).not.toContain('parking permit')
})

test('a second question takes the place of the first; another status goes on without an answer', async () => {
  const { person: dora, reference, thread } = await opensCase(town, 'Dora')
  await asks(thread, 'Is it red?', 'Red\nBlue')
  await hears(dora, /Is it red/)
  const first = await rowOf(reference)
  await asks(thread, 'Is it large?', 'Large\nSmall')
  await hears(dora, /Is it large/)
  expect((await rowOf(reference)).waiting_since).toEqual(first.waiting_since)
  dora.taps('Red')
  await hears(dora, /settled by now/)
  await opensForm(town.priya, thread, 'status')
  await town.priya.submits({ choice: 'inProgress' })
  await hears(dora, /is working on it/)
  expect((await rowOf(reference)).waiting_since).toBeNull()
})

test('on Discord, in their language', async () => {
  const eva = town.discord.addPerson({ username: 'eva', globalName: 'Eva', locale: 'es-ES' })
  eva.commands('ask')
  await hears(eva, /desea saber/)
  eva.says('¿Cuándo abre la biblioteca?')
  await hears(eva, /De qué se trata/)
  eva.says('No lo sé')
  await hears(eva, /Está bien así/)
  eva.says('Enviar pregunta')
  const thread = await threadOf(town, /\w+-\d+/.exec(await hears(eva, /HB-\d+/))![0])
  await asks(thread, '¿Cuál de ellas?', 'La central\nLa del puerto')
  await hears(eva, /¿Cuál de ellas\?\n\nToque una respuesta/)
  eva.taps('La del puerto')
  await hears(eva, /^Gracias, he transmitido su respuesta/)
  await threadSays(thread, /Eva \(resident\) answers\s+La del puerto/)
})

test('who cannot be reached is not waited for', async () => {
  const { person: fay, reference, thread } = await opensCase(town, 'Fay')
  fay.blocks()
  await asks(thread, 'Are you there?', 'Yes\nNo')
  await threadSays(thread, /Not delivered to Fay/)
  expect((await rowOf(reference)).waiting_since).toBeNull()

  fay.unblocks()
  const failed = await eventually(() => {
    const post = town.slack.channels
      .find(c => c.id === thread.channel)
      ?.messages.find(m => m.thread_ts === thread.ts && /Not delivered to Fay/.test(wordsOf(m)))
    expect(post).toBeDefined()
    return post!
  })
  town.priya.presses(thread.channel, failed.ts, 'retry-reply')
  await hears(fay, /Are you there\?/)
  expect((await rowOf(reference)).waiting_since).not.toBeNull()
  fay.taps('Yes')
  await threadSays(thread, /Fay \(resident\) answers\s+Yes/)
})

test('what is wrong with it is said at its field; forged, it changes nothing', async () => {
  const { person: gus, reference, thread } = await opensCase(town, 'Gus')
  const { priya } = town
  await opensForm(priya, thread, 'askResident')
  await priya.submits({ words: 'How many?', choices: '1\n2\n3\n4\n5\n6\n7\n8\n9' })
  expect(priya.view?.errors).toEqual({ choices: 'Please give 8 answers at most.' })
  await priya.submits({ words: 'How many?', choices: 'One\none' })
  expect(priya.view?.errors).toEqual({ choices: 'Two of the answers are alike: “one”.' })
  await priya.submits({ words: 'How many?', choices: 'Alto\nBajo' })
  expect(priya.view?.errors).toEqual({ choices: expect.stringContaining('“Alto” is a word by which people leave') })
  const sent = await priya.submits({ words: 'How many?', choices: 'One\nTwo' })
  await hears(gus, /How many/)
  gus.taps('Two')
  await threadSays(thread, /answers\s+Two/)
  const words = (value: unknown) => ({ words: { words: { type: 'plain_text_input', value } } })
  const choices = (value: unknown) => ({ choices: { choices: { type: 'plain_text_input', value } } })
  const forged: readonly (readonly [object, RegExp])[] = [
    [{}, /what you would like to know/],
    [words(['x']), /what you would like to know/],
    [words('x'.repeat(1_001)), /under 1000 characters/],
    [{ ...words('x'), ...choices('y'.repeat(81)) }, /each answer under 80/],
    [{ ...words('x'), ...choices('a\n'.repeat(9)) }, /8 answers at most/],
  ]
  for (const [n, [values, why]] of forged.entries()) {
    const { answer } = await town.slack.interact({
      ...sent,
      trigger_id: `3.${n}.aa`,
      view: { ...sent.view, state: { values } },
    })
    expect(answer).toMatchObject({ response_action: 'errors' })
    expect(Object.values((answer as { errors: object }).errors).join(' ')).toMatch(why)
  }
  expect((await rowOf(reference)).waiting_since).toBeNull()
})
