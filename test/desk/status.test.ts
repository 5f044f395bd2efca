/**
 * What becomes of a case: each change is told to the resident in their language, and to staff; what is settled is closed.
 */
import { expect, test } from 'vitest'
import { cardOf, colleague, labelsOn, opensForm, setsStatus, showsOnCard, whispersTo } from '../support/cards.ts'
import { picture } from '../support/pictures.ts'
import { asksQuestion, hears, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

async function townWithCase() {
  const town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  return Object.assign(town, { ana, thread })
}

test('a photo of the result follows the status, to the resident and into the thread', async () => {
  await using town = await townWithCase()
  const { ana, thread, priya } = town
  await opensForm(priya, thread, 'status')
  const files = [{ name: 'mended.jpg', mediaType: 'image/jpeg', bytes: await picture() }]
  await priya.submits({ choice: 'fixed', files })
  expect(priya.view).toBeUndefined()
  await eventually(() => expect(ana.heard().join('\n')).toMatch(/HB-1001: your question is answered/))
  await eventually(() => expect(ana.chat.some(m => m.photo !== undefined)).toBe(true))
  await eventually(() => expect(thread.posts().join('\n')).toMatch(/The files that go with it/))
})

async function caseRow({ connections: { db } }: Town) {
  return db.selectFrom('cases').select(['status', 'close_reason', 'closed_at']).executeTakeFirstOrThrow()
}

test('a planned day, an end, and a new beginning: the resident hears each, the card shows the last', async () => {
  await using town = await townWithCase()
  const { ana, thread, priya } = town
  const form = await opensForm(priya, thread, 'status')
  expect(form.view.title.text).toBe('Status of HB-1001')

  await priya.submits({ choice: 'planned' })
  expect(priya.view?.errors).toEqual({ plannedFor: 'Please choose the day.' })
  await priya.submits({ choice: 'planned', plannedFor: '2020-01-01' })
  expect(priya.view?.errors).toEqual({ plannedFor: 'That day is over. Please choose one that is to come.' })
  const day = new Date(Date.now() + 14 * 86_400_000)
  await priya.submits({ choice: 'planned', plannedFor: day.toISOString().slice(0, 10), words: 'From nine to five.' })
  expect(priya.view).toBeUndefined()
  const name = day.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  await hears(ana, new RegExp(`^HB-1001: Front desk has planned it for ${name}\\.\\n\\nFrom nine to five\\.$`))
  await eventually(() =>
    expect(thread.posts().join('\n')).toMatch(/Priya\s+set it to\s+Planned[\s\S]*From nine to five/),
  )
  await showsOnCard(town, thread, new RegExp(`Status\\s*: Planned, ${name}`))

  await setsStatus(town, thread, { choice: 'fixed' })
  await hears(ana, /^HB-1001: your question is answered/)
  expect((await caseRow(town)).closed_at).not.toBeNull()

  await setsStatus(town, thread, { choice: 'reopened' })
  await hears(ana, /^HB-1001 is open again\. Front desk has it\.$/)
  await showsOnCard(town, thread, /Status\s*: Reopened/)
  expect((await caseRow(town)).closed_at).toBeNull()
  const events = await town.connections.db
    .selectFrom('case_events as e')
    .leftJoin('case_event_words as w', 'w.event_id', 'e.id')
    .select(['e.actor', 'e.detail', 'w.words'])
    .where('e.kind', '=', 'statusChanged')
    .orderBy('e.id')
    .execute()
  expect(events).toMatchObject([
    { detail: { from: 'new', to: 'planned' }, words: { text: { text: 'From nine to five.' } } },
    { detail: { from: 'planned', to: 'fixed' }, words: null },
    { detail: { from: 'fixed', to: 'reopened' }, words: null },
  ])
  expect(new Set(events.map(e => e.actor))).toEqual(new Set([priya.id]))
})

test('closed is never called fixed, and says why in the words of its author', async () => {
  await using town = await townWithCase()
  const { ana, thread, priya } = town
  await setsStatus(town, thread, { choice: 'closed.notOurs' })
  expect(priya.view?.errors).toEqual({ words: 'Please say it in your own words: Ana is to know why.' })
  await priya.submits({ choice: 'closed.notOurs', words: 'It is the county’s: 01632 960 000. <!channel> *now*' })
  const heard = await hears(ana, /closed/)
  expect(heard).toBe(
    'HB-1001 is closed: it is not ours to settle.\n\nIt is the county’s: 01632 960 000. <!channel> *now*\n\nDid this help?',
  )
  expect(heard).not.toMatch(/fixed/i)
  await showsOnCard(town, thread, /Status\s*: Closed: not ours/)
  expect(wordsOf(cardOf(town, thread))).not.toMatch(/due|To be settled/)
  expect(labelsOn(town, thread)).toEqual(['Answer…', 'Status…'])
  expect(await caseRow(town)).toMatchObject({ status: 'closed', close_reason: 'notOurs' })
})

test('a resident of another language hears it in theirs', async () => {
  await using town = await startTown()
  const ben = town.telegram.addPerson({ firstName: 'Benito', languageCode: 'es' })
  ben.presses('/ask')
  await hears(ben, /desea saber/)
  ben.says('¿Cuándo abre la biblioteca?')
  await hears(ben, /De qué se trata/)
  ben.says('No lo sé')
  await hears(ben, /Está bien así/)
  ben.says('Enviar pregunta')
  const thread = await threadOf(town, /\w+-\d+/.exec(await hears(ben, /HB-\d+/))![0])
  await setsStatus(town, thread, { choice: 'inProgress' })
  await hears(ben, /^HB-1001: .+ está trabajando en ello\.$/)
})

test('what happened while the form was open is told in it, and nothing typed is lost', async () => {
  await using town = await townWithCase()
  const { ana, thread, priya } = town
  const tom = colleague(town, thread, 'Tom')
  await opensForm(priya, thread, 'status')
  await opensForm(tom, thread, 'status')
  await tom.submits({ choice: 'acknowledged' })
  await hears(ana, /has seen it/)
  await priya.submits({ choice: 'inProgress', words: 'We begin today.' })
  expect(priya.view?.errors.choice).toMatch(/it is “Acknowledged” by now/)
  await priya.submits({ choice: 'inProgress', words: 'We begin today.' })
  expect(priya.view?.errors.choice).toMatch(/it is “Acknowledged” by now/)
  expect(ana.heard().join('\n')).not.toContain('We begin today')
})

test('who left the channel while the form was open changes nothing', async () => {
  await using town = await townWithCase()
  const { ana, thread } = town
  const tom = colleague(town, thread, 'Tom')
  await town.stop()
  await town.start()
  await opensForm(tom, thread, 'status')
  town.slack.leave(tom, thread.channel)
  // Membership is remembered for a minute; a restart forgets it at once.
  await town.stop()
  await town.start()
  await tom.submits({ choice: 'fixed' })
  expect(tom.view?.errors).toEqual({
    choice: 'Only full members of this workspace who are in this channel can do that. Nothing was changed.',
  })
  expect((await caseRow(town)).status).toBe('new')
  expect(ana.heard().join('\n')).not.toContain('answered')
})

test('a forged form is answered field by field; the same one twice is done once', async () => {
  await using town = await townWithCase()
  const { ana, thread, priya } = town
  await opensForm(priya, thread, 'status')
  const sent = await priya.submits({ choice: 'acknowledged' })
  await hears(ana, /has seen it/)
  expect(await town.slack.interact(sent)).toEqual({ taken: true, answer: { response_action: 'clear' } })
  const forged = (values: object, trigger: string) =>
    town.slack.interact({ ...sent, trigger_id: trigger, view: { ...sent.view, state: { values } } })
  const field = (name: string, value: object) => ({ [name]: { [name]: value } })
  const chosen = (value: string) => field('choice', { type: 'static_select', selected_option: { value } })
  const long = field('words', { type: 'plain_text_input', value: 'x'.repeat(1_001) })
  for (const [n, values] of [{}, chosen('__proto__'), chosen('new'), { ...chosen('closed'), ...long }].entries()) {
    const { answer } = await forged(values, `1.${n}.aa`)
    expect(answer).toMatchObject({
      response_action: 'errors',
      errors: { choice: expect.stringMatching(/not possible/) },
    })
  }
  expect(ana.heard().filter(words => words.includes('has seen it'))).toHaveLength(1)
})

test('where nobody takes a form it stays open with all that was typed, and goes through afterwards', async () => {
  await using town = await townWithCase()
  const { ana, thread, priya } = town
  await opensForm(priya, thread, 'status')
  await town.stop()
  await priya.submits({ choice: 'inProgress' })
  expect(priya.view?.failed).toBe(true)
  await town.start()
  await priya.submits({ choice: 'inProgress' })
  expect(priya.view).toBeUndefined()
  await hears(ana, /is working on it/)
})

test('a resident who cannot be told: the thread says so', async () => {
  await using town = await townWithCase()
  const { ana, thread } = town
  ana.blocks()
  await setsStatus(town, thread, { choice: 'acknowledged' })
  await eventually(() =>
    expect(thread.posts().join('\n')).toMatch(/Ana was not told what became of it: they have blocked/),
  )
  expect(whispersTo(town, town.priya)).toEqual([])
})
