/**
 * *Answer…*: a form that shows what the resident will see, and an answer that goes the way of every reply.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { cardOf, colleague, labelsOn, opensForm, whispersTo } from '../support/cards.ts'
import { picture } from '../support/pictures.ts'
import { hears, opensCase, type Thread, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterEach(() => {
  while (town.priya.view) town.priya.dismisses()
})
afterAll(async () => town[Symbol.asyncDispose]())

/** The words of the form in front, field by field. */
const formWords = (user: SlackUser) => wordsOf({ blocks: user.view?.view.blocks })
const stateOf = (user: SlackUser, key: string) =>
  Object.values(user.view?.state ?? {}).flatMap(block => (key in block ? [block[key]] : []))[0] as
    | { readonly value?: string | null; readonly selected_option?: { readonly value: string } | null }
    | undefined
const shows = (user: SlackUser, words: RegExp) => eventually(() => expect(formWords(user)).toMatch(words))
/** The post of ours that an answer became. */
const postOf = ({ channel, ts }: Thread, words: RegExp) =>
  eventually(() => {
    const found = town.slack.channels
      .find(c => c.id === channel)
      ?.messages.find(m => m.thread_ts === ts && words.test(wordsOf(m)))
    expect(found).toBeDefined()
    return found!
  })

test('a kind, a template and a look at it: what was shown is what arrives, with its marks in the thread', async () => {
  const { person: ana, thread } = await opensCase(town, 'Ana')
  const { priya } = town
  const form = await opensForm(priya, thread, 'answer')
  expect(form.view.title.text).toMatch(/^Answer to HB-\d+$/)
  expect(formWords(priya)).toMatch(/Ana reads English, on Telegram/)

  priya.fills({ kind: 'tellUsMore' })
  await shows(priya, /Ask for one thing at a time.*Ask for one thing at a time/s)
  expect(formWords(priya)).toMatch(/Where exactly\?/)
  expect(formWords(priya)).not.toMatch(/On our way/)

  priya.fills({ template: 'place:whereExactly' })
  await eventually(() => expect(stateOf(priya, 'words')?.value).toMatch(/^Thank you, Ana\. Could you tell us more/))
  expect(stateOf(priya, 'kind')?.selected_option?.value).toBe('tellUsMore')
  await shows(priya, /Message 1 of 1\s+· \d+ of 4096 characters/)

  priya.fills({ words: 'Which gate was it, Ana?' })
  priya.pressesIn('view', 'preview')
  await shows(priya, /Priya, Front desk\s+· HB-\d+\s+Which gate was it, Ana\?/)
  await priya.submits()
  expect(priya.view).toBeUndefined()

  expect(await hears(ana, /Which gate/)).toMatch(/^Priya, Front desk · HB-\d+\nWhich gate was it, Ana\?$/)
  const post = await postOf(thread, /Priya\s+answers Ana \(Tell us more\):\s+Which gate was it, Ana\?/)
  await eventually(() => expect(thread.marks(post.ts)).toEqual(['white_check_mark']))
  const reply = await town.connections.db
    .selectFrom('replies')
    .select(['kind', 'author', 'state', 'ts'])
    .where('ts', '=', post.ts)
    .executeTakeFirstOrThrow()
  expect(reply).toEqual({ kind: 'tellUsMore', author: priya.id, state: 'sent', ts: post.ts })
})

test('on Discord a long answer is shown in the parts that it will arrive in, in their language', async () => {
  const ben = town.discord.addPerson({ username: 'benito', globalName: 'Benito', locale: 'es-ES' })
  const { priya } = town
  ben.commands('ask')
  await hears(ben, /desea saber/)
  ben.says('¿Cuándo abre la biblioteca?')
  await hears(ben, /De qué se trata/)
  ben.says('No lo sé')
  await hears(ben, /Está bien así/)
  ben.says('Enviar pregunta')
  const thread = await threadOf(town, /\w+-\d+/.exec(await hears(ben, /HB-\d+/))![0])

  await opensForm(priya, thread, 'answer')
  expect(formWords(priya)).toMatch(/Benito reads Spanish, on Discord/)
  const long = `${'La biblioteca abre a las diez. '.repeat(90)}Gracias.`
  priya.fills({ kind: 'clarification', words: long })
  priya.pressesIn('view', 'preview')
  await shows(priya, /Message 2 of 2\s+· \d+ of 2000 characters/)
  const before = ben.heard().length
  await priya.submits()
  const parts = await eventually(() => {
    const heard = ben.heard().slice(before)
    expect(heard).toHaveLength(2)
    return heard
  })
  expect(parts.join(' ')).toContain('Gracias.')
  expect(parts[0]).toMatch(/^\*\*Priya, Atención al público\*\* · HB-/)
})

