/**
 * "Did this help?": asked once, when a case is settled; one tap, and a word for those who like.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { opensForm, showsOnCard } from '../support/cards.ts'
import { commands, hears, opensCase, type Thread, threadOf, threadSays } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(async () => town[Symbol.asyncDispose]())

async function sets(thread: Thread, choice: string, words = ''): Promise<void> {
  await opensForm(town.priya, thread, 'status')
  await town.priya.submits({ choice, ...(words && { words }) })
  expect(town.priya.view).toBeUndefined()
}

const helpedOf = async (reference: string) =>
  (
    await town.connections.db
      .selectFrom('cases')
      .select('helped')
      .where('id', '=', reference.replace('HB-', ''))
      .executeTakeFirstOrThrow()
  ).helped

test('one tap and a word, in the thread, on the card and on record; never asked a second time', async () => {
  const { person: ana, reference, thread } = await opensCase(town, 'Ana')
  await sets(thread, 'fixed')
  expect(await hears(ana, /your question is answered/)).toMatch(/\n\nDid this help\?$/)
  ana.taps('Partly')
  await hears(ana, /^Thank you for telling us\. If you would like to add a word/)
  await threadSays(thread, /Ana says that this helped in part\./)
  ana.says('It took a while.')
  await hears(ana, /^Thank you, I have passed that on\.$/)
  await threadSays(thread, /Ana \(resident\)\s+It took a while\./)
  await showsOnCard(town, thread, /Did it help\?\s*: Partly/)
  expect(await helpedOf(reference)).toBe('partly')

  await sets(thread, 'reopened')
  await hears(ana, /open again/)
  await sets(thread, 'closed.noFurtherAction', 'There is nothing left to do.')
  expect(await hears(ana, /is closed/)).not.toMatch(/Did this help/)
})

test('who thinks better of it may say so; the same tap twice is said once', async () => {
  const { person: ben, reference, thread } = await opensCase(town, 'Ben')
  await sets(thread, 'closed.couldNotFind')
  await hears(ben, /Did this help\?$/)
  ben.taps('Yes')
  ben.taps('Yes')
  await threadSays(thread, /Ben says that this helped\./)
  ben.taps('No')
  await threadSays(thread, /Ben says that this did not help\./)
  expect(await helpedOf(reference)).toBe('no')
  expect(thread.posts().filter(words => /says that this helped\./.test(words))).toHaveLength(1)
})

test('whom it did not help opens the case again with one more tap and a word', async () => {
  const { person: hugo, thread } = await opensCase(town, 'Hugo')
  await sets(thread, 'fixed')
  await hears(hugo, /Did this help\?$/)
  hugo.taps('No')
  await hears(hugo, /^Thank you for telling us/)
  hugo.taps('It is not settled')
  await eventually(() => expect(hugo.heard().at(-1)).not.toMatch(/^Thank you for telling us/))
  hugo.says('The door was shut again.')
  await threadSays(thread, /The door was shut again\./)
  await showsOnCard(town, thread, /Status\s*: Reopened/)
})

test('in the middle of a dialogue a tap is thanked for, and what is typed next stays with the dialogue', async () => {
  const { person: cleo, thread } = await opensCase(town, 'Cleo')
  commands(cleo, 'ask')
  await hears(cleo, /What would you like to know/)
  await sets(thread, 'fixed')
  await hears(cleo, /Did this help\?$/)
  cleo.taps('Yes')
  await hears(cleo, /^Thank you for telling us\.$/)
  cleo.says('Where do I get a permit?')
  await hears(cleo, /What is it about/)
  expect(thread.posts().join('\n')).not.toContain('permit')
})

test('neither a duplicate nor what was taken back is asked about', async () => {
  const { person: dora, thread } = await opensCase(town, 'Dora')
  await sets(thread, 'closed.duplicate')
  expect(await hears(dora, /closed/)).not.toMatch(/Did this help/)
  const { person: emil, thread: other } = await opensCase(town, 'Emil')
  await sets(other, 'withdrawn')
  expect(await hears(emil, /HB-\d+/)).not.toMatch(/Did this help/)
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
  await sets(thread, 'fixed')
  await hears(eva, /¿Le ha servido\?$/)
  eva.taps('Sí')
  await hears(eva, /^Gracias por decírnoslo/)
  await threadSays(thread, /Eva says that this helped\./)
})

test('nobody says it for another: a button with the number of another case changes nothing', async () => {
  const { person: fay, reference, thread } = await opensCase(town, 'Fay')
  await sets(thread, 'fixed')
  await hears(fay, /Did this help\?$/)
  const { person: gus, thread: own } = await opensCase(town, 'Gus')
  await sets(own, 'fixed')
  await hears(gus, /Did this help\?$/)
  const tap = gus.taps('Yes')
  await threadSays(own, /Gus says that this helped/)
  const { callback_query: query } = tap
  const data = `helped.${reference.replace('HB-', '')}.no`
  town.telegram.addUpdate({ update_id: tap.update_id + 1_000, callback_query: { ...query, id: '4242', data } })
  const thanks = () => gus.heard().filter(words => words.startsWith('Thank you for telling us'))
  await eventually(() => expect(thanks()).toHaveLength(2))
  expect(await helpedOf(reference)).toBeNull()
  expect(thread.posts().join('\n')).not.toMatch(/did not help/)
})