test('files go along, and stand in the thread', async () => {
  const { person: cleo, thread } = await opensCase(town, 'Cleo')
  const { priya } = town
  await opensForm(priya, thread, 'answer')
  await priya.submits({
    kind: 'haveALook',
    words: 'This is the plan.',
    files: [{ name: 'plan.jpg', mediaType: 'image/jpeg', bytes: await picture() }],
  })
  await hears(cleo, /This is the plan/)
  const post = await postOf(thread, /answers Cleo/)
  await eventually(() => expect(thread.marks(post.ts)).toEqual(['white_check_mark']))
  await eventually(() => expect(thread.posts().join('\n')).toMatch(/The files that go with it/))
})

test('by the shortcut of a message in the thread, and of no other', async () => {
  const { person: dora, thread } = await opensCase(town, 'Dora')
  const { priya } = town
  dora.says('It is the small one by the harbour.')
  const said = await postOf(thread, /the small one by the harbour/)
  await priya.usesShortcut('answer', { channel: thread.channel, ts: said.ts })
  await eventually(() => expect(priya.view?.view.title.text).toMatch(/^Answer to/))
  await priya.submits({ kind: 'thanks', words: 'Thank you, Dora.' })
  await hears(dora, /Thank you, Dora\./)

  const elsewhere = priya.writes(thread.channel, 'Lunch?')
  await priya.usesShortcut('answer', { channel: thread.channel, ts: String(elsewhere.event.ts) })
  await eventually(() => expect(whispersTo(town, priya).join('\n')).toMatch(/does not belong to a case/))
  expect(priya.view).toBeUndefined()
})

test('what is missing or too long is said at its field, and nothing typed is lost', async () => {
  const { person: emil, thread } = await opensCase(town, 'Emil')
  const { priya } = town
  await opensForm(priya, thread, 'answer')
  await priya.submits({ kind: 'thanks', words: ' \n ' })
  expect(priya.view?.errors).toEqual({ words: 'Please write some words or add a file.' })
  const sent = await priya.submits({ kind: 'thanks', words: 'Thank you, Emil.' })
  await hears(emil, /Thank you, Emil/)
  // the same once more, and forged ones
  expect(await town.slack.interact(sent)).toMatchObject({ taken: true, answer: { response_action: 'clear' } })
  const kind = (value: unknown) => ({ kind: { kind: { type: 'static_select', selected_option: { value } } } })
  const words = (value: unknown) => ({ words: { words: { type: 'plain_text_input', value } } })
  const forged: readonly (readonly [object, RegExp])[] = [
    [{}, /kind of reply/],
    [{ ...kind('__proto__'), ...words('x') }, /kind of reply/],
    [{ ...kind(['thanks']), ...words('x') }, /kind of reply/],
    [{ ...kind('thanks'), ...words('x'.repeat(3_001)) }, /under 3000 characters/],
    [{ ...kind('thanks'), ...words({ text: 'x' }) }, /write some words/],
    [{ ...kind('thanks'), files: { files: { type: 'file_input', files: 'all' } } }, /write some words/],
  ]
  for (const [n, [values, why]] of forged.entries()) {
    const body = { ...sent, trigger_id: `2.${n}.aa`, view: { ...sent.view, state: { values } } }
    const { answer } = await town.slack.interact(body)
    expect(answer).toMatchObject({ response_action: 'errors' })
    expect(Object.values((answer as { errors: object }).errors).join(' ')).toMatch(why)
  }
  expect(emil.heard().filter(heard => heard.includes('Thank you, Emil'))).toHaveLength(1)
})

test('who is not in the channel gets no form, and who left it meanwhile sends nothing', async () => {
  const { person: fay, thread } = await opensCase(town, 'Fay')
  const tom = colleague(town, thread, 'Tom')
  // Membership is remembered for a minute; a restart forgets it at once.
  await town.stop()
  await town.start()
  const outsider = town.slack.addUser({ name: 'Otto', kind: 'member' })
  outsider.presses(thread.channel, thread.ts, 'answer')
  await opensForm(tom, thread, 'answer')
  expect(outsider.view).toBeUndefined()
  town.slack.leave(tom, thread.channel)
  await town.stop()
  await town.start()
  await tom.submits({ kind: 'thanks', words: 'Hello, Fay.' })
  expect(tom.view?.errors.kind).toMatch(/Only full members/)
  expect(fay.heard().join('\n')).not.toContain('Hello, Fay')
  expect(labelsOn(town, thread)).toContain('Answer…')
  expect(wordsOf(cardOf(town, thread))).toContain('HB-')
})

test('stopped between the form and the resident: it arrives once', async () => {
  const { person: gus, thread } = await opensCase(town, 'Gus')
  const { priya } = town
  await opensForm(priya, thread, 'answer')
  await priya.submits({ kind: 'thanks', words: 'Once and for all.' })
  await town.stop()
  await town.start()
  await hears(gus, /Once and for all/)
  expect(gus.heard().filter(heard => heard.includes('Once and for all'))).toHaveLength(1)
  const posts = thread.posts().filter(words => words.includes('Once and for all'))
  expect(posts).toHaveLength(1)
})
